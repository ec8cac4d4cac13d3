import { isAbsolute, join } from 'node:path';
import { root } from '../project.mjs';
import { runProcess } from '../run-process.mjs';

/** Types of sources, tests and benchmarks, without writing anything. */
export async function types() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, text } = await runProcess(
    process.execPath,
    [tsc, '-p', 'tsconfig.json', '--noEmit', '--listFiles'],
    {
      timeoutMs: 300_000,
      output: 'capture',
    },
  );
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isFile = (line) => isAbsolute(line) && !line.includes('error TS');
  const own = lines.filter((line) => isFile(line) && !line.includes('node_modules'));
  const problems = messages(lines.filter((line) => !isFile(line)));
  if (code !== 0 && problems.length === 0) problems.push(`tsc ended with code ${code}`);
  if (own.length === 0) problems.push('tsc looked at no file of ours');
  return { examined: `${own.length} files`, problems };
}

/** tsc explains a message on further, indented lines: they belong to the one above. */
function messages(lines) {
  return lines.reduce((all, line) => {
    if (line.startsWith(' ') && all.length > 0) all.push(`${all.pop()}\n${line}`);
    else all.push(line);
    return all;
  }, []);
}

import { relative } from 'node:path';
import { ESLint } from 'eslint';
import { root } from '../project.mjs';

/** ESLint over everything it is configured for; a warning counts as a problem. */
export async function lint() {
  const results = await new ESLint({ cwd: root }).lintFiles(['.']);
  const problems = results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, column, message, ruleId }) =>
        `${relative(root, filePath)}:${line}:${column} ${message} (${ruleId ?? 'syntax'})`,
    ),
  );
  if (results.length === 0) problems.push('ESLint looked at no file');
  return { examined: `${results.length} files`, problems };
}

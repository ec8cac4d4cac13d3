import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import prettier from 'prettier';
import { filesUnder, root } from '../project.mjs';

/** Prettier's layout; `npm run format` mends it. */
export async function format() {
  const problems = [];
  let examined = 0;
  for (const file of filesUnder(root, () => true)) {
    const { ignored, inferredParser } = await prettier.getFileInfo(file, {
      ignorePath: join(root, '.prettierignore'),
    });
    if (ignored || inferredParser === null) continue;
    examined += 1;
    const options = { ...(await prettier.resolveConfig(file)), filepath: file };
    try {
      if (await prettier.check(await readFile(file, 'utf8'), options)) continue;
      problems.push(`${relative(root, file)} is not laid out; run "npm run format"`);
    } catch (error) {
      problems.push(`${relative(root, file)} cannot be parsed: ${error.message.split('\n')[0]}`);
    }
  }
  if (examined === 0) problems.push('Prettier looked at no file');
  return { examined: `${examined} files`, problems };
}

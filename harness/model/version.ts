import { readFileSync } from 'node:fs';

/** The version of this package, from the package.json above the source or the built file. */
export const version: string = findVersion(new URL('.', import.meta.url));

function findVersion(directory: URL): string {
  for (const up of ['../../', '../../../']) {
    try {
      const parsed = JSON.parse(readFileSync(new URL(`${up}package.json`, directory), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (parsed.name === 'sosie' && parsed.version !== undefined) return parsed.version;
    } catch {
      // Look one folder higher: dist/ is one level deeper than the source.
    }
  }
  return '0.0.0';
}

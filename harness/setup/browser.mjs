import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say, SetupError } from './project.mjs';

/**
 * Makes sure that a browser starts before the first suite asks for one, and says which; fetches one into the
 * project's folder where there is none, and names it for the suites that run `sosie` in other folders. Needs dist/.
 * A project without browser actors has nobody who would ask.
 */
export async function browserIfNeeded() {
  const finder = join(root, 'dist', 'harness', 'actors', 'browser', 'find-browser.js');
  if (!existsSync(finder)) return;
  const { findBrowser } = await import(pathToFileURL(finder).href);
  try {
    const { executablePath } = await findBrowser({
      explicit: process.env.SOSIE_BROWSER ?? null,
      projectDir: root,
      install: true,
      say,
    });
    if (executablePath?.startsWith(join(root, '.sosie'))) process.env.SOSIE_BROWSER = executablePath;
  } catch (error) {
    if (error.code !== 'SOSIE_CONFIG_BROWSER') throw error;
    throw new SetupError(error.message, error.hint, 2);
  }
}

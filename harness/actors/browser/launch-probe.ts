import { isMissing } from './is-missing.js';
import { launchBrowser } from './launch-browser.js';

/** How long a browser may take to start and open an empty page, in milliseconds. */
const probeMs = 20_000;

/** Starts the browser, opens an empty page, and closes it; gives why that failed in one line, or null. */
export async function whyItFails(candidate: {
  readonly executablePath: string | null;
  readonly channel?: string;
}): Promise<string | null> {
  if (isMissing(candidate)) return 'it is not there';
  const { executablePath, channel } = candidate;
  try {
    const chosen = channel === undefined ? { executablePath } : { executablePath, channel };
    const { browser, ended } = await launchBrowser({ ...chosen, allow: [], launchTimeoutMs: probeMs });
    try {
      const page = await browser.newPage();
      await page.goto('about:blank', { timeout: probeMs });
    } finally {
      await browser.close();
      await ended;
    }
    return null;
  } catch (error) {
    return reasonOf(error instanceof Error ? error.message : String(error));
  }
}

/** What a person needs of the launcher's pages of text. */
function reasonOf(message: string): string {
  if (/executable doesn't exist|ENOENT/i.test(message)) return 'it is not there';
  const library = /error while loading shared libraries: (\S+?):/.exec(message)?.[1];
  if (library !== undefined) return `the library ${library} is missing`;
  if (message.includes('EACCES')) return 'it may not be executed';
  const code = /exitCode=(\d+|null)/.exec(message)?.[1];
  if (code !== undefined) return `it ended at once with exit code ${code}`;
  return (message.split('\n', 1)[0] ?? '').slice(0, 160);
}

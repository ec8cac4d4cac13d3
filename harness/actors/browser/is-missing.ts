import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** The folder of Playwright's chromium, and of its headless shell beside it: both carry one revision. */
const revisionFolder = /([\\/])chromium-(\d+)[\\/].*$/;

/**
 * Whether the browser is certainly not there. Asked before a launch, because Playwright makes two folders in the temporary
 * folder before it looks for the executable, and leaves them behind where there is none.
 */
export function isMissing(candidate: {
  readonly executablePath: string | null;
  readonly channel?: string;
}): boolean {
  if (candidate.executablePath !== null) return !existsSync(candidate.executablePath);
  const own = chromium.executablePath();
  if (candidate.channel === 'chromium') return !existsSync(own);
  // Playwright tells the path of its chromium only. Where the folders are named otherwise, the launch itself will tell.
  const shell = own.replace(revisionFolder, '$1chromium_headless_shell-$2');
  return candidate.channel === undefined && shell !== own && !existsSync(shell);
}

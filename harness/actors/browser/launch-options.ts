import type { LaunchOptions } from 'playwright';

/** Chromium's own talk with its maker's servers, which a closed network refuses and a test does not want. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-default-apps',
];

/** Which browser is started, and where it may go. */
export interface LaunchChoice {
  /** As `findBrowser` gives it; null leaves the choice to Playwright. */
  readonly executablePath: string | null;
  readonly channel?: string;
  /** Every host that may be reached: the browser refuses all others before a byte is sent. */
  readonly allow: readonly string[];
  /** Milliseconds that a browser may take to start. Default 30,000. */
  readonly launchTimeoutMs?: number;
}

/**
 * How the browser is started: headless, quiet, signals left to us, and no way to a host that is not allowed.
 * The rules of the resolver hold for every request, socket and worker, cost nothing, and leave the HTTP cache
 * and the service workers alone (interception would switch the cache off).
 */
export function launchOptions(options: LaunchChoice): LaunchOptions {
  const { executablePath, channel, allow, launchTimeoutMs = 30_000 } = options;
  return {
    ...(executablePath === null ? {} : { executablePath }),
    ...(channel === undefined ? {} : { channel }),
    headless: true,
    args: [...quiet, `--host-resolver-rules=${hostRules(allow)}`],
    timeout: launchTimeoutMs,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/** "MAP a:1 a:1, MAP * ~NOTFOUND": the first rule that fits decides. A host without a port means 80 and 443. */
export function hostRules(allow: readonly string[]): string {
  const places = allow.flatMap((host) => (/:\d+$/.test(host) ? [host] : [`${host}:443`, `${host}:80`]));
  return [...places.map((place) => `MAP ${place} ${place}`), 'MAP * ~NOTFOUND'].join(',');
}

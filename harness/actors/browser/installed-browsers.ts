import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Best first: the headless shell does twice the reloads per second of a full browser. */
const names = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/lib/chromium/chromium-headless-shell',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/opt/microsoft/msedge/msedge',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  ),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ].map((program) => path.win32.join(process.env[variable] ?? 'C:\\', program)),
  ),
};

/** Paths of the installed browsers of the Chromium family, best first, each once. */
export function installedBrowsers(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const seen = new Set<string>();
  return [...onPath, ...(places[process.platform] ?? [])].filter((file) => {
    if (!existsSync(file)) return false;
    const real = realpathSync(file);
    return !seen.has(real) && seen.add(real);
  });
}

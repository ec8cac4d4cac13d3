import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { people } from './playwright-shop.js';

const root = resolve(import.meta.dirname, '../..');

/** How `npx playwright test` ended. */
export interface SuiteEnd {
  readonly code: number | null;
  readonly output: string;
}

/** Somebody's own project with a Playwright suite, that has Sosie installed. */
export interface Suite {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  run(options?: { env?: NodeJS.ProcessEnv; args?: readonly string[] }): Promise<SuiteEnd>;
  /** result.json of the only run directory. */
  result(): Promise<{ verdict: string; findings: readonly { oracle: string; severity: string }[] }>;
  /** Every file that the run left, as one text. */
  everythingWritten(): Promise<string>;
  remove(): Promise<void>;
}

/** Makes the project, with the packages of this checkout. `setup`: with Sosie's global setup in the config. */
export async function createSuite({ setup }: { setup: boolean }): Promise<Suite> {
  const folder = await mkdtemp(join(tmpdir(), 'sosie-suite-'));
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
  await mkdir(join(folder, 'node_modules', '@playwright'), { recursive: true });
  await symlink(root, join(folder, 'node_modules', 'sosie'), 'dir');
  await symlink(
    join(root, 'node_modules', '@playwright', 'test'),
    join(folder, 'node_modules', '@playwright', 'test'),
    'dir',
  );
  await write('package.json', '{ "type": "module", "private": true }\n');
  await write('sosie.config.mjs', sosieConfig);
  await write('playwright.config.ts', playwrightConfig(setup));
  return {
    folder,
    write,
    read: (file) => readFile(join(folder, file), 'utf8'),
    run: (options = {}) => run(folder, options),
    result: async () => {
      const [id = ''] = await readdir(join(folder, 'sosie-runs'));
      return JSON.parse(await readFile(join(folder, 'sosie-runs', id, 'result.json'), 'utf8'));
    },
    everythingWritten: async () => {
      const texts: string[] = [];
      for (const kept of ['sosie-runs', 'test-results', '.sosie']) {
        const entries = await readdir(join(folder, kept), { recursive: true, withFileTypes: true }).catch(
          () => [],
        );
        for (const entry of entries)
          if (entry.isFile()) texts.push(await readFile(join(entry.parentPath, entry.name), 'latin1'));
      }
      return texts.join('\n');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

const sosieConfig = `import { defineConfig, loginForm } from 'sosie';
export default defineConfig({
  target: { baseUrl: process.env.SHOP_URL },
  identities: ${JSON.stringify(people.map(({ username, password, name, phone }) => ({ username, password, data: { name, phone } })))},
  login: loginForm({ url: '/login' }),
  pages: [{ name: 'account', path: '/account' }],
  api: [{ name: 'me', path: '/api/me' }],
  rollout: { driver: 'none', seconds: 1 },
});
`;

function playwrightConfig(setup: boolean): string {
  return `import { defineConfig } from '@playwright/test';
import { foundBrowser } from 'sosie/playwright';
export default defineConfig({
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 60_000,
  reporter: 'list',
  ${setup ? "globalSetup: 'sosie/playwright/setup'," : ''}
  use: { ...(await foundBrowser()), baseURL: process.env.SHOP_URL, screenshot: 'only-on-failure' },
});
`;
}

async function run(
  folder: string,
  { env = {}, args = [] }: { env?: NodeJS.ProcessEnv; args?: readonly string[] },
): Promise<SuiteEnd> {
  const cli = join(folder, 'node_modules', '@playwright', 'test', 'cli.js');
  const child = spawn(process.execPath, [cli, 'test', ...args], {
    cwd: folder,
    env: { ...process.env, FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(timer);
  await hubHasEnded(folder);
  return { code, output };
}

/** Without the global setup the run is concluded once the runner has gone. */
async function hubHasEnded(folder: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const running = await readdir(join(folder, '.sosie', 'playwright')).catch(() => []);
    if (running.length === 0) return;
    await delay(100);
  }
  throw new Error(`the hub of ${folder} did not end`);
}

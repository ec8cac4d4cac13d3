import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { accounts, startPortal, type Trouble } from '../unit/run/portal.js';
import { command, withFolder } from './command-line.js';

/** A portal in this process, and a command of Sosie's own on it; one of its pages shows nothing personal. */
async function onPortal(
  args: readonly string[],
  options: { readonly drill?: unknown; readonly trouble?: Trouble } = {},
) {
  const portal = await startPortal(options.trouble);
  try {
    return await withFolder(async (folder) => {
      const config = {
        target: { baseUrl: portal.baseUrl },
        identities: accounts,
        login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
        pages: ['/account', '/news'],
        api: ['/api/me'],
        objects: { exposed: [] },
        rollout: { driver: 'none', seconds: 2 },
        load: { browsers: 1, sessions: 3, schedules: ['keep-reloading'] },
        require: 'quick',
        drill: options.drill,
      };
      await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
      const ended = await command('sosie', args, { cwd: folder });
      const [name] = await readdir(join(folder, 'sosie-runs')).catch(() => []);
      const read = (file: string): Promise<string> =>
        name === undefined ? Promise.resolve('') : readFile(join(folder, 'sosie-runs', name, file), 'utf8');
      const reports = { html: '', junit: '', markdown: '' };
      if (name !== undefined) {
        reports.html = await read('report.html');
        reports.junit = await read('junit.xml');
        reports.markdown = await read('summary.md');
      }
      return { ...ended, reports };
    });
  } finally {
    await portal.close();
  }
}

await test('check prints where the alarm rang and which page is blind, in 80 columns, and ends with 3', async () => {
  const { code, stdout, stderr } = await onPortal(['check']);
  assert.equal(code, 3, stdout + stderr);
  assert.match(stdout, /^\/account +page +4 of 4 .* rang, 4 of 4$/m);
  assert.match(stdout, /^\/api\/me +api .* rang, 2 of 2$/m);
  assert.match(stdout, /^\/news +page .* 0 +0 +BLIND: nothing personal$/m);
  assert.match(stdout, /Page \/news is blind/);
  for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line);
});

await test('check is content with a blind page that the config expects, and says so in JSON', async () => {
  const { code, stdout, stderr } = await onPortal(['check', '--json'], { drill: { expectBlind: ['/news'] } });
  assert.equal(code, 0, stderr);
  const { ready, drills } = JSON.parse(stdout) as {
    ready: boolean;
    drills: { page: string; rang: boolean; why: string | null; expected: boolean }[];
  };
  assert.equal(ready, true);
  assert.deepEqual(drills.map(({ page, rang, why, expected }) => [page, rang, why, expected]).sort(), [
    ['/account', true, null, false],
    ['/api/me', true, null, false],
    ['/news', false, 'silent', true],
  ]);
});

await test('check is ready with a target that grants each account one session at a time', async () => {
  const { code, stdout } = await onPortal(['check'], {
    drill: { expectBlind: ['/news'] },
    trouble: { oneSessionEach: true },
  });
  assert.equal(code, 0, stdout);
});

await test('a run with a blind page is inconclusive, and each report names the page', async () => {
  const { code, stderr, reports } = await onPortal(['run']);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /fire drill: the alarm rang on 2 of 3 pages; blind: \/news/);
  assert.match(reports.html, /Fire drill/);
  assert.match(reports.junit, /\/news rings when sessions are exchanged/);
  assert.match(reports.markdown, /blind&#58; \/news/);
});

await test('a run whose blind page is expected passes, and says so in one line', async () => {
  const { code, stderr } = await onPortal(['run'], { drill: { expectBlind: ['/news'] } });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /blind: \/news \(before: nothing on it tells whose it is; as expected\)/);
});

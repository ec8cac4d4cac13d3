import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, labConfig, withFolder, withLab } from './command-line.js';

const twoAccounts = [
  { username: 'ann@shop.example', password: 'wrong-password-1' },
  { username: 'bob@shop.example', password: 'wrong-password-2' },
];
const minimal = {
  target: { baseUrl: 'http://127.0.0.1:9' },
  identities: twoAccounts,
  login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
  pages: ['/profile'],
};

async function runWith(config: unknown, args: readonly string[] = [], verb = 'run') {
  return withFolder(async (folder) => {
    await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
    const ended = await command('sosie', [verb, ...args], { cwd: folder });
    return {
      ...ended,
      left: (await readdir(folder)).filter((name) => name !== 'sosie.config.json' && name !== '.sosie'),
    };
  });
}

await test('a missing config is told with its name and exit code 2', async () => {
  await withFolder(async (folder) => {
    const { code, stderr } = await command('sosie', ['run'], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /SOSIE_CONFIG_NOT_FOUND: no sosie\.config\.ts/);
  });
});

await test('all mistakes of a config are told at once, each with its path, and no password is quoted', async () => {
  const { code, stderr, left } = await runWith({
    ...minimal,
    identities: [{ username: '', password: 12345678 }, twoAccounts[1]],
    load: { sessions: 'many', presure: 'collide' },
    require: { confidence: 2 },
  });
  assert.equal(code, 2);
  assert.match(stderr, /load\.sessions must be a whole number from 0 to 50000, but was "many"/);
  assert.match(stderr, /load has a setting that is not known: presure/);
  assert.match(stderr, /require\.confidence must be a number from 0\.5/);
  assert.match(stderr, /identities\.0\.username must be/);
  assert.doesNotMatch(stderr, /12345678/);
  assert.deepEqual(left, []);
});

await test('a host outside target.allow is refused before anything is sent', async () => {
  const { code, stderr } = await runWith({
    ...minimal,
    target: { baseUrl: 'http://127.0.0.1:9', allow: ['shop.example'] },
  });
  assert.equal(code, 2);
  assert.match(stderr, /target\.allow does not list/);
});

await test('a target that is down ends with exit code 4 and leaves no run directory', async () => {
  const { code, stderr, left } = await runWith(minimal);
  assert.equal(code, 4);
  assert.match(stderr, /SOSIE_TARGET_UNREACHABLE: http:\/\/127\.0\.0\.1:9 does not answer/);
  assert.deepEqual(left, []);
});

await test('an unknown flag and an unknown fault end with exit code 2 and name what is known', async () => {
  assert.equal((await command('sosie', ['run', '--sesions', '3'])).code, 2);
  const { code, stderr } = await command('lab', ['run', '--fault', 'no-such-fault']);
  assert.equal(code, 2);
  assert.match(stderr, /sid-collision-after-restart/);
});

await test('a wrong password for everybody ends with exit code 4, without the password', async () => {
  await withFolder(async (folder) => {
    await withLab(folder, ['--crowd', '0'], async ({ url }) => {
      const { code, stderr, left } = await runWith({ ...minimal, target: { baseUrl: url } });
      assert.equal(code, 4);
      assert.match(stderr, /SOSIE_TARGET_LOGIN: no identity could sign in/);
      assert.doesNotMatch(stderr, /wrong-password/);
      assert.deepEqual(left, []);
    });
  });
});

await test('a port that is taken is told with its number', async () => {
  await withFolder(async (folder) => {
    await withLab(folder, ['--crowd', '0'], async ({ url }) => {
      const { port } = new URL(url);
      const { code, stderr } = await command('lab', ['up', '--port', port, '--name', 'second'], {
        cwd: folder,
      });
      assert.equal(code, 4);
      assert.match(stderr, new RegExp(port));
    });
  });
});

await test('plan tells the numbers of the exact bound', async () => {
  const { code, stdout } = await command('sosie', ['plan', '--max-rate', '1e-3', '--json']);
  assert.equal(code, 0);
  assert.equal((JSON.parse(stdout) as { observations: number }).observations, 2995);
  assert.equal((await command('sosie', ['plan', '--max-rate', '2'])).code, 2);
});

await test('plan prints a table, and how far the load of the config gets', async () => {
  const args = ['plan', '--max-rate', '1e-4', '--confidence', '0.95'];
  await withFolder(async (folder) => {
    const bare = await command('sosie', args, { cwd: folder });
    assert.equal(bare.code, 0, bare.stderr);
    assert.match(bare.stdout, /29,956 own observations/);
    assert.match(bare.stdout, /^ +users +0\.5\/s each +2\/s each +10\/s each$/m);
    assert.match(bare.stdout, /^ +28 +36 min +8\.9 min +1\.8 min$/m);
    assert.doesNotMatch(bare.stdout, /sosie\.config/);
    const named = await command('sosie', [...args, '-c', 'nowhere.json'], { cwd: folder });
    assert.equal(named.code, 2, 'a config that is named must be there');

    const config = {
      target: { baseUrl: 'http://127.0.0.1:9' },
      identities: Array.from({ length: 10 }, (_, i) => ({ username: `user${String(i)}` })),
      login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
      pages: ['/account'],
      load: { browsers: 0, sessions: 10 },
    };
    await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
    const short = await command('sosie', args, { cwd: folder });
    assert.match(short.stdout, /sosie\.config\.json: 10 users at 4\/s each need 12 min, but/);
    assert.match(short.stdout, /Raise load\.longestAfterSeconds to 749, or the users .* to 63 in all/);
    const { stdout } = await command('sosie', ['plan', '--max-rate', '1e-3', '--json'], { cwd: folder });
    const { configured } = JSON.parse(stdout) as { configured: { users: number; isEnough: boolean } };
    assert.deepEqual([configured.users, configured.isEnough], [10, true]);
  });
});

await test('check tells for each page whether it says whose it is', async () => {
  await withFolder(async (folder) => {
    await withLab(folder, ['--crowd', '0'], async ({ env }) => {
      const { code, stdout, stderr } = await command(
        'sosie',
        ['check', '-c', labConfig, '--browsers', '1', '--sessions', '5'],
        { cwd: folder, env },
      );
      assert.equal(code, 0, stderr);
      assert.match(stdout, /profile +page +8 of 8 .* rang, /);
      assert.match(stdout, /letter preview +document/);
    });
  });
});

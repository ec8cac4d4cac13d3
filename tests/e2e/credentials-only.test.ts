import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, withFolder, withLab } from './command-line.js';

/** A config as a newcomer writes it: an address, accounts without any data, page URLs. */
function newcomer(url: string, accountsFile: string, roll: string) {
  return {
    target: { baseUrl: url, revision: { header: 'x-revision' } },
    identities: { file: accountsFile },
    login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
    pages: ['/profile', '/letters/draft'],
    documents: ['/letters/draft/preview'],
    rollout: { driver: 'command', command: roll },
    load: { browsers: 1, sessions: 7 },
  };
}

async function runAs(fault: string) {
  return withFolder((folder) =>
    withLab(folder, ['--fault', fault, '--crowd', '8'], async ({ url, accountsFile, env, password }) => {
      const config = newcomer(url, accountsFile, env['LAB_ROLL'] ?? '');
      await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
      const ended = await command('sosie', ['run', '--json'], { cwd: folder, env });
      const [name = ''] = await readdir(join(folder, 'sosie-runs'));
      const files = await readdir(join(folder, 'sosie-runs', name));
      const texts = await Promise.all(
        files.map((file) => readFile(join(folder, 'sosie-runs', name, file), 'utf8')),
      );
      return { ...ended, written: texts.join('\n'), password };
    }),
  );
}

await test('with nothing but credentials and page URLs a mix-up with a stranger is caught, and nothing of it is written', async () => {
  const { code, stdout, stderr, written, password } = await runAs('module-global-user');
  assert.equal(code, 1, stderr);
  const { findings } = JSON.parse(stdout) as { findings: { oracle: string; owner: string | null }[] };
  assert.ok(
    findings.some(({ oracle, owner }) => oracle === 'stranger-data' && owner === 'stranger'),
    stderr,
  );
  for (const form of [password, encodeURIComponent(password), Buffer.from(password).toString('base64')]) {
    assert.ok(!written.includes(form), 'the password is in the run directory');
  }
  assert.doesNotMatch(written, /@[a-z-]+\.example/, 'an e-mail address is in the run directory');
  assert.doesNotMatch(written, /\bs(id)?%3A|sid=/, 'a session cookie is in the run directory');
});

await test('with nothing but credentials and page URLs a sound release passes', async () => {
  const { code, stderr } = await runAs('healthy');
  assert.equal(code, 0, stderr);
});

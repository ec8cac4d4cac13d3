import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Breach } from '../../../harness/gate/breach.js';
import { createKillSwitch, type KillSwitchOptions } from '../../../harness/gate/kill-switch.js';
import { runRollback } from '../../../harness/run/rollback-command.js';
import { createJudge } from '../../../harness/judge/judge.js';
import { history, runFile, type HistoryBuilder } from '../history-builder.js';
import { startHook } from './local-hook.js';

const run = runFile({ startedAt: '2026-11-25T10:00:00.000Z' });
const webhookOptions = { pausesMs: [20, 40, 80], timeoutMs: 500 };

/** Lets a kill switch see a history as a run would: record by record, with what the oracles find in it. */
async function through(
  { records }: HistoryBuilder,
  { rollbackCommand, ...options }: Partial<KillSwitchOptions> & { readonly rollbackCommand?: string },
): Promise<{ stopped: number; said: string; pulled: boolean; directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'sosie-kill-'));
  const said: string[] = [];
  let stopped = 0;
  const judge = createJudge(run);
  const killSwitch = createKillSwitch({
    onViolation: 'stop',
    webhook: null,
    webhookOptions,
    rollBack: rollbackCommand === undefined ? null : () => runRollback(rollbackCommand, directory),
    run,
    directory,
    stop: () => (stopped += 1),
    say: (line) => said.push(line),
    ...options,
  });
  for (const record of records) {
    killSwitch.see(record);
    for (const finding of judge.see(record)) killSwitch.finding(finding);
  }
  await killSwitch.settle();
  return { stopped, said: said.join('\n'), pulled: killSwitch.pulled, directory };
}

/** Two persons who are none of ours, one of our own, on two pages. */
function mixedUp(): HistoryBuilder {
  return history()
    .login('u01')
    .own('u01')
    .set({ revision: 'v2', instance: 'b' })
    .stranger('u01', 'f1')
    .set({ where: 'orders' })
    .stranger('u02', 'f2')
    .foreign('u02', 'u01')
    .own('u02');
}

await test('without a violation nothing happens and nothing is written', async () => {
  const { stopped, said, pulled, directory } = await through(history().login('u01').own('u01'), {
    rollbackCommand: 'touch rolled-back',
  });
  assert.deepEqual([stopped, said, pulled], [0, '', false]);
  await assert.rejects(stat(join(directory, 'breach.json')));
  await assert.rejects(stat(join(directory, 'rolled-back')));
  await rm(directory, { recursive: true });
});

await test('the first violation stops everything once, runs the rollback, and writes the facts', async () => {
  const { stopped, said, directory } = await through(mixedUp(), {
    rollbackCommand: 'echo back to v1 && touch rolled-back',
  });
  assert.equal(stopped, 1);
  assert.match(said, /kill switch: somebody was shown somebody else's data; all reading has stopped/);
  assert.match(said, /rollback \| back to v1/);
  assert.match(said, /rollback: the command ended with exit code 0/);
  await stat(join(directory, 'rolled-back'));
  const breach = JSON.parse(await readFile(join(directory, 'breach.json'), 'utf8')) as Breach;
  assert.equal(breach.schema, 'sosie/breach@1');
  assert.equal(breach.observations, 3);
  assert.deepEqual(breach.persons, { strangers: 2, testAccounts: 1 });
  assert.equal(breach.viewers, 2);
  assert.deepEqual(breach.pages, ['orders', 'profile']);
  assert.deepEqual(breach.revisions, ['v2']);
  assert.deepEqual(breach.instances, ['b']);
  assert.ok(breach.fields.includes('h1'));
  assert.equal(breach.firstSeenAt, '2026-11-25T10:00:00.025Z');
  assert.ok(breach.lastSeenAt > breach.firstSeenAt);
  const text = await readFile(join(directory, 'breach.md'), 'utf8');
  assert.match(text, /\| First seen \| 2026-11-25T10:00:00\.025Z \|/);
  for (const word of [text, JSON.stringify(breach), said])
    assert.doesNotMatch(word, /M••|J••|fingerprint"|f1|of-u01/, 'no value of anybody, not even masked');
  assert.equal((await stat(join(directory, 'breach.json'))).mode & 0o077, 0);
  await rm(directory, { recursive: true });
});

await test('of several kill switches beside one target the first one alone takes the release back', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sosie-kill-'));
  const killed = new AbortController();
  const once: Partial<KillSwitchOptions> & { readonly rollbackCommand: string } = {
    stop: () => {
      killed.abort();
    },
    stopped: killed.signal,
    rollbackCommand: `echo undo >> ${join(directory, 'undone')}`,
  };
  const first = await through(mixedUp(), once);
  const second = await through(mixedUp(), once);
  assert.equal(await readFile(join(directory, 'undone'), 'utf8'), 'undo\n');
  assert.ok(second.pulled);
  assert.doesNotMatch(second.said, /rollback/);
  await stat(join(second.directory, 'breach.json'));
  for (const made of [directory, first.directory, second.directory]) await rm(made, { recursive: true });
});

await test('a rollback that fails is told, and the facts are written all the same', async () => {
  const { said, directory } = await through(mixedUp(), { rollbackCommand: 'echo no cluster >&2; exit 3' });
  assert.match(said, /rollback \| no cluster/);
  assert.match(said, /rollback: the command ended with exit code 3/);
  await stat(join(directory, 'breach.json'));
  await rm(directory, { recursive: true });
});

await test('what gives access is not repeated from the output of a rollback', async () => {
  const { said, directory } = await through(mixedUp(), { rollbackCommand: 'echo token=hunter2-hunter2' });
  assert.match(said, /rollback \| token=\*\*\*/);
  await rm(directory, { recursive: true });
});

await test('facts that cannot be written are printed, and nothing throws', async () => {
  const { said, directory } = await through(mixedUp(), { directory: '/nowhere/at/all' });
  assert.match(said, /breach: first seen 2026-11-25T10:00:00\.025Z/);
  assert.match(said, /breach: the facts could not be written: ENOENT/);
  await rm(directory, { recursive: true });
});

await test('in staging reading goes on: the webhook is told once, nothing is rolled back', async () => {
  const hook = await startHook([200]);
  const { stopped, directory } = await through(mixedUp(), {
    onViolation: 'continue',
    webhook: { url: hook.url, format: 'json' },
    rollbackCommand: 'touch rolled-back',
  });
  await hook.close();
  assert.equal(stopped, 0);
  assert.equal(hook.calls.length, 1);
  await assert.rejects(stat(join(directory, 'rolled-back')));
  await assert.rejects(stat(join(directory, 'breach.json')));
  await rm(directory, { recursive: true });
});

await test('the webhook is called again, later each time, until it takes the facts', async () => {
  const hook = await startHook([503, 500, 204]);
  const { said, directory } = await through(mixedUp(), { webhook: { url: hook.url, format: 'json' } });
  await hook.close();
  const [first, second, third] = hook.calls;
  assert.equal(hook.calls.length, 3);
  const pauses = [second, third].map((call, i) => (call?.atMs ?? 0) - (hook.calls[i]?.atMs ?? 0));
  assert.ok((pauses[0] ?? 0) >= 19 && (pauses[1] ?? 0) >= 39, `pauses of ${pauses.join(' and ')} ms`);
  assert.equal((third?.body as Breach).schema, 'sosie/breach@1');
  assert.equal((third?.body as Breach).target, run.target);
  assert.equal(first?.contentType, 'application/json');
  assert.match(said, /webhook: 127\.0\.0\.1:\d+ was told \(attempt 3\)/);
  assert.doesNotMatch(said, /secret-path/, 'the address is a secret');
  await rm(directory, { recursive: true });
});

await test('a chat gets one text', async () => {
  const hook = await startHook([200]);
  const { directory } = await through(mixedUp(), { webhook: { url: hook.url, format: 'slack' } });
  await hook.close();
  const body = hook.calls[0]?.body as { text: string };
  assert.deepEqual(Object.keys(body), ['text']);
  assert.match(body.text, /^somebody was shown somebody else's data on http:\/\/127\.0\.0\.1:8080\n/);
  assert.match(body.text, /first seen 2026-11-25T10:00:00\.025Z/);
  await rm(directory, { recursive: true });
});

await test('a refusal ends the calls, a redirect is not followed, and a dead receiver is given up in the end', async () => {
  const other = await startHook([200]);
  const refusing = await startHook([404]);
  const leading = await startHook([307], { location: other.url });
  const { said, directory } = await through(mixedUp(), { webhook: { url: refusing.url, format: 'json' } });
  assert.match(said, /could not be told: it answered 404/);
  assert.equal(refusing.calls.length, 1);
  const led = await through(mixedUp(), { webhook: { url: leading.url, format: 'json' } });
  assert.match(led.said, /could not be told: it answered 307/);
  assert.equal(other.calls.length, 0);
  await Promise.all([other.close(), refusing.close(), leading.close()]);
  const dead = await through(mixedUp(), { webhook: { url: refusing.url, format: 'json' } });
  assert.match(dead.said, /could not be told: ECONNREFUSED/);
  for (const made of [directory, led.directory, dead.directory]) await rm(made, { recursive: true });
});

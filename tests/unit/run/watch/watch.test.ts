import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { loginForm } from '../../../../harness/config/login-recipes.js';
import { resolveConfig } from '../../../../harness/config/resolve.js';
import type { SosieConfig } from '../../../../harness/config/sosie-config.js';
import type { Breach } from '../../../../harness/gate/breach.js';
import type { Result } from '../../../../harness/model/result.js';
import type { WatchSource, WatchStatus } from '../../../../harness/model/watch-status.js';
import { watch } from '../../../../harness/run/watch/watch.js';
import { startHook } from '../../gate/local-hook.js';
import { people, startWatchedTarget, type WatchedTarget } from './watched-target.js';

/** A whole watch beside a small target, quick enough for a test. */
interface Running {
  readonly target: WatchedTarget;
  readonly source: () => WatchSource;
  readonly said: string[];
  readonly results: Result[];
  readonly folder: string;
  readonly ended: Promise<WatchStatus>;
  /** As a signal does. */
  end(): Promise<WatchStatus>;
}

/** Ended and removed when the test is over. */
async function running(t: TestContext, change: Partial<SosieConfig> = {}, serves = true): Promise<Running> {
  const target = await startWatchedTarget();
  const folder = await mkdtemp(join(tmpdir(), 'sosie-watch-'));
  const said: string[] = [];
  const results: Result[] = [];
  const signal = new AbortController();
  let source: WatchSource | null = null;
  const config: SosieConfig = {
    target: {
      baseUrl: target.baseUrl,
      revision: { header: 'x-revision' },
      instance: { header: 'x-instance' },
      timeoutSeconds: 2,
    },
    identities: people,
    login: loginForm({ url: '/login' }),
    pages: ['/account', '/orders'],
    objects: { exposed: [] },
    load: { beforeSeconds: 2, afterSeconds: 1, ratePerActor: 40 },
    require: { overlaps: 0, loginsDuring: 0, ownPerPageAndPhase: 1 },
    watch: { ratePerSecond: 40, settledSeconds: 1 },
    evidence: { directory: 'runs' },
    ...change,
  };
  const ended = watch({
    settings: resolveConfig(config, { watching: true, seed: 7 }, { source: 'test', baseDir: folder }),
    signal: signal.signal,
    env: {},
    cwd: folder,
    say: (line) => said.push(line),
    onJudged: (result) => results.push(result),
    ...(serves
      ? {
          serve: (given: WatchSource) => {
            source = given;
            return Promise.resolve({ close: () => Promise.resolve() });
          },
        }
      : {}),
  });
  t.after(async () => {
    signal.abort();
    await ended;
    await target.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...{ target, said, results, folder, ended },
    source: () => source ?? assert.fail('nothing is served'),
    end: () => {
      signal.abort();
      return ended;
    },
  };
}

await test('a rollout is noticed by itself and passes, drilled before and after; the end leaves a partial report', async (t) => {
  const one = await running(t);
  const states: string[] = [];
  await until('the source', () => one.target.requests.length > 0);
  const unsubscribe = one.source().subscribe(({ state }) => states.push(state));
  assert.equal(one.source().status().state, 'learning');
  assert.equal(one.source().status().verdict, 'inconclusive');
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  await pass(1500);
  one.target.behaviour.revision = 'v2';
  await until('during', () => one.source().status().phase === 'during');
  assert.equal(one.source().status().rollout?.phase, 'during');
  await until('the verdict', () => one.results.length > 0);
  const status = one.source().status();
  assert.equal(status.verdict, 'pass', JSON.stringify(one.results[0]?.reasons));
  assert.deepEqual(status.totals.rollouts, { pass: 1, inconclusive: 0, fail: 0 });
  assert.deepEqual(
    status.revisions.map(({ revision }) => revision),
    ['v1', 'v2'],
  );
  assert.ok((status.totals.byPhase['during']?.own ?? 0) > 0 && status.totals.handoffs > 0);
  assert.ok(status.pace.requests === one.target.atMs.length || status.pace.requests > 0);
  const drilled = one.results[0]?.exposure.drills.map(
    ({ page, phase, rang }) => `${page} ${phase} ${String(rang)}`,
  );
  assert.deepEqual(drilled?.toSorted(), [
    '/account after true',
    '/account before true',
    '/orders after true',
    '/orders before true',
  ]);
  assert.match(await one.source().report(), /<!doctype html>/);
  unsubscribe();
  const last = await one.end();
  assert.equal(last.verdict, 'pass');
  assert.ok(states.includes('watching'));
  const runs = await readdir(join(one.folder, 'runs'));
  assert.equal(runs.length, 2, 'the rollout, and what was interrupted');
});

await test('in production the first stranger stops all reading within a second, and everybody is told', async (t) => {
  const hook = await startHook([500, 503, 200]);
  const one = await running(t, {
    onViolation: 'stop',
    gate: { webhook: { url: hook.url }, rollbackCommand: 'echo rolled back; touch rolled-back' },
  });
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  await pass(500);
  one.target.behaviour.revision = 'v2';
  one.target.behaviour.leaks = true;
  const beganMs = performance.now();
  await until('stopped', () => one.source().status().state === 'stopped');
  const stoppedMs = performance.now();
  await until('the webhook', () => hook.calls.length === 3);
  await until('the facts', () => one.said.some((line) => line.startsWith('all reading has stopped')));
  await pass(1000);
  const late = one.target.atMs.filter((atMs) => atMs > stoppedMs + 1000);
  const meanwhile = one.target.atMs.filter((atMs) => atMs > stoppedMs);
  assert.deepEqual([late.length, meanwhile.length <= 2], [0, true], `${String(meanwhile.length)} requests`);
  assert.ok(stoppedMs - beganMs < 3000);
  const status = one.source().status();
  assert.equal(status.verdict, 'fail', 'it is still told');
  assert.ok(status.pulledAt !== null && status.latest.length > 0);
  assert.ok(status.pairs.some(({ owner }) => owner === 'stranger'));
  const shown = JSON.stringify(status);
  for (const word of ['Mireille', 'Inconnue', 'Jeanne', 'password', 'secret-path'])
    assert.ok(!shown.includes(word), `${word} is told`);
  await stat(join(one.folder, 'rolled-back'));
  const failed = one.results.find(({ verdict }) => verdict === 'fail');
  const directory = join(one.folder, 'runs', failed?.runId ?? '');
  const breach = JSON.parse(await readFile(join(directory, 'breach.json'), 'utf8')) as Breach;
  assert.ok(breach.firstSeenAt <= breach.lastSeenAt && breach.observations >= 1);
  assert.ok(breach.fields.length > 0 && breach.persons.strangers === 1);
  for (const file of await readdir(directory))
    assert.doesNotMatch(await readFile(join(directory, file), 'utf8'), /Mireille|Inconnue|Jeanne/, file);
  assert.equal((await one.end()).verdict, 'fail');
  await hook.close();
});

await test('where nobody can ask it, a stopped watch ends by itself with the fail', async (t) => {
  const one = await running(t, { onViolation: 'stop' }, false);
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  one.target.behaviour.leaks = true;
  assert.equal((await one.ended).verdict, 'fail');
});

await test('in staging it goes on and collects, and the webhook is told once of the rollout', async (t) => {
  const hook = await startHook([200]);
  const one = await running(t, {
    onViolation: 'continue',
    gate: { webhook: { url: hook.url, format: 'slack' }, rollbackCommand: 'touch rolled-back' },
  });
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  await pass(500);
  one.target.behaviour.revision = 'v2';
  one.target.behaviour.leaks = true;
  await until('a fail', () => one.source().status().verdict === 'fail');
  const then = one.target.atMs.length;
  await until('it goes on', () => one.target.atMs.length > then + 20);
  one.target.behaviour.leaks = false;
  await until('the verdict', () => one.results.length > 0);
  assert.equal(one.results[0]?.verdict, 'fail');
  assert.ok((one.results[0]?.exposure.classes.stranger ?? 0) > 1, 'more than the first one was seen');
  assert.equal(one.source().status().state, 'watching');
  assert.equal(hook.calls.length, 1);
  await assert.rejects(stat(join(one.folder, 'rolled-back')));
  await hook.close();
});

await test('what a cache had stored of the old release mends no fail of the new one', async (t) => {
  const one = await running(t, { onViolation: 'continue' });
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  await pass(500);
  one.target.behaviour.revision = 'v2';
  one.target.behaviour.leaks = true;
  await until('a fail', () => one.source().status().verdict === 'fail');
  one.target.behaviour.leaks = false;
  await until('the verdict', () => one.results.length > 0);
  const then = one.target.atMs.length;
  one.target.behaviour.stored = 'v1';
  await until('stored answers', () => one.target.atMs.length > then + 40);
  const { verdict, rollout } = one.source().status();
  assert.deepEqual([verdict, rollout?.run], ['fail', one.results[0]?.runId]);
});

await test('a target that breaks down is left alone, and is no violation', async (t) => {
  const one = await running(t);
  await until('watching', () => one.said.some((line) => line.startsWith('watching')));
  one.target.behaviour.status = 503;
  await until('the breaker', () => one.source().status().paused?.because === 'breaker');
  const then = one.target.atMs.length;
  await pass(1500);
  assert.ok(one.target.atMs.length <= then + 1);
  one.target.behaviour.status = null;
  await until('it reads again', () => one.target.atMs.length > then + 10);
  assert.equal(one.source().status().pace.breaker, 'closed');
  assert.notEqual((await one.end()).verdict, 'fail');
});

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const endMs = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > endMs) assert.fail(`${what}: not within 60 s`);
    await pass(10);
  }
}

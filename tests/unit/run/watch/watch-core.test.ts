import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Observation } from '../../../../harness/model/observation.js';
import { history, runFile } from '../../history-builder.js';
import { simulatedWatch, until, type SimulatedWatch } from './simulated-watch.js';

const floors = { require: { ...runFile().require, ownPerPageAndPhase: 3 } };
const [late] = history().own('u01', { revision: 'v2', instance: 'of-v2' }).records as readonly [Observation];

await test('before the first rollout the verdict is inconclusive, and says why', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  const { verdict, soFar, reasons, rollout } = watch.core.verdict();
  assert.deepEqual([verdict, soFar, rollout], ['inconclusive', 'inconclusive', null]);
  assert.equal(reasons[0]?.code, 'no-rollout-yet');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('handoffs over all windows are counted once, and never fall', async () => {
  const watch = await simulatedWatch({ run: floors });
  const counts: number[] = [];
  for (const revision of ['v1', 'v2', 'v3']) {
    for (let i = 0; i < 24; i += 1) {
      await watch.looks(revision, 1);
      counts.push(watch.handoffs());
    }
  }
  await watch.rest(20_000);
  counts.push(watch.handoffs());
  assert.ok((counts.at(-1) ?? 0) >= 4, 'two people over two rollouts');
  assert.deepEqual(
    counts,
    counts.toSorted((a, b) => a - b),
  );
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a rollout is noticed, goes on, and passes; its run directory has it whole', async () => {
  const watch = await simulatedWatch({ run: floors });
  await watch.looks('v1', 20);
  await watch.look('v2');
  assert.equal(watch.core.phase(), 'during');
  assert.deepEqual(watch.moments, ['rollout-begins']);
  const begun = watch.core.verdict();
  assert.deepEqual([begun.verdict, begun.rollout?.phase], ['inconclusive', 'during']);
  assert.equal(begun.reasons[0]?.code, 'rollout-goes-on');
  for (let i = 0; i < 10; i += 1) {
    await watch.looks('v1', 0.4);
    await watch.looks('v2', 0.4);
  }
  assert.equal(watch.core.verdict().soFar, 'pass', 'the canary may be promoted');
  await watch.looks('v2', 8);
  assert.equal(watch.core.phase(), 'after');
  await watch.looks('v2', 12);
  await until('the verdict', () => watch.results.length > 0);
  const { verdict, rollout, bound } = watch.core.verdict();
  assert.equal(verdict, 'pass', JSON.stringify(watch.results[0]?.reasons));
  assert.deepEqual(watch.moments, ['rollout-begins', 'rollout-ended']);
  assert.equal(rollout?.run, watch.results[0]?.runId);
  assert.ok(rollout?.judgedAt !== null && (bound?.n ?? 0) > 100);
  const kept = await readdir(watch.root);
  assert.ok(kept.includes(rollout?.run ?? ''));
  const stored = await readFile(join(watch.root, rollout?.run ?? '', 'history-main.jsonl'), 'utf8');
  const phases = new Set(
    stored
      .split('\n')
      .flatMap((line) =>
        line.includes('"observation"') ? [(JSON.parse(line) as { phase: string }).phase] : [],
      ),
  );
  assert.deepEqual([...phases], ['before', 'during', 'after']);
  await watch.core.close({ interrupted: false });
  assert.deepEqual(await readdir(watch.root), [rollout?.run], 'nothing is kept of a quiet time');
  await watch.close();
});

await test('a rollback is a phase of its own, and no pass', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  await watch.looks('v2', 0.4);
  await watch.looks('v1', 20);
  await until('the verdict', () => watch.results.length > 0);
  const { verdict, reasons, rollout } = watch.core.verdict();
  assert.equal(verdict, 'inconclusive');
  assert.equal(reasons[0]?.code, 'rollout-rolled-back');
  assert.equal(rollout?.phase, 'rollback');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a fail is sticky: what follows clean does not mend it, the next rollout begins anew', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  await watch.looks('v2', 1);
  await watch.mixUp('v2');
  assert.equal(watch.core.verdict().verdict, 'fail', 'at once, not at the end');
  const { since } = watch.core.verdict();
  const found = watch.findings.length;
  await watch.looks('v2', 30);
  await until('the verdict', () => watch.results.length > 0);
  assert.equal(watch.results[0]?.verdict, 'fail');
  await watch.looks('v2', 3600);
  const { verdict, reasons, since: still } = watch.core.verdict();
  assert.deepEqual([verdict, still], ['fail', since]);
  assert.match(reasons[0]?.text ?? '', /stranger-data: seen once/);
  assert.equal(watch.findings.length, found, 'each is told once');
  await watch.looks('v3', 1);
  assert.equal(watch.core.verdict().verdict, 'inconclusive');
  await watch.looks('v3', 30);
  await until('the next verdict', () => watch.results.length > 1);
  assert.equal(watch.core.verdict().verdict, 'pass');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

/** A canary of release `next` beside v1, for 8 s. */
async function canary(watch: SimulatedWatch, next: string): Promise<void> {
  for (let i = 0; i < 10; i += 1) {
    await watch.looks('v1', 0.4);
    await watch.looks(next, 0.4);
  }
}

await test('a canary that takes the place of another one is judged by itself, and not by what that one showed', async () => {
  const watch = await simulatedWatch({ run: floors });
  await watch.looks('v1', 20);
  await canary(watch, 'v2');
  const second = watch.core.verdict();
  assert.equal(second.soFar, 'pass');
  await watch.look('v3');
  const third = watch.core.verdict();
  assert.equal(third.soFar, 'inconclusive');
  assert.notEqual(third.rollout?.startedAt, second.rollout?.startedAt);
  const { byRevision } = watch.core.input().result.exposure;
  assert.deepEqual(Object.keys(byRevision).toSorted(), ['v1', 'v3'], 'v2 is no time before v3');
  await canary(watch, 'v3');
  assert.equal(watch.core.verdict().soFar, 'pass');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a canary that takes the place of one that leaked begins without its fail', async () => {
  const watch = await simulatedWatch({ run: floors });
  await watch.looks('v1', 20);
  await canary(watch, 'v2');
  await watch.mixUp('v2');
  assert.equal(watch.core.verdict().verdict, 'fail');
  await canary(watch, 'v3');
  assert.deepEqual([watch.core.verdict().verdict, watch.core.verdict().soFar], ['inconclusive', 'pass']);
  await watch.looks('v3', 20);
  await until('both verdicts', () => watch.results.length > 1);
  assert.deepEqual(
    watch.results.map(({ verdict }) => verdict),
    ['fail', 'pass'],
  );
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a leak of the release before is no fail of the one that mends it, and its evidence stays where it was seen', async () => {
  const watch = await simulatedWatch({ run: floors });
  await watch.looks('v1', 18);
  await watch.mixUp('v1');
  await watch.looks('v1', 1);
  await canary(watch, 'v2');
  assert.deepEqual([watch.core.verdict().verdict, watch.core.verdict().soFar], ['inconclusive', 'pass']);
  await watch.looks('v2', 20);
  await until('both verdicts', () => watch.results.length > 1);
  const [quiet, rollout] = watch.results;
  assert.equal(quiet?.verdict, 'fail');
  assert.equal(quiet.findings[0]?.revision, 'v1');
  assert.deepEqual([rollout?.verdict, rollout?.findings], ['pass', []], JSON.stringify(rollout?.reasons));
  assert.equal(watch.core.verdict().verdict, 'pass');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a release that leaks as the one before it did is a fail all the same', async () => {
  const watch = await simulatedWatch({ run: floors });
  await watch.looks('v1', 18);
  // The same person, place and stranger: folded into one finding where both are judged together.
  await watch.mixUp('v1');
  await watch.looks('v1', 1);
  await watch.looks('v2', 1);
  await watch.mixUp('v2');
  assert.equal(watch.core.verdict().verdict, 'fail');
  assert.equal(watch.findings.at(-1)?.revision, 'v2');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('where the release before showed nobody themselves, the one that mends it is no fail and no pass', async () => {
  const watch = await simulatedWatch({ run: floors });
  for (let i = 0; i < 60; i += 1) await watch.mixUp('v1');
  await watch.looks('v2', 20);
  await until('both verdicts', () => watch.results.length > 1);
  const { verdict, reasons } = watch.core.verdict();
  assert.equal(verdict, 'inconclusive');
  assert.match(reasons[0]?.text ?? '', /own observations 0 before/);
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('answers that a cache had stored begin no rollout back, and do not mend a fail', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  await watch.looks('v2', 1);
  await watch.mixUp('v2');
  await watch.looks('v2', 30);
  await until('the verdict', () => watch.results.length > 0);
  const stored = { ...late, revision: 'v1', instance: 'of-v1', atMs: 60_000, startedMs: 60_000 };
  for (let i = 0; i < 10; i += 1) watch.core.see({ ...stored, id: `stored-${String(i)}` });
  await watch.rest(200);
  assert.equal(watch.core.verdict().verdict, 'fail');
  assert.equal(watch.core.phase(), 'before');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('a violation in a quiet time makes a pass a fail, though nobody asked before its window was let go', async () => {
  const watch = await simulatedWatch({ rotateMs: 30_000 });
  await watch.looks('v1', 20);
  await watch.looks('v2', 30);
  await until('the verdict', () => watch.results.length > 0);
  assert.equal(watch.core.verdict().verdict, 'pass');
  await watch.mixUp('v2');
  await watch.looks('v2', 100);
  const { verdict, rollout, reasons } = watch.core.verdict();
  assert.equal(verdict, 'fail');
  assert.equal(rollout?.run, watch.results[0]?.runId, 'of the release that is out there');
  assert.match(reasons[0]?.text ?? '', /stranger-data/);
  await until('the quiet time is judged', () => watch.results.length > 1);
  assert.equal(watch.results[1]?.verdict, 'fail');
  const kept = await readdir(watch.root);
  assert.ok(kept.includes(watch.results[1].runId), 'its evidence is kept');
  await watch.core.close({ interrupted: false });
  assert.equal(watch.core.verdict().verdict, 'fail');
  await watch.close();
});

await test('a violation in the very last moment of a quiet time is not forgotten', async () => {
  const watch = await simulatedWatch({ rotateMs: 30_000 });
  await watch.looks('v1', 29.8);
  await watch.mixUp('v1');
  await watch.looks('v1', 0.4);
  await until('the quiet time is judged', () => watch.results.length > 0);
  assert.equal(watch.core.verdict().verdict, 'fail');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('with a full disk a rollout is judged in memory: said, no crash, never a pass; with room it is written again', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  watch.fillDisk(true);
  await watch.looks('v2', 30);
  await until('the verdict', () => watch.results.length > 0);
  assert.match(watch.said.join('\n'), /cannot be written, and goes on without files/);
  const { verdict, reasons } = watch.core.verdict();
  assert.equal(verdict, 'inconclusive');
  assert.match(reasons[0]?.text ?? '', /the ledger could not be kept/);
  watch.fillDisk(false);
  await watch.looks('v3', 30);
  await until('the next verdict', () => watch.results.length > 1);
  assert.equal(watch.core.verdict().verdict, 'pass');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('with a full disk a mix-up still is a fail', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 20);
  watch.fillDisk(true);
  await watch.looks('v2', 2);
  await watch.mixUp('v2');
  await watch.looks('v2', 30);
  await until('the verdict', () => watch.results.length > 0);
  assert.equal(watch.core.verdict().verdict, 'fail');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('where a window cannot be opened at all the last one goes on, and takes the rollout', async () => {
  let refuse = false;
  const watch = await simulatedWatch({
    openWindow: (open) => (wanted) => (refuse ? Promise.reject(new Error('no memory')) : open(wanted)),
  });
  await watch.looks('v1', 20);
  refuse = true;
  await watch.looks('v2', 2);
  assert.match(watch.said.join('\n'), /could not be opened, so the last one goes on: no memory/);
  assert.equal(watch.core.phase(), 'during');
  await watch.mixUp('v2');
  assert.equal(watch.core.verdict().verdict, 'fail');
  refuse = false;
  await watch.looks('v2', 30);
  assert.equal(watch.core.verdict().verdict, 'fail');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('records that come while a window is being opened wait for it, in their order', async () => {
  const gates: (() => void)[] = [];
  let slow = false;
  const watch = await simulatedWatch({
    openWindow: (open) => async (wanted) => {
      if (slow) await new Promise<void>((resolve) => gates.push(resolve));
      return open(wanted);
    },
  });
  await watch.looks('v1', 20);
  slow = true;
  const looking = watch.looks('v2', 0.2);
  for (let i = 0; i < 5; i += 1)
    watch.core.see({ ...late, id: `late-${String(i)}`, atMs: 20_400 + i, startedMs: 20_400 + i });
  slow = false;
  for (const open of gates) open();
  await looking;
  const input = watch.core.input();
  assert.equal(input.result.exposure.byPhase['during']?.own, 6);
  assert.equal(input.run.rollout, 'watch');
  await watch.core.close({ interrupted: false });
  await watch.close();
});

await test('what was interrupted leaves a report, of a quiet time as well', async () => {
  const watch = await simulatedWatch();
  await watch.looks('v1', 5);
  await watch.core.close({ interrupted: true });
  const [only] = await readdir(watch.root);
  assert.ok((await readdir(join(watch.root, only ?? ''))).includes('report.html'));
  assert.equal(watch.results[0]?.reasons[0]?.code, 'interrupted');
  await watch.close();
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { until } from '../e2e/command-line.js';
import type { Kept } from './kept.js';
import { watchTree } from './process-tree.js';
import { tableOf } from './table.js';
import { wrongsOf } from './wrongs.js';

const terminated: Kept = {
  code: 143,
  seconds: 4,
  verdict: 'inconclusive',
  html: true,
  judged: { code: 3, verdict: 'inconclusive' },
  observations: 40,
  survivors: [],
  temporary: [],
  stderr: '',
};
const onSound = { leaks: false, expected: { codes: [143], verdicts: ['inconclusive'] } } as const;

await test('a run that kept its promises has nothing wrong with it', () => {
  assert.deepEqual(wrongsOf(terminated, onSound), []);
});

const broken: readonly (readonly [string, Partial<Kept>, RegExp])[] = [
  ['a hang', { code: null }, /it hung/],
  ['a process that is left', { survivors: ['chrome'] }, /processes were left: chrome/],
  ['a false fail', { verdict: 'fail', judged: { code: 1, verdict: 'fail' } }, /a false fail/],
  ['another exit code', { code: 3 }, /exit code 3/],
  ['a missing result', { verdict: null }, /no result\.json/],
  ['a missing report', { html: false }, /no report\.html/],
  ['another verdict', { verdict: 'pass', judged: { code: 0, verdict: 'pass' } }, /verdict pass/],
  ['a ledger that says otherwise', { judged: { code: 0, verdict: 'pass' } }, /judge says pass/],
  ['a judge that cannot read it', { judged: { code: 4, verdict: null } }, /judge says null/],
  ['a temporary file', { temporary: ['playwright-artifacts-x'] }, /temporary files were left/],
];
for (const [what, change, pattern] of broken) {
  await test(`${what} is wrong`, () => {
    assert.match(wrongsOf({ ...terminated, ...change }, onSound).join('; '), pattern);
  });
}

await test('a pass of a target that leaks is a false one, even from the ledger alone', () => {
  const killed = { ...terminated, code: 137, verdict: null, html: false } as const;
  const expected = { codes: [137], verdicts: [] };
  assert.deepEqual(wrongsOf(killed, { leaks: true, expected }), []);
  const passed = { ...killed, judged: { code: 0, verdict: 'pass' } } as const;
  assert.deepEqual(wrongsOf(passed, { leaks: true, expected }), ['a false pass']);
});

await test('an exit code without a result is right only where the disk took no result', () => {
  const full = { ...terminated, code: 4, verdict: null, html: false, judged: null } as const;
  const unwritten = { ...full, code: 1 } as const;
  assert.deepEqual(wrongsOf(full, { leaks: true, expected: { codes: [4], verdicts: [] } }), []);
  const expected = { codes: [1], verdicts: [] };
  assert.deepEqual(wrongsOf(unwritten, { leaks: true, expected }), ['exit code 1 on null']);
  assert.deepEqual(wrongsOf(unwritten, { leaks: true, expected: { ...expected, diskMayLack: true } }), []);
});

await test('the table counts what was right and what was kept', () => {
  const trial = { name: 'one', injected: 'SIGTERM', leaks: false };
  const tried = [
    { kept: terminated, wrongs: [] },
    { kept: { ...terminated, verdict: 'pass', observations: 60 } as const, wrongs: ['verdict pass'] },
  ];
  assert.equal(
    tableOf([trial], new Map([['one', tried]])).at(-1),
    '| SIGTERM | sound | 1 of 2 | inconclusive 1, pass 1 | inconclusive | 143 | 40–60 | 4.0 |',
  );
});

await test(
  'a process whose parent has ended is found, also one that was never seen with it',
  { skip: existsSync('/proc/self/stat') ? false : 'processes can be counted on Linux only' },
  async () => {
    const mark = `promises-${String(process.pid)}`;
    const parent = spawn('sh', ['-c', 'sleep 30 & sleep 30 & exit 0'], {
      env: { ...process.env, RELIABILITY_MARK: mark },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => parent.once('exit', resolve));
    const tree = watchTree(parent.pid ?? 0, mark);
    await ended;
    await until('both are found', async () => (await tree.survivors(0)).length >= 2, 5_000);
    tree.close();
    await until('both are ended', async () => (await tree.survivors(0)).length === 0, 5_000);
  },
);

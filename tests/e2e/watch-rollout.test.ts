import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, labConfig, withFolder, withLab } from './command-line.js';
import { openSmallShop, people, type SmallShop } from './playwright-shop.js';

interface Told {
  readonly verdict: string;
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly rollout: { readonly events: readonly { readonly event: string }[] };
}

/** Runs `sosie run --json`, and calls `roll` once it asks for the rollout. */
async function watched(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
  roll: () => Promise<void>,
) {
  const rolling: Promise<void>[] = [];
  let said = '';
  const { code, stdout, stderr } = await command('sosie', ['run', '--json', ...args], {
    ...options,
    onStart: ({ stderr: stream }) => {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (rolling.length === 0 && said.includes('roll the new release out now')) rolling.push(roll());
      });
    },
  });
  await Promise.all(rolling);
  const result = JSON.parse(stdout) as Told;
  const events = result.rollout.events.map(({ event }) => event).filter((event) => event !== 'step');
  return { code, stderr, result, events, codes: result.reasons.map((reason) => reason.code) };
}

const seconds = (count: number): Promise<void> => new Promise((next) => setTimeout(next, count * 1000));

/** A run on the small shop, whose first release is v1. */
async function onSmallShop(timeoutSeconds: number, roll: (shop: SmallShop) => Promise<void>) {
  const shop = await openSmallShop();
  shop.serve('v1');
  try {
    return await withFolder(async (folder) => {
      const config = {
        target: { baseUrl: shop.url, revision: { header: 'x-revision' } },
        identities: people.map(({ username, password, name, phone }) => ({
          username,
          password,
          data: { name, phone },
        })),
        login: { kind: 'form', url: '/login', username: null, password: null, submit: null },
        pages: [{ name: 'account', path: '/account' }],
        api: [{ name: 'me', path: '/api/me' }],
        rollout: { driver: 'watch', settledSeconds: 1, timeoutSeconds },
        load: { browsers: 0, sessions: 3, beforeSeconds: 2, afterSeconds: 4 },
        require: { preset: 'quick' },
      };
      await writeFile(join(folder, 'sosie.config.json'), JSON.stringify(config));
      const outcome = await watched([], { cwd: folder }, () => roll(shop));
      const [run = ''] = await readdir(join(folder, 'sosie-runs'));
      const history = await readFile(join(folder, 'sosie-runs', run, 'history-main.jsonl'), 'utf8');
      const phases = [...history.matchAll(/"type":"phase".*?"phase":"(\w+)"/g)].map(([, phase]) => phase);
      return { ...outcome, phases };
    });
  } finally {
    await shop.close();
  }
}

await test('a rollout of somebody else is noticed, from its first answer until one release is alone', async () => {
  const { code, stderr, events, phases } = await onSmallShop(60, async (shop) => {
    shop.serve('v1', 'v2');
    await seconds(2);
    shop.serve('v2');
  });
  assert.deepEqual(events, ['started', 'finished'], stderr);
  assert.deepEqual(phases, ['before', 'during', 'after']);
  assert.equal(code, 0, stderr);
});

await test('the old release that comes back is a phase of its own, and no pass', async () => {
  const { code, stderr, events, phases, codes } = await onSmallShop(60, async (shop) => {
    shop.serve('v1', 'v2');
    await seconds(2);
    shop.serve('v1');
  });
  assert.deepEqual(events, ['started', 'rolled-back'], stderr);
  assert.deepEqual(phases, ['before', 'during', 'rollback']);
  assert.equal(code, 3, stderr);
  assert.deepEqual(codes, ['rollout-rolled-back']);
});

await test('a rollout that never starts is inconclusive, and that is the reason', async () => {
  const { code, stderr, phases, result } = await onSmallShop(2, () => Promise.resolve());
  assert.equal(code, 3, stderr);
  assert.deepEqual(phases, ['before']);
  assert.deepEqual(
    result.reasons.map((reason) => reason.code),
    ['rollout-not-started'],
  );
  assert.match(result.reasons[0]?.text ?? '', /never started: one release alone answered in 2 s, \d+ times/);
});

await test('a healthy release that is rolled by hand in another process passes', async () => {
  await withFolder((folder) =>
    withLab(folder, ['--crowd', '4'], async ({ env }) => {
      const { code, stderr, events } = await watched(
        [
          '-c',
          labConfig,
          '--rollout',
          'watch',
          '--browsers',
          '2',
          '--sessions',
          '8',
          '--out',
          join(folder, 'runs'),
        ],
        { cwd: folder, env },
        async () => {
          const { code: rolled, stderr: why } = await command('lab', ['roll', 'v2'], { cwd: folder });
          assert.equal(rolled, 0, why);
        },
      );
      assert.deepEqual(events, ['started', 'finished'], stderr);
      assert.equal(code, 0, stderr);
    }),
  );
});

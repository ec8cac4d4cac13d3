import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComposeRollout } from '../../../harness/model/rollout.js';
import { driven, withProgram } from './driven.js';

const settings: ComposeRollout = {
  driver: 'compose',
  service: 'web',
  file: 'compose.yml',
  project: 'shop',
  image: null,
  env: { RELEASE: 'v2' },
  build: false,
  beforeStop: null,
  drainSeconds: 0,
  rollback: null,
  rollbackOnViolation: false,
  timeoutSeconds: 30,
};

/**
 * As much of Docker as the driver uses: two containers of image sha256:v1; a release that BAD names is never healthy,
 * the first answer to FAILS_ONCE (`ps` or `inspect`) is an error, and WARNING stands beside each of these answers.
 */
const docker = `
const file = folder + '/containers.json';
const all = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { next: 3, running: [['shop-web-1', 'sha256:v1'], ['shop-web-2', 'sha256:v1']] };
const keep = () => writeFileSync(file, JSON.stringify(all));
const last = args.at(-1);
const asked = args.find((arg) => arg === 'ps' || arg === 'inspect');
if (asked && process.env.WARNING) console.error(process.env.WARNING);
if (asked && asked === process.env.FAILS_ONCE && !existsSync(folder + '/failed')) {
  writeFileSync(folder + '/failed', '');
  console.error('Cannot connect to the Docker daemon');
  process.exit(1);
}
if (args.includes('ps')) for (const [name] of all.running) console.log('id-' + name);
else if (args[0] === 'inspect') for (const id of args.slice(3)) console.log(id.slice(3) + ' ' + all.running.find(([name]) => 'id-' + name === id)[1]);
else if (args.includes('up')) {
  const count = Number(/web=(\\d+)/.exec(args.join(' '))[1]);
  const override = args.filter((_, i) => args[i - 1] === '--file')[1];
  const image = override ? JSON.parse(readFileSync(override, 'utf8')).services.web.image : 'sha256:' + (process.env.RELEASE ?? 'v1');
  while (all.running.length < count) all.running.push(['shop-web-' + all.next++, image]);
  keep();
  if (image === 'sha256:' + process.env.BAD && all.running.filter(([, of]) => of === image).length > Number(process.env.GOOD ?? 0)) {
    console.error('container shop-web is unhealthy; token=' + process.env.REGISTRY_TOKEN);
    process.exitCode = 1;
  }
} else if (args[0] === 'stop' || args[0] === 'rm') {
  if (args[0] === 'rm') all.running = all.running.filter(([name]) => name !== last);
  keep();
} else process.exitCode = 64;
`;

async function rolled(
  more: Partial<ComposeRollout>,
  env: Readonly<Record<string, string>> = {},
  options: Parameters<typeof driven>[1] = {},
) {
  const before = process.env;
  process.env = { ...before, ...env };
  try {
    return await withProgram('docker', docker, async ({ calls, folder }) => ({
      ...(await driven({ ...settings, ...more }, { cwd: folder, ...options })),
      calls: (await calls()).map((call) =>
        call.replace('compose --progress quiet --file compose.yml --project-name shop ', ''),
      ),
    }));
  } finally {
    process.env = before;
  }
}

const changes = (calls: readonly string[]): readonly string[] =>
  calls
    .filter((call) => !/^(?:ps|inspect)/.test(call))
    .map((call) => call.replace(/^(?:--file \S+ )?up .*--scale web=(\d+) web$/, 'scale $1'));

await test('each old container is stopped only after a new one is healthy', async () => {
  const { events, calls, rolled: outcome } = await rolled({});
  assert.equal(outcome, 'finished');
  assert.deepEqual(changes(calls), [
    ...['scale 3', 'stop shop-web-1', 'rm shop-web-1'],
    ...['scale 3', 'stop shop-web-2', 'rm shop-web-2'],
  ]);
  assert.deepEqual(events, [
    'started: the containers of web are replaced one by one',
    'step: shop-web-1 -> shop-web-3',
    'step: shop-web-2 -> shop-web-4',
    'finished: 2 containers of web were replaced',
  ]);
  assert.match(calls.find((call) => call.startsWith('up')) ?? '', /--no-recreate --wait --wait-timeout \d+/);
});

await test('a container is taken out of the balancing before it is stopped', async () => {
  const beforeStop =
    'echo "$SOSIE_LEAVING out, $SOSIE_SERVING stay" >> taken.log; docker compose ps; cat taken.log >&2; exit 3';
  const { events } = await rolled({ beforeStop });
  assert.match(
    events.at(-1) ?? '',
    /^failed: rollout\.beforeStop ended with exit code 3; last output: .*shop-web-1 out, shop-web-2 shop-web-3 stay$/,
  );
});

await test('a new container that is not healthy is removed, the old ones go on, and no secret is told', async () => {
  const {
    events,
    calls,
    rolled: outcome,
  } = await rolled({}, { BAD: 'v2', REGISTRY_TOKEN: 'glpat-0123456789' });
  assert.equal(outcome, 'failed');
  assert.deepEqual(changes(calls), ['scale 3', 'rm --force shop-web-3']);
  assert.match(
    events.at(-1) ?? '',
    /did not become healthy: docker compose up ended with exit code 1; last output: container shop-web is unhealthy; token=\*\*\*$/,
  );
});

await test('with rollback the containers that were replaced are put back by the old image', async () => {
  const { kinds, calls, events, rolled: outcome } = await rolled({ rollback: {} }, { BAD: 'v2', GOOD: '1' });
  assert.equal(outcome, 'rolled-back');
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'step'),
    ['started', 'failed', 'rolling-back', 'rolled-back'],
  );
  assert.deepEqual(changes(calls).slice(3), [
    ...['scale 3', 'rm --force shop-web-4'],
    ...['scale 3', 'stop shop-web-3', 'rm shop-web-3'],
  ]);
  assert.equal(events.at(-2), 'step: shop-web-3 -> shop-web-5');
  assert.match(calls.findLast((call) => call.includes('up')) ?? '', /--file \S+image\.json up/);
});

await test('where the old containers could not be listed, the rollback touches none', async () => {
  for (const question of ['ps', 'inspect']) {
    const failed = await rolled({ rollback: {} }, { FAILS_ONCE: question });
    assert.equal(failed.rolled, 'failed');
    assert.deepEqual(changes(failed.calls), []);
    assert.deepEqual(failed.events.slice(-2), [
      'rolling-back: the rollout failed',
      'failed: the rollback failed: what was there of web before is not known, and nothing was touched',
    ]);
  }
});

await test('what Compose warns of is no container, and is told where a command fails', async () => {
  const WARNING = 'level=warning msg="the attribute `version` is obsolete"';
  const fine = await rolled({}, { WARNING });
  assert.equal(fine.rolled, 'finished');
  assert.ok(!fine.calls.some((call) => call.includes('level')));
  const failed = await rolled({}, { WARNING, FAILS_ONCE: 'ps' });
  assert.equal(
    failed.events.at(-1),
    `failed: docker compose ps ended with exit code 1; last output: ${WARNING} / Cannot connect to the Docker daemon`,
  );
});

await test('a violation in mid-rollout takes the new containers back', async () => {
  const unwanted = new AbortController();
  const {
    calls,
    rolled: outcome,
    kinds,
  } = await rolled(
    { rollback: {}, rollbackOnViolation: true },
    {},
    {
      unwanted: unwanted.signal,
      onEvent: (event) => {
        if (event === 'step') unwanted.abort();
      },
    },
  );
  assert.equal(outcome, 'rolled-back');
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'step'),
    ['started', 'rolling-back', 'rolled-back'],
  );
  assert.deepEqual(changes(calls).at(-1), 'rm shop-web-3');
});

await test('a service without a container, or no Docker at all, is a rollout that failed', async () => {
  const none = await withProgram('docker', '', async () => driven(settings));
  assert.equal(none.events.at(-1), 'failed: the service web has no running container');
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  try {
    assert.match(
      (await driven(settings)).events.at(-1) ?? '',
      /^failed: docker compose ps could not be started: there is no program "docker"/,
    );
  } finally {
    process.env['PATH'] = path;
  }
});

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { ComposeRollout } from '../../harness/model/rollout.js';
import { driven } from '../unit/rollout/driven.js';

// Not part of `npm test`, since it needs an engine with an image node:22:
// node --import tsx --test tests/compose/driver.test.ts

const engine = spawnSync('docker', ['image', 'inspect', 'node:22'], { encoding: 'utf8', timeout: 20_000 });
const skip = engine.status === 0 ? false : 'no container engine with an image node:22 can be reached';
const project = `sosie-driver-${String(process.pid)}`;

/** Two copies of a server that says its release; release "bad" never becomes healthy. */
const compose = {
  services: {
    web: {
      image: '${IMAGE:-node:22}',
      command: [
        'node',
        '-e',
        "process.on('SIGTERM', () => process.exit()); require('http').createServer((_, answer) => answer.writeHead(process.env.RELEASE === 'bad' ? 500 : 200).end(process.env.RELEASE)).listen(8080)",
      ],
      environment: { RELEASE: '${RELEASE:-v1}' },
      deploy: { replicas: 2 },
      stop_grace_period: '3s',
      healthcheck: {
        test: [
          'CMD',
          'node',
          '-e',
          "fetch('http://127.0.0.1:8080/').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))",
        ],
        interval: '1s',
        timeout: '3s',
        retries: 3,
      },
    },
  },
};

const settings: ComposeRollout = {
  driver: 'compose',
  service: 'web',
  file: 'compose.json',
  project,
  image: null,
  env: { RELEASE: 'v2' },
  build: false,
  beforeStop: null,
  drainSeconds: 0,
  rollback: null,
  rollbackOnViolation: false,
  timeoutSeconds: 120,
};

let cwd = '';

async function docker(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('docker', args, { cwd });
  return stdout.split('\n').filter((line) => line !== '');
}

const dockerCompose = (...args: readonly string[]): Promise<readonly string[]> =>
  docker('compose', '--progress', 'quiet', '--project-name', project, '--file', 'compose.json', ...args);

/** The release of each container that is there. */
async function running(): Promise<readonly string[]> {
  const ids = await dockerCompose('ps', '--all', '--quiet', 'web');
  const format = '{{range .Config.Env}}{{println .}}{{end}}';
  const releases = await Promise.all(
    ids.map(async (id) =>
      (await docker('inspect', '--format', format, id)).find((line) => line.startsWith('RELEASE=')),
    ),
  );
  return releases.map((line) => line?.slice('RELEASE='.length) ?? '').toSorted();
}

before(async () => {
  if (skip !== false) return;
  cwd = await mkdtemp(join(tmpdir(), 'sosie-compose-test-'));
  await writeFile(join(cwd, 'compose.json'), JSON.stringify(compose));
  await dockerCompose('up', '--detach', '--wait');
});

after(async () => {
  if (cwd === '') return;
  await dockerCompose('down', '--timeout', '1');
  await rm(cwd, { recursive: true, force: true });
});

test(
  'a release that never becomes healthy is taken back, and the old containers stay',
  { skip },
  async () => {
    const { rolled, events } = await driven({ ...settings, env: { RELEASE: 'bad' }, rollback: {} }, { cwd });
    assert.equal(rolled, 'rolled-back', events.join('\n'));
    assert.match(
      events.find((event) => event.startsWith('failed')) ?? '',
      /did not become healthy: docker compose up ended/,
    );
    assert.deepEqual(await running(), ['v1', 'v1']);
  },
);

test('every container is replaced, one after the other', { skip }, async () => {
  const beforeStop = 'docker exec "$SOSIE_LEAVING" true && echo "$SOSIE_SERVING" | wc -w >> serving.log';
  const { rolled, events } = await driven({ ...settings, beforeStop }, { cwd });
  assert.equal(rolled, 'finished', events.join('\n'));
  assert.deepEqual(await running(), ['v2', 'v2']);
  assert.equal(events.filter((event) => event.startsWith('step')).length, 2, events.join('\n'));
});

test('a violation in mid-rollout puts the old image and the old release back', { skip }, async () => {
  const [old = ''] = await docker('image', 'inspect', '--format', '{{.Id}}', 'node:22');
  await docker('tag', 'node:22', `${project}:new`);
  const unwanted = new AbortController();
  const { rolled, events } = await driven(
    {
      ...settings,
      image: `${project}:new`,
      env: { RELEASE: 'v3' },
      rollback: { RELEASE: 'v2' },
      rollbackOnViolation: true,
    },
    {
      cwd,
      unwanted: unwanted.signal,
      onEvent: (event) => {
        if (event === 'step') unwanted.abort();
      },
    },
  );
  await docker('rmi', `${project}:new`);
  assert.equal(rolled, 'rolled-back', events.join('\n'));
  assert.deepEqual(await running(), ['v2', 'v2']);
  const [first = ''] = await dockerCompose('ps', '--quiet', 'web');
  assert.deepEqual(await docker('inspect', '--format', '{{.Image}}', first), [old]);
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { execa } from 'execa';
import { z } from 'zod';
import { isRunning, readState } from '../../lab/cli/state.js';
import { programArguments } from '../../lab/rollout/program.js';
import { until } from '../unit/lab-edge/origin.js';

const program = programArguments('lab/cli/sosie-lab');
const status = z.object({
  instances: z.array(z.object({ name: z.string(), release: z.string(), url: z.string(), pid: z.number() })),
});

async function sosieLab(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  return execa(process.execPath, [...program, ...args], { cwd, env, reject: false, timeout: 120_000 });
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sosie-lab-'));
  try {
    await use(folder);
  } finally {
    const left = await readState(join(folder, '.sosie', 'lab', 'lab'));
    if (left !== null) process.kill(left.pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

test('an unknown fault is a usage error that lists the known ones', async () => {
  const { exitCode, stderr, stdout } = await sosieLab('.', ['run', '--fault', 'gremlins']);
  assert.equal(exitCode, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /gremlins/);
  assert.match(stderr, /edge-ignores-cookie/);
});

test('rolling or stopping a lab that is not there is a usage error that says what to type', async () => {
  await inFolder(async (folder) => {
    for (const command of ['roll', 'down']) {
      const { exitCode, stderr } = await sosieLab(folder, [command]);
      assert.equal(exitCode, 2);
      assert.match(stderr, /sosie-lab up/);
    }
  });
});

test('list gives every fault and control with its incident, as text and as JSON', async () => {
  const text = await sosieLab('.', ['list']);
  assert.match(text.stdout, /edge-ignores-cookie .*\n.*Klarna/);
  const json = JSON.parse((await sosieLab('.', ['list', '--json'])).stdout) as { faults: { kind: string }[] };
  assert.ok(json.faults.some((fault) => fault.kind === 'control'));
});

test('a lab is started, rolled and stopped from the command line, and leaves no process', async () => {
  await inFolder(async (folder) => {
    const up = await sosieLab(folder, ['up', '--instances', '2', '--crowd', '0', '--accounts', '3']);
    assert.equal(up.exitCode, 0, up.stderr);
    const home = join(folder, '.sosie', 'lab', 'lab');
    const state = await readState(home);
    assert.ok(state !== null && up.stdout.includes(state.url));
    const accounts = await readFile(join(home, 'accounts.csv'), 'utf8');
    assert.match(accounts, /^username,password\n(\S+@\S+,\S+\n){3}$/);
    assert.equal((await stat(join(home, 'accounts.csv'))).mode & 0o777, 0o600);

    const taken = await sosieLab(folder, ['up', '--name', 'second', '--port', new URL(state.url).port]);
    assert.equal(taken.exitCode, 4);
    assert.match(taken.stderr, new RegExp(`Port ${new URL(state.url).port} is taken`));
    assert.match(taken.stderr, /--port/);

    const roll = await sosieLab(folder, ['roll', 'v7']);
    assert.equal(roll.exitCode, 0, roll.stderr);
    assert.match(roll.stdout, /^(\d\/2 web\d-\w+ \(v1\) -> web\d-\w+ \(v7\)\n){2}every instance runs v7$/);
    assert.equal((await fetch(`${state.url}/login`)).headers.get('x-revision'), 'v7');

    const { instances } = await statusOf(state.control);
    const down = await sosieLab(folder, ['down']);
    assert.equal(down.exitCode, 0, down.stderr);
    assert.equal(await readState(home), null);
    for (const { pid } of instances) assert.equal(isRunning(pid), false);
    await assert.rejects(fetch(state.url));
  });
});

test('a lab whose supervisor is killed takes its processes with it', async () => {
  await inFolder(async (folder) => {
    const up = await sosieLab(folder, ['up', '--instances', '1', '--crowd', '1', '--accounts', '1']);
    assert.equal(up.exitCode, 0, up.stderr);
    const state = await readState(join(folder, '.sosie', 'lab', 'lab'));
    assert.ok(state !== null);
    const { instances } = await statusOf(state.control);
    assert.equal(instances.length, 1);
    process.kill(state.pid, 'SIGKILL');
    await until('every instance has gone', async () => (await answering(instances)) === 0, 15_000);
    assert.equal((await sosieLab(folder, ['down'])).exitCode, 2);
  });
});

test('run hands the lab to its child and passes on its document and its exit code', async () => {
  await inFolder(async (folder) => {
    const child = join(folder, 'child.mjs');
    await writeFile(
      child,
      `import { execSync } from 'node:child_process';
       const rolled = execSync(process.env.LAB_ROLL).toString();
       const { headers } = await fetch(process.env.LAB_URL + '/login');
       console.error('progress of the child');
       console.log(JSON.stringify({ rolled, release: headers.get('x-revision'), args: process.argv.slice(2) }));
       process.exitCode = 3;`,
    );
    const flags = ['--instances', '1', '--crowd', '0'];
    const args = ['run', '--fault', 'healthy', '--json', '--to', 'v9', ...flags, '--', '--after', '5'];
    const { exitCode, stdout, stderr } = await sosieLab(folder, args, { SOSIE_CLI: child });
    assert.equal(exitCode, 3, stderr);
    const said = JSON.parse(stdout) as { rolled: string; release: string; args: string[] };
    assert.equal(said.release, 'v9');
    assert.match(said.rolled, /every instance runs v9/);
    assert.deepEqual(said.args.slice(-4), ['--out', 'sosie-runs', '--after', '5']);
    assert.match(stderr, /progress of the child/);
  });
});

test('a child that crashes is neither a violation nor a pass', async () => {
  await inFolder(async (folder) => {
    const child = join(folder, 'child.mjs');
    await writeFile(child, `throw new Error('a bug');`);
    const args = ['run', '--rollout', 'none', '--instances', '1', '--crowd', '0'];
    const { exitCode, stderr } = await sosieLab(folder, args, { SOSIE_CLI: child });
    assert.equal(exitCode, 4);
    assert.match(stderr, /a bug/);
    assert.match(stderr, /sosie run gave no result \(exit code 1\)/);
  });
});

test('run passes a signal on, waits for its child and gives its exit code', async () => {
  await inFolder(async (folder) => {
    const child = join(folder, 'child.mjs');
    await writeFile(
      child,
      `process.on('SIGTERM', () => { console.error('partial report'); process.exit(143); });
       console.error('waiting');
       setTimeout(() => undefined, 60_000);`,
    );
    const args = [...program, 'run', '--rollout', 'none', '--instances', '1', '--crowd', '0'];
    const running = execa(process.execPath, args, { cwd: folder, env: { SOSIE_CLI: child }, reject: false });
    let said = '';
    running.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await until('the child waits', () => said.includes('waiting'), 60_000);
    running.kill('SIGTERM');
    const { exitCode } = await running;
    assert.equal(exitCode, 143);
    assert.match(said, /partial report/);
  });
});

async function statusOf(control: { url: string; token: string }): Promise<z.infer<typeof status>> {
  assert.equal((await fetch(`${control.url}/status`)).status, 401);
  const answer = await fetch(`${control.url}/status`, {
    headers: { authorization: `Bearer ${control.token}` },
  });
  return status.parse(await answer.json());
}

async function answering(instances: readonly { readonly url: string }[]): Promise<number> {
  const answers = await Promise.allSettled(instances.map((instance) => fetch(`${instance.url}/healthz`)));
  return answers.filter((answer) => answer.status === 'fulfilled').length;
}

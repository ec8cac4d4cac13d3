import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { command, labConfig, until, withFolder, withLab } from './command-line.js';

/** Starts a run, and sends it a signal once the rollout has begun. */
async function runAndSend(folder: string, env: NodeJS.ProcessEnv, signal: NodeJS.Signals) {
  let child: ChildProcess | undefined;
  const args = [
    'run',
    '-c',
    labConfig,
    '--browsers',
    '1',
    '--sessions',
    '6',
    '--after',
    '60',
    '--out',
    join(folder, 'runs'),
  ];
  const ended = command('sosie', args, {
    cwd: folder,
    env,
    onStart: (started) => {
      child = started;
    },
  });
  const directory = async (): Promise<string | undefined> =>
    (await readdir(join(folder, 'runs')).catch(() => []))[0];
  const history = async (): Promise<string> => {
    const name = await directory();
    return name === undefined
      ? ''
      : readFile(join(folder, 'runs', name, 'history-main.jsonl'), 'utf8').catch(() => '');
  };
  await until('the rollout begins', async () => (await history()).includes('"phase":"during"'), 90_000);
  child?.kill(signal);
  return { ...(await ended), directory: join(folder, 'runs', (await directory()) ?? '') };
}

await test('a run that is killed in the middle can be judged, and is never a pass', async () => {
  await withFolder(async (folder) => {
    await withLab(folder, ['--crowd', '2'], async ({ env }) => {
      const { directory } = await runAndSend(folder, env, 'SIGKILL');
      const judged = await command('sosie', ['judge', directory, '--json']);
      const result = JSON.parse(judged.stdout) as { verdict: string; reasons: { code: string }[] };
      assert.equal(result.verdict, 'inconclusive');
      assert.equal(judged.code, 3);
      assert.ok(result.reasons.some(({ code }) => code === 'interrupted'));
    });
  });
});

await test('SIGTERM ends a run with a partial report and exit code 143', async () => {
  await withFolder(async (folder) => {
    await withLab(folder, ['--crowd', '2'], async ({ env }) => {
      const { code, directory } = await runAndSend(folder, env, 'SIGTERM');
      assert.equal(code, 143);
      const result = JSON.parse(await readFile(join(directory, 'result.json'), 'utf8')) as {
        verdict: string;
      };
      assert.equal(result.verdict, 'inconclusive');
    });
  });
});

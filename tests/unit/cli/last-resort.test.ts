import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

const lastResort = new URL('../../../harness/cli/last-resort.ts', import.meta.url).href;

/** Runs a module after the last resort was installed; `closeOutput`: nobody reads what it writes. */
async function ended(body: string, closeOutput = false): Promise<{ code: number | null; stderr: string }> {
  const source = `import { installLastResort } from ${JSON.stringify(lastResort)};\ninstallLastResort();\n${body}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  if (closeOutput) child.stdout.destroy();
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr };
}

await test('an error that nobody caught ends with 4, not with the code of a violation', async () => {
  const thrown = await ended("setTimeout(() => { throw new Error('planted'); }, 1);");
  assert.equal(thrown.code, 4, thrown.stderr);
  assert.match(thrown.stderr, /SOSIE_INTERNAL_UNEXPECTED[\s\S]*planted/);
});

await test('so does a rejection that nobody handled', async () => {
  const { code, stderr } = await ended("Promise.reject(new Error('planted'));");
  assert.equal(code, 4, stderr);
});

await test('a reader who goes away does not end the process', async () => {
  const writes = `for (let i = 0; i < 50; i += 1) {
    process.stdout.write('x'.repeat(10_000));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  process.exitCode = 3;`;
  const { code, stderr } = await ended(writes, true);
  assert.equal(code, 3, stderr);
});

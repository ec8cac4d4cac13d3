import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sweep } from '../../../harness/ledger/sweep.js';
import { cleanRun } from '../history-builder.js';
import { scratchDirectory } from './scratch.js';

const scratch = scratchDirectory();

/** Sweeps a directory that holds one file. */
async function found(text: string | Buffer, ...values: string[]): Promise<readonly string[]> {
  const directory = mkdtempSync(join(scratch, 'run '));
  writeFileSync(join(directory, 'file.jsonl'), text);
  const leaks = await sweep(
    directory,
    values.map((value) => ({ value, what: 'password' })),
  );
  return leaks.map(({ form }) => form).sort();
}

describe('the sweep for secrets', () => {
  it('finds a secret as it is, escaped for JSON or HTML, percent-encoded', async () => {
    const secret = 'Zoé "d\'Ax" & co/+1';
    assert.deepEqual(await found(`x${secret}y`, secret), ['clear']);
    assert.deepEqual(await found(JSON.stringify({ a: secret }), secret), ['clear']);
    assert.deepEqual(await found('{"a":"Zo\\u00e9 \\"d\'Ax\\" & co/+1"}', secret), ['clear']);
    assert.deepEqual(await found('<b>Zoé &quot;d&#39;Ax&quot; &amp; co/+1</b>', secret), ['clear']);
    assert.deepEqual(await found(`?q=${encodeURIComponent(secret)}`, secret), ['percent']);
    assert.deepEqual(await found(`?q=${encodeURIComponent(secret).replaceAll('%20', '+')}`, secret), [
      'percent',
    ]);
  });

  it('finds any secret in the base64 of any text, at every alignment, in both alphabets', async () => {
    const text = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
      .filter((value) => value.length >= 6);
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.string({ maxLength: 9 }),
        fc.string({ maxLength: 9 }),
        async (secret, before, after) => {
          const bytes = Buffer.from(before + secret + after);
          assert.ok((await found(bytes.toString('base64'), secret)).includes('base64'));
          assert.ok((await found(bytes.toString('base64url'), secret)).includes('base64'));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names file, kind and form once, in folders too', async () => {
    const directory = mkdtempSync(join(scratch, 'run '));
    mkdirSync(join(directory, 'évidence'));
    writeFileSync(join(directory, 'évidence', 'a.txt'), 'hunter2-hunter2 hunter2-hunter2 tok-123456');
    const leaks = await sweep(directory, [
      { value: 'hunter2-hunter2', what: 'password' },
      { value: 'tok-123456', what: 'token' },
    ]);
    assert.deepEqual(leaks, [
      { file: join('évidence', 'a.txt'), what: 'password', form: 'clear' },
      { file: join('évidence', 'a.txt'), what: 'token', form: 'clear' },
    ]);
  });

  it('finds a secret that lies across the chunks in which a long file is read', async () => {
    const secret = 'correct horse battery';
    for (const shift of [1, 5, 20, 21, 22]) {
      const text = Buffer.alloc(9 * 1024 * 1024, 'x');
      text.write(secret, 4 * 1024 * 1024 - shift);
      assert.deepEqual(await found(text, secret), ['clear']);
    }
  });

  it('finds each of many that begin and end alike', async () => {
    const values = Array.from({ length: 500 }, (_, i) => `user-${String(i).padStart(4, '0')}@example.test`);
    for (const value of [values[0], values[250], values[499]]) {
      assert.deepEqual(await found(`<td>${value ?? ''}</td>`, ...values), ['clear']);
    }
  });

  it('takes a number for a secret only where it stands by itself', async () => {
    assert.deepEqual(await found('{"atMs":1234567,"list":[1234567],"x":1234567}', '1234567'), []);
    assert.deepEqual(
      await found('{"atMs":1234567.5,"digest":"ab12345670"} 91234567 12345678', '1234567'),
      [],
    );
    assert.deepEqual(await found('{"customer":"1234567"}', '1234567'), ['clear']);
    assert.deepEqual(await found('<td>no. 1234567, since</td>', '1234567'), ['clear']);
  });

  it('skips values under six characters and finds nothing in a clean history', async () => {
    const text = cleanRun()
      .records.map((record) => `${JSON.stringify(record)}\n`)
      .join('');
    assert.deepEqual(await found(text, 'u01', 'v1', 'own', ''), []);
    assert.deepEqual(await found(text, 'correct horse', 'jeanne@example.test', '0612345678'), []);
  });

  it('takes under two seconds of CPU for 2,000 values and 10 MB', async () => {
    const directory = mkdtempSync(join(scratch, 'run '));
    const lines = cleanRun()
      .records.map((record) => `${JSON.stringify(record)}\n`)
      .join('');
    writeFileSync(join(directory, 'history-main.jsonl'), lines.repeat(Math.ceil(10_000_000 / lines.length)));
    const secrets = Array.from({ length: 2000 }, () => ({
      value: randomBytes(18).toString('base64url'),
      what: 'token',
    }));
    const began = process.cpuUsage();
    assert.deepEqual(await sweep(directory, secrets), []);
    const { user, system } = process.cpuUsage(began);
    assert.ok(user + system < 2_000_000, `${String((user + system) / 1000)} ms`);
  });
});

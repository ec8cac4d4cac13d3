import assert from 'node:assert/strict';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { HistoryRecord } from '../../../harness/model/history.js';
import { SosieError } from '../../../harness/model/errors.js';
import { createRandom } from '../../../harness/model/random.js';
import { openLedger } from '../../../harness/ledger/ledger.js';
import type { Ledger } from '../../../harness/ledger/ledger.js';
import { createRunDirectory } from '../../../harness/ledger/run-directory.js';
import { newRunId } from '../../../harness/ledger/run-id.js';
import { cleanRun, history } from '../history-builder.js';
import { scratchDirectory } from './scratch.js';

const scratch = scratchDirectory();
const fresh = (): string => mkdtempSync(join(scratch, 'run '));
const read = (directory: string): string => readFileSync(join(directory, 'history-main.jsonl'), 'utf8');
const appendAll = (ledger: Ledger, records: readonly HistoryRecord[]): void => {
  records.forEach((record) => {
    ledger.append(record);
  });
};

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, 'the condition was not met within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a ledger', () => {
  it('has written everything when flush settles', async () => {
    const directory = fresh();
    const ledger = openLedger(directory, 'main');
    const { records } = cleanRun();
    appendAll(ledger, records);
    await ledger.flush();
    assert.equal(read(directory), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await ledger.close();
    assert.equal(ledger.failed, null);
  });

  it('settles a flush while records keep coming', async () => {
    const directory = fresh();
    const ledger = openLedger(directory, 'main');
    const [record] = history().own('u01').records;
    assert.ok(record !== undefined);
    let coming = true;
    const add = (): void => {
      ledger.append(record);
      if (coming) setImmediate(add);
    };
    add();
    const settled = ledger.flush().then(() => true);
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, 5000, false));
    assert.equal(await Promise.race([settled, late]), true, 'only what was there before it is waited for');
    coming = false;
    await ledger.close();
    assert.equal(ledger.failed, null);
  });

  it('writes by itself, without being asked to flush', async () => {
    const directory = fresh();
    const ledger = openLedger(directory, 'main');
    appendAll(ledger, history().own('u01').records);
    await until(() => read(directory).endsWith('\n'));
    await ledger.close();
  });

  it('keeps the order of records over many batches', async () => {
    const directory = fresh();
    const ledger = openLedger(directory, 'main');
    for (let i = 0; i < 20_000; i += 1) {
      appendAll(ledger, history().harness('warning', String(i)).records);
      if (i % 500 === 0) void ledger.flush();
    }
    await ledger.close();
    const details = read(directory)
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { detail: string }).detail);
    assert.deepEqual(
      details,
      Array.from({ length: 20_000 }, (_, i) => String(i)),
    );
  });

  it('appends to what is there and is readable by its owner only', async () => {
    const directory = fresh();
    for (let i = 0; i < 2; i += 1) {
      const ledger = openLedger(directory, 'main');
      appendAll(ledger, history().own('u01').records);
      await ledger.close();
    }
    assert.equal(read(directory).split('\n').length, 3);
    assert.equal(statSync(join(directory, 'history-main.jsonl')).mode & 0o777, 0o600);
  });

  it(
    'says that it failed when the disk is full, and neither throws nor hangs',
    { skip: !existsSync('/dev/full') },
    async () => {
      const directory = fresh();
      symlinkSync('/dev/full', join(directory, 'history-main.jsonl'));
      const ledger = openLedger(directory, 'main');
      appendAll(ledger, cleanRun().records);
      await ledger.flush();
      assert.match(ledger.failed?.message ?? '', /ENOSPC/);
      appendAll(ledger, cleanRun().records);
      await ledger.close();
      await ledger.close();
    },
  );

  it(
    'says that it failed when its file was closed under it',
    { skip: !existsSync('/proc/self/fd') },
    async () => {
      const directory = fresh();
      const ledger = openLedger(directory, 'main');
      const fd = readdirSync('/proc/self/fd').find((name) => {
        const link = join('/proc/self/fd', name);
        return existsSync(link) && readlinkSync(link).startsWith(directory);
      });
      closeSync(Number(fd));
      appendAll(ledger, cleanRun().records);
      await ledger.flush();
      assert.match(ledger.failed?.message ?? '', /EBADF/);
      await ledger.close();
    },
  );

  it('cannot be opened in a directory that is not there', () => {
    assert.throws(() => openLedger(join(scratch, 'none'), 'main'), { code: 'SOSIE_CONFIG_USAGE' });
  });
});

describe('a run directory', () => {
  it('is made with its parents, for its owner only', async () => {
    const made = await createRunDirectory(join(scratch, 'läufe und mehr', 'été'), 'r1');
    assert.equal(statSync(made.path).mode & 0o777, 0o700);
    assert.equal(made.file('run.json'), join(made.path, 'run.json'));
  });

  it('is never shared by two runs', async () => {
    await createRunDirectory(scratch, 'twice');
    await assert.rejects(createRunDirectory(scratch, 'twice'), { code: 'SOSIE_CONFIG_USAGE' });
  });

  it('says which directory cannot be written, and what to do', async () => {
    await assert.rejects(createRunDirectory('/proc/nowhere', 'r1'), (error) => {
      assert.ok(error instanceof SosieError);
      assert.match(error.message, /\/proc\/nowhere\/r1/);
      assert.match(error.hint ?? '', /--out/);
      return true;
    });
  });

  it('is named by UTC time and four hex digits', () => {
    const id = newRunId(new Date('2026-11-21T22:30:05.999Z'), createRandom(7));
    assert.match(id, /^2026-11-21T22-30-05-[0-9a-f]{4}$/);
  });
});

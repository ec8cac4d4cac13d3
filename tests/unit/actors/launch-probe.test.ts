import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { whyItFails } from '../../../harness/actors/browser/launch-probe.js';

describe('the trial launch of a browser leaves nothing in the temporary folder', () => {
  let folder = '';
  const usual = process.env['TMPDIR'];
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sosie-probe-'));
    process.env['TMPDIR'] = folder;
  });
  after(() => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
    rmSync(folder, { recursive: true, force: true });
  });

  const candidates = [
    { what: 'where the executable is not there', candidate: { executablePath: '/no/such/browser' } },
    { what: 'where the executable is no browser', candidate: { executablePath: '/bin/false' } },
    { what: "with Playwright's own shell, there or not", candidate: { executablePath: null } },
    {
      what: "with Playwright's own chromium, there or not",
      candidate: { executablePath: null, channel: 'chromium' },
    },
  ];
  for (const { what, candidate } of candidates) {
    test(what, async () => {
      const failure = await whyItFails(candidate);
      if (candidate.executablePath !== null) assert.notEqual(failure, null);
      assert.deepEqual(readdirSync(folder), []);
    });
  }
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { performTrial } from './perform-trial.js';
import { trials } from './trials/index.js';

/** Processes are counted in /proc. */
const linux = existsSync('/proc/self/stat');

describe(
  'the verdict is right, and nothing is left behind, when a run is disturbed',
  { concurrency: 2 },
  () => {
    for (const trial of trials) {
      const why = linux ? (trial.impossible?.() ?? null) : 'processes can be counted on Linux only';
      const title = `${trial.name}: ${trial.injected}${trial.leaks ? '; the target leaks' : ''}`;
      test(title, { skip: why ?? false }, async () => {
        const { kept, wrongs } = await performTrial(trial);
        assert.deepEqual(wrongs, [], kept.stderr);
      });
    }
  },
);

import { randomBytes } from 'node:crypto';
import type { Settings } from '../../config/settings.js';
import { writeRunFile } from '../../ledger/json-file.js';
import { openLedger, type Ledger } from '../../ledger/ledger.js';
import { removeOldRuns } from '../../ledger/retention.js';
import { createRunDirectory } from '../../ledger/run-directory.js';
import { newRunId } from '../../ledger/run-id.js';
import type { RunFile } from '../../model/result.js';
import { createVault, type Vault } from '../../observation/index.js';
import type { Cleanup } from '../../run/cleanup.js';
import { prepareAndLearn } from '../../run/ready.js';
import { describeRun } from '../../run/run-file.js';
import { learnedData, type Knowledge } from './knowledge.js';
import { sharedClock } from './shared-clock.js';

/** A run of Playwright Test that has learned, with a run directory of its own; nobody looks yet. */
export interface OpenRun {
  readonly knowledge: Knowledge;
  readonly ledger: Ledger;
  readonly vault: Vault;
  /** Of run.json when no test asks for a rollout. */
  readonly withoutRollout: RunFile;
}

/**
 * Gets the identities, signs everybody in over plain HTTP, learns the pages, and makes the run directory. Throws
 * SOSIE_CONFIG_* or SOSIE_TARGET_*.
 */
export async function openRun(options: {
  settings: Settings;
  workers: number;
  cwd: string;
  cleanup: Cleanup;
  say: (line: string) => void;
  signal: AbortSignal;
}): Promise<OpenRun> {
  const { workers, cwd, cleanup, say, signal } = options;
  // Browsers are Playwright's own, one for each worker: the hub has none.
  const settings: Settings = {
    ...options.settings,
    load: { ...options.settings.load, browsers: 0 },
    // Whichever test acts as an API client opens it for itself, and needs its token.
    clients: [],
    // It is the tests that decide whom a rollout meets.
    require: { ...options.settings.require, bothRevisions: 0 },
  };
  const startedNs = process.hrtime.bigint();
  const startedAt = new Date();
  const clock = sharedClock(startedNs);
  const {
    prepared,
    learned,
    vault: known,
  } = await prepareAndLearn({ settings, clock, cleanup, say, signal, env: process.env, cwd });
  for (const note of learned.notes) say(note);

  await removeOldRuns(settings.evidence.directory, settings.evidence.retainDays);
  const runId = newRunId(startedAt);
  const { path: directory } = await createRunDirectory(settings.evidence.directory, runId);
  const actors = { browsers: workers, sessions: Math.max(0, prepared.identities.length - workers) };
  const run = describeRun({
    runId,
    startedAt: startedAt.toISOString(),
    settings,
    prepared: { ...prepared, load: actors },
  });
  const withoutRollout: RunFile = { ...run, rollout: 'none' };
  await writeRunFile(directory, withoutRollout);
  const vault = createVault();
  for (const { what, value } of known.entries())
    vault.add(what === 'password' ? 'password' : 'marker', value);
  const ledger = openLedger(directory, 'main');
  const atMs = Math.round(clock.nowMs());
  ledger.append({ type: 'phase', atMs, phase: 'before' });
  const doubts = [
    ...learned.pages
      .filter(({ name, blind }) => blind && !settings.drill.expectBlind.includes(name))
      .map(({ name }) => ({ event: 'page-without-markers' as const, detail: name })),
    ...learned.unusable.map((detail) => ({ event: 'identity-unusable' as const, detail })),
  ];
  for (const doubt of doubts) ledger.append({ type: 'harness', atMs, ...doubt, count: 1 });
  const usable = prepared.identities.filter(({ id }) => !learned.unusable.includes(id));
  return {
    knowledge: {
      run,
      directory,
      startedNs,
      identities: prepared.identities,
      usable: usable.map(({ id }) => id),
      ...learnedData(learned, prepared.identities),
      salt: randomBytes(32),
    },
    ledger,
    vault,
    withoutRollout,
  };
}

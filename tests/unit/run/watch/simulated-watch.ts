import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createKillSwitch } from '../../../../harness/gate/kill-switch.js';
import type { Finding } from '../../../../harness/model/finding.js';
import type { Observation } from '../../../../harness/model/observation.js';
import type { Result, RunFile } from '../../../../harness/model/result.js';
import { createVault } from '../../../../harness/observation/index.js';
import { createRevisionWatch } from '../../../../harness/rollout/index.js';
import {
  createWatchCore,
  type WatchCore,
  type WatchCoreOptions,
} from '../../../../harness/run/watch/watch-core.js';
import { openWindow } from '../../../../harness/run/watch/window.js';
import { history, runFile } from '../../history-builder.js';

/** A watch core with real windows on a clock that only the test moves. */
export interface SimulatedWatch {
  readonly core: WatchCore;
  /** Where the run directories are. */
  readonly root: string;
  readonly said: string[];
  readonly results: Result[];
  readonly findings: Finding[];
  /** Moments that the actors were told of. */
  readonly moments: string[];
  /** Handoffs of every window that was left, and of the one that is open. */
  handoffs(): number;
  /** A look of one of two people at each page in turn, on a release; it takes 200 ms of the clock. */
  look(revision: string, change?: Partial<Observation>): Promise<void>;
  /** Somebody is shown a person whom nobody knows. */
  mixUp(revision: string): Promise<void>;
  /** Time passes without a look. */
  rest(ms: number): Promise<void>;
  /** Looks on for so many seconds at five a second. */
  looks(revision: string, seconds: number): Promise<void>;
  /** The disk is full from now on, or has room again. */
  fillDisk(full: boolean): void;
  close(): Promise<void>;
}

/** 10 s of looks belong to a rollout on either side, and a release is alone after 3 s. */
export async function simulatedWatch(
  options: {
    readonly run?: Partial<RunFile>;
    readonly openWindow?: (open: WatchCoreOptions['openWindow']) => WatchCoreOptions['openWindow'];
    readonly rotateMs?: number;
  } = {},
): Promise<SimulatedWatch> {
  const root = await mkdtemp(join(tmpdir(), 'sosie-watch-'));
  const said: string[] = [];
  const results: Result[] = [];
  const findings: Finding[] = [];
  const moments: string[] = [];
  const beganMs = Date.parse('2026-11-25T10:00:00.000Z');
  let nowMs = 0;
  let full = false;
  let looked = 0;
  let leftHandoffs = 0;
  const say = (line: string): number => said.push(line);
  const open: WatchCoreOptions['openWindow'] = (wanted) =>
    openWindow({
      ...wanted,
      clock,
      say,
      startedAt: new Date(beganMs + wanted.beganMs),
      root: full ? '/proc/nothing/can/be/made/here' : root,
      evenWithoutFiles: looked > 0,
      vault: createVault(),
      describe: (facts) => ({
        ...runFile(options.run),
        ...facts,
        rollout: wanted.kind === 'quiet' ? 'none' : 'watch',
      }),
      killSwitch: (run, directory) =>
        createKillSwitch({
          ...{ onViolation: 'continue', webhook: null, rollBack: null },
          ...{ run, directory, stop: () => undefined, say },
        }),
      onFinding: (finding) => findings.push(finding),
    });
  const clock = { nowMs: () => nowMs };
  const core = await createWatchCore({
    clock,
    wallMs: () => beganMs + nowMs,
    revisions: createRevisionWatch({ settledMs: 3000 }),
    beforeMs: 10_000,
    afterMs: 10_000,
    rotateMs: options.rotateMs ?? 3_600_000,
    openWindow: options.openWindow === undefined ? open : options.openWindow(open),
    onWindow: () => undefined,
    onLeave: (last) => {
      leftHandoffs += last.judgement().exposure.handoffs;
    },
    onRecord: () => undefined,
    onMoment: (moment) => moments.push(moment),
    busy: () => false,
    onJudged: (result) => results.push(result),
    say,
  });
  const feed = (record: Observation): void => {
    core.served(record);
    core.see(record);
  };
  const pass = async (record: Observation): Promise<void> => {
    feed(record);
    nowMs += 200;
    await core.tick();
  };
  const template = {
    own: ['u01', 'u02'].flatMap((viewer) => history().own(viewer).records as readonly Observation[]),
    stranger: history().stranger('u01').records as readonly Observation[],
  };
  const at = (one: Observation | undefined, revision: string): Observation => {
    if (one === undefined) throw new Error('a history without a look');
    looked += 1;
    const where = Math.floor(looked / 2) % 2 === 0 ? 'profile' : 'orders';
    const times = { startedMs: nowMs, atMs: nowMs, id: `w-${String(looked)}` };
    return { ...one, ...times, where, revision, instance: `of-${revision}` };
  };
  const look: SimulatedWatch['look'] = (revision, change = {}) =>
    pass({ ...at(template.own[looked % 2], revision), ...change });
  return {
    ...{ core, root, said, results, findings, moments, look },
    handoffs: () => leftHandoffs + core.window().judgement().exposure.handoffs,
    mixUp: (revision) => pass(at(template.stranger[0], revision)),
    async rest(ms) {
      nowMs += ms;
      await core.tick();
    },
    async looks(revision, seconds) {
      const all = Math.round(seconds * 5);
      for (let i = 0; i < all; i += 1) {
        feed(at(template.own[looked % 2], revision));
        nowMs += 200;
        if (i % 25 !== 24 && i !== all - 1) continue;
        await core.tick();
        // The disk takes its time as well: without a turn of the loop nothing would ever be written.
        await setImmediate();
      }
    },
    fillDisk: (isFull) => {
      full = isFull;
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

/** Waits until a window that is being judged in the background is done. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const endMs = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`${what}: not within 10 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

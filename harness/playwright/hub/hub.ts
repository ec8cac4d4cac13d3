import { createInFlight, resolveOnTarget, type ActorLogin } from '../../actors/index.js';
import { loadConfig } from '../../config/load.js';
import type { Settings } from '../../config/settings.js';
import { createJudge } from '../../judge/judge.js';
import { writeRunFile } from '../../ledger/json-file.js';
import type { HistoryRecord } from '../../model/history.js';
import type { RunFile } from '../../model/result.js';
import { createFingerprint, createObserver, createPlaces, isolationRules } from '../../observation/index.js';
import { createReadings, type Readings } from '../../rollout/index.js';
import { renderFindingLine } from '../../report/words/finding-line.js';
import { createCleanup, type Cleanup } from '../../run/cleanup.js';
import { loginEvent } from '../../run/login-event.js';
import { createCrowd, type Crowd } from './crowd.js';
import { concludeRun, judgeRun } from './judge-run.js';
import { packKnowledge, recognizerOf } from './knowledge.js';
import { openRun, type OpenRun } from './open-run.js';
import type { HubState, HubVerdict, ToldFindings } from './protocol.js';
import { createHubRollout, type HubRollout } from './rollout.js';
import { sharedClock } from './shared-clock.js';

/** What a hub is started with. */
export interface HubOptions {
  readonly folder: string;
  /** Process id of the runner: the hub ends when it does. */
  readonly runner: number;
  readonly config: string;
  readonly workers: number;
}

/** What all workers of a run of Playwright Test share: identities, knowledge, crowd, rollout, verdict. */
export interface Hub {
  state(): HubState;
  knowledge(): Promise<Buffer>;
  askForRollout(worker: string, together: number): Promise<void>;
  growCrowd(sessions: number): Promise<number>;
  /** The number of an identity's next write: whichever worker asks, it has not been given before. */
  nextTurn(identity: string): number;
  tell(told: ToldFindings): void;
  told(test: string): ToldFindings;
  hide(
    secrets: readonly { what: 'password' | 'token' | 'marker' | 'foreign value'; value: string }[],
  ): Promise<void>;
  /** Violations that no test was told of yet are what a worker asks for. */
  verdict(): Promise<HubVerdict>;
  finish(): Promise<HubVerdict>;
}

/** Begins to prepare at once; everything that needs the outcome waits for it and rejects with its error. */
export function createHub(
  options: HubOptions & { push: (state: HubState) => void; signal: AbortSignal },
): Hub {
  const cleanup = createCleanup();
  const turns = new Map<string, number>();
  const told = new Map<string, ToldFindings['findings']>();
  let state: HubState = { phase: 'before', rollout: 'waiting', detail: '', alarms: [] };
  const change = (more: Partial<HubState>): void => {
    state = { ...state, ...more };
    options.push(state);
  };
  const parts = openParts(options, cleanup, () => state, change);
  parts.catch(() => undefined);
  const known = (): ReadonlySet<string> =>
    new Set([...told.values()].flat().map(({ fingerprint }) => fingerprint));
  return {
    state: () => state,
    knowledge: async () => packKnowledge((await parts).run.knowledge),
    askForRollout: async (worker, together) => (await parts).rollout.ask(worker, together),
    growCrowd: async (sessions) => (await parts).crowd.grow(sessions),
    nextTurn: (identity) => {
      const turn = (turns.get(identity) ?? 0) + 1;
      turns.set(identity, turn);
      return turn;
    },
    tell: ({ test, findings }) => void told.set(test, [...(told.get(test) ?? []), ...findings]),
    told: (test) => ({ test, findings: told.get(test) ?? [] }),
    hide: async (secrets) => {
      const { vault } = (await parts).run;
      for (const { what, value } of secrets) vault.add(what, value);
    },
    verdict: async () => {
      const { run } = await parts;
      await run.ledger.flush();
      const verdict = await judgeRun(run.knowledge.directory);
      return {
        ...verdict,
        violations: verdict.violations.filter(({ fingerprint }) => !known().has(fingerprint)),
      };
    },
    finish: async () => {
      try {
        return await (await parts).conclude();
      } finally {
        for (const failure of await cleanup.run()) console.error(`could not be undone: ${failure}`);
      }
    },
  };
}

interface Parts {
  readonly run: OpenRun;
  readonly crowd: Crowd;
  readonly rollout: HubRollout;
  conclude(): Promise<HubVerdict>;
}

async function openParts(
  { config, workers, signal }: HubOptions & { signal: AbortSignal },
  cleanup: Cleanup,
  state: () => HubState,
  change: (more: Partial<HubState>) => void,
): Promise<Parts> {
  const cwd = process.cwd();
  const say = (line: string): void => console.error(line);
  const settings = await loadConfig({ file: config === '' ? undefined : config, cwd, flags: {} });
  const run = await openRun({ settings, workers, cwd, cleanup, say, signal });
  const { knowledge, ledger } = run;
  const clock = sharedClock(knowledge.startedNs);
  const atMs = (): number => Math.round(clock.nowMs());
  const judge = createJudge(knowledge.run);
  let runFile: RunFile = run.withoutRollout;
  const emit = (record: HistoryRecord): void => {
    ledger.append(record);
    const fresh = judge.see(record).filter(({ severity }) => severity === 'violation');
    if (fresh.length > 0) change({ alarms: [...state().alarms, ...fresh.map(renderFindingLine)] });
  };
  // Only the crowd's answers come by here: by them `watch` notices a rollout.
  const readings = createReadings();
  const observing = observingSettings(settings, run, { emit, served: readings.tell }, state);
  const usable = knowledge.identities.filter(({ id }) => knowledge.usable.includes(id));
  const crowd = createCrowd({
    ...{ settings, actorSettings: observing.actorSettings, cleanup, cwd, say },
    // The first ones are the workers' own.
    identities: usable.slice(workers),
    onActorLost: (detail) => emit({ type: 'harness', atMs: atMs(), event: 'actor-lost', detail, count: 1 }),
  });
  const rollout = createHubRollout({
    settings,
    surroundings: { say, clock, readings },
    begins: async () => {
      runFile = knowledge.run;
      await writeRunFile(knowledge.directory, runFile);
    },
    onEvent: (event, detail) => emit({ type: 'rollout', atMs: atMs(), event, detail }),
    enter: (phase, progress, detail) => {
      if (phase !== state().phase) emit({ type: 'phase', atMs: atMs(), phase });
      change({ phase, rollout: progress, detail });
    },
  });
  const conclude = async (): Promise<HubVerdict> => {
    await rollout.stop();
    await crowd.stop();
    observing.flush();
    emit({ type: 'harness', atMs: atMs(), event: 'finished', detail: '', count: 1 });
    await ledger.close();
    return concludeRun({ directory: knowledge.directory, run: runFile, vault: run.vault, atMs });
  };
  return { run, crowd, rollout, conclude };
}

/** What the crowd's actors need, with an observer that records. */
function observingSettings(
  settings: Settings,
  { knowledge, vault }: OpenRun,
  { emit, served }: { emit: (record: HistoryRecord) => void; served: Readings['tell'] },
  state: () => HubState,
) {
  const { target, login, logout, pages } = settings;
  const clock = sharedClock(knowledge.startedNs);
  const observer = createObserver({
    writer: 'main',
    clock,
    target,
    loginPath: login.kind === 'form' ? resolveOnTarget(target, login.url).pathname : null,
    phase: () => state().phase,
    identities: knowledge.identities,
    recognizer: recognizerOf(knowledge),
    maySee: isolationRules(settings.isolation),
    places: createPlaces(),
    fingerprint: createFingerprint(knowledge.salt),
    vault,
    emit,
    served,
  });
  const onLogin = (event: ActorLogin): void =>
    emit(loginEvent(event, state().phase, knowledge.sessionCookies));
  const actorSettings = {
    target,
    login,
    logout,
    pages,
    observer,
    clock,
    inFlight: createInFlight(),
    onLogin,
  };
  return { actorSettings, flush: () => observer.flush() };
}

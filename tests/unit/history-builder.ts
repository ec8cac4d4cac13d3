import type {
  DrillLook,
  DrillResult,
  HarnessEvent,
  HistoryRecord,
  LoginEvent,
  RolloutEvent,
} from '../../harness/model/history.js';
import type { Observation, SlotReading, Tally } from '../../harness/model/observation.js';
import type { Phase } from '../../harness/model/phase.js';
import type { RunFile } from '../../harness/model/result.js';

type Change = Partial<Observation> & { readonly token?: string };

/** A history written by hand, a line per record. Each record is 10 ms later than the one before. */
export interface HistoryBuilder {
  readonly records: readonly HistoryRecord[];
  /** What the following records have in common: a phase, a revision, a page. */
  set(change: Partial<Pick<Observation, 'revision' | 'instance' | 'where'>>): HistoryBuilder;
  phase(phase: Phase): HistoryBuilder;
  rollout(event: RolloutEvent['event'], detail?: string): HistoryBuilder;
  /** A new session of the viewer's actor: "s-u01#1", "s-u01#2", … */
  login(viewer: string, change?: Partial<LoginEvent>): HistoryBuilder;
  own(viewer: string, change?: Change): HistoryBuilder;
  /** The viewer is shown `owner`, by a marker and by a slot. */
  foreign(viewer: string, owner: string, change?: Change): HistoryBuilder;
  /** A slot says someone unknown, told apart by `fingerprint`. */
  stranger(viewer: string, fingerprint?: string, change?: Change): HistoryBuilder;
  anonymous(viewer: string | null, change?: Change): HistoryBuilder;
  blank(viewer: string, change?: Change): HistoryBuilder;
  error(viewer: string, status: number, change?: Change): HistoryBuilder;
  tally(own: number, change?: Partial<Tally>): HistoryBuilder;
  /** u01 looked with the session of u02. */
  drill(result: DrillResult, change?: Partial<DrillLook>): HistoryBuilder;
  harness(event: HarnessEvent['event'], detail?: string): HistoryBuilder;
  finished(): HistoryBuilder;
}

/** Begins at 0 ms in the phase `before`, on page "profile", revision "v1", instance "a". */
export function history(): HistoryBuilder {
  const records: HistoryRecord[] = [];
  const sessions = new Map<string, number>();
  let common: Pick<Observation, 'revision' | 'instance' | 'where' | 'phase'> = {
    revision: 'v1',
    instance: 'a',
    where: 'profile',
    phase: 'before',
  };
  const atMs = (): number => records.length * 10;
  const sessionOf = (viewer: string | null): string =>
    `s-${viewer ?? 'nobody'}#${String(sessions.get(viewer ?? 'nobody') ?? 0)}`;
  const push = (record: HistoryRecord): HistoryBuilder => {
    records.push(record);
    return builder;
  };
  const observe = (viewer: string | null, change: Change): HistoryBuilder => {
    const { token, ...rest } = change;
    return push({
      ...blankObservation,
      ...common,
      id: `main-${String(records.length + 1)}`,
      startedMs: atMs(),
      atMs: atMs() + 5,
      actor: `s-${viewer ?? 'nobody'}`,
      viewer,
      session: sessionOf(viewer),
      tokens: token === undefined ? [] : [{ name: 'sid', fingerprint: token }],
      ...rest,
    });
  };
  const builder: HistoryBuilder = {
    records,
    set: (change) => {
      common = { ...common, ...change };
      return builder;
    },
    phase: (phase) => {
      common = { ...common, phase };
      return push({ type: 'phase', atMs: atMs(), phase });
    },
    rollout: (event, detail = '') => push({ type: 'rollout', atMs: atMs(), event, detail }),
    login: (viewer, change = {}) => {
      sessions.set(viewer, (sessions.get(viewer) ?? 0) + 1);
      return push({
        type: 'login',
        atMs: atMs(),
        startedMs: atMs(),
        actor: `s-${viewer}`,
        viewer,
        session: sessionOf(viewer),
        phase: common.phase,
        ok: true,
        reason: null,
        alias: 0,
        unchangedTokens: [],
        ...change,
      });
    },
    own: (viewer, change = {}) => observe(viewer, { class: 'own', seen: [sightingOf(viewer)], ...change }),
    foreign: (viewer, owner, change = {}) =>
      observe(viewer, {
        class: 'foreign',
        seen: [sightingOf(owner)],
        slots: [{ slot: 'h1', says: 'other', owner, fingerprint: `of-${owner}`, masked: 'J•••••' }],
        ...change,
      }),
    stranger: (viewer, fingerprint = 'f1', change = {}) =>
      observe(viewer, { class: 'stranger', slots: [strangerSlot(fingerprint)], ...change }),
    anonymous: (viewer, change = {}) => observe(viewer, { class: 'anonymous', status: 401, ...change }),
    blank: (viewer, change = {}) => observe(viewer, { class: 'blank', ...change }),
    error: (viewer, status, change = {}) => observe(viewer, { class: 'error', status, ...change }),
    tally: (own, change = {}) =>
      push({ type: 'tally', atMs: atMs(), ...common, channel: 'page', own, overlaps: 0, ...change }),
    drill: (result, change = {}) =>
      push({
        type: 'drill',
        atMs: atMs(),
        phase: common.phase,
        where: common.where,
        kind: 'page',
        by: 'http',
        viewer: 'u01',
        owner: 'u02',
        result,
        ...change,
      }),
    harness: (event, detail = '') => push({ type: 'harness', atMs: atMs(), event, detail, count: 1 }),
    finished: () => builder.harness('finished'),
  };
  return builder;
}

/** A run file that demands nothing, on pages "profile" and "orders", without a rollout. */
export function runFile(change: Partial<RunFile> = {}): RunFile {
  return {
    schema: 'sosie/run@1',
    runId: '2026-11-21T22-30-05-a3f9',
    sosie: '0.1.0',
    node: 'v20.20.2',
    browser: null,
    startedAt: '2026-11-21T22:30:05.000Z',
    seed: 1,
    configDigest: '0'.repeat(64),
    target: 'http://127.0.0.1:8080',
    identities: ['u01', 'u02'].map((id) => ({ id, tenant: null, traits: [] })),
    pages: [
      { name: 'profile', kind: 'page', path: '/profile' },
      { name: 'orders', kind: 'api', path: '/api/orders' },
    ],
    clients: [],
    writes: [],
    actors: { browsers: 0, sessions: 2 },
    pressure: 'steady',
    rollout: 'none',
    require: {
      ownPerPageAndPhase: 0,
      ownPerPageAndRevision: 0,
      ownPerInstance: 0,
      revisions: 0,
      handoffs: 0,
      bothRevisions: 0,
      overlaps: 0,
      loginsDuring: 0,
      identities: 0,
      maxRate: null,
      maxRateOver: 'rollout',
      confidence: 0.95,
    },
    ...change,
  };
}

/** A whole clean run with a rollout: both identities own on both pages in every phase, sessions handed over. */
export function cleanRun(): HistoryBuilder {
  const built = history().phase('before').login('u01').login('u02');
  const everybodyOwn = (): void => {
    for (const where of ['profile', 'orders']) {
      for (const viewer of ['u01', 'u02']) {
        built.own(viewer, { where, token: `t-${viewer}`, overlaps: 1 });
      }
    }
  };
  everybodyOwn();
  built.phase('during').rollout('started');
  everybodyOwn();
  built.set({ revision: 'v2', instance: 'b' });
  everybodyOwn();
  built.login('u01').own('u01', { token: 't-u01-2' });
  built.rollout('finished').phase('after');
  everybodyOwn();
  return built.tally(20).finished();
}

const blankObservation: Observation = {
  type: 'observation',
  id: '',
  startedMs: 0,
  atMs: 0,
  actor: '',
  actorKind: 'http',
  viewer: null,
  session: '',
  operation: 'visit',
  channel: 'page',
  where: 'profile',
  phase: 'before',
  revision: null,
  instance: null,
  outcome: 'ok',
  reason: null,
  status: 200,
  class: 'blank',
  seen: [],
  slots: [],
  tokens: [],
  digest: '00112233445566ff',
  replayOf: null,
  bytes: 2048,
  cache: {},
  overlaps: 0,
};

function sightingOf(owner: string): Observation['seen'][number] {
  return { owner, fields: ['email', 'name'], kinds: ['given'], via: ['plain'] };
}

/** A slot that says a stranger. */
export function strangerSlot(fingerprint: string, slot = 'h1'): SlotReading {
  return { slot, says: 'stranger', owner: null, fingerprint, masked: 'M•••••• D••••' };
}

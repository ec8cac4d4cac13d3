import type { Cell, Coverage } from '../../../harness/model/coverage.js';
import type { Evidence, Finding } from '../../../harness/model/finding.js';
import type { HistoryRecord, RolloutEvent } from '../../../harness/model/history.js';
import type { Observation, ObservationClass } from '../../../harness/model/observation.js';
import type { Phase } from '../../../harness/model/phase.js';
import { createRandom } from '../../../harness/model/random.js';
import type { Counts, Exposure, Result, RunFile } from '../../../harness/model/result.js';
import type { ReportInput } from '../../../harness/report/report-file.js';
import { createTimeline } from '../../../harness/report/timeline.js';

const pages = ['profile', 'orders', 'account api', 'letter preview'] as const;
const starts: Readonly<Record<string, number>> = { before: 2_000, during: 22_000, after: 52_000 };
const endMs = 72_000;
const instances = ['web1', 'web2', 'web3'];

/** Counts of the given classes, the rest zero. */
export function counts(some: Partial<Counts>): Counts {
  return { own: 0, foreign: 0, stranger: 0, anonymous: 0, blank: 0, error: 0, ...some };
}

/** "u03" for 3. */
export function identityId(index: number): string {
  return `u${String(index).padStart(2, '0')}`;
}

export function sampleRun(change: Partial<RunFile> = {}): RunFile {
  return {
    schema: 'sosie/run@1',
    runId: '2026-11-21T22-30-05-a3f9',
    sosie: '0.1.0',
    node: '20.20.2',
    browser: 'Chromium 152.0.7968.0 (headless shell)',
    startedAt: '2026-11-21T22:30:05.120Z',
    seed: 42,
    configDigest: '9f2c4e1ab0d37756c1b1f0a7d3e85a4499e1d0c2b7a61f53e8d40c9ab7715d20',
    target: 'http://127.0.0.1:8080',
    identities: Array.from({ length: 28 }, (_, index) => ({
      id: identityId(index + 1),
      tenant: null,
      traits: index % 4 === 0 ? ['migrated'] : [],
    })),
    pages: pages.map((name, index) => ({
      name,
      kind: (['page', 'page', 'api', 'document'] as const)[index] ?? 'page',
      path: `/${name.replace(' ', '/')}`,
    })),
    clients: [],
    writes: [],
    actors: { browsers: 4, sessions: 24 },
    pressure: 'steady',
    rollout: 'command',
    require: {
      ownPerPageAndPhase: 30,
      ownPerPageAndRevision: 30,
      ownPerInstance: 30,
      revisions: 2,
      handoffs: 10,
      bothRevisions: '75%',
      overlaps: 50,
      loginsDuring: 5,
      identities: 28,
      maxRate: null,
      maxRateOver: 'rollout',
      confidence: 0.95,
    },
    ...change,
  };
}

/** One observation of a session, a second after the start unless told otherwise. */
export function sampleObservation(change: Partial<Observation> = {}): Observation {
  return {
    type: 'observation',
    id: 'main-1',
    startedMs: 990,
    atMs: 1_000,
    actor: 's1',
    actorKind: 'http',
    viewer: 'u01',
    session: 's1#1',
    operation: 'reload',
    channel: 'page',
    where: 'profile',
    phase: 'before',
    revision: 'v1',
    instance: 'web1',
    outcome: 'ok',
    reason: null,
    status: 200,
    class: 'own',
    seen: [],
    slots: [],
    tokens: [],
    digest: null,
    replayOf: null,
    bytes: 20_480,
    cache: {},
    overlaps: 0,
    ...change,
  };
}

/** Rolling replacement of three instances between 22 s and 52 s. */
export const rolloutEvents: readonly RolloutEvent[] = [
  { type: 'rollout', atMs: 22_000, event: 'started', detail: './deploy.sh v2' },
  ...instances.map((name, index): RolloutEvent => ({
    type: 'rollout',
    atMs: 28_000 + index * 8_000,
    event: 'step',
    detail: `${name}: v1 drained, v2 started and ready`,
  })),
  { type: 'rollout', atMs: 51_500, event: 'finished', detail: 'exit code 0 after 29.5 s' },
];

/** A whole history at `perSecond` tallied observations a second; `odd` classes are sprinkled into the rollout. */
export function sampleHistory(
  perSecond: number,
  odd: readonly ObservationClass[] = [],
): readonly HistoryRecord[] {
  const random = createRandom(7);
  const records: HistoryRecord[] = [];
  for (const [phase, atMs] of Object.entries(starts))
    records.push({ type: 'phase', atMs, phase: phase as Phase });
  for (let second = 3; second <= endMs / 1000; second += 1) {
    const atMs = second * 1000;
    const phase = phaseAt(atMs - 1);
    instances.forEach((name, index) => {
      const isNew = atMs > 28_000 + index * 8_000;
      const where = random.pick(pages);
      const own = Math.round((perSecond / instances.length) * (0.85 + 0.3 * random.next()));
      const served = { revision: isNew ? 'v2' : 'v1', instance: `${name}-${isNew ? '3f2a' : '77d0'}` };
      records.push({ type: 'tally', atMs, phase, where, channel: 'page', ...served, own, overlaps: 3 });
      if (phase !== 'during' || odd.length === 0 || random.next() > 0.6) return;
      const cls = random.pick(odd);
      for (let n = random.below(perSecond / 8); n >= 0; n -= 1) {
        records.push(sampleObservation({ atMs: atMs - 10, phase, where, class: cls, ...served }));
      }
    });
  }
  records.push(...rolloutEvents);
  return records.sort((a, b) => a.atMs - b.atMs);
}

export function phaseAt(atMs: number): Phase {
  if (atMs < 22_000) return 'before';
  return atMs < 52_000 ? 'during' : 'after';
}

export function sampleEvidence(change: Partial<Evidence> = {}): Evidence {
  return {
    observation: 'main-4821',
    atMs: 31_204,
    fields: ['name', 'address'],
    masked: ['M•••••• D••••', '•• r•• d•• L••••'],
    fingerprints: ['9a1c22e0b7d4f310'],
    ...change,
  };
}

export function sampleFinding(change: Partial<Finding> = {}): Finding {
  return {
    id: 'F1',
    oracle: 'stranger-data',
    severity: 'violation',
    viewer: 'u03',
    owner: 'stranger',
    where: 'profile',
    channel: 'page',
    phase: 'during',
    revision: 'v2',
    instance: 'web1-3f2a',
    firstAtMs: 31_204,
    lastAtMs: 44_870,
    count: 131,
    summary: 'u03 was shown a page that says that it is somebody else’s.',
    fingerprint: '4be0c1d27f93aa10',
    evidence: [sampleEvidence()],
    causes: [],
    ...change,
  };
}

/** Every page in every phase; v1 before and during, v2 during and after; every instance. */
export function sampleCoverage(change: Partial<Coverage> = {}): Coverage {
  const cells = (names: readonly string[], own: number): Cell[] =>
    names.flatMap((name) => [
      { name, phase: 'before', revision: 'v1', own, other: 0 },
      { name, phase: 'during', revision: 'v1', own: own - 250, other: 3 },
      { name, phase: 'during', revision: 'v2', own: own - 260, other: 0 },
      { name, phase: 'after', revision: 'v2', own: own - 2, other: 0 },
    ]);
  return {
    pages: cells(pages, 727),
    instances: instances.flatMap((name) => [
      { name: `${name}-77d0`, phase: 'before', revision: 'v1', own: 970, other: 0 },
      { name: `${name}-77d0`, phase: 'during', revision: 'v1', own: 630, other: 2 },
      { name: `${name}-3f2a`, phase: 'during', revision: 'v2', own: 640, other: 2 },
      { name: `${name}-3f2a`, phase: 'after', revision: 'v2', own: 960, other: 0 },
    ]),
    onBothRevisions: 28,
    notOnBothRevisions: [],
    neverOwn: [],
    lost: [],
    missing: [],
    ...change,
  };
}

export function sampleExposure(change: Partial<Exposure> = {}): Exposure {
  const perPhase = {
    before: counts({ own: 2_910 }),
    during: counts({ own: 3_790, error: 12, anonymous: 4 }),
    after: counts({ own: 2_900 }),
  };
  const byPage = Object.fromEntries(
    pages.map((page) => [
      page,
      { before: counts({ own: 727 }), during: counts({ own: 947, error: 3 }), after: counts({ own: 725 }) },
    ]),
  );
  const bound = { phase: null, page: null, violations: 0, confidence: 0.95 };
  return {
    observations: 9_616,
    own: 9_600,
    classes: counts({ own: 9_600, anonymous: 4, error: 12 }),
    lostBodies: 2,
    byPhase: perPhase,
    byPage,
    byRevision: { v1: counts({ own: 4_700 }), v2: counts({ own: 4_900, error: 12, anonymous: 4 }) },
    byInstance: Object.fromEntries(
      instances
        .flatMap((name) => [`${name}-77d0`, `${name}-3f2a`])
        .map((name) => [name, counts({ own: 1_600 })]),
    ),
    identities: 28,
    sessions: 104,
    logins: { before: { ok: 28, failed: 0 }, during: { ok: 52, failed: 1 }, after: { ok: 24, failed: 0 } },
    handoffs: 41,
    overlaps: 1_207,
    drills: [],
    bounds: [
      { ...bound, unit: 'observations', n: 9_600, upper: 0.000312 },
      { ...bound, unit: 'sessions', n: 104, upper: 0.0284 },
      { ...bound, unit: 'observations', phase: 'before', n: 2_910, upper: 0.00103 },
      { ...bound, unit: 'observations', phase: 'during', n: 3_790, upper: 0.00079 },
      { ...bound, unit: 'observations', phase: 'after', n: 2_900, upper: 0.00103 },
      ...pages.map((page) => ({ ...bound, unit: 'observations' as const, page, n: 2_399, upper: 0.00125 })),
    ],
    claims: [],
    coverage: sampleCoverage(),
    ...change,
  };
}

export function sampleResult(change: Partial<Result> = {}): Result {
  return {
    schema: 'sosie/result@1',
    runId: sampleRun().runId,
    verdict: 'pass',
    reasons: [],
    findings: [],
    exposure: sampleExposure(),
    rollout: { driver: 'command', events: rolloutEvents },
    target: sampleRun().target,
    startedAt: sampleRun().startedAt,
    durationMs: endMs,
    seed: 42,
    ...change,
  };
}

function timelineOf(history: readonly HistoryRecord[]): ReportInput['timeline'] {
  const fold = createTimeline();
  for (const record of history) fold.see(record);
  return fold.timeline();
}

/** A clean run. */
export function passInput(): ReportInput {
  return { run: sampleRun(), result: sampleResult(), timeline: timelineOf(sampleHistory(135)) };
}

/** The La Poste incident in small: six findings, among them a hazard and a notice. */
export function failInput(): ReportInput {
  const cause = {
    layer: 'session-store',
    confidence: 0.8,
    because: [
      'the session tokens of the victims were issued twice, first by web2-77d0 and then by web1-3f2a',
      'the mix-ups began 0.4 s after web1-3f2a started and follow that instance',
    ],
  } as const;
  const findings: readonly Finding[] = [
    sampleFinding({
      causes: [
        cause,
        { layer: 'process-state', confidence: 0.15, because: ['only one instance is concerned'] },
      ],
    }),
    sampleFinding({
      id: 'F2',
      oracle: 'foreign-data',
      viewer: 'u07',
      owner: 'u03',
      firstAtMs: 31_950,
      count: 12,
      causes: [cause],
    }),
    sampleFinding({
      id: 'F3',
      oracle: 'shared-session',
      viewer: 'u07',
      owner: 'u03',
      channel: 'header',
      firstAtMs: 31_960,
      count: 1,
    }),
    sampleFinding({
      id: 'F4',
      oracle: 'foreign-data',
      viewer: 'u11',
      owner: 'u07',
      where: 'letter preview',
      channel: 'document',
      instance: 'web2-3f2a',
      firstAtMs: 39_020,
      count: 3,
    }),
    sampleFinding({
      id: 'F5',
      oracle: 'shared-cacheable',
      severity: 'hazard',
      viewer: 'u01',
      owner: null,
      where: 'account api',
      channel: 'api',
      phase: 'before',
      revision: 'v1',
      instance: 'web3-77d0',
      firstAtMs: 4_100,
      lastAtMs: 70_000,
      count: 40,
      evidence: [],
    }),
    sampleFinding({
      id: 'F6',
      oracle: 'session-lost',
      severity: 'notice',
      viewer: 'u19',
      owner: null,
      where: 'orders',
      firstAtMs: 44_400,
      lastAtMs: 44_400,
      count: 1,
      evidence: [],
    }),
  ];
  const classes = counts({ own: 9_600, foreign: 15, stranger: 131, anonymous: 4, error: 12 });
  const base = sampleExposure();
  const exposure = sampleExposure({
    observations: 9_762,
    classes,
    byPhase: {
      ...base.byPhase,
      during: counts({ own: 3_790, foreign: 15, stranger: 131, anonymous: 4, error: 12 }),
    },
    bounds: base.bounds.map((bound) =>
      bound.phase === 'before' || bound.phase === 'after'
        ? bound
        : { ...bound, violations: bound.unit === 'sessions' ? 3 : 146, upper: 0.0175 },
    ),
  });
  const reasons = [{ code: 'violation', text: '4 findings are proven violations.', hint: null }];
  return {
    run: sampleRun(),
    result: sampleResult({ verdict: 'fail', reasons, findings, exposure }),
    timeline: timelineOf(sampleHistory(135, ['stranger', 'stranger', 'foreign', 'error', 'anonymous'])),
  };
}

/** 3,000 findings over 200 identities. */
export function floodInput(): ReportInput {
  const random = createRandom(3);
  const run = sampleRun({
    identities: Array.from({ length: 200 }, (_, i) => ({ id: identityId(i + 1), tenant: null, traits: [] })),
    clients: [],
    writes: [],
    actors: { browsers: 8, sessions: 192 },
  });
  const findings = Array.from({ length: 3_000 }, (_, index): Finding => {
    const viewer = identityId(1 + random.below(200));
    const owner = random.next() < 0.4 ? 'stranger' : identityId(1 + random.below(200));
    const firstAtMs = 24_000 + Math.floor(random.next() * 28_000);
    const oracle =
      owner === 'stranger'
        ? 'stranger-data'
        : random.pick(['foreign-data', 'identity-flip', 'shared-session'] as const);
    return sampleFinding({
      id: `F${String(index + 1)}`,
      viewer,
      owner,
      oracle,
      where: random.pick(pages),
      firstAtMs,
      lastAtMs: firstAtMs + random.below(9_000),
      count: 1 + random.below(60),
      instance: `${random.pick(instances)}-3f2a`,
      evidence: Array.from({ length: 6 }, (_, n) =>
        sampleEvidence({ observation: `main-${String(index * 6 + n)}` }),
      ),
    });
  });
  const classes = counts({ own: 1_220_400, foreign: 31_000, stranger: 22_000, blank: 900, error: 410 });
  const exposure = sampleExposure({
    observations: 1_274_710,
    own: 1_220_400,
    classes,
    identities: 200,
    sessions: 831,
  });
  return {
    run,
    result: sampleResult({ verdict: 'fail', reasons: [], findings, exposure }),
    timeline: timelineOf(sampleHistory(17_000, ['stranger', 'foreign', 'foreign', 'blank'])),
  };
}

/** Orders are hardly looked at after the rollout, the letter preview not at all during it; one new copy gets nobody. */
export function thinCoverage(): Coverage {
  const { pages: full, instances: copies } = sampleCoverage();
  const anywhere = { page: null, instance: null, phase: null, revision: null, required: 30 };
  return sampleCoverage({
    pages: full.flatMap((cell) => {
      if (cell.name === 'letter preview' && cell.phase === 'during') return [];
      if (cell.name === 'orders' && cell.phase === 'during' && cell.revision === 'v2') return [];
      return [cell.name === 'orders' && cell.phase === 'after' ? { ...cell, own: 12 } : cell];
    }),
    instances: copies.map((cell) => (cell.name === 'web3-3f2a' ? { ...cell, own: 0, other: 9 } : cell)),
    onBothRevisions: 19,
    notOnBothRevisions: ['u03', 'u07'],
    missing: [
      { ...anywhere, page: 'letter preview', phase: 'during', own: 0 },
      { ...anywhere, page: 'orders', phase: 'after', own: 12 },
      { ...anywhere, page: 'orders', revision: 'v2', own: 12 },
      { ...anywhere, instance: 'web3-3f2a', own: 0 },
    ],
  });
}

/** Eight reasons against a pass. */
export function inconclusiveInput(): ReportInput {
  const reasons = [
    {
      code: 'too-few-own',
      text: 'letter preview gave no own observation in the phase during; 30 are required.',
      hint: 'Raise load.sessions, or lower require.ownPerPageAndPhase.',
    },
    {
      code: 'too-few-own',
      text: 'orders gave 12 own observations in the phase after; 30 are required.',
      hint: 'Raise load.afterSeconds.',
    },
    {
      code: 'too-few-revisions',
      text: 'Only the revision v1 was seen; 2 are required.',
      hint: 'Does the rollout really replace anything? See rollout.command.',
    },
    {
      code: 'too-few-handoffs',
      text: 'No session was seen on two revisions; 10 are required.',
      hint: 'Sessions must live through the rollout: see load.relogin.',
    },
    {
      code: 'too-few-logins',
      text: '2 logins fell inside the rollout; 5 are required.',
      hint: 'Raise load.loginsPerMinute.',
    },
    {
      code: 'rollout-failed',
      text: 'The rollout command ended with exit code 1 after 4.2 s.',
      hint: 'Its last words are in the rollout events of the report.',
    },
    {
      code: 'identity-unusable',
      text: 'u14 and u15 never got a session: the login answered 403.',
      hint: 'Run sosie check to see each login by itself.',
    },
    {
      code: 'page-without-markers',
      text: 'account api shows nothing that tells whose it is.',
      hint: 'Name the place with pages.self.',
    },
  ];
  const base = sampleExposure();
  const exposure = sampleExposure({
    handoffs: 0,
    byPage: {
      ...base.byPage,
      orders: { before: counts({ own: 700 }), during: counts({ own: 950 }), after: counts({ own: 12 }) },
      'letter preview': { before: counts({ own: 700 }), after: counts({ own: 720 }) },
    },
    byRevision: { v1: counts({ own: 9_600 }) },
    coverage: thinCoverage(),
  });
  return {
    run: sampleRun(),
    result: sampleResult({
      verdict: 'inconclusive',
      reasons,
      exposure,
      rollout: {
        driver: 'command',
        events: [
          ...rolloutEvents.slice(0, 1),
          {
            type: 'rollout',
            atMs: 26_200,
            event: 'failed',
            detail: 'exit code 1: readiness probe of web1 timed out',
          },
        ],
      },
    }),
    timeline: timelineOf(sampleHistory(135, ['error'])),
  };
}

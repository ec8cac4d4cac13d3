import { drillDoubts } from '../judge/drill-doubts.js';
import { createJudge } from '../judge/judge.js';
import type { Settings } from '../config/settings.js';
import type { Finding } from '../model/finding.js';
import type { RunClock } from '../model/phase.js';
import type { Drill } from '../model/result.js';
import type { Reason } from '../model/verdict.js';
import type { PrivatePage } from '../workload/repertoire.js';
import type { PageKnowledge } from './2-learn.js';
import { createCleanup } from './cleanup.js';
import { createClock } from './clock.js';
import { drillPlan } from './drill/drill-plan.js';
import { prepareAndLearn, type Ready } from './ready.js';
import { recordedDrill } from './recorded-drill.js';
import { recorderTo } from './recorder.js';
import { describeRun } from './run-file.js';
import { silentSelfHint, silentSelves } from './silent-selves.js';

/** What a preflight found. */
export interface CheckOutcome {
  readonly schema: 'sosie/check@1';
  readonly target: string;
  readonly identities: number;
  readonly pages: readonly PageKnowledge[];
  readonly sessionCookies: readonly string[];
  /** What else will be asked for, by name. */
  readonly streams: readonly string[];
  readonly writes: readonly string[];
  readonly clients: readonly string[];
  /** Places of private URLs, each with the number of identities that have one there. */
  readonly privateUrls: readonly { readonly where: string; readonly identities: number }[];
  readonly unusable: readonly string[];
  readonly notes: readonly string[];
  /** How the fire drill went on each page, document, API and stream; empty where the config wants none. */
  readonly drills: readonly Drill[];
  /** What would keep a run from a pass: blind pages, places that the drill did not reach. */
  readonly reasons: readonly Reason[];
  /** What somebody was shown of somebody else on the way. */
  readonly violations: readonly Finding[];
  /** Every identity signed in, every page tells whose it is, the alarm rang, and nobody saw anybody else. */
  readonly ready: boolean;
}

interface CheckOptions {
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly say: (line: string) => void;
}

/** Everything up to the point where a run would begin to look, and one fire drill; rolls nothing out and writes no run directory. */
export async function check(options: CheckOptions): Promise<CheckOutcome> {
  const { settings } = options;
  const cleanup = createCleanup();
  const clock = createClock();
  try {
    const ready = await prepareAndLearn({ ...options, clock, cleanup });
    const { prepared, learned } = ready;
    const tried = await tryAlarm(options, ready, clock);
    const blind = settings.drill.enabled ? tried.reasons : blindByLearning(learned.pages, settings);
    const reasons = [...blind, ...bySilentSelf(learned.pages, settings)];
    return {
      schema: 'sosie/check@1',
      target: settings.target.baseUrl,
      identities: prepared.actors.length + prepared.readers.length,
      pages: learned.pages,
      sessionCookies: [...learned.recognizer.sessionCookies],
      streams: settings.streams.map(({ name }) => name),
      writes: settings.writes.map(({ name }) => name),
      clients: settings.clients.map(({ name }) => name),
      privateUrls: placesOf(learned.privateUrls),
      unusable: learned.unusable,
      notes: [
        ...learned.unusable.map((id) => `${id} could not sign in${because(ready.failedLogins.get(id))}`),
        ...learned.notes,
        ...learned.weak,
      ],
      drills: tried.drills,
      reasons,
      violations: tried.violations,
      ready: learned.unusable.length === 0 && reasons.length === 0 && tried.violations.length === 0,
    };
  } finally {
    for (const failure of await cleanup.run()) options.say(`could not be undone: ${failure}`);
  }
}

/** The fire drill by itself: a judge hears it and what was seen while learning, and nothing is written. */
async function tryAlarm(
  { settings, signal, say }: CheckOptions,
  ready: Ready,
  clock: RunClock,
): Promise<Pick<CheckOutcome, 'drills' | 'reasons' | 'violations'>> {
  const run = describeRun({
    runId: 'check',
    startedAt: new Date().toISOString(),
    settings: { ...settings, rollout: { driver: 'none', seconds: 0 } },
    prepared: ready.prepared,
    drill: drillPlan(settings),
  });
  const judge = createJudge(run);
  const recorder = recorderTo({ see: (record) => void judge.see(record), phase: () => 'before' }, clock);
  const observer = await ready.release(recorder);
  await recordedDrill({ settings, ready, recorder, observer, clock, say, signal })();
  observer.flush();
  const { exposure, findings } = judge.judgement();
  return {
    drills: exposure.drills,
    reasons: drillDoubts({ run, exposure, rollout: { started: false, rolledBack: false } }),
    violations: findings.filter(({ severity }) => severity === 'violation'),
  };
}

/** Without a drill only what was read while learning tells which pages are blind. */
function blindByLearning(pages: readonly PageKnowledge[], { drill }: Settings): readonly Reason[] {
  return pages
    .filter(({ name, blind }) => blind && !drill.expectBlind.includes(name))
    .map(({ name }) => ({
      code: 'page-without-markers',
      text: `Page ${name} shows nothing that tells whose it is.`,
      hint: 'Set self on that page, add the identity data that it shows, or name it in drill.expectBlind.',
    }));
}

function bySilentSelf(pages: readonly PageKnowledge[], settings: Settings): readonly Reason[] {
  return silentSelves(pages, settings).map((name) => ({
    code: 'page-without-markers',
    text: `The self of page ${name} is on nobody's page.`,
    hint: `${silentSelfHint}.`,
  }));
}

function placesOf(urls: readonly PrivatePage[]): CheckOutcome['privateUrls'] {
  const owners = new Map<string, Set<string>>();
  for (const { page, owner } of urls) owners.set(page.name, (owners.get(page.name) ?? new Set()).add(owner));
  return [...owners].map(([where, { size }]) => ({ where, identities: size }));
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}

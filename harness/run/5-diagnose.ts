import type { HttpClient } from '../actors/index.js';
import type { Settings } from '../config/settings.js';
import type { HttpSessionCopy, SwappingActor } from '../actors/session-copy.js';
import { createBench } from '../diagnosis/experiments/bench.js';
import type { Apart } from '../diagnosis/experiments/experiment.js';
import { runExperiments } from '../diagnosis/experiments/run-experiments.js';
import type { Actor } from '../model/actor.js';
import type { Finding } from '../model/finding.js';
import type { Identity } from '../model/identity.js';
import type { Page } from '../model/page.js';
import type { RunClock } from '../model/phase.js';
import type { Recorder } from './recorder.js';

export interface DiagnoseOptions {
  readonly settings: Settings;
  readonly identities: readonly Identity[];
  /** Clients whose looks are told to nobody else. Whoever gets one closes it. */
  readonly client: (options: { readonly connectionPerActor: boolean }) => HttpClient;
  readonly findings: readonly Finding[];
  readonly recorder: Recorder;
  readonly clock: RunClock;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const mostMembers = 6;
const mostPages = 3;
const mostRequests = 400;

/**
 * After a violation, a few bounded experiments tell where it comes from: the same looks again with one thing
 * changed. Their looks are counted in the history and judged by nobody. Where the config says that the first
 * violation ends all reading, nothing is asked any more.
 */
export async function diagnose(options: DiagnoseOptions): Promise<void> {
  const { settings, recorder, clock, signal } = options;
  const violations = options.findings.filter(({ severity }) => severity === 'violation');
  if (violations.length === 0 || settings.onViolation === 'stop' || signal.aborted) return;
  const people = choosePeople(options.identities, violations);
  const pages = choosePages(settings.pages, violations);
  if (people.length < 2 || pages.length === 0) return;
  options.say('diagnosis: the same looks again, with one thing changed at a time');
  const shared = options.client({ connectionPerActor: false });
  const apart = options.client({ connectionPerActor: true });
  const outsider = apart.openActor({ name: 'e0', identity: null });
  const onTheirOwn: Actor[] = [];
  try {
    await runExperiments({
      bench: (present) => {
        const members = people.map((identity, index) =>
          shared.openActor({ name: `d${String(index + 1)}`, identity }),
        );
        return createBench({
          members,
          anonymous: shared.openActor({ name: 'd0', identity: null }),
          outsider,
          pages,
          apart: (count) => onOwnConnections(members.slice(0, count), apart, onTheirOwn),
          mostRequests,
          signal: present,
        });
      },
      nowMs: clock.nowMs,
      emit: recorder.emit,
      signal,
    });
  } catch (error) {
    recorder.note(
      'warning',
      `the diagnosis was cut short: ${error instanceof Error ? error.name : 'unknown'}`,
    );
  } finally {
    const actors = [outsider, ...onTheirOwn].map((actor) => actor.close());
    await Promise.allSettled([...actors, shared.close(), apart.close()]);
  }
}

/** Further actors of `client`, told to `opened`, that go on with the members' sessions until those are given back. */
async function onOwnConnections(
  members: readonly SwappingActor<HttpSessionCopy>[],
  client: HttpClient,
  opened: Actor[],
): Promise<Apart> {
  const pairs = members.map((member, index) => ({
    member,
    actor: client.openActor({ name: `e${String(index + 1)}`, identity: member.identity }),
  }));
  for (const { member, actor } of pairs) {
    opened.push(actor);
    await actor.takeSession(await member.copySession());
  }
  return {
    actors: pairs.map(({ actor }) => actor),
    giveBack: async () => {
      for (const { member, actor } of pairs) await member.takeSession(await actor.copySession());
    },
  };
}

/** Those who were affected first, then those whose data was shown, then others; API clients have no pages. */
function choosePeople(identities: readonly Identity[], violations: readonly Finding[]): readonly Identity[] {
  const concerned = violations.flatMap(({ viewer, owner }) => [viewer, owner]);
  const rank = new Map(concerned.toReversed().map((id, index) => [id, index]));
  return identities
    .filter(({ grants }) => grants === undefined)
    .toSorted((a, b) => (rank.get(b.id) ?? -1) - (rank.get(a.id) ?? -1))
    .slice(0, mostMembers);
}

/** The pages with most findings; where none of them is a configured page, the first ones. */
function choosePages(pages: readonly Page[], violations: readonly Finding[]): readonly Page[] {
  const askable = pages.filter(({ kind }) => kind === 'page' || kind === 'api' || kind === 'document');
  const counts = new Map<string, number>();
  for (const { where, count } of violations) counts.set(where, (counts.get(where) ?? 0) + count);
  const seen = askable
    .filter(({ name }) => counts.has(name))
    .toSorted((a, b) => (counts.get(b.name) ?? 0) - (counts.get(a.name) ?? 0));
  return (seen.length === 0 ? askable : seen).slice(0, mostPages);
}

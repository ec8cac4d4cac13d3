import type { Channel } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { DrillResult } from '../../model/history.js';
import type { Page } from '../../model/page.js';
import { oracles } from '../../oracles/index.js';

/** Listens to what one exchanged visit of one page brought. */
export interface Alarm {
  hear(observation: Observation): void;
  readonly rings: boolean;
  result(): DrillResult;
}

/** What a browser keeps from other pages, and headers, say nothing about this one. */
const ofThePage: ReadonlySet<Channel> = new Set<Channel>(['page', 'api', 'document', 'stream', 'dom']);

/** The oracles of a run, begun afresh: they ring where they report a violation on the page itself. */
export function createAlarm(page: Page): Alarm {
  const readers = oracles.map((oracle) => oracle.begin());
  const heard: Observation[] = [];
  let rings = false;
  return {
    hear(observation) {
      if (observation.where !== page.name || !ofThePage.has(observation.channel)) return;
      heard.push(observation);
      const reports = readers.flatMap((read) => read(observation));
      rings ||= reports.some(({ severity }) => severity === 'violation');
    },
    get rings() {
      return rings;
    },
    result: () => (rings ? 'rang' : whySilent(heard)),
  };
}

function whySilent(heard: readonly Observation[]): Exclude<DrillResult, 'rang'> {
  if (heard.some((observation) => observation.class === 'anonymous')) return 'signed-out';
  return heard.some(isAnswer) ? 'silent' : 'unanswered';
}

function isAnswer({ class: kind, status }: Observation): boolean {
  return kind !== 'error' && (status === null || status < 400);
}

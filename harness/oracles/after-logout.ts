import type { Report } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';
import { reportOf, viewerOf } from './report-of.js';

type Operation = Observation['operation'];

/** What the old release did with sessions that had been ended, by the way that was tried. */
interface OldRelease {
  readonly letIn: Set<Operation>;
  readonly refused: Set<Operation>;
}

/** Bodies, by `bodyOf`: those that were looked at while signed in, and those that have shown their owner own data. */
interface Known {
  readonly visited: ReadonlySet<string>;
  readonly ownBodies: ReadonlySet<string>;
}

const looking: ReadonlySet<Operation> = new Set<Operation>(['visit', 'reload']);

/**
 * A session that still works after its logout, or a page that comes back (CWE-613). Only where the target answered
 * the logout and did not show the account any more: a logout that failed in a rollout ends nothing. A violation where the
 * rollout brought it: the same was tried before, and refused. Where it was so before the rollout (sessions in a signed
 * cookie or a JWT live until they expire), or nobody tried, it is a hazard; somebody else's data is a violation in any
 * case. An old instance that lets somebody in during the rollout tells nothing of the old release: what a new one gave
 * back to the session store opens every page.
 */
export const afterLogout: Oracle = {
  name: 'after-logout',
  severity: 'violation',
  finds: 'A session still worked after its logout, or a page of it came back.',
  begin: () => {
    const ended = new Set<string>();
    const old: OldRelease = { letIn: new Set(), refused: new Set() };
    const visited = new Set<string>();
    const ownBodies = new Set<string>();
    return (record) => {
      if (record.type !== 'observation') return [];
      if (looking.has(record.operation)) visited.add(bodyOf(record));
      if (record.class === 'own') ownBodies.add(bodyOf(record));
      if (record.operation === 'logout') followLogout(record, ended);
      if (record.operation !== 'reuse' && record.operation !== 'back') return [];
      const isEnded = ended.has(record.session);
      if (isEnded && record.phase === 'before') {
        if (record.class === 'own') old.letIn.add(record.operation);
        else if (isRefusal(record, { visited, ownBodies })) old.refused.add(record.operation);
      }
      return judge(record, isEnded, old);
    };
  },
};

/** The last answer counts: a logout is asked for on a page that still is the viewer's own. */
function followLogout({ session, channel, class: kind, status }: Observation, ended: Set<string>): void {
  if (channel !== 'page' && channel !== 'api' && channel !== 'header') return;
  const isOver = kind === 'anonymous' || (kind === 'blank' && status !== null && status < 400);
  if (isOver) ended.add(session);
  else ended.delete(session);
}

/**
 * Whether the account was not shown any more. A body without anybody's data says so only where such a body has shown
 * its owner own data: many a page is filled in by its scripts, and some tell of nobody. A page that nobody visits on
 * purpose, as a browser shows it, is where the way out has led.
 */
function isRefusal(observation: Observation, known: Known): boolean {
  const { class: kind, channel } = observation;
  const body = bodyOf(observation);
  const tells = known.ownBodies.has(body) || (channel === 'dom' && !known.visited.has(body));
  return kind === 'anonymous' || (kind === 'blank' && tells);
}

function bodyOf({ channel, where }: Observation): string {
  return `${channel} ${where}`;
}

function judge(observation: Observation, isEnded: boolean, old: OldRelease): readonly Report[] {
  const { where, operation } = observation;
  if (observation.class !== 'own') {
    return reportDisclosure(
      observation,
      'after-logout',
      (viewer, owner) => `${viewer} had signed out and was shown ${owner} data on ${where}.`,
    );
  }
  if (!isEnded) return [];
  const viewer = viewerOf(observation);
  const happened =
    operation === 'back'
      ? `${viewer} had signed out, and ${where} came back`
      : `${viewer} had signed out, and its old session still opened ${where}`;
  const excuse = excuseOf(operation, old);
  const summary = excuse === null ? `${happened}.` : `${happened}; ${excuse}.`;
  const severity = excuse === null ? 'violation' : 'hazard';
  return [reportOf(observation, { oracle: 'after-logout', severity, owner: null, summary })];
}

/** Why it is not known to be the rollout's doing; null where it is. */
function excuseOf(operation: Operation, { letIn, refused }: OldRelease): string | null {
  if (letIn.has(operation)) return 'so it was before the rollout';
  return refused.has(operation) ? null : 'whether it was so before the rollout was not tried';
}

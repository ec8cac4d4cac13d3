import type { Report } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';
import { reportOf, viewerOf } from './report-of.js';

/**
 * A session that still works after its logout, or a page that comes back (CWE-613). Only where the target answered
 * the logout and did not show the account any more: a logout that failed in a rollout ends nothing. A violation where the
 * rollout brought it. Where it was so before the rollout (sessions in a signed cookie or a JWT live until they expire) it
 * is a hazard; somebody else's data is a violation in any case. An old instance that lets somebody in during the rollout
 * tells nothing of the old release: what a new one gave back to the session store opens every page.
 */
export const afterLogout: Oracle = {
  name: 'after-logout',
  severity: 'violation',
  finds: 'A session still worked after its logout, or a page of it came back.',
  begin: () => {
    const ended = new Set<string>();
    const asBefore = new Set<Observation['operation']>();
    return (record) => {
      if (record.type !== 'observation') return [];
      if (record.operation === 'logout') followLogout(record, ended);
      else if (record.operation === 'reuse' || record.operation === 'back')
        return judge(record, ended, asBefore);
      return [];
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

function judge(
  observation: Observation,
  ended: ReadonlySet<string>,
  asBefore: Set<Observation['operation']>,
): readonly Report[] {
  const { where, operation } = observation;
  if (observation.class !== 'own') {
    return reportDisclosure(
      observation,
      'after-logout',
      (viewer, owner) => `${viewer} had signed out and was shown ${owner} data on ${where}.`,
    );
  }
  if (!ended.has(observation.session)) return [];
  if (observation.phase === 'before') asBefore.add(operation);
  const known = asBefore.has(operation);
  const viewer = viewerOf(observation);
  const happened =
    operation === 'back'
      ? `${viewer} had signed out, and ${where} came back`
      : `${viewer} had signed out, and its old session still opened ${where}`;
  const summary = known ? `${happened}; so it was before the rollout.` : `${happened}.`;
  const severity = known ? 'hazard' : 'violation';
  return [reportOf(observation, { oracle: 'after-logout', severity, owner: null, summary })];
}

import type { Finding } from '../model/finding.js';
import type { Reason, Verdict } from '../model/verdict.js';
import { doubts } from './doubts.js';
import { drillDoubts, drillNotes } from './drill-doubts.js';
import type { Facts } from './facts.js';
import { missingFloors } from './floors.js';

/**
 * The verdict: `fail` with one violation, whatever else went wrong; else `inconclusive` with every reason that a
 * pass is impossible; else `pass`. The reasons of a fail begin with its violations; what else was wrong follows. That the
 * config wants no fire drill is said whatever the verdict.
 */
export function decide(facts: Facts): { verdict: Verdict; reasons: readonly Reason[] } {
  const violations = violationReasons(facts);
  const open = [...doubts(facts), ...drillDoubts(facts), ...(isPartial(facts) ? [] : missingFloors(facts))];
  const verdict = violations.length > 0 ? 'fail' : open.length > 0 ? 'inconclusive' : 'pass';
  return { verdict, reasons: [...violations, ...open, ...drillNotes(facts)] };
}

const sessionsThatStay =
  "Where sessions are meant to live until they expire (a signed cookie, a JWT), leave 'leavers' out of load.schedules. " +
  'Where it is a page that came back in the browser, send Cache-Control: no-store on it.';

const keptForTheNext =
  'Send Cache-Control: no-store on these pages, and clear at the logout what scripts and service workers keep ' +
  "(Clear-Site-Data). Where one browser is never used by two people, leave 'handover' out of load.schedules.";

const cookieOfMany =
  'If several people are meant to hold the same value of it (of a company, a workspace), that is no session: Sosie tells ' +
  'so by a cookie that has the same value again after the next login of the same person.';

/**
 * What to write where a release does on purpose what one oracle alone reports: a list of reviews with a field of others,
 * sessions that outlive a logout. A mix-up of people shows more fields than that, and breaks more than one rule.
 */
function acceptanceHint(oracle: string, findings: readonly Finding[]): string | null {
  if (oracle === 'after-logout') return sessionsThatStay;
  if (oracle === 'client-residue') return keptForTheNext;
  if (oracle === 'shared-session') return cookieOfMany;
  return oracle === 'foreign-data' ? exceptionHint(findings) : null;
}

/** An exception for each place. Of a path that is not listed only the extension is told, so many share that name. */
function exceptionHint(findings: readonly Finding[]): string | null {
  const fieldsAt = new Map<string, Set<string>>();
  for (const { where, evidence } of findings) {
    const fields = evidence.flatMap(({ fields: all }) => all);
    fieldsAt.set(where, new Set([...(fieldsAt.get(where) ?? []), ...fields]));
  }
  const places = [...fieldsAt].filter(([, fields]) => fields.size > 0);
  const shown = new Set(places.flatMap(([, fields]) => [...fields]));
  if (shown.size === 0 || shown.size > mostExpectedFields) return null;
  const isListed = ([place]: readonly [string, unknown]): boolean => !place.startsWith('/…');
  const listed = places.filter(isListed).map(exceptionFor);
  const unlisted = places.filter((place) => !isListed(place)).map(([place]) => place);
  const more = listed.length > mostPlaces ? ', and so on' : '';
  const exceptions = `isolation.except: [${listed.slice(0, mostPlaces).join(', ')}]${more}`;
  const hints = [
    ...(listed.length > 0 ? [`If everybody may see this there, say so: ${exceptions}.`] : []),
    ...(unlisted.length > 0
      ? [`If everybody may see this on ${unlisted.join(', ')}, list that URL in api or pages first.`]
      : []),
  ];
  return hints.join(' ');
}

function exceptionFor([page, fields]: readonly [string, ReadonlySet<string>]): string {
  return `{ page: '${page}', fields: [${[...fields].map((field) => `'${field}'`).join(', ')}] }`;
}

/** A rollout that never began, or was taken back, lacks whole phases: to name every cell of them would hide the cause. */
function isPartial({ run, rollout }: Facts): boolean {
  return run.rollout !== 'none' && (!rollout.started || rollout.rolledBack);
}

const mostExpectedFields = 2;
const mostPlaces = 3;

/** Oracles that follow of themselves where a page shows a field of others. */
const looksOnly = new Set(['identity-flip', 'stranger-data']);

/** One reason for each oracle that proved a violation. */
function violationReasons({ findings, droppedFindings }: Facts): readonly Reason[] {
  const byOracle = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.severity !== 'violation') continue;
    byOracle.set(finding.oracle, [...(byOracle.get(finding.oracle) ?? []), finding]);
  }
  const isAlone = (oracle: string): boolean =>
    [...byOracle.keys()].every((name) => name === oracle || looksOnly.has(name));
  const reasons: Reason[] = [...byOracle].map(([oracle, all]) => {
    const places = [...new Set(all.map(({ where }) => where))];
    const times = all.reduce((sum, { count }) => sum + count, 0);
    const more = places.length > mostPlaces ? ` and ${String(places.length - mostPlaces)} more` : '';
    return {
      code: 'violation',
      text: `${oracle}: seen ${times === 1 ? 'once' : `${String(times)} times`} (${places.slice(0, mostPlaces).join(', ')}${more}).`,
      hint: isAlone(oracle) ? acceptanceHint(oracle, all) : null,
    };
  });
  if (reasons.length > 0 && droppedFindings > 0) {
    const text = `${String(droppedFindings)} further reports were only counted.`;
    reasons.push({ code: 'violation', text, hint: null });
  }
  return reasons;
}

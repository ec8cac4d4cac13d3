import type { Evidence, Report } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { evidenceOf, reportOf, whose } from './report-of.js';
import { statementOf } from './statement.js';
import type { Statement } from './statement.js';

/** What a session said last. `slots` holds the fingerprints of a stranger, by page and slot. */
interface Said {
  statement: Statement;
  evidence: Evidence;
  readonly slots: Map<string, string>;
}

const MAX_SLOTS = 32;

/** The same session says two different people over time (La Poste: another profile at every reload). */
export const identityFlip: Oracle = {
  name: 'identity-flip',
  severity: 'violation',
  finds: 'One session said to be two different people over time.',
  begin: () => {
    const sessions = new Map<string, Said>();
    return (record) => (record.type === 'observation' ? look(record, sessions) : []);
  },
};

function look(observation: Observation, sessions: Map<string, Said>): readonly Report[] {
  const statement = statementOf(observation);
  if (statement === null) return [];
  const said = sessions.get(observation.session);
  const owner = statement.who === 'own' ? observation.viewer : statement.owner;
  const evidence = statement.who === 'own' ? ownEvidence(observation) : evidenceOf(observation, owner);
  if (said === undefined) {
    const slots = new Map<string, string>();
    rememberSlots(observation, slots);
    sessions.set(observation.session, { statement, evidence, slots });
    return [];
  }
  const differs = rememberSlots(observation, said.slots);
  const before = said.statement;
  const reports = isFlip(before, statement, differs)
    ? [
        reportOf(observation, {
          oracle: 'identity-flip',
          severity: 'violation',
          owner,
          summary:
            `${observation.session} said ${subject(before, observation)} at first, ` +
            `and ${whose(owner)} on ${observation.where} (${observation.channel}).`,
          evidence: [said.evidence, evidence],
        }),
      ]
    : [];
  said.statement = statement;
  said.evidence = evidence;
  return reports;
}

/** A return to the viewer's own is no report of its own: the step away from it was one. */
function isFlip(before: Statement, now: Statement, slotsDiffer: boolean): boolean {
  switch (now.who) {
    case 'own':
      return false;
    case 'other':
      return before.who !== 'other' || before.owner !== now.owner;
    case 'stranger':
      return before.who !== 'stranger' || slotsDiffer;
  }
}

/**
 * Keeps the stranger's fingerprints and says whether one slot now holds another value than before. A name and
 * an e-mail of one person have different fingerprints, so only the same slot of the same page is compared.
 */
function rememberSlots(observation: Observation, slots: Map<string, string>): boolean {
  let differs = false;
  for (const { slot, says, fingerprint } of observation.slots) {
    if (says !== 'stranger' || fingerprint === null) continue;
    const key = `${observation.where} ${slot}`;
    const known = slots.get(key);
    if (known !== undefined && known !== fingerprint) differs = true;
    if (known !== undefined || slots.size < MAX_SLOTS) slots.set(key, fingerprint);
  }
  return differs;
}

/** Nothing foreign is on it: its id is what counts. */
function ownEvidence({ id, atMs }: Observation): Evidence {
  return { observation: id, atMs, fields: [], masked: [], fingerprints: [] };
}

function subject(statement: Statement, observation: Observation): string {
  return whose(statement.who === 'own' ? observation.viewer : statement.owner);
}

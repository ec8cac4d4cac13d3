import type { Finding } from '../../model/finding.js';
import { formatSpan } from './figures.js';
import { oracleWords, ownerNoun, viewerNoun } from './oracle-words.js';
import { printable } from './printable.js';

/** Where a finding was seen: "on profile (page)"; the channel only where the name does not say it. */
export function findingPlace(finding: Finding): string {
  const where = printable(finding.where);
  return where === finding.channel ? `on ${where}` : `on ${where} (${finding.channel})`;
}

/** Who answered: "v2 web1-3f2a", or "" where the target does not tell. */
export function findingOrigin(finding: Pick<Finding, 'revision' | 'instance'>): string {
  return [finding.revision, finding.instance]
    .filter((part) => part !== null)
    .map(printable)
    .join(' ');
}

/** Who saw whom, directed: "u03 → stranger". */
export function findingPair(finding: Finding): string {
  return finding.owner === null
    ? printable(finding.viewer)
    : `${printable(finding.viewer)} → ${printable(finding.owner)}`;
}

/** The clause alone: "u03 was shown a stranger's data". */
export function findingClause(finding: Finding): string {
  const viewer = viewerNoun(printable(finding.viewer));
  const owner = ownerNoun(finding.owner === null ? null : printable(finding.owner));
  return oracleWords[finding.oracle].line(viewer, owner);
}

/** The clause as the beginning of a sentence; an identity's id keeps its case. */
export function findingSentence(finding: Finding): string {
  const clause = findingClause(finding);
  return /^(an?|the) /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
}

/** One finding in one line: "u03 was shown a stranger's data on profile (page), during, v2 web1-3f2a, 12.3 s". */
export function renderFindingLine(finding: Finding): string {
  const parts = [`${findingClause(finding)} ${findingPlace(finding)}`, finding.phase, findingOrigin(finding)];
  if (finding.count > 1) parts.push(`${String(finding.count)} times`);
  parts.push(formatSpan(finding.firstAtMs));
  return parts.filter((part) => part !== '').join(', ');
}

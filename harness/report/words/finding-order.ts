import type { Finding, Severity } from '../../model/finding.js';

/** Findings of one oracle on one page, which a reader takes in as one thing. */
export interface FindingGroup {
  readonly oracle: Finding['oracle'];
  readonly severity: Severity;
  readonly where: string;
  readonly findings: number;
  readonly times: number;
  readonly viewers: number;
  /** Distinct identities whose data was seen; strangers cannot be told apart and are not counted. */
  readonly knownOwners: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

const weight: Readonly<Record<Severity, number>> = { violation: 0, hazard: 1, notice: 2 };

/** The key under which later findings are counted rather than told in full: oracle × where. */
export function findingKind(finding: Finding): string {
  return `${finding.oracle}\n${finding.where}`;
}

/**
 * Findings as a reader wants them: violations first, then the first of every kind, then by time. However
 * many there are, the head of the list shows every kind.
 */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  const byTime = [...findings].sort((a, b) => a.firstAtMs - b.firstAtMs);
  const ranked = byTime.map((finding) => {
    const kind = findingKind(finding);
    const repeated = seen.has(kind) ? 1 : 0;
    seen.add(kind);
    return { finding, rank: weight[finding.severity] * 2 + repeated };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ finding }) => finding);
}

/** All findings folded by oracle and page; violations first, then the most frequent. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of rankFindings(findings)) {
    const kind = findingKind(finding);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [finding]);
    else group.push(finding);
  }
  return [...groups.values()]
    .flatMap(summarise)
    .sort((a, b) => weight[a.severity] - weight[b.severity] || b.times - a.times);
}

function summarise(group: readonly Finding[]): readonly FindingGroup[] {
  const [head] = group;
  if (head === undefined) return [];
  return [
    {
      oracle: head.oracle,
      severity: head.severity,
      where: head.where,
      findings: group.length,
      times: group.reduce((sum, finding) => sum + finding.count, 0),
      viewers: new Set(group.map((finding) => finding.viewer)).size,
      knownOwners: new Set(
        group.flatMap(({ owner }) => (owner === null || owner === 'stranger' ? [] : [owner])),
      ).size,
      firstAtMs: Math.min(...group.map((finding) => finding.firstAtMs)),
      lastAtMs: Math.max(...group.map((finding) => finding.lastAtMs)),
    },
  ];
}

import { createHash } from 'node:crypto';
import type { Evidence, Finding, Report } from '../model/finding.js';

/** The reports of a run, folded into findings. */
export interface Findings {
  /** Gives the finding where this report is the first of its kind, else null. */
  add(report: Report): Finding | null;
  /** In the order of first sighting. */
  all(): readonly Finding[];
  /** Reports of a kind of its own that came after `MAX_FINDINGS` and are only counted. */
  readonly dropped: number;
}

/** Keeps memory flat where everybody sees everybody; more tell nothing new. */
const MAX_FINDINGS = 20_000;
const FIRST_EVIDENCE = 5;

interface Folded {
  readonly id: string;
  readonly first: Report;
  readonly fingerprint: string;
  readonly evidence: Evidence[];
  lastEvidence: Evidence | null;
  lastAtMs: number;
  count: number;
}

/**
 * Folds by oracle, viewer, owner and place: the same that make the fingerprint, so that a finding is the same
 * one in the next run. Phase, revision and instance are those of the first sighting; evidence is the first five
 * observations and the last.
 */
export function createFindings(): Findings {
  const folded = new Map<string, Folded>();
  let dropped = 0;
  return {
    add(report) {
      const key = JSON.stringify([report.oracle, report.viewer, report.owner, report.where]);
      const known = folded.get(key);
      if (known !== undefined) {
        merge(known, report);
        return null;
      }
      if (folded.size >= MAX_FINDINGS) {
        dropped += 1;
        return null;
      }
      const fresh: Folded = {
        id: `F${String(folded.size + 1)}`,
        first: report,
        fingerprint: createHash('sha256').update(key).digest('hex').slice(0, 16),
        evidence: report.evidence.slice(0, FIRST_EVIDENCE),
        lastEvidence: report.evidence.slice(FIRST_EVIDENCE).at(-1) ?? null,
        lastAtMs: report.atMs,
        count: 1,
      };
      folded.set(key, fresh);
      return toFinding(fresh);
    },
    all: () => [...folded.values()].map(toFinding),
    get dropped() {
      return dropped;
    },
  };
}

function merge(known: Folded, report: Report): void {
  known.count += 1;
  known.lastAtMs = Math.max(known.lastAtMs, report.atMs);
  for (const evidence of report.evidence) {
    if (known.evidence.length < FIRST_EVIDENCE) known.evidence.push(evidence);
    else known.lastEvidence = evidence;
  }
}

function toFinding(folded: Folded): Finding {
  const { atMs, evidence: _, ...first } = folded.first;
  return {
    id: folded.id,
    ...first,
    firstAtMs: atMs,
    lastAtMs: folded.lastAtMs,
    count: folded.count,
    fingerprint: folded.fingerprint,
    causes: [],
    evidence: [...folded.evidence, ...(folded.lastEvidence === null ? [] : [folded.lastEvidence])],
  };
}

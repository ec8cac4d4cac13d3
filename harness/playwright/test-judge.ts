import { createJudge, type Judge } from '../judge/judge.js';
import type { Finding } from '../model/finding.js';
import type { HistoryRecord } from '../model/history.js';
import type { RunFile } from '../model/result.js';
import { renderFindingLine } from '../report/words/finding-line.js';

/**
 * Judges each test by what was seen during it. It begins anew with every test, so that a mix-up seen in two tests
 * fails both; what only several tests or workers together prove, the merged history shows at the end.
 */
export interface TestJudge {
  begin(): void;
  see(record: HistoryRecord): void;
  /** Violations of the test so far. */
  violations(): readonly Finding[];
}

/** A judge for the tests of one worker. */
export function createTestJudge(run: RunFile): TestJudge {
  let judge: Judge = createJudge(run);
  let found = 0;
  return {
    begin: () => {
      judge = createJudge(run);
      found = 0;
    },
    see: (record) => {
      found += judge.see(record).filter(({ severity }) => severity === 'violation').length;
    },
    violations: () =>
      found === 0 ? [] : judge.judgement().findings.filter(({ severity }) => severity === 'violation'),
  };
}

/** One finding in a line, with the fields and the masked values that prove it; never a value. */
export function describeViolation(finding: Finding): string {
  const fields = [...new Set(finding.evidence.flatMap((evidence) => evidence.fields))];
  const masked = [...new Set(finding.evidence.flatMap((evidence) => evidence.masked))];
  const proof = [
    ...(fields.length === 0 ? [] : [`fields ${fields.slice(0, 8).join(', ')}`]),
    ...(masked.length === 0 ? [] : [`masked ${masked.slice(0, 4).join(', ')}`]),
  ];
  return `${finding.oracle}: ${renderFindingLine(finding)}${proof.length === 0 ? '' : ` [${proof.join('; ')}]`}`;
}

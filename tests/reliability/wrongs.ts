import type { Verdict } from '../../harness/model/verdict.js';
import type { Kept } from './kept.js';
import type { Trial } from './trial.js';

/**
 * What of the remains breaks a promise, in words; empty where all are kept. Always: no hang, no process left, no pass for
 * a target that leaks, no fail for one that does not, an exit code and a ledger that agree with the verdict.
 */
export function wrongsOf(
  kept: Kept,
  { leaks, expected }: Pick<Trial, 'leaks' | 'expected'>,
): readonly string[] {
  const { code, verdict, judged } = kept;
  const promised = expected.verdicts.length > 0;
  const falseOne: Verdict = leaks ? 'pass' : 'fail';
  const wrongs: readonly (readonly [boolean, string])[] = [
    [code === null, 'it hung'],
    [kept.survivors.length > 0, `processes were left: ${kept.survivors.join(', ')}`],
    [verdict === falseOne || judged?.verdict === falseOne, `a false ${falseOne}`],
    [code !== null && !expected.codes.includes(code), `exit code ${String(code)}`],
    [promised && verdict === null, 'no result.json'],
    [promised && !kept.html, 'no report.html'],
    [promised && verdict !== null && !expected.verdicts.includes(verdict), `verdict ${String(verdict)}`],
    [
      code !== null &&
        code < 128 &&
        (verdict !== null || expected.diskMayLack !== true) &&
        contradicts(code, verdict),
      `exit code ${String(code)} on ${String(verdict)}`,
    ],
    [judged !== null && contradicts(judged.code, judged.verdict), `judge ended with ${String(judged?.code)}`],
    [
      expected.diskMayLack !== true && verdict !== null && judged?.verdict !== verdict,
      `judge says ${String(judged?.verdict)}, the run said ${String(verdict)}`,
    ],
    [
      expected.temporaryMayStay !== true && kept.temporary.length > 0,
      `temporary files were left: ${kept.temporary.join(', ')}`,
    ],
  ];
  return wrongs.filter(([wrong]) => wrong).map(([, what]) => what);
}

const codeOf: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, inconclusive: 3 };

/** 4 goes with any verdict but a fail: the harness itself could not do its part. */
function contradicts(code: number | null, verdict: Verdict | null): boolean {
  if (verdict === null) return code === 0 || code === 1 || code === 3;
  return code !== codeOf[verdict] && !(code === 4 && verdict !== 'fail');
}

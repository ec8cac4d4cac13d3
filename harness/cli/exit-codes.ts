import type { ErrorCode } from '../model/errors.js';
import type { Verdict } from '../model/verdict.js';

/** The exit codes of `sosie`: a frozen contract. Signals end with 128 + their number, after a partial report. */
export const exitCodes = { pass: 0, violation: 1, usage: 2, inconclusive: 3, broken: 4 } as const;

/** What each code means, for the last line on the screen. */
export const exitMeanings: Readonly<Record<number, string>> = {
  0: 'pass',
  1: 'violation',
  2: 'usage or configuration',
  3: 'inconclusive',
  4: 'the target or the harness could not do its part',
  130: 'interrupted, after a partial report',
  143: 'terminated, after a partial report',
};

/** The exit code of a verdict. A violation outranks everything, a signal included. */
export function exitCodeOf(verdict: Verdict, signal: NodeJS.Signals | null): number {
  if (verdict === 'fail') return exitCodes.violation;
  if (signal !== null) return signal === 'SIGINT' ? 130 : 143;
  return verdict === 'pass' ? exitCodes.pass : exitCodes.inconclusive;
}

/** The exit code of an error that ended a command. */
export function exitCodeOfError(code: ErrorCode): number {
  return code.startsWith('SOSIE_CONFIG_') ? exitCodes.usage : exitCodes.broken;
}

import type { Finding } from '../../model/finding.js';
import type { Result } from '../../model/result.js';
import type { Verdict } from '../../model/verdict.js';
import { counted, formatCount } from './figures.js';
import { findingSentence } from './finding-line.js';
import { oracleWords } from './oracle-words.js';
import { printable } from './printable.js';

/** The verdict as a word with a sign, so that it never rests on colour alone. */
export const verdictSigns: Readonly<Record<Verdict, { readonly sign: string; readonly word: string }>> = {
  pass: { sign: '✓', word: 'PASS' },
  inconclusive: { sign: '?', word: 'INCONCLUSIVE' },
  fail: { sign: '✗', word: 'FAIL' },
};

/** The verdict in one sentence, without the word itself: "28 identities saw only themselves …". */
export function verdictSentence(result: Result): string {
  switch (result.verdict) {
    case 'pass':
      return passSentence(result);
    case 'inconclusive':
      return `No mix-up was seen, but ${counted(result.reasons.length, 'reason stands', 'reasons stand')} against calling that a pass.`;
    case 'fail':
      return failSentence(result);
  }
}

/** The findings that make a fail. */
export function violationsOf(result: Result): readonly Finding[] {
  return result.findings.filter((finding) => finding.severity === 'violation');
}

function passSentence({ exposure, rollout }: Result): string {
  const one = exposure.identities === 1;
  const who = `${counted(exposure.identities, 'identity', 'identities')} saw only ${one ? 'itself' : 'themselves'}`;
  const when = rollout.driver === 'none' ? '' : ' before, during and after the rollout';
  return `${who}${when}, in ${counted(exposure.own, 'own observation')}.`;
}

function failSentence(result: Result): string {
  const violations = violationsOf(result);
  const [first] = violations;
  if (first === undefined) return printable(result.reasons[0]?.text ?? 'The judge gave no reason.');
  const shown = violations.filter((finding) => oracleWords[finding.oracle].family === 'data');
  if (shown.length > 0) {
    const viewers = new Set(shown.map((finding) => finding.viewer)).size;
    // The exposure counts those who were seen as themselves; a victim from the first look on is not among them.
    const all = Math.max(viewers, result.exposure.identities);
    const of = `${formatCount(viewers)} of ${counted(all, 'identity', 'identities')}`;
    return `${of} ${viewers === 1 ? 'was' : 'were'} shown data that was not theirs.`;
  }
  const rest = violations.length - 1;
  const more = rest === 0 ? '' : `, and ${counted(rest, 'more violation')}`;
  return `${findingSentence(first)}${more}.`;
}

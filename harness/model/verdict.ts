/** `pass` < `inconclusive` < `fail`, merged by maximum (TTCN-3; Jepsen). */
export const verdicts = ['pass', 'inconclusive', 'fail'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worse of two verdicts. */
export function worst(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b;
}

/** Why a verdict is what it is; `hint` says what to change. */
export interface Reason {
  readonly code: string;
  readonly text: string;
  readonly hint: string | null;
}

import type { Verdict } from '../../harness/model/verdict.js';

/** What was left when a trial was over. */
export interface Kept {
  /** Null where it hung and was killed. */
  readonly code: number | null;
  readonly seconds: number;
  /** Of `result.json`; null where there is none. */
  readonly verdict: Verdict | null;
  readonly html: boolean;
  /** Exit code and verdict of `sosie judge` on what was left; null where there was nothing to judge. */
  readonly judged: { readonly code: number | null; readonly verdict: Verdict | null } | null;
  /** Observations in the ledger. */
  readonly observations: number;
  readonly survivors: readonly string[];
  /** What stands in the folder for temporary files. */
  readonly temporary: readonly string[];
  readonly stderr: string;
}

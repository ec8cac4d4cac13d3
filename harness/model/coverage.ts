import type { Phase } from './phase.js';

/** What was seen of one page, or of one instance, in one phase on one revision. */
export interface Cell {
  /** The page or the instance; "…" for instances beyond the first thousand. */
  readonly name: string;
  readonly phase: Phase;
  /** Null where the target does not tell; "…" for revisions beyond the first fifty. */
  readonly revision: string | null;
  readonly own: number;
  /** Looks of any other class. */
  readonly other: number;
}

/** A place that a floor of `require` asks for and that was not seen often enough. Null: all of them together. */
export interface MissingCell {
  readonly page: string | null;
  readonly instance: string | null;
  readonly phase: Phase | null;
  readonly revision: string | null;
  readonly own: number;
  readonly required: number;
}

/** Where the own observations of a run fell, and where they are missing. */
export interface Coverage {
  /** One entry for each page, phase and revision that was looked at. */
  readonly pages: readonly Cell[];
  /** One entry for each instance, phase and revision that answered otherwise than with an error. */
  readonly instances: readonly Cell[];
  /** Identities that were seen as their own on the old and on the new revision. */
  readonly onBothRevisions: number;
  /** Ids of those that were not, at most a hundred. */
  readonly notOnBothRevisions: readonly string[];
  /** Ids of those that signed in or looked and were never seen as their own, at most a hundred. */
  readonly neverOwn: readonly string[];
  /** Ids of those that were their own before the rollout was over and never after it, though they looked, at most a hundred. */
  readonly lost: readonly string[];
  readonly missing: readonly MissingCell[];
}

/** Own observations of a place; what is left out counts together. */
export function ownIn(
  cells: readonly Cell[],
  at: { readonly name?: string; readonly phase?: Phase | null; readonly revision?: string | null },
): number {
  return cells.reduce((sum, cell) => {
    const there =
      (at.name === undefined || at.name === cell.name) &&
      ((at.phase ?? null) === null || at.phase === cell.phase) &&
      ((at.revision ?? null) === null || at.revision === cell.revision);
    return there ? sum + cell.own : sum;
  }, 0);
}

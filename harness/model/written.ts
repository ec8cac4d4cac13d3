/**
 * The field under which the value of an identity's `turn`th write is known, from 1: "written 3". A later write has a
 * higher number, so that the history tells an older value from a newer one without holding either.
 */
export function writtenField(turn: number): string {
  return `written ${String(turn)}`;
}

/** The turn of a written value's field, or null for any other field. */
export function writtenTurn(field: string): number | null {
  const turn = /^written (\d+)$/.exec(field)?.[1];
  return turn === undefined ? null : Number(turn);
}

import type { Clue } from '../clue.js';
import type { WrongLook } from '../facts.js';
import { mostlyMixed } from './rows-only.js';

const LEAST_LOOKS = 20;
const LEAST_OWNERS = 3;
/** Looks, and different viewers, in the mean of one person's turn. */
const LOOKS_OF_A_TURN = 4;
const VIEWERS_OF_A_TURN = 2.5;

/**
 * A piece of one person's data, beside each viewer's own, is shown to all who look until the next person's takes its place:
 * it was made for one and kept for everybody (a fragment cache without the user in its key). Rows that a query should
 * have left out are those of other people for each who asks.
 */
export const oneAtATime: Clue = {
  name: 'one-at-a-time',
  kind: 'copies',
  read: ({ family, wrong }) => {
    if (family !== 'shown' || !mostlyMixed(wrong)) return null;
    const turns = [...placesOf(wrong).values()].flatMap(turnsOf);
    const looks = turns.reduce((sum, turn) => sum + turn.length, 0);
    const owners = new Set(turns.map(([first]) => first?.owner));
    if (looks < LEAST_LOOKS || owners.size < LEAST_OWNERS || looks < LOOKS_OF_A_TURN * turns.length)
      return null;
    const viewers = turns.reduce((sum, turn) => sum + new Set(turn.map(({ look }) => look.viewer)).size, 0);
    if (viewers < VIEWERS_OF_A_TURN * turns.length) return null;
    return {
      weights: { 'process-state': 2.5, 'edge-cache': 0.5, data: -2, connection: -0.5 },
      because: `Everybody was shown the same one person's piece until the next one's took its place (${String(looks)} times, ${String(turns.length)} turns): it is kept for all.`,
    };
  },
};

function placesOf(wrong: readonly WrongLook[]): ReadonlyMap<string, readonly WrongLook[]> {
  const places = new Map<string, WrongLook[]>();
  for (const each of wrong) {
    if (each.owners !== 1 || each.look.channel === 'dom') continue;
    places.set(each.look.where, [...(places.get(each.look.where) ?? []), each]);
  }
  return places;
}

/** Wrong looks at one place, in order, parted where another person was shown. */
function turnsOf(wrong: readonly WrongLook[]): readonly (readonly WrongLook[])[] {
  const turns: WrongLook[][] = [];
  for (const each of wrong.toSorted((a, b) => a.look.atMs - b.look.atMs)) {
    const turn = turns.at(-1);
    if (turn?.[0]?.owner === each.owner) turn.push(each);
    else turns.push([each]);
  }
  return turns;
}

import type { SessionFacts } from '../facts.js';

/** How many people there are, how many of them were shown others, and in how many sessions. */
export interface AffectedPeople {
  readonly people: number;
  readonly victims: number;
  readonly sessions: number;
}

/** Of fewer people it cannot be said that few of them are affected. */
const PEOPLE = 8;

/** Counts over all sessions whose viewer is known. */
export function affectedPeople(sessions: ReadonlyMap<string, SessionFacts>): AffectedPeople {
  const people = new Set<string>();
  const victims = new Set<string>();
  let affected = 0;
  for (const { viewer, wrong } of sessions.values()) {
    if (viewer === null) continue;
    people.add(viewer);
    if (wrong === 0) continue;
    victims.add(viewer);
    affected += 1;
  }
  return { people: people.size, victims: victims.size, sessions: affected };
}

/** A third of the people at most: what is wrong belongs to their accounts. */
export function areFew({ people, victims }: AffectedPeople): boolean {
  return people >= PEOPLE && victims * 3 <= people;
}

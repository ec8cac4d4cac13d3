import { type Fleet, password } from './fleet.js';
import { newVisitor, signIn, type Visitor } from './visitor.js';

/** Whom signed-in people were shown: themselves, somebody else, nobody. */
export interface Shown {
  own: number;
  foreign: number;
  none: number;
  /** How many different jars held the same session id as another at some time. */
  sharedSessions: number;
}

interface Person {
  readonly username: string;
  readonly visitor: Visitor;
}

/** All test accounts look at themselves at once, again and again, some signing in anew at each round. */
export async function drive(fleet: Fleet, rounds: number): Promise<Shown> {
  const shown: Shown = { own: 0, foreign: 0, none: 0, sharedSessions: 0 };
  const people = fleet.usernames.map((username, index) => ({
    username,
    visitor: newVisitor(fleet.origins, index),
  }));
  for (const person of people) await signIn(person.visitor, person.username, password);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(people.map((person) => look(person, shown)));
    const again = people[round % people.length];
    if (again !== undefined) await signIn(again.visitor, again.username, password);
    const sids = people.map(({ visitor }) => visitor.jar.get('sid'));
    shown.sharedSessions += sids.length - new Set(sids).size;
  }
  return shown;
}

async function look({ username, visitor }: Person, shown: Shown): Promise<void> {
  for (const path of ['/api/me', '/profile', '/account/badge.svg', '/api/me']) {
    const answer = await visitor.get(path);
    if (answer.status !== 200) shown.none += 1;
    else if (path !== '/account/badge.svg') shown[answer.text.includes(username) ? 'own' : 'foreign'] += 1;
  }
}

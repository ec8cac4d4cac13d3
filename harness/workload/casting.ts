import type { Actor } from '../model/actor.js';
import type { Member } from './member.js';

const leastChurners = 2;

/**
 * Who signs in again and again. It is at a login that an account is taken for another one, so besides every n-th these
 * come first: whoever has a username near to somebody else's (CVE-2019-19844), then those whose account is told apart
 * by a cohort or has further identifiers (CAF, October 2021). At most half, so that sessions remain which are carried
 * across the rollout, at least one of two, and two of four: one alone never signs in at the same time as another. Every n-th browser is among them: only a browser has a history.
 */
export function chooseChurners(people: readonly Actor[], every: number): ReadonlySet<Actor> {
  const most = Math.floor(people.length / 2);
  const turn = people.filter((_, index) => index % every === every - 1);
  const browsers = turn.filter(({ kind }) => kind === 'browser');
  const special = people.filter(
    ({ identity }) => (identity?.traits.length ?? 0) > 0 || (identity?.aliases.length ?? 0) > 0,
  );
  const chosen = [...new Set([...browsers, ...nearToSomebody(people), ...turn, ...special])].slice(0, most);
  const least = Math.min(leastChurners, most);
  return new Set(
    chosen.length >= least ? chosen : [...new Set([...chosen, ...people.toReversed()])].slice(0, least),
  );
}

/**
 * Those whose username, without case, dots, compatibility forms and domain, is somebody else's or begins with it; the
 * longer or later one of two first, since it is the one that is taken for the other.
 */
function nearToSomebody(people: readonly Actor[]): readonly Actor[] {
  const keyed = people
    .map((actor) => ({ actor, key: looseName(actor.identity?.credentials.username ?? '') }))
    .filter(({ key }) => key.length >= shortestName)
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const near: Actor[] = [];
  const others: Actor[] = [];
  for (const [i, { actor, key }] of keyed.entries()) {
    const before = keyed[i - 1];
    if (before === undefined || !key.startsWith(before.key)) continue;
    near.push(actor);
    others.push(before.actor);
  }
  return [...near, ...others];
}

/** Shorter ones begin like each other by chance. */
const shortestName = 4;

function looseName(username: string): string {
  return (username.normalize('NFKC').toLowerCase().split('@', 1)[0] ?? '').replaceAll('.', '');
}

/** What somebody does beside reloading; nobody has two parts, since one may keep an actor for long. */
export type Part = 'pair' | 'listener' | 'sleeper' | 'drainer' | 'writer' | 'leaver' | 'plain';

const keeperParts: readonly Part[] = ['listener', 'sleeper', 'drainer', 'listener', 'plain', 'plain'];
const churnerParts: readonly Part[] = ['writer', 'leaver'];

/** Gives each member its part. The first two plain-HTTP members that keep their session are the pair. */
export function castParts(people: readonly Member[]): ReadonlyMap<Member, Part> {
  const parts = new Map<Member, Part>(people.map((member) => [member, 'plain']));
  const give = (members: readonly Member[], list: readonly Part[]): void => {
    for (const [i, member] of members.entries()) parts.set(member, list[i % list.length] ?? 'plain');
  };
  const keepers = people.filter(({ actor, churns }) => actor.kind === 'http' && !churns);
  give(keepers.slice(0, 2), ['pair']);
  give(keepers.slice(2), keeperParts);
  const churners = people.filter(({ churns }) => churns);
  give(
    churners.filter(({ actor }) => actor.kind === 'http'),
    churnerParts,
  );
  // Only a browser has a way back in its history.
  give(
    churners.filter(({ actor }) => actor.kind === 'browser'),
    ['leaver'],
  );
  return parts;
}

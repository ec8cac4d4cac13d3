import type { Clue } from '../clue.js';
import type { Facts, WrongLook } from '../facts.js';
import { isChangingPage } from '../changing-page.js';
import { of, share } from '../words.js';

/** A copy that comes back later than this may have been stored anew. */
const SOON_MS = 4000;

/** What the wrong bodies of all pages did, in the order of asking. */
interface Turns {
  /** One body of a page was followed by another. */
  changes: number;
  /** A body came back after another one had taken its place; and the other one was of another instance. */
  returns: number;
  elsewhere: number;
}

/**
 * How many copies of a page are given out at a time. A cache in front of the instances has one, until it stores the
 * next; memories of several processes have one each, so that theirs take turns.
 */
export const copies: Clue = {
  name: 'copies',
  kind: 'copies',
  read: (facts) => {
    if (facts.family !== 'shown' || facts.sharedTokens.length > 0) return null;
    const pages = pagesOf(facts);
    const { bodies, repeats, spread } = repeatsOf(pages);
    // A session that is somebody else's shows the same bodies again as well, but to one viewer only.
    if (repeats < 20 || share(spread, bodies) < 0.7) return null;
    const turns: Turns = { changes: 0, returns: 0, elsewhere: 0 };
    for (const list of pages) countTurns(list, turns);
    const { changes, returns, elsewhere } = turns;
    if (changes < 5) return null;
    if (returns >= 15 && share(returns, changes) > 0.25) {
      // Where nothing tells the instances apart, that they differ is not known, and not ruled out.
      const areTold = facts.wrong.some(({ look }) => look.instance !== null);
      const inProcess = (!areTold || elsewhere * 2 > returns) && keepsAnswers(facts);
      const apart = areTold ? `, ${String(elsewhere)} times one of another instance` : '';
      return {
        weights: {
          'edge-cache': -1.5,
          'process-state': inProcess ? 1.5 : 0.3,
          connection: inProcess ? 0 : 0.3,
        },
        because: `${of(returns, changes)} times a wrong body of a page came back after another had been shown in between${apart}: there are several copies at a time, not the one of a cache in front.`,
      };
    }
    if (share(returns, changes) > 0.15 || repeats < 2 * changes) return null;
    return {
      weights: { 'edge-cache': 1.2, 'process-state': -0.7, connection: -0.5 },
      because: `Everybody got the same wrong body of a page until the next took its place (${String(repeats)} times again, ${String(changes)} changes): there is one copy at a time.`,
    };
  },
};

function pagesOf({ wrong }: Facts): readonly (readonly WrongLook[])[] {
  const pages = new Map<string, WrongLook[]>();
  for (const each of wrong) {
    const { digest, channel, where } = each.look;
    if (digest === null || channel === 'dom') continue;
    pages.set(where, [...(pages.get(where) ?? []), each]);
  }
  return [...pages.values()];
}

/** Bodies that were sent more than once, how often they were sent again, and how many of them to several viewers. */
function repeatsOf(pages: readonly (readonly WrongLook[])[]): {
  bodies: number;
  repeats: number;
  spread: number;
} {
  const total = { bodies: 0, repeats: 0, spread: 0 };
  for (const list of pages) {
    const viewers = new Map<string, (string | null)[]>();
    for (const { look } of list)
      viewers.set(look.digest ?? '', [...(viewers.get(look.digest ?? '') ?? []), look.viewer]);
    for (const all of viewers.values()) {
      if (all.length < 2) continue;
      total.bodies += 1;
      total.repeats += all.length - 1;
      if (new Set(all).size > 1) total.spread += 1;
    }
  }
  return total;
}

function countTurns(list: readonly WrongLook[], turns: Turns): void {
  const lastSeen = new Map<string | null, number>();
  let before: WrongLook['look'] | undefined;
  for (const { look } of [...list].sort((a, b) => a.look.startedMs - b.look.startedMs)) {
    if (before !== undefined && before.digest !== look.digest) {
      turns.changes += 1;
      const seenMs = lastSeen.get(look.digest);
      if (seenMs !== undefined && look.startedMs - seenMs < SOON_MS) {
        turns.returns += 1;
        if (before.instance !== look.instance) turns.elsewhere += 1;
      }
    }
    lastSeen.set(look.digest, look.startedMs);
    before = look;
  }
}

/** Answers themselves are kept, not only what they are made of. */
function keepsAnswers(facts: Facts): boolean {
  const telling = facts.wrong.filter(({ look }) => look.digest !== null && isChangingPage(look.where, facts));
  const replayed = telling.filter(({ look }) => look.replayOf !== null).length;
  return replayed >= 2 && share(replayed, telling.length) > 0.5;
}

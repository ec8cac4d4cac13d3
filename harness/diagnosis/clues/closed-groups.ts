import type { Clue } from '../clue.js';
import type { WrongLook } from '../facts.js';
import { of, share } from '../words.js';

/** So many wrong answers for each person would have joined all groups, if anybody could be shown. */
const ANSWERS_EACH = 3;
const LEAST_GROUPS = 3;
const LARGEST = 0.4;
/** Two looks no further apart than this are of one moment. */
const MOMENT_MS = 2000;

/**
 * Who is shown to whom falls into closed groups: the few people whose keys are the same to whatever looks them up (a
 * cut key, a prefix, a number that is given out twice; CVE-2020-13254). Requests or connections that get in each
 * other's way mix anybody with anybody.
 */
export const closedGroups: Clue = {
  name: 'closed-groups',
  kind: 'pairs',
  read: (facts) => {
    if (facts.family !== 'shown') return null;
    const named = facts.wrong.filter((each) => each.named);
    const groupOf = groupsOf(named);
    const sizes = [...new Set(groupOf.values())].map((group) => group.size);
    const largest = Math.max(...sizes);
    if (sizes.length < LEAST_GROUPS || named.length < ANSWERS_EACH * groupOf.size) return null;
    if (largest > LARGEST * groupOf.size) return null;
    const elsewhere = {
      'process-state': -1.2,
      connection: -1.2,
      'request-collapsing': -1.5,
      'edge-cache': -1.5,
    };
    const said = `Who was shown to whom fell into ${String(sizes.length)} closed groups of ${String(largest)} people at most`;
    const { told, equal } = agreement(named, groupOf);
    if (told >= 8 && share(equal, told) > 0.7) {
      return {
        weights: { ...elsewhere, 'session-store': 1.8, data: 0.5, 'login-mapping': -1 },
        because: `${said}, and ${of(equal, told)} times two of a group were shown the same person in the same moment: under a key that they share one copy is kept for all of them.`,
      };
    }
    return {
      weights: { ...elsewhere, 'session-store': 0.7, data: 0.5, 'login-mapping': 0.7 },
      because: `${said}: these few are taken for each other by whatever looks them up.`,
    };
  },
};

/** Everybody's group: those who were shown to each other, directly or by way of others. */
function groupsOf(named: readonly WrongLook[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groupOf = new Map<string, Set<string>>();
  for (const { look, owner } of named) {
    if (look.viewer === null) continue;
    const group = groupOf.get(look.viewer) ?? new Set([look.viewer]);
    const other = groupOf.get(owner) ?? new Set([owner]);
    if (other === group) continue;
    for (const person of other) group.add(person);
    for (const person of group) groupOf.set(person, group);
  }
  return groupOf;
}

/** How often two people of a group looked in the same moment, and how often they were shown the same third one. */
function agreement(
  named: readonly WrongLook[],
  groupOf: ReadonlyMap<string, ReadonlySet<string>>,
): { told: number; equal: number } {
  const total = { told: 0, equal: 0 };
  const lastIn = new Map<ReadonlySet<string>, WrongLook>();
  for (const each of [...named].sort((a, b) => a.look.startedMs - b.look.startedMs)) {
    const group = groupOf.get(each.owner);
    if (group === undefined) continue;
    const last = lastIn.get(group);
    lastIn.set(group, each);
    if (last === undefined || last.look.viewer === each.look.viewer) continue;
    if (each.look.startedMs - last.look.startedMs > MOMENT_MS) continue;
    total.told += 1;
    if (last.owner === each.owner) total.equal += 1;
  }
  return total;
}

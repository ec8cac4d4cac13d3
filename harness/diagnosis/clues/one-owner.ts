import type { Clue } from '../clue.js';
import { of, share } from '../words.js';

/** So few people are "the first ones" of an instance: a pool has a handful of connections. */
const FEW = 2;

/**
 * Everybody on an instance is shown the same one or two people, who differ from instance to instance: whoever came
 * first after the start was remembered (an opener's context, a memo, a response cache in the process).
 */
export const oneOwner: Clue = {
  name: 'one-owner',
  kind: 'pairs',
  read: ({ family, wrong }) => {
    if (family !== 'shown') return null;
    const instances = new Map<string, { viewers: Set<string>; owners: Map<string, number>; count: number }>();
    for (const { look, owner } of wrong) {
      const name = look.instance ?? '';
      const seen = instances.get(name) ?? {
        viewers: new Set<string>(),
        owners: new Map<string, number>(),
        count: 0,
      };
      instances.set(name, seen);
      seen.viewers.add(look.viewer ?? '');
      seen.owners.set(owner, (seen.owners.get(owner) ?? 0) + 1);
      seen.count += 1;
    }
    const telling = [...instances.values()].filter(({ viewers, count }) => viewers.size >= 4 && count >= 8);
    if (telling.length === 0) return null;
    const sticky = telling.filter(({ owners, count }) => {
      const top = [...owners.values()].sort((a, b) => b - a).slice(0, FEW);
      return top.reduce((sum, each) => sum + each, 0) >= 0.75 * count;
    });
    if (share(sticky.length, telling.length) < 0.6) return null;
    const names = new Set(
      sticky.flatMap(({ owners }) => [...owners].filter(([, n]) => n > 2).map(([who]) => who)),
    );
    return {
      weights: {
        'process-state': 2.5,
        'edge-cache': 0.3,
        'request-collapsing': -1.5,
        'session-store': -0.7,
        'login-mapping': -1.5,
        connection: 0.3,
      },
      because: `On ${of(sticky.length, telling.length)} instances everybody was shown the same one or two people (${String(names.size)} in all): the first visitors were remembered.`,
    };
  },
};

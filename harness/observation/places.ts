import { extname } from 'node:path';
import type { Look } from '../model/look.js';

/**
 * Names the place that a look came from so that it can be written: the configured page's name, or a path. A
 * path may hold somebody's name, so one that at least two actors did not ask for while learning is cut down to
 * its file extension.
 */
export interface Places {
  /** Notes a path asked for before the rollout, while learning. */
  learn(look: Look): void;
  nameOf(look: Look): string;
}

export function createPlaces(): Places {
  const askedBy = new Map<string, Set<string>>();
  return {
    learn: (look) => {
      const path = pathOf(look.url);
      const actors = askedBy.get(path) ?? new Set<string>();
      askedBy.set(path, actors.add(look.actor.name));
    },
    nameOf: (look) => {
      if (look.page !== null) return look.page.name;
      const path = pathOf(look.url);
      return (askedBy.get(path)?.size ?? 0) >= 2 ? path : `/…${extname(path).slice(0, 6)}`;
    },
  };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '/';
}

import type { Observer } from '../model/actor.js';
import type { Look } from '../model/look.js';
import type { Observation } from '../model/observation.js';

/** Where everything that happens while learning waits until it can be recorded. */
export interface Held {
  readonly looks: readonly Look[];
  /** Puts something beside a look into the same queue, in order: a login. */
  hold(record: () => void): void;
}

/**
 * Stands between the actors and the observer. While learning, looks are held back, since nobody knows yet what
 * own data looks like; once learning is done they are observed like all others, in order, so that nothing that
 * was seen is lost. Bodies past `mostBytes` are not held: very many identities are learned in bounded memory.
 */
export interface LearningObserver extends Observer, Held {
  /** Ends learning: hands on what was held, and everything from now on. */
  release(observer: Observer): Promise<void>;
}

const mostBytes = 256 * 1024 * 1024;

export function createLearningObserver(): LearningObserver {
  let queue: (Look | (() => void))[] = [];
  let heldBytes = 0;
  let observer: Observer | null = null;
  return {
    get looks() {
      return queue.filter((item): item is Look => typeof item !== 'function');
    },
    hold: (record) => {
      if (observer === null) queue.push(record);
      else record();
    },
    observe: (look) => {
      if (observer !== null) return observer.observe(look);
      heldBytes += look.body?.length ?? 0;
      if (heldBytes <= mostBytes)
        queue.push(look.body === null ? look : { ...look, body: Uint8Array.from(look.body) });
      return unread(look);
    },
    lostBody: (actor, page) => {
      if (observer === null)
        queue.push(() => {
          observer?.lostBody(actor, page);
        });
      else observer.lostBody(actor, page);
    },
    release: async (next) => {
      observer = next;
      const held = queue;
      queue = [];
      for (const item of held) {
        if (typeof item === 'function') item();
        else await next.observe(item);
      }
    },
  };
}

/** What an actor is told of a look that nobody has read yet. */
function unread(look: Look): Observation {
  return {
    type: 'observation',
    id: 'held',
    startedMs: look.startedMs,
    atMs: look.atMs,
    actor: look.actor.name,
    actorKind: look.actor.kind,
    viewer: look.actor.identity?.id ?? null,
    session: look.session,
    operation: look.operation,
    channel: look.channel,
    where: look.page?.name ?? '',
    phase: 'before',
    revision: null,
    instance: null,
    outcome: look.outcome,
    reason: look.reason,
    status: look.status,
    class: 'blank',
    seen: [],
    slots: [],
    tokens: [],
    digest: null,
    replayOf: null,
    bytes: look.body?.length ?? 0,
    cache: {},
    overlaps: look.overlaps,
  };
}

import type { Observer } from '../model/actor.js';

/** An observer for API clients: whatever they ask for is a call, so that it is judged by their grants. */
export function asCalls(observer: Observer): Observer {
  return {
    observe: (look) => observer.observe(look.operation === 'login' ? look : { ...look, operation: 'call' }),
    lostBody: (actor, page) => {
      observer.lostBody(actor, page);
    },
  };
}

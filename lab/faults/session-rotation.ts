import { insertBefore } from '../shop/change-steps.js';
import type { Store } from 'express-session';
import type { RedisLinks } from '../shop/links.js';
import type { Step } from '../shop/parts.js';
import { sessionKey, sessionSeconds } from '../shop/session-store.js';
import { randomSessionId } from '../shop/sign-in.js';
import type { Fault } from './fault.js';

declare module 'express-session' {
  interface SessionData {
    /** What all the ids of one login have in common; they end together. */
    family?: string;
  }
}

/** A replaced id still works so long, for requests that were under way with it. */
const graceSeconds = 10;

function familyKey(family: string): string {
  return `session-family:${family}`;
}

/** Gives the visitor a new session id with every GET. */
const rotation: Step = {
  name: 'session-rotation',
  create: (shop) => {
    const { main } = shop.links;
    return async (req, _res, next) => {
      const { cookie: _own, ...data } = req.session;
      const { family = randomSessionId() } = data;
      if (req.method === 'GET' && data.accountId !== undefined) {
        const replaced = sessionKey(req.sessionID);
        // A family that exists is only prolonged: one that was ended meanwhile must not begin again.
        if (req.session.family === undefined) await main.set(familyKey(family), '1', 'EX', sessionSeconds);
        else await main.expire(familyKey(family), sessionSeconds);
        if ((await main.ttl(replaced)) > graceSeconds) await main.expire(replaced, graceSeconds);
        req.sessionStore.generate(req);
        Object.assign(req.session, data, { family });
      }
      next();
    };
  },
};

/** Signing out ends the family, and with it every id that is still in its grace. */
function endTogether(links: RedisLinks, store: Store): Store {
  const get = store.get.bind(store);
  const destroy = store.destroy.bind(store);
  store.get = (sid, done) =>
    get(sid, (error, found) => {
      if (error || !found?.family) done(error, found);
      else
        void links.main
          .exists(familyKey(found.family))
          .then((lives) => done(null, lives ? found : null), done);
    });
  store.destroy = (sid, done) =>
    get(sid, (error, found) => {
      if (error || !found?.family) destroy(sid, done);
      else void links.main.del(familyKey(found.family)).then(() => destroy(sid, done), done);
    });
  return store;
}

/** The session id changes with every request: no token is another person's, and none is lost. */
export const sessionRotation: Fault = {
  id: 'session-rotation',
  kind: 'control',
  title: 'the session id changes with every request, with a short grace for those under way',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
  shop: (parts) => ({
    ...parts,
    sessionStore: (links) => endTogether(links, parts.sessionStore(links)),
    steps: insertBefore(parts.steps, 'visitor', rotation),
  }),
};

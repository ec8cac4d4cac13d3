import session from 'express-session';
import type { Step } from '../parts.js';
import { sessionSeconds } from '../session-store.js';

/** Name of the session cookie. */
export const sessionCookie = 'sid';

/** Loads the session of the cookie `sid`. The secret is the same in every instance, as the store is. */
export const sessions: Step = {
  name: 'session',
  create: (shop) =>
    session({
      name: sessionCookie,
      secret: 'la grande poste',
      genid: shop.parts.sessionId,
      store: shop.parts.sessionStore(shop.links),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'lax', path: '/', maxAge: sessionSeconds * 1_000 },
    }),
};

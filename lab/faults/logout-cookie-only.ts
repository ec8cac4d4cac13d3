import { sessionCookie } from '../shop/steps/session.js';
import type { Fault } from './fault.js';

/** The release's logout forgets the cookie in the browser, and leaves the session as it is. */
export const logoutCookieOnly: Fault = {
  id: 'logout-cookie-only',
  kind: 'fault',
  title: 'logout clears the cookie but the session lives on for whoever has a copy of it',
  incident: {
    what: 'CWE-613: insufficient session expiration, here a logout that ends nothing on the server',
    source: 'https://cwe.mitre.org/data/definitions/613.html',
  },
  acts: 'always',
  advice: {
    shows:
      'Nobody sees it: a copy of the cookie, from a shared computer or a proxy’s log, works on after the ' +
      'logout.',
    prevent:
      'End the session on the server (`req.session.destroy()`, `session.invalidate()`) and clear the ' +
      'cookie then; tokens that no server holds need a short life and a list of those revoked.',
  },
  oracles: ['after-logout'],
  layer: 'session-store',
  shop: (parts) => ({
    ...parts,
    signOut: (req, res) => {
      // As one signs out where the session lies in the cookie itself; a store keeps what it has (`unset: 'keep'`).
      Object.assign(req, { session: null });
      res.clearCookie(sessionCookie);
      return Promise.resolve();
    },
  }),
};

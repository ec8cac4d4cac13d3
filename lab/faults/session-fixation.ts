import type { Request } from 'express';
import type { Account } from '../shop/account.js';
import type { Fault } from './fault.js';

/** Binds the session that was there before the login; whoever knew its id is signed in too. */
async function signInWithOldSession(req: Request, account: Account): Promise<void> {
  req.session.accountId = account.id;
}

/** The session id stays the same at login. */
export const sessionFixation: Fault = {
  id: 'session-fixation',
  kind: 'fault',
  title: 'login keeps the session id that was there before it',
  incident: {
    what: 'CVE-2022-25896: passport before 0.6 did not renew the session at login',
    source: 'https://medium.com/passportjs/fixing-session-fixation-b2b68619c51d',
  },
  acts: 'always',
  advice: {
    shows:
      'Nobody sees it: whoever knew the session id before the login, from a shared computer, a link or a ' +
      'cached cookie, is signed in along with its owner.',
    prevent:
      'Renew the id at each login and each change of rights: `req.session.regenerate()`, `reset_session` ' +
      'in Rails, `cycle_key()` in Django, passport from 0.6 on; accept no id that the server has not ' +
      'handed out.',
  },
  oracles: ['session-fixation'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, signIn: signInWithOldSession }),
};

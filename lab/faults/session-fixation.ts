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
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2022-25896',
  },
  acts: 'always',
  oracles: ['session-fixation'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, signIn: signInWithOldSession }),
};

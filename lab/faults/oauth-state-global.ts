import type { RedisLinks } from '../shop/links.js';
import { callbackPath, createLoginFlow, type LoginFlow } from '../shop/login/login-flow.js';
import type { Fault } from './fault.js';

/** The login that is on its way back, as this release believes: one for the whole shop. */
const pendingLogin = 'pending-login';
const pendingSeconds = 60;

/**
 * The release wants no codes in addresses and logs, so the code waits on the server for its browser to come
 * back. The state still is the browser's own and is checked, but the code does not lie under it: whoever comes
 * back first gets the code of whoever signed in last.
 */
function createSharedFlow(links: RedisLinks): LoginFlow {
  const sound = createLoginFlow();
  return {
    begin: (req) => sound.begin(req),
    callbackUrl: async (req, code) => {
      await links.main.set(pendingLogin, code, 'EX', pendingSeconds);
      return `${callbackPath}?${new URLSearchParams({ state: req.session.loginState ?? '' }).toString()}`;
    },
    codeOf: async (req) => {
      const own = req.session.loginState !== undefined && req.query['state'] === req.session.loginState;
      // During the rollout an instance of the old release may have sent the browser here.
      if (typeof req.query['code'] === 'string') return sound.codeOf(req);
      return own ? links.main.getdel(pendingLogin) : null;
    },
  };
}

/** The code of a login is not bound to the browser that began it. */
export const oauthStateGlobal: Fault = {
  id: 'oauth-state-global',
  kind: 'fault',
  title: 'one slot for all holds the login that is on its way back: who returns first gets the last one’s',
  incident: {
    what: 'Mastra #20203: logins under way lay in one field, and of two at once one got the other’s PKCE verifier',
    source: 'https://github.com/mastra-ai/mastra/issues/20203',
  },
  acts: 'load',
  advice: {
    shows: 'When two people sign in at once, one comes back from the login service as the other.',
    prevent:
      'Bind all of a login under way (`state`, `nonce`, PKCE verifier, code) to the browser that began ' +
      'it, in its own session under its own `state`, and check it on the way back (RFC 9700, section ' +
      '2.1).',
  },
  oracles: ['wrong-account', 'foreign-data', 'stranger-data'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, loginFlow: createSharedFlow }),
};

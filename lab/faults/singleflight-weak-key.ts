import type { RedisLinks } from '../shop/links.js';
import type { Accounts } from '../shop/accounts.js';
import type { Visitors } from '../shop/parts.js';
import { randomSessionId } from '../shop/sign-in.js';
import type { Fault } from './fault.js';

const tokenSeconds = 60;

/** Issues a token for an account; whoever shows it is that account's owner. */
async function issueToken(links: RedisLinks, accountId: string): Promise<string> {
  const token = randomSessionId();
  await links.main.set(`token:${token}`, accountId, 'EX', tokenSeconds);
  return token;
}

/**
 * The release reads accounts by an access token, and asks for one token at a time: whoever needs one while it is
 * being issued waits for it. What is under way is found by audience and scope, which are the same for everybody,
 * so those who ask at the same time get the token of the first.
 */
function createVisitors(accounts: Accounts, links: RedisLinks): Visitors {
  const underWay = new Map<string, Promise<string>>();
  const tokenFor = (accountId: string, audience: string, scope: string): Promise<string> => {
    const key = `${audience} ${scope}`;
    const waiting = underWay.get(key);
    if (waiting !== undefined) return waiting;
    const issued = issueToken(links, accountId).finally(() => underWay.delete(key));
    underWay.set(key, issued);
    return issued;
  };
  return {
    enter: (_req, _res, next) => next(),
    current: async (req) => {
      if (req.session.accountId === undefined) return null;
      const token = await tokenFor(req.session.accountId, 'accounts', 'read:own');
      const owner = await links.main.get(`token:${token}`);
      return owner === null ? null : accounts.byId(owner);
    },
  };
}

/** Simultaneous callers share one result under a key that does not say whose it is. */
export const singleflightWeakKey: Fault = {
  id: 'singleflight-weak-key',
  kind: 'fault',
  title: 'simultaneous requests for an access token get the first one’s: the key lacks the session',
  incident: {
    what: 'CVE-2025-67490: the Auth0 SDK for Next.js took the result of one token request for another simultaneous one’s',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2025-67490',
  },
  acts: 'load',
  advice: {
    shows:
      'Two people who need a token or a record at the same moment both get the first one’s; going round ' +
      'the edge changes nothing.',
    prevent:
      'Put all that the result depends on into the key by which calls are merged, the session or account ' +
      'first (`singleflight`, a map of promises, DataLoader), or merge within one request only.',
  },
  oracles: ['foreign-data', 'stranger-data', 'identity-flip'],
  layer: 'request-collapsing',
  shop: (parts) => ({ ...parts, visitors: createVisitors }),
};

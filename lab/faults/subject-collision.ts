import type { RedisLinks } from '../shop/links.js';
import { linkField, linksKey, type AccountLinks } from '../shop/login/account-links.js';
import type { Fault } from './fault.js';

/**
 * The release's lookup was written as if there were but one provider. Both count their people from 1: whoever
 * comes by the partner enters the account of our own customer with that number.
 */
function createLinksBySubject(links: RedisLinks): AccountLinks {
  return { find: ({ subject }) => links.main.hget(linksKey, linkField('poste', subject)) };
}

/** Two identity providers name two people alike, and the account is looked up by that name alone. */
export const subjectCollision: Fault = {
  id: 'subject-collision',
  kind: 'fault',
  title: 'the account is looked up by the subject alone, which two identity providers give to two people',
  incident: {
    what: 'CVE-2022-31107: Grafana linked OAuth logins to accounts by the user name that the provider stated',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2022-31107',
  },
  acts: 'always',
  advice: {
    shows:
      'People who come by the second identity provider are in the account of somebody who came by the ' +
      'first.',
    prevent:
      'Look accounts up by issuer and subject together, under one unique index: OpenID Connect (Core, ' +
      'section 5.7) calls only `iss` with `sub` a stable identifier. Names and e-mails are none.',
  },
  oracles: ['wrong-account', 'foreign-data', 'stranger-data'],
  layer: 'login-mapping',
  shop: (parts) => ({ ...parts, accountLinks: createLinksBySubject }),
};

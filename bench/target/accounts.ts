import type { Identity } from '../../harness/model/identity.js';
import type { HttpLogin } from '../../harness/model/login.js';
import type { Page } from '../../harness/model/page.js';
import type { Target } from '../../harness/model/target.js';
import { person } from './people.js';

/** The target's one page that belongs to whoever is signed in. */
export const accountPages: readonly [Page] = [
  { name: 'account', kind: 'page', path: '/account', self: null },
];

/** Signs in by one request; there is no password. */
export const loginBenchAccount: HttpLogin = {
  kind: 'http',
  run: async (client, { username }) => {
    await client.request(`/sign-in?as=${username}`);
  },
};

/** The first `count` accounts as identities. */
export function identitiesOf(count: number): readonly Identity[] {
  return Array.from({ length: count }, (_, index) => {
    const { username, ...data } = person(index);
    return {
      id: `u${String(index + 1).padStart(2, '0')}`,
      index,
      credentials: { username, password: 'not used' },
      aliases: [],
      traits: [],
      tenant: null,
      data,
      minted: {},
    };
  });
}

/** The benchmark's target in the harness's own terms. */
export function benchTarget(url: string): Target {
  return {
    baseUrl: url,
    allow: [new URL(url).host],
    revision: { header: 'x-revision' },
    instance: null,
    timeoutMs: 10_000,
  };
}

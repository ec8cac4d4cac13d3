import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapsedRequests } from '../../lab/faults/collapsed-requests.js';
import { edgeIgnoresCookie } from '../../lab/faults/edge-ignores-cookie.js';
import { edgeReplaysSetCookie } from '../../lab/faults/edge-replays-set-cookie.js';
import type { Fault } from '../../lab/faults/fault.js';
import { openLab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { get, until } from '../unit/lab-edge/origin.js';
import { signIn } from './sign-in.js';

interface Visitor {
  readonly username: string;
  readonly cookie: string;
}

interface Drive {
  /** True where somebody was shown somebody else. */
  mixes(url: string, visitors: readonly Visitor[]): Promise<boolean>;
}

const people = 8;

/** The drive must find nothing on the first release, and the mix-up as soon as the release with the fault rolls. */
async function provesItself(fault: Fault, drive: Drive): Promise<void> {
  const lab = await openLab(
    labOptions(fault, { crowd: 0, customers: 20, testAccounts: people, instances: 1 }),
  );
  try {
    const visitors: Visitor[] = [];
    for (const account of lab.accounts) {
      visitors.push({ username: account.username, cookie: await signIn(lab.url, account) });
    }
    for (let round = 0; round < 5; round += 1) assert.equal(await drive.mixes(lab.url, visitors), false);
    await lab.roll('v2', () => undefined);
    await until('a mix-up', () => drive.mixes(lab.url, visitors), 20_000);
  } finally {
    await lab.close();
  }
}

async function isShown(url: string, visitor: Visitor): Promise<boolean> {
  const answer = await get(`${url}/api/me`, visitor.cookie);
  return (await answer.text()).includes(visitor.username);
}

test('edge-ignores-cookie: on the real shop, one after another sees the first one', async () => {
  await provesItself(edgeIgnoresCookie, {
    async mixes(url, visitors) {
      let own = 0;
      for (const visitor of visitors) own += Number(await isShown(url, visitor));
      return own < visitors.length;
    },
  });
});

test('collapsed-requests: on the real shop, those who ask at the same time see one of them', async () => {
  await provesItself(collapsedRequests, {
    async mixes(url, visitors) {
      const own = await Promise.all(visitors.map((visitor) => isShown(url, visitor)));
      return own.includes(false);
    },
  });
});

test('edge-replays-set-cookie: on the real shop, who loads the picture next becomes the one before', async () => {
  await provesItself(edgeReplaysSetCookie, {
    async mixes(url, visitors) {
      for (const visitor of visitors) {
        const picture = await get(`${url}/account/badge.svg`, visitor.cookie);
        const given = picture.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
        assert.equal(given.length, 1, 'the session is rolling: the picture sets its cookie');
        if (!(await isShown(url, { ...visitor, cookie: given.join('; ') }))) return true;
      }
      return false;
    },
  });
});

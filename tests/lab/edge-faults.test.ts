import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapsedRequests } from '../../lab/faults/collapsed-requests.js';
import { edgeIgnoresCookie } from '../../lab/faults/edge-ignores-cookie.js';
import { edgeReplaysSetCookie } from '../../lab/faults/edge-replays-set-cookie.js';
import { get } from '../unit/lab-edge/origin.js';
import { provesItself } from './proves-itself.js';
import type { Visitor } from './proves-itself.js';

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

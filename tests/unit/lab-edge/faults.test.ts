import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { standardEdge } from '../../../lab/edge/standard-edge.js';
import { collapsedRequests } from '../../../lab/faults/collapsed-requests.js';
import { edgeIgnoresCookie } from '../../../lab/faults/edge-ignores-cookie.js';
import { edgeReplaysSetCookie } from '../../../lab/faults/edge-replays-set-cookie.js';
import type { Fault } from '../../../lab/faults/fault.js';
import { roughRollout } from '../../../lab/faults/rough-rollout.js';
import { get, openOrigin, privatePage, until, withEdge } from './origin.js';

const people = ['ann', 'ben', 'cat', 'dan'];

function edgeOf(fault: Fault): typeof standardEdge {
  assert.ok(fault.edge);
  return fault.edge(standardEdge);
}

async function bodiesOf(url: string, together: boolean): Promise<readonly string[]> {
  if (together) return Promise.all(people.map(async (person) => (await get(url, person)).text()));
  const bodies: string[] = [];
  for (const person of people) bodies.push(await (await get(url, person)).text());
  return bodies;
}

const own = people.map((person) => `page of ${person}`);
const slowPage = (request: IncomingMessage, reply: ServerResponse): void =>
  void setTimeout(() => privatePage(request, reply), 30);

test('edge-ignores-cookie gives everybody the first one’s page, one after another, and not the login form', async () => {
  const origin = await openOrigin('a', privatePage);
  await withEdge(
    [origin],
    async (edge) => {
      assert.deepEqual(
        await bodiesOf(`${edge.url}/profile`, false),
        people.map(() => 'page of ann'),
      );
      assert.deepEqual(await bodiesOf(`${edge.url}/login`, false), own);
      const reload = await get(`${edge.url}/profile`, 'ben', { 'cache-control': 'max-age=0' });
      assert.equal(reload.headers.get('x-cache'), 'HIT');
      assert.equal(await (await get(`${edge.url}/profile?fresh`, 'ben')).text(), 'page of ben');
    },
    edgeOf(edgeIgnoresCookie),
  );
});

test('collapsed-requests mixes simultaneous requests only, and stores nothing', async () => {
  const origin = await openOrigin('a', slowPage);
  await withEdge(
    [origin],
    async (edge) => {
      const together = await bodiesOf(`${edge.url}/profile`, true);
      assert.equal(new Set(together).size, 1);
      assert.deepEqual(await bodiesOf(`${edge.url}/profile`, false), own);
      assert.deepEqual(await bodiesOf(`${edge.url}/login`, true), own);
    },
    edgeOf(collapsedRequests),
  );
});

test('edge-replays-set-cookie hands out a session with the picture, and leaves the pages alone', async () => {
  const origin = await openOrigin('a', (request, reply) => {
    if (request.url !== '/account/badge.svg') {
      privatePage(request, reply);
      return;
    }
    const headers = {
      'content-type': 'image/svg+xml',
      'cache-control': 'private',
      'set-cookie': 'sid=of-ann',
    };
    reply.writeHead(200, headers).end('<svg/>');
  });
  await withEdge(
    [origin],
    async (edge) => {
      await get(`${edge.url}/account/badge.svg`, 'ann');
      const given = await get(`${edge.url}/account/badge.svg`, 'ben');
      assert.equal(given.headers.get('x-cache'), 'HIT');
      assert.deepEqual(given.headers.getSetCookie(), ['sid=of-ann']);
      assert.deepEqual(await bodiesOf(`${edge.url}/profile`, false), own);
      assert.deepEqual(await bodiesOf(`${edge.url}/profile`, true), own);
    },
    edgeOf(edgeReplaysSetCookie),
  );
});

test('rough-rollout gives 502s and resets, but every page that comes is one’s own', async () => {
  const origin = await openOrigin('a', privatePage);
  await withEdge(
    [origin],
    async (edge) => {
      const ends = new Map<string, number>();
      for (let i = 0; i < 130; i += 1) {
        const answer = await get(`${edge.url}/profile`, 'ann').catch(() => null);
        const end = answer === null ? 'reset' : String(answer.status);
        ends.set(end, (ends.get(end) ?? 0) + 1);
        if (answer?.status === 200) assert.equal(await answer.text(), 'page of ann');
      }
      assert.deepEqual([...ends.keys()].sort(), ['200', '502', 'reset']);
    },
    edgeOf(roughRollout),
  );
});

test('the policies change with the next request, also for a page that the old ones would not wait for', async () => {
  const origin = await openOrigin('a', slowPage);
  await withEdge([origin], async (edge) => {
    assert.deepEqual(await bodiesOf(`${edge.url}/profile`, true), own);
    edge.configure(edgeOf(collapsedRequests));
    await until(
      'requests collapse',
      async () => new Set(await bodiesOf(`${edge.url}/profile`, true)).size === 1,
    );
    edge.configure(standardEdge);
    assert.deepEqual(await bodiesOf(`${edge.url}/profile`, true), own);
  });
});

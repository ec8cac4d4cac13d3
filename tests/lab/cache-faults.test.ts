import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchCacheHeader } from '../../lab/faults/batch-cache-header.js';
import { cachedFragment } from '../../lab/faults/cached-fragment.js';
import { dynamicMadeStatic } from '../../lab/faults/dynamic-made-static.js';
import { edgeOverridesPrivate } from '../../lab/faults/edge-overrides-private.js';
import { pathConfusion } from '../../lab/faults/path-confusion.js';
import { sharedEtag } from '../../lab/faults/shared-etag.js';
import { staleOnError } from '../../lab/faults/stale-on-error.js';
import { varyIgnored } from '../../lab/faults/vary-ignored.js';
import { get } from '../unit/lab-edge/origin.js';
import { inTurn, provesItself } from './proves-itself.js';
import type { Drive } from './proves-itself.js';

test('edge-overrides-private: the API is kept by URL, pages are not', async () => {
  const pages = inTurn('/profile');
  const api = inTurn('/api/me');
  await provesItself(edgeOverridesPrivate, {
    async mixes(url, visitors) {
      assert.equal(await pages(url, visitors), false, 'pages are outside of the rule');
      return api(url, visitors);
    },
  });
});

test('vary-ignored: a page kept by cookie is given to other cookies', async () => {
  await provesItself(varyIgnored, { mixes: inTurn('/profile') });
});

test('vary-ignored: the same release is safe behind an edge that honours Vary', async () => {
  const { edge: _edge, ...releaseAlone } = varyIgnored;
  await assert.rejects(
    provesItself(releaseAlone, { mixes: inTurn('/profile'), withinMs: 2000 }),
    /a mix-up did not happen/,
  );
});

test('dynamic-made-static: the edge gives a page on, fresh and stale, as the release told it to', async () => {
  const ways = new Set<string | null>();
  const drive: Drive = {
    async mixes(url, visitors) {
      for (const { cookie } of visitors)
        ways.add((await get(`${url}/orders`, cookie)).headers.get('x-cache'));
      return (await inTurn('/orders')(url, visitors)) && ways.has('HIT') && ways.has('STALE');
    },
  };
  await provesItself(dynamicMadeStatic, drive);
});

test('stale-on-error: while an instance is down its pages come from the reserve', async () => {
  await provesItself(staleOnError, { mixes: inTurn('/profile'), instances: 2, duringRollout: true });
});

test('shared-etag: the instance confirms one customer’s page for another', async () => {
  await provesItself(sharedEtag, { mixes: inTurn('/api/me') });
});

test('cached-fragment: the page is one’s own, the banner another’s', async () => {
  await provesItself(cachedFragment, { mixes: inTurn('/orders') });
});

test('path-confusion: the stylesheet that is a profile is kept for everybody', async () => {
  await provesItself(pathConfusion, { mixes: inTurn('/profile/theme.css') });
});

test('batch-cache-header: the private part goes along with the public one', async () => {
  await provesItself(batchCacheHeader, { mixes: inTurn('/api/batch?do=me,tariffs') });
});

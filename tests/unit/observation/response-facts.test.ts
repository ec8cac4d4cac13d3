import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Look } from '../../../harness/model/look.js';
import { isFresh } from '../../../harness/observation/response-facts.js';

const look: Look = {
  actor: { name: 's1', kind: 'http', identity: null },
  session: 's1#1',
  operation: 'visit',
  channel: 'page',
  page: null,
  url: 'http://127.0.0.1/account',
  startedMs: 0,
  atMs: 1,
  outcome: 'ok',
  reason: null,
  status: 200,
  headers: { 'x-revision': 'v1' },
  body: null,
  contentType: 'text/html',
  contentEncoding: '',
  cookies: [],
  overlaps: 0,
};
const fresh = (change: Partial<Look>): boolean => isFresh({ ...look, ...change });

await test('an answer of the target is fresh, also one that went through a cache', () => {
  assert.ok(fresh({}));
  assert.ok(fresh({ status: 503 }));
  assert.ok(fresh({ headers: { age: '0', 'x-cache': 'MISS from edge' } }));
  assert.ok(fresh({ headers: { 'cf-cache-status': 'DYNAMIC' } }));
});

await test('what a cache or a browser kept tells of the past', () => {
  assert.ok(!fresh({ headers: { age: '12' } }));
  assert.ok(!fresh({ headers: { 'x-cache': 'Hit from cloudfront' } }));
  assert.ok(!fresh({ headers: { 'x-cache-status': 'HIT' } }));
  assert.ok(!fresh({ operation: 'back' }));
  assert.ok(!fresh({ operation: 'handover' }));
  assert.ok(!fresh({ channel: 'subresource' }));
  assert.ok(!fresh({ channel: 'storage', status: null }));
});

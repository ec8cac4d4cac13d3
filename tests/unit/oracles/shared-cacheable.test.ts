import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Observation } from '../../../harness/model/observation.js';
import { sharedCacheable } from '../../../harness/oracles/shared-cacheable.js';
import { history } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

const date = 'Sat, 21 Nov 2026 10:00:00 GMT';
const later = 'Sat, 21 Nov 2026 10:05:00 GMT';
const lastModified = { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT' };

type Cache = Observation['cache'];

function isHazard(cache: Cache, change: Partial<Observation> & { token?: string } = {}): boolean {
  return lines(sharedCacheable, history().own('u01', { token: 't1', cache, ...change })).length > 0;
}

const mayBeKept: readonly Cache[] = [
  { 'cache-control': 'public, max-age=60' },
  { 'cache-control': 'max-age=60' },
  { 'cache-control': 'S-MaxAge=5' },
  { 'cache-control': 's-maxage=1, stale-while-revalidate' },
  { 'cache-control': 'max-age=0, stale-while-revalidate=30' },
  { 'cache-control': 'private="set-cookie", max-age=60' },
  { 'cache-control': 'private', 'cdn-cache-control': 'max-age=60' },
  { 'cache-control': 'public', ...lastModified },
  { expires: later, date },
  lastModified,
  { 'cache-control': 'max-age=60', vary: 'Accept-Encoding' },
];

const mayNotBeKept: readonly Cache[] = [
  {},
  { etag: 'present' },
  { 'cache-control': 'no-store' },
  { 'cache-control': 'private, max-age=60' },
  { 'cache-control': 'no-cache', ...lastModified },
  { 'cache-control': 'max-age=60, no-cache="x", private' },
  { 'cache-control': 'max-age=0' },
  { 'cache-control': 's-maxage=0, max-age=60' },
  { 'cache-control': 'max-age=60', vary: '*' },
  { 'cache-control': 'max-age=60', vary: 'Accept-Encoding, Cookie' },
  { 'cache-control': 'max-age=60', 'cdn-cache-control': 'no-store' },
  { expires: '0', date },
  { expires: date, date: later },
];

describe('shared-cacheable', () => {
  for (const cache of mayBeKept) {
    it(`tells of a private answer with ${JSON.stringify(cache)}`, () => {
      assert.ok(isHazard(cache));
    });
  }
  for (const cache of mayNotBeKept) {
    it(`is silent on ${JSON.stringify(cache)}`, () => {
      assert.ok(!isHazard(cache));
    });
  }

  it('asks for an express permission where the request carried a token (RFC 9111, 3.5)', () => {
    const call = { operation: 'call', channel: 'api', tokens: [] } as const;
    assert.ok(!isHazard({ 'cache-control': 'max-age=60' }, call));
    assert.ok(isHazard({ 'cache-control': 'public, max-age=60' }, call));
    assert.ok(isHazard({ 'cache-control': 'max-age=60, must-revalidate' }, call));
    assert.ok(!isHazard({ 'cache-control': 'public, max-age=60', vary: 'authorization' }, call));
  });

  it('tells of a session cookie on a picture that may be kept, and of no other cookie', () => {
    const cache = { 'cache-control': 'public, max-age=60', 'set-cookie': 'lang, sid' };
    const picture = { channel: 'subresource', where: '/badge.svg', token: 't1', cache } as const;
    const [report] = reportsOf(sharedCacheable, history().blank('u01', picture));
    assert.equal(
      report?.summary,
      'A shared cache may keep the session cookie sid that is set for u01 on /badge.svg.',
    );
    const lang = history().blank('u01', { ...picture, cache: { ...cache, 'set-cookie': 'lang' } });
    assert.deepEqual(lines(sharedCacheable, lang), []);
  });

  it('tells it once for each place', () => {
    const cache = { 'cache-control': 'max-age=60' };
    const built = history()
      .own('u01', { cache })
      .own('u02', { cache })
      .own('u02', { cache, where: 'orders' });
    assert.equal(lines(sharedCacheable, history()).length, 0);
    assert.deepEqual(lines(sharedCacheable, built.own('u01', { token: 't1', cache })), ['u01 → – @ profile']);
  });

  it('is silent on public pages, writes, and what only repeats the headers of a page', () => {
    const cache = { 'cache-control': 'public, max-age=60' };
    assert.deepEqual(lines(sharedCacheable, history().blank('u01', { cache, token: 't1' })), []);
    for (const change of [{ operation: 'write' }, { channel: 'dom' }, { channel: 'storage' }] as const) {
      assert.ok(!isHazard(cache, change));
    }
  });
});

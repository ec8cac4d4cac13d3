import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Observation } from '../../../harness/model/observation.js';
import { browserCacheable } from '../../../harness/oracles/browser-cacheable.js';
import { history } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

const date = 'Sat, 21 Nov 2026 10:00:00 GMT';
const later = 'Sat, 21 Nov 2026 10:05:00 GMT';
const lastModified = { 'last-modified': 'Fri, 20 Nov 2026 10:00:00 GMT' };
const briefly = { 'cache-control': 'private, max-age=60' };

type Cache = Observation['cache'];
type Change = Partial<Observation> & { token?: string };

function isHazard(cache: Cache, change: Change = {}): boolean {
  return lines(browserCacheable, history().own('u01', { token: 't1', cache, ...change })).length > 0;
}

const mayBeKept: readonly Cache[] = [
  briefly,
  { 'cache-control': 'Private, Max-Age=1' },
  { 'cache-control': 'private, max-age=60', vary: 'Accept-Encoding' },
  { 'cache-control': 'private, max-age=0, stale-while-revalidate=30' },
  { 'cache-control': 'private', ...lastModified },
  { 'cache-control': 'private', expires: later, date },
  { 'cache-control': 's-maxage=0, max-age=60' },
  { 'cache-control': 'max-age=60', 'cdn-cache-control': 'no-store' },
];

const mayNotBeKept: readonly Cache[] = [
  {},
  { 'cache-control': 'private' },
  { 'cache-control': 'private, no-store' },
  { 'cache-control': 'private, no-cache', ...lastModified },
  { 'cache-control': 'private, max-age=0' },
  { 'cache-control': 'private, max-age=0, must-revalidate', etag: 'present' },
  { 'cache-control': 'private, s-maxage=60' },
  { 'cache-control': 'private, max-age=60', vary: 'Accept-Encoding, Cookie' },
  { 'cache-control': 'private, max-age=60', vary: '*' },
  { 'cache-control': 'private', expires: '0', date },
  { 'cache-control': 'private', expires: date, date: later },
];

describe('browser-cacheable', () => {
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

  it('says in a sentence whose answer may be kept, and where', () => {
    const [report] = reportsOf(browserCacheable, history().own('u01', { token: 't1', cache: briefly }));
    assert.equal(
      report?.summary,
      'A browser may keep the private answer of u01 on profile for whoever signs in there next.',
    );
    assert.equal(report.severity, 'hazard');
  });

  it('goes by the Authorization header where there is no session cookie', () => {
    const byToken = { tokens: [], channel: 'api' } as const;
    assert.ok(isHazard(briefly, byToken));
    assert.ok(isHazard({ ...briefly, vary: 'Cookie' }, byToken));
    assert.ok(!isHazard({ ...briefly, vary: 'Authorization' }, byToken));
  });

  it('leaves to shared-cacheable what a shared cache may keep too', () => {
    for (const header of ['public, max-age=60', 'max-age=60', 's-maxage=5, max-age=60']) {
      assert.ok(!isHazard({ 'cache-control': header }), header);
    }
  });

  it('tells it once for each place', () => {
    const built = history()
      .own('u01', { token: 't1', cache: briefly })
      .own('u02', { token: 't2', cache: briefly })
      .own('u02', { token: 't2', cache: briefly, where: 'orders' });
    assert.deepEqual(lines(browserCacheable, built), ['u01 → – @ profile', 'u02 → – @ orders']);
  });

  it('tells of a picture and of data, and is silent on documents and what repeats a page', () => {
    for (const channel of ['api', 'subresource'] as const) assert.ok(isHazard(briefly, { channel }), channel);
    for (const channel of ['document', 'dom', 'storage', 'stream', 'header'] as const) {
      assert.ok(!isHazard(briefly, { channel }), channel);
    }
  });

  it('is silent on what no browser asks for by itself', () => {
    for (const operation of ['write', 'call', 'probe', 'reuse', 'back', 'handover', 'logout'] as const) {
      assert.ok(!isHazard(briefly, { operation }), operation);
    }
  });

  it('is silent on pages that are nobody’s, somebody else’s, or an error', () => {
    const change = { token: 't1', cache: briefly };
    const built = history()
      .blank('u01', change)
      .anonymous('u01', change)
      .anonymous(null, change)
      .error('u01', 404, change)
      .foreign('u01', 'u02', change);
    assert.deepEqual(lines(browserCacheable, built), []);
  });
});

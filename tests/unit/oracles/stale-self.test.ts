import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Observation } from '../../../harness/model/observation.js';
import { staleSelf } from '../../../harness/oracles/stale-self.js';
import { history } from '../history-builder.js';
import { lines } from './reading.js';

/** An own page that shows the value of write number `turn`, asked for at `startedMs`. */
function reads(turn: number, startedMs: number, change: Partial<Observation> = {}): Partial<Observation> {
  const fields = ['name', `written ${String(turn)}`];
  const seen = [{ owner: 'u01', fields, kinds: ['minted'], via: ['plain'] }] as const;
  return { seen, startedMs, atMs: startedMs + 5, ...change };
}

describe('stale-self', () => {
  it('notices an older value two seconds after a newer one was read', () => {
    const built = history().own('u01', reads(4, 1000)).own('u01', reads(3, 3100));
    assert.deepEqual(lines(staleSelf, built), ['u01 → – @ profile']);
  });

  it('is patient with copies that catch up', () => {
    const built = history().own('u01', reads(4, 1000)).own('u01', reads(3, 1500)).own('u01', reads(4, 3100));
    assert.deepEqual(lines(staleSelf, built), []);
  });

  it('is silent across a further write, on another page, and for another identity', () => {
    const written = history().own('u01', reads(4, 1000)).blank('u01', { operation: 'write' });
    assert.deepEqual(lines(staleSelf, written.own('u01', reads(3, 9000))), []);
    const elsewhere = history()
      .own('u01', reads(4, 1000))
      .own('u01', reads(3, 9000, { where: 'orders' }));
    assert.deepEqual(lines(staleSelf, elsewhere), []);
    const other = history().own('u01', reads(4, 1000)).own('u02', reads(3, 9000));
    assert.deepEqual(lines(staleSelf, other), []);
  });

  it('is silent on what a browser keeps or brings back', () => {
    const built = history()
      .own('u01', reads(4, 1000))
      .own('u01', reads(3, 9000, { channel: 'storage' }));
    assert.deepEqual(lines(staleSelf, built.own('u01', reads(3, 9100, { operation: 'back' }))), []);
  });
});

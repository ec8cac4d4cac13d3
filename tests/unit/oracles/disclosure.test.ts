import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Observation, Sighting } from '../../../harness/model/observation.js';
import { disclosureOf } from '../../../harness/oracles/disclosure.js';
import { identityFlip } from '../../../harness/oracles/identity-flip.js';
import { oracles } from '../../../harness/oracles/index.js';
import { wrongAccount } from '../../../harness/oracles/wrong-account.js';
import { history, strangerSlot } from '../history-builder.js';
import { lines } from './reading.js';

const shows = (owner: string, ...fields: string[]): Sighting => ({
  owner,
  fields,
  kinds: ['given'],
  via: ['plain'],
});

/** u01 is shown u02, under the circumstances of `change`. */
function shown(change: Partial<Observation>): Observation {
  const [record] = history().foreign('u01', 'u02', change).records;
  assert.ok(record?.type === 'observation');
  return record;
}

const written = {
  slots: [{ slot: 'h1', says: 'own', owner: null, fingerprint: null, masked: null }],
  seen: [shows('u01', 'name'), shows('u02', 'written 2')],
} as const;
const handover = { operation: 'handover', predecessor: 'u02' } as const;

const cases: readonly (readonly [string, Partial<Observation>, string])[] = [
  ['an ordinary visit', {}, 'foreign-data'],
  ['a document', { operation: 'open', channel: 'document' }, 'foreign-data'],
  ['the answer to a write', { operation: 'write' }, 'foreign-data'],
  ['the page behind a logout', { operation: 'logout' }, 'foreign-data'],
  ['what the browser keeps, unless others used it', { channel: 'storage' }, 'foreign-data'],
  ['a page of somebody unknown', { class: 'stranger', slots: [strangerSlot('f1')] }, 'stranger-data'],
  ['an anonymous visit', { viewer: null }, 'anonymous-access'],
  ['an anonymous probe', { viewer: null, operation: 'probe' }, 'anonymous-access'],
  ['an anonymous stream', { viewer: null, operation: 'listen', channel: 'stream' }, 'anonymous-access'],
  ["somebody else's object", { operation: 'probe', channel: 'document' }, 'object-access'],
  ['an API client', { operation: 'call', channel: 'api' }, 'scope-excess'],
  ['a pushed message', { operation: 'listen', channel: 'stream' }, 'stream-misdelivery'],
  ["a message to a page's own script", { operation: 'visit', channel: 'stream' }, 'stream-misdelivery'],
  ['the old session after a logout', { operation: 'reuse' }, 'after-logout'],
  ['what comes back in the history', { operation: 'back', channel: 'dom' }, 'after-logout'],
  ['a used browser, showing the one before', handover, 'client-residue'],
  [
    "a used browser's storage, whosever",
    { ...handover, predecessor: 'u07', channel: 'storage' },
    'client-residue',
  ],
  ['a used browser, showing a third person', { ...handover, predecessor: 'u07' }, 'foreign-data'],
  ['a value that another wrote on an own page', written, 'foreign-write'],
  [
    'such a value among other data of the writer',
    { ...written, seen: [...written.seen.slice(0, 1), shows('u02', 'written 2', 'name')] },
    'foreign-data',
  ],
  [
    'such values of several writers, as in a list',
    { ...written, seen: [...written.seen, shows('u03', 'written 1')] },
    'foreign-data',
  ],
  [
    'such a value on a page that does not say whose it is',
    { seen: [shows('u02', 'written 2')], slots: [] },
    'foreign-data',
  ],
  ['such a value in the storage', { ...written, channel: 'storage' }, 'foreign-data'],
];

describe('what somebody sees of another is proven by one oracle:', () => {
  for (const [what, change, oracle] of cases) {
    it(`${what} by ${oracle}`, () => {
      const observation = shown(change);
      assert.equal(disclosureOf(observation), oracle);
      const reporting = oracles
        .filter((each) => each.begin()(observation).length > 0)
        .map(({ name }) => name);
      assert.deepEqual(reporting, [oracle]);
    });
  }

  it('nothing, by none', () => {
    for (const operation of ['visit', 'probe', 'call', 'reuse', 'back', 'handover', 'listen'] as const) {
      assert.equal(disclosureOf(shown({ class: 'blank', operation })), null);
      assert.equal(disclosureOf(shown({ class: 'own', operation })), null);
    }
  });
});

describe('whose a session is is not said by', () => {
  const silent: readonly Partial<Observation>[] = [
    { operation: 'probe' },
    { operation: 'call' },
    { operation: 'reuse' },
    { operation: 'back', channel: 'dom' },
    { operation: 'listen', channel: 'stream' },
    { operation: 'handover', predecessor: 'u02' },
    { operation: 'handover', predecessor: 'u02', channel: 'dom' },
    { operation: 'handover', predecessor: 'u07', channel: 'storage' },
    written,
  ];
  for (const change of silent) {
    it(`${change.operation ?? 'a page with a foreign write'} (${change.channel ?? 'page'})`, () => {
      const flip = history().login('u01').own('u01').foreign('u01', 'u02', change);
      assert.deepEqual(lines(identityFlip, flip), []);
      const fresh = history().login('u01').foreign('u01', 'u02', change);
      assert.deepEqual(lines(wrongAccount, fresh), []);
    });
  }

  it('but a used browser that says a third person has another account', () => {
    const built = history()
      .login('u01')
      .foreign('u01', 'u02', { ...handover, predecessor: 'u07' });
    assert.deepEqual(lines(wrongAccount, built), ['u01 → u02 @ login']);
  });
});

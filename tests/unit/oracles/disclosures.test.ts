import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Sighting } from '../../../harness/model/observation.js';
import { anonymousAccess } from '../../../harness/oracles/anonymous-access.js';
import { clientResidue } from '../../../harness/oracles/client-residue.js';
import { foreignWrite } from '../../../harness/oracles/foreign-write.js';
import { objectAccess } from '../../../harness/oracles/object-access.js';
import { scopeExcess } from '../../../harness/oracles/scope-excess.js';
import { streamMisdelivery } from '../../../harness/oracles/stream-misdelivery.js';
import { history } from '../history-builder.js';
import type { HistoryBuilder } from '../history-builder.js';
import { lines, reportsOf } from './reading.js';

const shows = (owner: string, ...fields: string[]): Sighting => ({
  owner,
  fields,
  kinds: ['given'],
  via: ['plain'],
});

describe('anonymous-access', () => {
  it('names every owner of an export that needs no login', () => {
    const seen = [shows('u01', 'email'), shows('u02', 'email')];
    const built = history().anonymous(null, { class: 'foreign', status: 200, seen, where: '/…csv' });
    assert.deepEqual(lines(anonymousAccess, built), ['anonymous → u01 @ /…csv', 'anonymous → u02 @ /…csv']);
  });

  it('is silent where a login is asked for, and where the address is not there', () => {
    const built = history().anonymous(null, { operation: 'probe' });
    built.anonymous(null, { operation: 'probe', class: 'blank', status: 404 });
    assert.deepEqual(lines(anonymousAccess, built), []);
  });
});

describe('object-access', () => {
  it("reports somebody else's document in the hands of a signed-in viewer", () => {
    const built = history().foreign('u01', 'u02', {
      operation: 'probe',
      channel: 'document',
      where: 'invoice',
    });
    const [report] = reportsOf(objectAccess, built);
    assert.equal(
      report?.summary,
      "u01 asked for an object of somebody else and was shown u02's data on invoice.",
    );
  });

  it('is silent where the object is refused, or the own one comes instead', () => {
    const built = history()
      .anonymous('u01', { operation: 'probe', status: 403 })
      .own('u01', { operation: 'probe' });
    assert.deepEqual(lines(objectAccess, built.blank('u01', { operation: 'probe', status: 404 })), []);
  });
});

describe('scope-excess', () => {
  it('reports what a client was not granted, with the fields', () => {
    const built = history().foreign('c01', 'u02', {
      operation: 'call',
      slots: [],
      seen: [shows('u02', 'phone')],
    });
    const [report] = reportsOf(scopeExcess, built);
    assert.deepEqual(report?.evidence[0]?.fields, ['phone']);
  });

  it('is silent on what was granted', () => {
    assert.deepEqual(lines(scopeExcess, history().own('c01', { operation: 'call', seen: [] })), []);
  });
});

describe('stream-misdelivery', () => {
  it('reports each message that was meant for another', () => {
    const message = { operation: 'listen', channel: 'stream', where: 'notifications' } as const;
    const built = history().own('u01', message).foreign('u01', 'u02', message);
    assert.deepEqual(lines(streamMisdelivery, built), ['u01 → u02 @ notifications']);
  });
});

describe('client-residue', () => {
  it('reports what the one before left in the storage, and on a page', () => {
    const used = { operation: 'handover', predecessor: 'u02' } as const;
    const built = history()
      .foreign('u01', 'u02', { ...used, channel: 'storage' })
      .foreign('u01', 'u02', used);
    assert.equal(lines(clientResidue, built).length, 2);
  });

  it('is a hazard where going back brought it before the rollout already, and only then', () => {
    const back = { operation: 'back', predecessor: 'u02' } as const;
    const severities = (built: HistoryBuilder): string[] =>
      reportsOf(clientResidue, built).map(({ severity }) => severity);
    const before = history().foreign('u01', 'u02', back).phase('after').foreign('u01', 'u02', back);
    assert.deepEqual(severities(before), ['hazard', 'hazard']);
    assert.equal(
      reportsOf(clientResidue, before)[1]?.summary,
      "u01 found u02's data by going back to profile in a browser that was used before; so it was before the rollout.",
    );
    const brought = history().own('u01', back).phase('after').foreign('u01', 'u02', back);
    assert.deepEqual(severities(brought), ['violation']);
    const visited = before.foreign('u01', 'u02', { operation: 'handover', predecessor: 'u02' });
    assert.deepEqual(severities(visited), ['hazard', 'hazard', 'violation']);
  });

  it('is silent on a used browser in which the next one sees only themselves', () => {
    const used = { operation: 'handover', predecessor: 'u02' } as const;
    assert.deepEqual(lines(clientResidue, history().own('u01', used).error('u01', 503, used)), []);
  });
});

describe('foreign-write', () => {
  it("names the writer as the owner of what stands in the viewer's account", () => {
    const seen = [shows('u01', 'name', 'email'), shows('u02', 'written 3')];
    const built = history().foreign('u01', 'u02', { seen, slots: [] });
    assert.deepEqual(lines(foreignWrite, built), ['u01 → u02 @ profile']);
    const [report] = reportsOf(foreignWrite, built);
    assert.equal(report?.summary, "What u02's session wrote stands in the account of u01 (profile).");
    assert.deepEqual(report.evidence[0]?.fields, ['written 3']);
  });

  it('is silent on what the viewer wrote', () => {
    assert.deepEqual(lines(foreignWrite, history().own('u01', { seen: [shows('u01', 'written 3')] })), []);
  });
});

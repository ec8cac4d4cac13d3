import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Identity } from '../../../harness/model/identity.js';
import type { Observation } from '../../../harness/model/observation.js';
import { people, stranger, type Person } from '../markers/pages.js';
import { castOf, headerOf, pageOf, watch } from './watched-page.js';

const [jeanne, samy] = people;

function castWith(
  fields: readonly string[] | '*',
  tenants = ['north'],
): readonly [Identity, Identity, Identity] {
  const [u01, u02, , c01] = castOf([{ tenants, fields }]);
  assert.ok(u01 !== undefined && u02 !== undefined && c01 !== undefined);
  return [u01, u02, c01];
}

const [u01, u02] = castWith('*');
const recorded = (records: readonly { readonly type: string }[]): readonly Observation[] =>
  records.filter((record): record is Observation => record.type === 'observation');

describe('a page with the own data in its body', () => {
  it("and a stranger's fragment in its header is caught at once, however often it was own before", async () => {
    const { look } = watch(castOf());
    for (let i = 0; i < 5; i += 1) assert.equal((await look(u01, pageOf(jeanne))).class, 'own');
    const mixed = await look(u01, pageOf(jeanne, headerOf(stranger)));
    assert.equal(mixed.class, 'stranger');
    assert.deepEqual(
      mixed.seen.map(({ owner }) => owner),
      ['u01'],
    );
    assert.equal((await look(u01, pageOf(jeanne))).class, 'own');
    assert.equal((await look(u01, pageOf(jeanne, headerOf(stranger)))).class, 'stranger');
  });

  it("and another identity's fragment in its header is foreign", async () => {
    const { look } = watch(castOf());
    await look(u01, pageOf(jeanne));
    const observation = await look(u01, pageOf(jeanne, headerOf(samy)));
    assert.equal(observation.class, 'foreign');
    assert.deepEqual(observation.seen.map(({ owner }) => owner).sort(), ['u01', 'u02']);
  });

  it('and a configured place that holds no more than a first name is read at every look', async () => {
    const firstName = ({ name }: { name: string }): string => name.split(' ')[0] ?? '';
    const shown = (person: Person, greeted: Person): string =>
      pageOf(person).replace('<body>', `<body><b class="dear">${firstName(greeted)}</b>`);
    const { look } = watch(castOf(), { self: '.dear', shown: (person) => shown(person, person) });
    for (let i = 0; i < 3; i += 1) assert.equal((await look(u01, shown(jeanne, jeanne))).class, 'own');
    assert.equal((await look(u01, shown(jeanne, samy))).class, 'foreign');
  });

  it('is read place by place once for each way of showing it, and only scanned from then on', async () => {
    const { look } = watch(castOf());
    assert.ok((await look(u01, pageOf(jeanne))).slots.length > 0);
    assert.deepEqual((await look(u01, pageOf(jeanne))).slots, []);
    const longer = pageOf(jeanne).replace('<form>', `<p>Signed in as ${jeanne.email}</p><form>`);
    assert.ok((await look(u01, longer)).slots.length > 0);
    assert.deepEqual((await look(u01, longer)).slots, []);
    assert.ok((await look(u02, pageOf(samy))).slots.length > 0);
  });
});

describe('a header', () => {
  const naming = ({ email }: { email: string }) => ({ headers: { 'x-auth-user': email } });
  const greeting = pageOf(stranger, '').replace(/<dl.*<\/dl>/s, '');

  it('that names the viewer is no excuse for a stranger in the body', async () => {
    const { look } = watch(castOf());
    assert.equal((await look(u01, greeting, naming(jeanne))).class, 'stranger');
    assert.equal((await look(u01, pageOf(stranger), naming(jeanne))).class, 'stranger');
    const cookie = { headers: { 'set-cookie': `session={"mail":"${jeanne.email}"}; Path=/` } };
    assert.equal((await look(u01, greeting, cookie)).class, 'stranger');
  });

  it('that names the viewer makes no look at own data of a page that shows none', async () => {
    const { look } = watch(castOf());
    const { class: kind, seen } = await look(u01, '<p>Opening hours</p>', naming(jeanne));
    assert.deepEqual([kind, seen], ['blank', []]);
    const [, , c01] = castWith('*');
    const call = { operation: 'call', channel: 'api', contentType: 'application/json' } as const;
    const granted = await watch(castOf(c01.grants)).look(c01, '[]', { ...call, ...naming(jeanne) });
    assert.equal(granted.class, 'blank');
  });

  it('that names another identity is foreign, once: the DOM beside it repeats the headers of its document', async () => {
    const { look } = watch(castOf());
    const named = await look(u01, pageOf(jeanne), naming(samy));
    assert.equal(named.class, 'foreign');
    assert.deepEqual(named.seen.map(({ owner }) => owner).sort(), ['u01', 'u02']);
    const dom = { channel: 'dom', contentType: 'text/plain', ...naming(samy) } as const;
    assert.equal((await look(u01, 'Opening hours', dom)).class, 'blank');
  });
});

describe('an anonymous actor', () => {
  it("that is shown an identity's data makes the look foreign, whatever the status", async () => {
    const { look, records } = watch(castOf());
    const shown = await look(null, pageOf(jeanne), { operation: 'probe', status: 401 });
    assert.equal(shown.class, 'foreign');
    assert.deepEqual(
      shown.seen.map(({ owner }) => owner),
      ['u01'],
    );
    assert.equal(records.length, 1);
  });

  it('that is asked to sign in, or shown nothing, makes it anonymous or blank', async () => {
    const { look } = watch(castOf());
    assert.equal((await look(null, '<input type="password">')).class, 'anonymous');
    assert.equal((await look(null, pageOf(stranger))).class, 'blank');
  });
});

describe('an API client', () => {
  const rows = JSON.stringify([{ contact: jeanne.phone }, { contact: samy.phone }]);
  const json = { operation: 'call', channel: 'api', contentType: 'application/json' } as const;

  it('that is given what it was granted has seen its own', async () => {
    const [, , c01] = castWith(['phone']);
    const observation = await watch(castOf(c01.grants)).look(c01, rows, json);
    assert.equal(observation.class, 'own');
    assert.deepEqual(observation.seen, []);
  });

  it('that is given another field, or another practice, has seen what is foreign', async () => {
    for (const [fields, tenants] of [
      [['email'], ['north']],
      [['phone'], ['south']],
      ['*', []],
    ] as const) {
      const [, , c01] = castWith(fields, [...tenants]);
      const { class: kind, seen } = await watch(castOf(c01.grants)).look(c01, rows, json);
      assert.equal(kind, 'foreign');
      assert.deepEqual(
        seen.map(({ owner }) => owner),
        ['u01', 'u02'],
      );
    }
  });

  it('is not told strangers by the places of a page that are made for a person', async () => {
    const [, , c01] = castWith('*');
    assert.equal((await watch(castOf(c01.grants)).look(c01, pageOf(stranger), json)).class, 'blank');
  });
});

describe('what is recorded in full', () => {
  // A token that is new to the session is told of by a look of its own.
  it('is the first own look with a token and the first at a place, and not the many that follow', async () => {
    const { look, records, flush } = watch(castOf());
    for (let i = 0; i < 5; i += 1) await look(u01, pageOf(jeanne));
    flush();
    assert.deepEqual(
      records.map(({ type }) => type),
      ['observation', 'observation', 'tally'],
    );
  });

  it('is every answer to a write, a logout, an old session, a used browser and a probe', async () => {
    const { look, records } = watch(castOf());
    await look(u01, pageOf(jeanne));
    for (const operation of ['write', 'logout', 'reuse', 'back', 'probe'] as const) {
      await look(u01, pageOf(jeanne), { operation });
      await look(u01, '<p>Bye</p>', { operation, page: null });
    }
    await look(u01, pageOf(jeanne), { operation: 'handover', predecessor: 'u02' });
    assert.equal(recorded(records).length, 12);
    assert.equal(recorded(records).at(-1)?.predecessor, 'u02');
  });

  it('is every page that shows another of the own written values than before', async () => {
    const { look, records } = watch(castOf());
    const showing = (turn: 1 | 2): string =>
      pageOf(jeanne).replace('<form>', `<p>${u01.minted[`written ${String(turn)}`] ?? ''}</p><form>`);
    for (let i = 0; i < 2; i += 1) await look(u01, pageOf(jeanne));
    for (const turn of [1, 1, 2, 2, 2, 1] as const) await look(u01, showing(turn));
    const shown = recorded(records.slice(2)).map(({ seen }) =>
      seen[0]?.fields.filter((field) => field.startsWith('written')),
    );
    assert.deepEqual(shown, [['written 1'], ['written 2'], ['written 1']]);
  });

  it('is a message that was pushed, and not a heartbeat', async () => {
    const { look, records } = watch(castOf());
    const stream = { operation: 'listen', channel: 'stream', contentType: 'text/plain' } as const;
    await look(u01, pageOf(jeanne));
    await look(u01, 'ping', stream);
    assert.equal((await look(u01, `for ${jeanne.email}`, stream)).class, 'own');
    assert.equal((await look(u01, `for ${samy.email}`, stream)).class, 'foreign');
    assert.deepEqual(
      recorded(records.slice(1)).map(({ class: kind }) => kind),
      ['own', 'foreign'],
    );
  });

  it('is a picture that hands out a session cookie', async () => {
    const { look, records } = watch(castOf());
    const picture = { page: null, channel: 'subresource', url: 'http://127.0.0.1/badge.svg' } as const;
    await look(u01, pageOf(jeanne));
    await look(u01, '<svg/>', picture);
    await look(u01, '<svg/>', { ...picture, headers: { 'set-cookie': 'sid=token-of-u01; Path=/' } });
    assert.equal(recorded(records).length, 2);
  });
});

describe('the tokens of a look', () => {
  it('hold what this answer set, though the jar holds something else by the end of the operation', async () => {
    const { look } = watch(castOf());
    const other = await look(u02, pageOf(samy));
    const headers = { 'set-cookie': 'lang=fr\nsid=token-of-u02; HttpOnly; Path=/' };
    const { tokens } = await look(u01, '<svg/>', { page: null, channel: 'subresource', headers });
    assert.equal(tokens.length, 2);
    assert.equal(tokens[1]?.fingerprint, other.tokens[0]?.fingerprint);
  });

  it('leave out a cookie that is being taken away', async () => {
    const { look } = watch(castOf());
    for (const line of [
      'sid=; Path=/',
      'sid=gone; Max-Age=0',
      'sid=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ]) {
      const { tokens } = await look(u01, '<p>Bye</p>', { headers: { 'set-cookie': line }, cookies: [] });
      assert.deepEqual(tokens, [], line);
    }
  });
});

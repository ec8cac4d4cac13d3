import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseMarkers, maskValue, mintValues, writtenValues } from '../../../harness/markers/index.js';
import { shapeOf } from '../../../harness/markers/shape.js';
import type { Identity } from '../../../harness/model/identity.js';
import { writtenTurn } from '../../../harness/model/written.js';

function identity(index: number, data: Record<string, string>): Identity {
  const credentials = { username: `account-${String(index)}@mail.example`, password: 'pw' };
  return {
    id: `u0${String(index + 1)}`,
    index,
    credentials,
    aliases: [],
    traits: [],
    tenant: null,
    data,
    minted: {},
  };
}

const nothing = { learned: [], isAnonymous: () => new Set<never>() };

await test('a value that two identities share is no marker, and is named by field and identity only', () => {
  const { markers, rejected } = chooseMarkers(
    [identity(0, { name: 'Jeanne Dupont' }), identity(1, { name: 'JEANNE  DUPONT' })],
    nothing,
  );
  assert.deepEqual(
    markers.map(({ field }) => field),
    ['username', 'username'],
  );
  assert.deepEqual(rejected, [{ field: 'name', owners: ['u01', 'u02'], why: 'shared' }]);
});

await test('dates, towns, postcodes, prices and short numbers are too weak to be markers', () => {
  const weak = {
    birthDate: '1984-03-12',
    town: 'Lyon',
    postcode: '69001',
    balance: '12,50 €',
    orders: '14',
    since: '12 mars 2019',
  };
  const { markers, rejected } = chooseMarkers([identity(0, weak), identity(1, {})], nothing);
  assert.deepEqual(
    markers.map(({ field }) => field),
    ['username', 'username'],
  );
  assert.equal(rejected.filter(({ why }) => why === 'weak').length, 6);
});

await test('a value that stands on an anonymous page is no marker', () => {
  const shown = (markers: readonly { field: string }[]) =>
    new Set(markers.filter(({ field }) => field === 'hotline')) as never;
  const { rejected } = chooseMarkers([identity(0, { hotline: '+33 1 23 45 67 89' }), identity(1, {})], {
    learned: [],
    isAnonymous: shown,
  });
  assert.deepEqual(rejected, [{ field: 'hotline', owners: ['u01'], why: 'anonymous' }]);
});

await test('minted values differ for every identity and every secret', () => {
  const values = Array.from({ length: 2000 }, (_, i) => Object.values(mintValues('secret', i))).flat();
  assert.equal(new Set(values).size, values.length);
  assert.notDeepEqual(mintValues('secret', 1), mintValues('other', 1));
  for (const value of Object.values(mintValues('secret', 5))) assert.notEqual(shapeOf(value).kind, 'weak');
});

await test('a mask keeps no digit, and of a word at most its first letter', () => {
  assert.equal(maskValue('Jeanne Dupont'), 'J••••• D•••••');
  assert.equal(maskValue('jeanne.dupont@mail.fr'), '••••••.••••••@••••.••');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (value) => {
      const masked = maskValue(value);
      assert.doesNotMatch(masked, /\d/);
      for (const word of masked.split(/\s+/))
        assert.ok((word.match(/\p{L}/gu) ?? []).length <= 1, `${value} → ${masked}`);
    }),
  );
});

await test('a town is no marker, with however many words and hyphens', () => {
  const towns = { city: 'Villeneuve-la-Garenne', homeTown: 'Saint Denis en Val', post_code: 'SW1A 1AA' };
  const { markers } = chooseMarkers([identity(0, towns), identity(1, {})], nothing);
  assert.deepEqual(
    markers.map(({ field }) => field),
    ['username', 'username'],
  );
});

await test('values to be written name their owner and their turn, and are markers from the start', () => {
  const values = writtenValues('secret', 3, 4);
  assert.deepEqual(Object.keys(values).map(writtenTurn), [1, 2, 3, 4]);
  assert.equal(writtenTurn('name'), null);
  const all = Array.from({ length: 500 }, (_, i) => Object.values(writtenValues('secret', i, 4))).flat();
  assert.equal(new Set(all).size, all.length);
  const { markers } = chooseMarkers([{ ...identity(0, {}), minted: values }], nothing);
  assert.equal(
    markers.filter(({ field, kind }) => kind === 'minted' && writtenTurn(field) !== null).length,
    4,
  );
});

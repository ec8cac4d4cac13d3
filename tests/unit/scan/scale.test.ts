import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Marker } from '../../../harness/model/marker.js';
import { createRandom } from '../../../harness/model/random.js';
import { createScanner } from '../../../harness/scan/index.js';
import { marker } from './finds.js';

const syllables = [
  'ba',
  'do',
  'fe',
  'ga',
  'ju',
  'ki',
  'lo',
  'mu',
  'na',
  'po',
  're',
  'si',
  'ta',
  'vu',
  'zo',
  'el',
];

/** Six values for each identity, with names and streets from short lists: neighbours share most of their words. */
function population(count: number): readonly Marker[] {
  const random = createRandom(11);
  const word = (length: number): string => Array.from({ length }, () => random.pick(syllables)).join('');
  const given = Array.from({ length: 60 }, () => word(2));
  const family = Array.from({ length: 400 }, () => word(3));
  const unique = (owner: number): string =>
    [12, 8, 4, 0].map((shift) => syllables[(owner >> shift) & 15] ?? '').join('');
  return Array.from({ length: count }, (_, owner) => {
    const name = `${random.pick(given)} ${random.pick(family)} ${unique(owner)}`;
    return [
      marker(owner, 'name', name),
      marker(owner, 'email', `${name.replaceAll(' ', '.')}.${String(owner)}@mail.example`),
      marker(owner, 'phone', `+33 6 ${String(10_000_000 + owner * 17)}`),
      marker(owner, 'customer', String(700_000_000 + owner)),
      marker(owner, 'street', `${String(owner % 300)} rue ${random.pick(family)} ${unique(owner)}`),
      marker(owner, 'token', `tok-${word(2)}-${String(owner)}`),
    ];
  }).flat();
}

for (const identities of [10, 1_000, 50_000]) {
  describe(`${identities.toLocaleString('en')} identities`, () => {
    const markers = population(identities);
    const scanner = createScanner(markers);

    it('are each recognised by their own values and by nobody else’s', () => {
      const step = Math.max(1, Math.floor(identities / 500));
      for (let owner = 0; owner < identities; owner += step) {
        const own = markers.slice(6 * owner, 6 * owner + 6);
        const page = own
          .map(({ field, value }) => `<dt>${field}</dt><dd>${value.toUpperCase()}</dd>`)
          .join('\n');
        const { hits } = scanner.scan(Buffer.from(page), { contentType: 'text/html' });
        assert.deepEqual(new Set(hits.map((hit) => hit.marker)), new Set(own), `identity ${String(owner)}`);
      }
    });

    it('are all silent on a page of the same words in another order', () => {
      const random = createRandom(5);
      const words = markers.slice(0, 600).flatMap(({ value }) => value.match(/[a-z]{3,}/g) ?? []);
      const text = Array.from({ length: 3_000 }, () => random.pick(words)).join(' | ');
      assert.deepEqual(scanner.scan(Buffer.from(text), { contentType: 'text/plain' }).hits, []);
    });
  });
}

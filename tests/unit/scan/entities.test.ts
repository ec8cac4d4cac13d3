import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decodeHTML } from 'entities';
import { namedEntities } from '../../../harness/scan/entities.js';

it('every named entity means what HTML says, but for line breaks and tabs, which are spaces', () => {
  for (const [name, code] of namedEntities()) {
    const expected = decodeHTML(`&${name};`);
    assert.equal(String.fromCodePoint(code), /\s/.test(expected) && code === 0x20 ? ' ' : expected, name);
  }
});

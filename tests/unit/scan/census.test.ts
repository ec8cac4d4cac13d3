import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scannerFor } from './finds.js';

const scanner = scannerFor({
  name: 'Jeanne Dupont',
  email: 'jeanne.dupont@mail.example',
  phone: '06 12 34 56 78',
});
const census = (body: string): number => scanner.scan(Buffer.from(body), { contentType: 'text/html' }).census;

describe('the census of a body', () => {
  it('is 0 without a marker, and the same for the same markers in another order and among other text', () => {
    assert.equal(census('<p>Nobody</p>'), 0);
    assert.notEqual(census('<p>Jeanne Dupont</p>'), 0);
    const there = census('<b>Jeanne Dupont</b> 0612345678 <i>Jeanne Dupont</i>');
    assert.equal(census('<p>0612345678</p> tok123 <p>Jeanne Dupont</p>, Jeanne Dupont'), there);
  });

  it('changes when a marker stands there once less, once more, or in the place of another', () => {
    const values = ['Jeanne Dupont', 'Jeanne Dupont', 'jeanne.dupont@mail.example', '06 12 34 56 78'];
    const whole = census(values.join(' | '));
    const others = [
      ...values.map((_, i) => values.filter((_value, j) => j !== i)),
      [...values, 'Jeanne Dupont'],
      ['Jeanne Dupont', '06 12 34 56 78', 'jeanne.dupont@mail.example', '06 12 34 56 78'],
    ];
    for (const other of others) assert.notEqual(census(other.join(' | ')), whole, other.join());
  });

  it('counts on across a long body', () => {
    const many = (count: number): string => `<li>Jeanne Dupont ${'x'.repeat(50)}</li>`.repeat(count);
    assert.notEqual(census(many(5000)), census(many(4999)));
  });
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { layers as diagnosed, oracleNames } from '../../../harness/model/finding.js';
import { layers } from '../../../lab/faults/fault.js';
import { faults } from '../../../lab/faults/index.js';
import { catalogue } from '../../../lab/matrix/catalogue.js';
import { matrixOf } from '../../../lab/matrix/matrix.js';

const defects = faults.filter((fault) => fault.kind === 'fault');
const controls = faults.filter((fault) => fault.kind === 'control');

describe('the table of faults', () => {
  it('names each fault once, after its file', () => {
    const ids = faults.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const files = readdirSync(new URL('../../../lab/faults', import.meta.url));
    const missing = ids.filter((id) => !files.includes(`${id}.ts`));
    assert.deepEqual(missing, []);
  });

  it('has an incident with an https address, and no two faults with the same one', () => {
    const sources = defects.map(({ incident }) => incident.source);
    assert.deepEqual(
      sources.filter((source) => new URL(source).protocol !== 'https:'),
      [],
    );
    assert.equal(new Set(sources).size, sources.length);
  });

  it('names oracles that the harness has, and its layers', () => {
    for (const { id, oracles } of defects) {
      assert.ok(oracles.length > 0, id);
      const unknown = oracles.filter((oracle) => !oracleNames.some((name) => name === oracle));
      assert.deepEqual(unknown, [], id);
    }
    assert.deepEqual([...layers].sort(), [...diagnosed].sort());
  });

  it('says in whole sentences how a fault shows and what prevents it', () => {
    for (const { id, title, advice } of defects) {
      for (const said of [advice.shows, advice.prevent]) {
        assert.match(said, /^\S.{40,330}\.$/u, id);
        assert.doesNotMatch(said, / {2}/, id);
      }
      assert.match(title, /[^.]$/, id);
    }
  });
});

describe('the catalogue', () => {
  const text = catalogue(
    matrixOf({ startedAt: '2026-11-22T03:00:00.000Z', command: 'sosie-lab matrix', rows: [] }),
  );

  it('has an entry for each fault, under its layer, and a line for each control', () => {
    const entries = [...text.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
    assert.deepEqual(entries.sort(), defects.map(({ id }) => id).sort());
    for (const { id } of controls) assert.ok(text.includes(`- \`${id}\`: `), id);
    assert.equal([...text.matchAll(/^## /gm)].length, layers.length + 1);
  });

  it('says what happens, what is on record, how it shows and what prevents it', () => {
    for (const { incident, advice } of defects) {
      assert.ok(text.includes(`- **On record:** [${incident.what}](${incident.source})`));
      assert.ok(text.includes(`- **Shows:** ${advice.shows}`));
      assert.ok(text.includes(`- **Prevent it:** ${advice.prevent}`));
    }
  });
});

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { scratchProject } from './scratch-project.js';
import type { Ended, ScratchProject } from './scratch-project.js';

type Plant = readonly [rule: string, folder: string, imports: string];

/** A rule, a folder for which it holds, and an import that breaks it. */
const plants: readonly Plant[] = [
  ['model-imports-nothing-of-ours', 'harness/model', '../config/settings.js'],
  ['oracles-are-pure', 'harness/oracles', 'node:fs'],
  ['oracles-are-pure', 'harness/oracles', '../ledger/writer.js'],
  ['parts-import-model-only', 'harness/report', '../oracles/index.js'],
  ['parts-import-model-only', 'harness/actors', '../run/run.js'],
  ['markers-imports-scan-only', 'harness/markers', '../config/settings.js'],
  ['observation-imports-markers-and-scan-only', 'harness/observation', '../ledger/writer.js'],
  ['judge-imports-oracles-and-diagnosis-only', 'harness/judge', '../report/index.js'],
  ['run-stays-below-its-callers', 'harness/run', '../cli/sosie.js'],
  ['harness-never-imports-lab', 'harness/run', '../../lab/shop/parts.js'],
  ['lab-never-imports-harness', 'lab/shop', '../../harness/model/words.js'],
  ['setup-stands-alone', 'harness/setup/planted.mjs', 'zod'],
  ['nothing-imports-setup', 'harness/run', '../setup/project.mjs'],
  ['product-imports-no-tests', 'harness/run', '../../bench/run.js'],
  ['no-development-dependency', 'lab/shop', 'fast-check'],
  ['no-undeclared-package', 'lab/shop', 'semver'],
  ['no-unresolvable', 'lab/shop', './nowhere.js'],
];

const word = "export const word = 'word';\n";
const importing = (...paths: readonly string[]): string =>
  paths.map((path, i) => `import * as part${i} from '${path}';\nexport const all${i} = part${i};\n`).join('');

/** A small tree that keeps every rule. */
const lawful: Readonly<Record<string, string>> = {
  'harness/model/words.ts': word,
  'harness/config/settings.ts': importing('../model/words.js'),
  'harness/ledger/writer.ts': importing('../model/words.js', 'node:fs'),
  'harness/oracles/index.ts': importing('../model/words.js'),
  'harness/scan/scanner.ts': importing('../model/words.js'),
  'harness/markers/markers.ts': importing('../scan/scanner.js'),
  'harness/observation/observer.ts': importing('../scan/scanner.js', '../markers/markers.js'),
  'harness/judge/judge.ts': importing('../oracles/index.js', '../model/words.js'),
  'harness/report/index.ts': importing('../model/words.js', 'zod'),
  'harness/run/run.ts': importing(
    '../judge/judge.js',
    '../report/index.js',
    '../ledger/writer.js',
    '../config/settings.js',
    '../observation/observer.js',
  ),
  'harness/cli/sosie.ts': importing('../run/run.js'),
  'lab/shop/account.ts': word,
  'lab/shop/parts.ts': importing('./account.js', 'express'),
  'bench/run.ts': importing('../harness/run/run.js'),
};

const gate = (project: ScratchProject): ReturnType<ScratchProject['node']> =>
  project.node('harness/setup/check.mjs', 'boundaries');

describe('the boundaries gate', () => {
  let project: ScratchProject;
  let lawfulRun: Ended;
  let plantedRun: Ended;

  before(async () => {
    project = await scratchProject(lawful);
    lawfulRun = await gate(project);
    for (const [i, plant] of plants.entries()) await project.write(planted(plant, i), importing(plant[2]));
    await project.write('harness/run/one.ts', importing('./two.js'));
    await project.write('harness/run/two.ts', importing('./one.js'));
    await project.write('harness/run/alone.ts', word);
    plantedRun = await gate(project);
  });
  after(() => project.remove());

  test('lets a lawful tree pass and says how much it looked at', () => {
    assert.equal(lawfulRun.code, 0, lawfulRun.text);
    assert.match(lawfulRun.text, /boundaries +ok +\d\d modules, \d\d+ imports looked at/);
  });

  test('fails when something is planted', () => assert.equal(plantedRun.code, 1, plantedRun.text));

  for (const [i, plant] of plants.entries()) {
    const [rule, folder, imports] = plant;
    test(`catches ${folder} importing ${imports} (${rule})`, () => {
      assert.ok(plantedRun.text.includes(`${rule}: ${planted(plant, i)} → `), plantedRun.text);
    });
  }

  test('catches a cycle', () => assert.match(plantedRun.text, /^no-cycle: harness\/run\/(one|two)\.ts → /m));

  test('catches an orphan', () => assert.match(plantedRun.text, /^no-orphan: harness\/run\/alone\.ts$/m));

  test('says why a rule is there', () => {
    assert.match(plantedRun.text, /A mistake made in both would hide itself/);
  });

  test('fails when a source file was not looked at', async () => {
    const config = join(project.root, '.dependency-cruiser.mjs');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace('options: {', "options: { exclude: { path: '^harness/ledger/' },"));
    const { code, text: said } = await gate(project);
    assert.equal(code, 1, said);
    assert.match(said, /source files that were not looked at \(1\): harness\/ledger\/writer\.ts/);
  });
});

/** Where the plant with that number is put. */
function planted([, folder]: Plant, i: number): string {
  return `${folder}/planted-${i}.${folder === 'harness/setup' ? 'mjs' : 'ts'}`;
}

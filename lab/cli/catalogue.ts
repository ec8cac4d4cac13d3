import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { catalogue } from '../matrix/catalogue.js';
import { parseMatrix, together, type Matrix } from '../matrix/matrix.js';
import { LabError } from '../rollout/lab-error.js';

/** `catalogue`: every fault as a Markdown document, with its score in a matrix. */
export function catalogueCommand(): Command {
  return new Command('catalogue')
    .description('print docs/catalogue.md: every fault, its incident, how it shows, and its score')
    .requiredOption(
      '--matrix <file...>',
      'matrix.json of one or more "sosie-lab matrix": their runs are added up',
    )
    .action(async ({ matrix: files }: { matrix: readonly string[] }) => {
      const matrices = await Promise.all(files.map(readMatrix));
      process.stdout.write(catalogue(together(matrices)));
    });
}

async function readMatrix(file: string): Promise<Matrix> {
  const text = await readFile(file, 'utf8').catch(() => null);
  const matrix = text === null ? null : parseMatrix(text);
  if (matrix === null) {
    throw new LabError(
      'usage',
      `${file} is no matrix.json.`,
      'Make one with "sosie-lab matrix --out <directory>".',
    );
  }
  return matrix;
}

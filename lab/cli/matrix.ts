import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { faults } from '../faults/index.js';
import type { Fault } from '../faults/fault.js';
import { cellsOf } from '../matrix/cells.js';
import { toHtml } from '../matrix/html.js';
import { toMarkdown } from '../matrix/markdown.js';
import { matrixOf, type Matrix } from '../matrix/matrix.js';
import type { MatrixRow } from '../matrix/row.js';
import { runOne } from '../matrix/run-one.js';
import { describeScore } from '../matrix/score.js';
import { exitCodes } from './exit-codes.js';
import { parseFault, parseWhole } from './flags.js';
import { onEndSignals, signalCode } from './signals.js';

interface MatrixFlags {
  readonly only: readonly Fault[];
  readonly repeat: number;
  readonly jobs: number;
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly out: string;
}

/** `matrix`: every fault and every control through the ordinary command line; the score of the harness. */
export function matrixCommand(): Command {
  return new Command('matrix')
    .description('run every fault and every control; print and write who was caught, by what, how fast')
    .addOption(
      new Option('--only <ids>', 'faults and controls, by comma')
        .default(faults, 'all')
        .argParser(parseFaults),
    )
    .addOption(
      new Option('--repeat <times>', 'how often each is run').default(1).argParser(parseWhole(1, 100)),
    )
    .addOption(
      new Option('--jobs <number>', 'runs at the same time; each needs two processors')
        .default(Math.max(1, Math.floor(availableParallelism() / 2)))
        .argParser(parseWhole(1, 64)),
    )
    .option('--quick', 'shorter phases: a first impression, not a score')
    .option('--json', 'print the matrix as one JSON document, everything else on stderr')
    .option('--out <directory>', 'where matrix.json, matrix.md, matrix.html and the runs go', 'sosie-matrix')
    .action(async (flags: MatrixFlags) => {
      process.exitCode = await matrix({ ...flags, out: resolve(flags.out) });
    });
}

function parseFaults(text: string): readonly Fault[] {
  const ids = text.split(',').filter((id) => id !== '');
  if (ids.length === 0) throw new InvalidArgumentError('it must name at least one fault.');
  return ids.map(parseFault);
}

const quickPhases = ['--before', '3', '--after', '4'] as const;

async function matrix(flags: MatrixFlags): Promise<number> {
  const startedAt = new Date().toISOString();
  const queue = Array.from({ length: flags.repeat }, () => flags.only).flat();
  const rows: MatrixRow[] = [];
  const stopping = new AbortController();
  const ending: { by?: NodeJS.Signals } = {};
  const release = onEndSignals((signal) => {
    ending.by = signal;
    queue.length = 0;
    stopping.abort();
  });
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const total = queue.length;
  await mkdir(flags.out, { recursive: true });
  const lane = async (): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      const { row, said } = await runOne({
        fault,
        out: join(flags.out, 'runs'),
        flags: flags.quick === true ? quickPhases : [],
        signal: stopping.signal,
      });
      if (stopping.signal.aborted) return;
      rows.push(row);
      say(`${String(rows.length).padStart(3)}/${String(total)}  ${cellsOf(row).join('  ').trimEnd()}`);
      if (row.verdict === null) say(said.trimEnd());
      await write(flags.out, matrixOf({ startedAt, command: commandOf(flags), rows: inOrder(rows) }));
    }
  };
  try {
    await Promise.all(Array.from({ length: flags.jobs }, lane));
  } finally {
    release();
  }
  const whole = matrixOf({ startedAt, command: commandOf(flags), rows: inOrder(rows) });
  if (flags.json === true) process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  say(`\n${describeScore(whole.score).join('\n')}\n${join(flags.out, 'matrix.html')}`);
  if (ending.by !== undefined) return signalCode(ending.by);
  return rows.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.unexpectedVerdict;
}

async function write(directory: string, whole: Matrix): Promise<void> {
  await writeFile(join(directory, 'matrix.json'), `${JSON.stringify(whole, null, 2)}\n`);
  await writeFile(join(directory, 'matrix.md'), toMarkdown(whole));
  await writeFile(join(directory, 'matrix.html'), toHtml(whole));
}

/** As listed, the repetitions of a fault side by side. */
function inOrder(rows: readonly MatrixRow[]): readonly MatrixRow[] {
  const place = new Map(faults.map(({ id }, index) => [id, index]));
  return [...rows].sort((a, b) => (place.get(a.fault) ?? 0) - (place.get(b.fault) ?? 0));
}

function commandOf({ only, repeat, quick }: MatrixFlags): string {
  const names = only.length === faults.length ? '' : ` --only ${only.map(({ id }) => id).join(',')}`;
  return `sosie-lab matrix${names}${repeat === 1 ? '' : ` --repeat ${String(repeat)}`}${quick === true ? ' --quick' : ''}`;
}

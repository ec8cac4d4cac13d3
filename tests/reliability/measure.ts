import { Command } from 'commander';
import type { Kept } from './kept.js';
import { performTrial } from './perform-trial.js';
import { tableOf, type Tried } from './table.js';
import { trials } from './trials/index.js';

/** `npm run reliability`: every trial again and again; prints the table of docs/reliability.md and what went wrong. */
const program = new Command('npm run reliability --')
  .option('--repeat <n>', 'how often each trial', Number, 1)
  .option('--only <names>', 'parts of names, separated by commas')
  .option('--at-once <n>', 'trials beside each other', Number, 2)
  .option('--minutes <n>', 'begin no further trial after so many minutes', Number, Infinity)
  .parse();
const { repeat, only, atOnce, minutes } = program.opts<{
  repeat: number;
  only?: string;
  atOnce: number;
  minutes: number;
}>();

const parts = only?.split(',') ?? [''];
const chosen = trials.filter(
  ({ name, impossible }) => parts.some((part) => name.includes(part)) && (impossible?.() ?? null) === null,
);
const tried = new Map<string, Tried[]>(chosen.map(({ name }) => [name, []]));
// Round by round, so that every trial was repeated as often as every other whenever it ends.
const waiting = Array.from({ length: repeat }, () => chosen).flat();
const endMs = performance.now() + minutes * 60_000;

async function work(): Promise<void> {
  for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
    if (performance.now() > endMs) return;
    const { name } = trial;
    const one = await performTrial(trial).catch((error: unknown) => ({
      kept: null as Kept | null,
      wrongs: [`the trial failed: ${error instanceof Error ? error.message : String(error)}`],
    }));
    tried.get(name)?.push(one);
    const said = one.wrongs.length === 0 ? 'right' : `WRONG: ${one.wrongs.join('; ')}`;
    process.stderr.write(
      `${name}: ${said} (exit code ${String(one.kept?.code)}, ${String(one.kept?.verdict)}, ${(one.kept?.seconds ?? 0).toFixed(1)} s)\n`,
    );
    if (one.wrongs.length > 0 || process.env['V']) process.stderr.write(`${one.kept?.stderr ?? ''}\n`);
  }
}

await Promise.all(Array.from({ length: atOnce }, work));
process.stdout.write(`${tableOf(chosen, tried).join('\n')}\n`);
process.exitCode = [...tried.values()].flat().every(({ wrongs }) => wrongs.length === 0) ? 0 : 1;

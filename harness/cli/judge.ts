import { Command } from 'commander';
import { judgeStored } from '../run/judge-stored.js';
import { closingLines, createPalette } from '../report/index.js';
import { wantsColour } from './colour.js';
import { exitCodeOf } from './exit-codes.js';

/** `sosie judge RUN`: the verdict again, from the ledger alone. */
export function judgeCommand(): Command {
  return new Command('judge')
    .description('the verdict again from the ledger of a run, also of one that was killed')
    .argument('<run>', 'the run directory')
    .option('--json', 'the result as JSON on stdout')
    .action(async (directory: string, flags: { json?: true }) => {
      const { result } = await judgeStored(directory);
      if (flags.json === true) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      process.stderr.write(
        `${closingLines(result, createPalette(wantsColour(process.env, process.stderr.isTTY)), process.stderr.isTTY ? process.stderr.columns : 100).join('\n')}\n`,
      );
      process.exitCode = exitCodeOf(result.verdict, null);
    });
}

import { Command } from 'commander';
import { loadConfig } from '../config/load.js';
import { check, type CheckOutcome } from '../run/check.js';
import { checkLines } from './check-lines.js';
import { exitCodes } from './exit-codes.js';
import { addRunOptions, overridesOf, type RunFlags } from './options.js';
import { onSignals } from './signals.js';

/** Columns where the output is no terminal. */
const usualWidth = 80;

/**
 * `sosie check`: config, target, browser, every identity's login, its markers on each page, and the fire drill;
 * nothing is rolled out.
 */
export function checkCommand(): Command {
  return addRunOptions(
    new Command('check').description(
      'preflight: config, target, browser, every login, what each page tells, and the fire drill',
    ),
  ).action(async (flags: RunFlags) => {
    const settings = await loadConfig({ file: flags.config, cwd: process.cwd(), flags: overridesOf(flags) });
    const signals = onSignals();
    const outcome = await check({
      settings,
      signal: signals.signal,
      env: process.env,
      cwd: process.cwd(),
      say: (line) => {
        process.stderr.write(`  · ${line}\n`);
      },
    });
    signals.dispose();
    const columns = process.stdout.isTTY ? process.stdout.columns : usualWidth;
    if (flags.json === true) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
    else process.stdout.write(`${checkLines(outcome, columns).join('\n')}\n`);
    process.exitCode = exitCodeFor(outcome);
  });
}

function exitCodeFor({ ready, violations }: CheckOutcome): number {
  if (violations.length > 0) return exitCodes.violation;
  return ready ? exitCodes.pass : exitCodes.inconclusive;
}

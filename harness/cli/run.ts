import { Command } from 'commander';
import { appendFileSync } from 'node:fs';
import { loadConfig } from '../config/load.js';
import { sendRun } from '../gate/otlp/run-telemetry.js';
import { createTerminalReporter } from '../report/index.js';
import { run } from '../run/run.js';
import { exitCodeOf, exitCodes, exitMeanings } from './exit-codes.js';
import { addRunOptions, overridesOf, type RunFlags } from './options.js';
import { wantsColour } from './colour.js';
import { onSignals } from './signals.js';

/** `sosie run`: one whole run against the configured target. */
export function runCommand(): Command {
  return addRunOptions(
    new Command('run').description('one whole run against the target: live progress, report, exit code'),
  ).action(async (flags: RunFlags) => {
    const settings = await loadConfig({ file: flags.config, cwd: process.cwd(), flags: overridesOf(flags) });
    const signals = onSignals();
    const reporter = createTerminalReporter({
      stream: process.stderr,
      isTty: process.stderr.isTTY,
      colour: wantsColour(process.env, process.stderr.isTTY),
      quiet: flags.quiet ?? false,
      now: () => performance.now(),
    });
    const outcome = await run({
      settings,
      reporter,
      signal: signals.signal,
      env: process.env,
      cwd: process.cwd(),
    });
    if (flags.json === true) process.stdout.write(`${JSON.stringify(outcome.result, null, 2)}\n`);
    const summary = process.env['GITHUB_STEP_SUMMARY'];
    if (summary !== undefined && summary !== '') appendSummary(summary, outcome.markdown);
    await sendRun({
      result: outcome.result,
      env: process.env,
      say: (line) => {
        process.stderr.write(`${line}\n`);
      },
    });
    const code =
      outcome.failures.length > 0 && outcome.result.verdict !== 'fail'
        ? exitCodes.broken
        : exitCodeOf(outcome.result.verdict, signals.received());
    process.stderr.write(`exit code ${String(code)}: ${exitMeanings[code] ?? ''}\n`);
    process.exitCode = code;
    signals.dispose();
  });
}

/** A job page that cannot be written (disk full) must not take the verdict's place in the exit code. */
function appendSummary(file: string, markdown: string): void {
  try {
    appendFileSync(file, markdown);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the job's summary could not be written: ${why}\n`);
  }
}

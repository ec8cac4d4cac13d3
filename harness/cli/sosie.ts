#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { SosieError } from '../model/errors.js';
import { version } from '../model/version.js';
import { checkCommand } from './check.js';
import { exitCodeOfError, exitCodes, exitMeanings } from './exit-codes.js';
import { installLastResort } from './last-resort.js';
import { judgeCommand } from './judge.js';
import { planCommand } from './plan.js';
import { printError } from './print-error.js';
import { reportCommand } from './report.js';
import { runCommand } from './run.js';
import { watchCommand } from './watch.js';

const program = new Command('sosie')
  .description('Proves that, across a deployment, every signed-in user saw only themselves.')
  .version(version)
  .showHelpAfterError('(see: sosie --help)')
  .addHelpText(
    'after',
    `\nExit codes: ${Object.entries(exitMeanings)
      .map(([code, meaning]) => `${code} ${meaning}`)
      .join(' · ')}` +
      '\nStart with: sosie check, then sosie run. Without a target of your own: npm start in a checkout of Sosie.',
  );
for (const command of [runCommand, watchCommand, checkCommand, planCommand, judgeCommand, reportCommand])
  program.addCommand(command());
for (const command of program.commands) command.exitOverride().configureHelp({ showGlobalOptions: true });
program.exitOverride();
installLastResort();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = end(error);
}

function end(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  printError(error, process.stderr);
  return error instanceof SosieError ? exitCodeOfError(error.code) : exitCodes.broken;
}

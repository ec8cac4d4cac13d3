#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { catalogueCommand } from './catalogue.js';
import { demoCommand } from './demo.js';
import { downCommand } from './down.js';
import { exitCodes, reportError } from './exit-codes.js';
import { listCommand } from './list.js';
import { matrixCommand } from './matrix.js';
import { rollCommand } from './roll.js';
import { runCommand } from './run.js';
import { serveCommand } from './serve.js';
import { upCommand } from './up.js';

const examples = `
Examples:
  sosie-lab demo                                        the La Poste incident, then the mended release
  sosie-lab list                                        what can be broken
  sosie-lab run --fault edge-ignores-cookie             one fault through the whole harness
  sosie-lab matrix --quick                              every fault and control: the score of the harness
  sosie-lab up --fault collapsed-requests --port 4380   start it, look at it, then:
  sosie-lab roll v2                                     roll the broken release
  sosie-lab roll v1                                     roll back to the sound one
  sosie-lab down

Exit codes: 0 done, 1 the demo or the matrix did not come out as it should, 2 usage, 4 could not start.
"run" gives the exit code of its "sosie run": 0 pass, 1 violation, 2 usage, 3 inconclusive, 4 broken, 130/143 signals.
`;

const program = new Command('sosie-lab')
  .description('A small web shop that can be broken on purpose, to see what Sosie finds.')
  .addHelpText('after', examples)
  .showHelpAfterError('(see: sosie-lab --help)');
for (const create of [
  demoCommand,
  listCommand,
  runCommand,
  matrixCommand,
  catalogueCommand,
  upCommand,
  rollCommand,
  downCommand,
  serveCommand,
]) {
  program.addCommand(create().exitOverride());
}
program.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.exitCode = reportError(error);
  else process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
}

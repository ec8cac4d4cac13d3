import { exitCodes } from './exit-codes.js';
import { printError } from './print-error.js';

/**
 * What must not be left to Node. Its exit code for an error that nobody caught is 1, which here says that a violation was
 * proven: such an error ends the process with 4 instead. And whoever read our output may go away (a pager, `head`, a log
 * collector): the run goes on without them, since its verdict stands in its exit code and in its directory.
 */
export function installLastResort(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error: unknown) => {
    printError(error, process.stderr);
    process.exit(exitCodes.broken);
  });
}

import { Command } from 'commander';
import { requestStop } from './control-client.js';
import { nameOption } from './lab-flags.js';
import { isRunning, removeState, requireState, stateFolder } from './state.js';

const stopWithinMs = 30_000;

/** `down`: stops a lab that runs in the background. */
export function downCommand(): Command {
  return new Command('down')
    .description('stop the lab')
    .addOption(nameOption())
    .action(async (flags: { name: string }) => {
      const state = await requireState(flags.name);
      // Only a process that answers with our token is ours to kill: the id alone may be another's by now.
      await requestStop(state.control);
      // Its children see their stdin close and end by themselves.
      if (!(await hasEnded(state.pid))) process.kill(state.pid, 'SIGKILL');
      await removeState(stateFolder(flags.name));
      process.stdout.write(`the lab "${flags.name}" has stopped\n`);
    });
}

async function hasEnded(pid: number): Promise<boolean> {
  const deadline = performance.now() + stopWithinMs;
  while (performance.now() < deadline) {
    if (!isRunning(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

import { Command } from 'commander';
import { openControl } from '../rollout/control.js';
import { openLab } from '../rollout/lab.js';
import { labOptions } from '../rollout/options.js';
import { createTeardown } from '../rollout/teardown.js';
import { labFlags, readLabFlags } from './lab-flags.js';
import { onEndSignals } from './signals.js';
import { removeState, stateFolder, writeState } from './state.js';

/** `serve`: the lab in the foreground; `up` runs it in the background. Ends by a signal or by `down`. */
export function serveCommand(): Command {
  return labFlags(
    new Command('serve').description('start the lab in the foreground, until a signal or "down"'),
  ).action(async (_flags: unknown, command: Command) => {
    const { name, ...more } = readLabFlags(command);
    await serve(name, more);
  });
}

async function serve(name: string, more: Omit<ReturnType<typeof readLabFlags>, 'name'>): Promise<void> {
  const folder = stateFolder(name);
  const stopped = new AbortController();
  const teardown = createTeardown();
  const release = onEndSignals(() => stopped.abort());
  try {
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    const lab = await openLab(labOptions(more.fault, { ...more, log }));
    teardown.add('the lab', () => lab.close());
    const control = await openControl(lab, () => stopped.abort());
    teardown.add('the control endpoint', () => control.close());
    const state = {
      pid: process.pid,
      url: lab.url,
      adminToken: lab.adminToken,
      control: { url: control.url, token: control.token },
      fault: more.fault.id,
    };
    await writeState(folder, state, lab.accounts);
    teardown.add('the state folder', () => removeState(folder));
    log(`ready: ${lab.url}`);
    await aborted(stopped.signal);
  } finally {
    await teardown.run();
    release();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

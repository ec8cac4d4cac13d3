import { Command, Option } from 'commander';
import { LabError } from '../rollout/lab-error.js';
import { parseName } from './flags.js';
import { requestRoll } from './control-client.js';
import type { ControlAddress } from './control-client.js';
import { nameOption } from './lab-flags.js';
import { requireState } from './state.js';

interface RollFlags {
  readonly name: string;
  readonly control?: string;
  readonly token?: string;
}

/** `roll`: replaces every instance by one of a release, one line per step on stdout. */
export function rollCommand(): Command {
  return new Command('roll')
    .description('replace the running release by another one, instance by instance')
    .argument('[release]', 'any name; the first one is sound again', parseName, 'v2')
    .addOption(nameOption())
    .addOption(new Option('--control <url>', 'control endpoint of the lab').env('LAB_CONTROL'))
    .addOption(new Option('--token <token>', 'its token').env('LAB_CONTROL_TOKEN'))
    .action(async (release: string, flags: RollFlags) => {
      const print = (line: string): void => void process.stdout.write(`${line}\n`);
      await requestRoll(await addressOf(flags), release, print);
      print(`every instance runs ${release}`);
    });
}

async function addressOf(flags: RollFlags): Promise<ControlAddress> {
  if (flags.control === undefined) return (await requireState(flags.name)).control;
  if (flags.token === undefined)
    throw new LabError('usage', '--control needs --token (or LAB_CONTROL_TOKEN).');
  return { url: flags.control, token: flags.token };
}

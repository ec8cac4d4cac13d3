import { Command, Option } from 'commander';
import type { Fault } from '../faults/fault.js';
import { LabError } from '../rollout/lab-error.js';
import { labOptions } from '../rollout/options.js';
import { parseName } from './flags.js';
import { crowdOption, faultOption, instancesOption } from './lab-flags.js';
import { parseResult } from './result.js';
import { runSosie } from './sosie-child.js';
import { withLab } from './with-lab.js';

interface RunFlags {
  readonly fault: Fault;
  readonly rollout?: 'none';
  readonly json?: boolean;
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly instances: number;
  readonly crowd: number;
}

/** `run`: starts a lab with a fault, runs `sosie run` against it, stops the lab. */
export function runCommand(): Command {
  return new Command('run')
    .description('start a lab with a fault, run "sosie run" against it, stop it; exit code of the run')
    .addOption(faultOption())
    .addOption(new Option('--rollout <driver>', 'none: the first, sound release stays').choices(['none']))
    .option('--json', "print the run's result.json on stdout, everything else on stderr")
    .addOption(new Option('--from <release>', 'the first release').default('v1').argParser(parseName))
    .addOption(new Option('--to <release>', 'the release with the fault').default('v2').argParser(parseName))
    .option('--out <directory>', 'where run directories go', 'sosie-runs')
    .addOption(instancesOption())
    .addOption(crowdOption())
    .argument('[flags...]', 'after "--": further flags of "sosie run", such as -- --after 5')
    .action(async (further: string[], flags: RunFlags) => {
      process.exitCode = await runOnce(flags, further);
    });
}

async function runOnce(flags: RunFlags, further: readonly string[]): Promise<number> {
  if (flags.from === flags.to) {
    throw new LabError(
      'usage',
      `--from and --to are both "${flags.to}", but the first release is always sound.`,
    );
  }
  const log = (line: string): void => void process.stderr.write(`lab: ${line}\n`);
  const { from: release, instances, crowd } = flags;
  const options = labOptions(flags.fault, { release, instances, crowd, log });
  const to = flags.rollout === 'none' ? null : flags.to;
  const { exitCode, stdout } = await withLab(options, (lab, control) =>
    runSosie({ lab, control, to, out: flags.out, flags: further }),
  );
  if (flags.json === true) process.stdout.write(stdout);
  const verdict = parseResult(stdout)?.verdict ?? null;
  log(`${flags.fault.id}: ${verdict ?? 'no verdict'} (exit code ${exitCode})`);
  // Node ends with 1 when it crashes, which must never be taken for "violation"; nor an empty 0 for "pass".
  if (verdict === null && exitCode < 2) {
    throw new LabError(
      'start',
      `sosie run gave no result (exit code ${exitCode}).`,
      'Its own message stands above.',
    );
  }
  return exitCode;
}

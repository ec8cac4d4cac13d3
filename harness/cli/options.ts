import { InvalidArgumentError, Option, type Command } from 'commander';
import { presetNames, pressureNames, type PresetName, type PressureName } from '../config/sosie-config.js';
import { rolloutFlags, type Overrides, type RolloutFlag } from '../config/resolve.js';

/** What commander hands over for the options that `run` and `check` share. */
export interface RunFlags {
  readonly config?: string;
  readonly baseUrl?: string;
  readonly browsers?: number;
  readonly sessions?: number;
  readonly before?: number;
  readonly after?: number;
  readonly pressure?: PressureName;
  readonly during?: string;
  readonly rollout?: RolloutFlag;
  readonly require?: PresetName;
  readonly longestAfter?: number;
  readonly maxRate?: number;
  readonly confidence?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** The options of `run` and `check`; every one of them wins over the environment and the config. */
export function addRunOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the config file (default: sosie.config.ts, .js or .json here)')
    .option('--base-url <url>', 'the target, in place of target.baseUrl')
    .option('--browsers <n>', 'browser actors', number)
    .option('--sessions <n>', 'plain-HTTP sessions', number)
    .option('--before <seconds>', 'seconds of looking before the rollout', number)
    .option('--after <seconds>', 'seconds of looking after it', number)
    .addOption(new Option('--pressure <profile>', 'how the actors press').choices(pressureNames))
    .option(
      '--during <command>',
      'shell command that rolls the new release out; its start and end bound the rollout',
    )
    .addOption(
      new Option(
        '--rollout <driver>',
        'watch: somebody else rolls out, and the target tells; manual: you tell; none: just look',
      ).choices(rolloutFlags),
    )
    .addOption(new Option('--require <preset>', 'what a pass must have seen').choices(presetNames))
    .option('--max-rate <rate>', 'highest rate of mix-ups that a pass must exclude, such as 1e-3', number)
    .option('--confidence <level>', 'at which confidence, such as 0.95', number)
    .option(
      '--longest-after <seconds>',
      'with --max-rate: the looking after the rollout ends once that rate is excluded, at the latest then',
      number,
    )
    .option('--seed <n>', 'seed of the schedule', number)
    .option(
      '--out <directory>',
      'where run directories go, as seen from here (default: sosie-runs beside the config)',
    )
    .option('--json', 'one JSON document on stdout, everything else on stderr')
    .option('--quiet', 'only the verdict');
}

/** The flags as overrides of the config. */
export function overridesOf(flags: RunFlags): Overrides {
  return {
    baseUrl: flags.baseUrl,
    browsers: flags.browsers,
    sessions: flags.sessions,
    beforeSeconds: flags.before,
    afterSeconds: flags.after,
    pressure: flags.pressure,
    during: flags.during,
    rollout: flags.rollout,
    require: flags.require,
    longestAfterSeconds: flags.longestAfter,
    maxRate: flags.maxRate,
    confidence: flags.confidence,
    out: flags.out,
    seed: flags.seed,
  };
}

/** Parses a number, or tells what was given instead. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

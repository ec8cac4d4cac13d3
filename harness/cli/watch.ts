import { Command, Option } from 'commander';
import { loadConfig } from '../config/load.js';
import { presetNames, type PresetName } from '../config/sosie-config.js';
import { closingLines, createPalette } from '../report/index.js';
import { watch } from '../run/watch/watch.js';
import { wantsColour } from './colour.js';
import { serveGate, tellOpenTelemetry } from './gate.js';
import { exitCodeOf, exitMeanings } from './exit-codes.js';
import { number } from './options.js';
import { onSignals } from './signals.js';

interface WatchFlags {
  readonly config?: string;
  readonly baseUrl?: string;
  readonly browsers?: number;
  readonly sessions?: number;
  readonly rate?: number;
  readonly require?: PresetName;
  readonly maxRate?: number;
  readonly confidence?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly listen?: string;
  readonly json?: true;
}

/** `sosie watch`: looks on beside a target without an end, with a verdict for each rollout that it notices. */
export function watchCommand(): Command {
  return new Command('watch')
    .description('look on beside a target without an end: a verdict for each rollout, a kill switch')
    .option('-c, --config <file>', 'the config file (default: sosie.config.ts, .js or .json here)')
    .option('--base-url <url>', 'the target, in place of target.baseUrl')
    .option('--browsers <n>', 'browser actors (default: none)', number)
    .option('--sessions <n>', 'plain-HTTP sessions', number)
    .option('--rate <n>', 'requests per second of all actors together (default: 5)', number)
    .addOption(new Option('--require <preset>', 'what a pass must have seen').choices(presetNames))
    .option('--max-rate <rate>', 'highest rate of mix-ups that a pass must exclude, such as 1e-3', number)
    .option('--confidence <level>', 'at which confidence, such as 0.95', number)
    .option('--seed <n>', 'seed of the schedule', number)
    .option(
      '--out <directory>',
      'where run directories go, as seen from here (default: sosie-runs beside the config)',
    )
    .option(
      '--listen <host:port>',
      'serve the verdict, the gates of Argo Rollouts and Flagger, metrics and a live page there',
    )
    .option('--json', 'one line of JSON on stdout for each rollout that was judged')
    .action(look);
}

async function look(flags: WatchFlags): Promise<void> {
  const { config, rate, json, listen, ...overrides } = flags;
  const settings = await loadConfig({
    file: config,
    cwd: process.cwd(),
    flags: { ...overrides, ratePerSecond: rate, watching: true },
  });
  const signals = onSignals();
  const say = (line: string): void => {
    process.stderr.write(`${new Date().toISOString().slice(0, 19)}Z ${line}\n`);
  };
  const palette = createPalette(wantsColour(process.env, process.stderr.isTTY));
  const status = await watch({
    settings,
    signal: signals.signal,
    env: process.env,
    cwd: process.cwd(),
    say,
    ...(listen === undefined ? {} : { serve: serveGate({ listen, env: process.env, say }) }),
    tell: tellOpenTelemetry({ env: process.env, say }),
    onJudged: (result) => {
      process.stderr.write(`${closingLines(result, palette, 100).join('\n')}\n`);
      if (json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
    },
  });
  const code = exitCodeOf(status.verdict, signals.received());
  process.stderr.write(`exit code ${String(code)}: ${exitMeanings[code] ?? ''}\n`);
  process.exitCode = code;
  signals.dispose();
}

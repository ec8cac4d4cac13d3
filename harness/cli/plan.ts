import { Command } from 'commander';
import { loadConfig } from '../config/load.js';
import type { Settings } from '../config/settings.js';
import { forecastFor, planFor, type LoadForecast, type Plan } from '../judge/plan.js';
import { SosieError } from '../model/errors.js';
import { plannedLoad, plannedRate } from '../run/planned-load.js';
import { number } from './options.js';

interface PlanFlags {
  readonly maxRate: number;
  readonly confidence: number;
  readonly config?: string;
  readonly json?: true;
}

/** `sosie plan`: how many observations, users and minutes a claim needs, and how far the config's own load gets. */
export function planCommand(): Command {
  return new Command('plan')
    .description('how many observations, users and minutes a claim needs')
    .requiredOption('--max-rate <rate>', 'the rate of mix-ups to exclude, such as 1e-4', number)
    .option('--confidence <level>', 'at which confidence', number, 0.95)
    .option(
      '-c, --config <file>',
      'whose load is looked at as well (default: sosie.config.ts, .js or .json here)',
    )
    .option('--json', 'the plan as JSON on stdout')
    .action(async (flags: PlanFlags) => {
      requireShare('--max-rate', flags.maxRate);
      requireShare('--confidence', flags.confidence);
      const plan = planFor(flags.maxRate, flags.confidence);
      const settings = await settingsIfAny(flags.config);
      const configured = settings === null ? null : forecastOf(settings, plan.observations);
      if (flags.json === true) process.stdout.write(`${JSON.stringify({ ...plan, configured }, null, 2)}\n`);
      else process.stdout.write(`${[...sentences(plan), ...advice(settings, configured)].join('\n')}\n`);
    });
}

function requireShare(name: string, value: number): void {
  if (value > 0 && value < 1) return;
  throw new SosieError('SOSIE_CONFIG_USAGE', `${name} must be between 0 and 1, but was ${String(value)}.`);
}

/** A plan needs no config; one that is named, or that is there and wrong, is told. */
async function settingsIfAny(file: string | undefined): Promise<Settings | null> {
  try {
    return await loadConfig({ file, cwd: process.cwd(), flags: {} });
  } catch (error) {
    const isAbsent = error instanceof SosieError && error.code === 'SOSIE_CONFIG_NOT_FOUND';
    if (isAbsent && file === undefined) return null;
    throw error;
  }
}

function forecastOf(settings: Settings, observations: number): LoadForecast {
  const { load, rollout } = settings;
  const { browsers, sessions } = plannedLoad(settings);
  const longest = rollout.driver === 'none' ? rollout.seconds * 1000 : load.afterMs;
  return forecastFor(observations, {
    users: browsers + sessions,
    perUserPerSecond: plannedRate(settings),
    longestSeconds: Math.max(longest, load.longestAfterMs) / 1000,
  });
}

function sentences(plan: Plan): readonly string[] {
  const rates = [...new Set(plan.combinations.map(({ perUserPerSecond }) => perUserPerSecond))];
  const users = [...new Set(plan.combinations.map((combination) => combination.users))];
  const cell = (count: number, rate: number): string => {
    const minutes = plan.combinations.find(
      (each) => each.users === count && each.perUserPerSecond === rate,
    )?.minutes;
    return span((minutes ?? 0) * 60);
  };
  const line = (cells: readonly string[]): string => cells.map((text) => text.padStart(12)).join('');
  return [
    `To exclude a rate above ${percent(plan.maxRate)} at ${percent(plan.confidence)}, a run needs`,
    `${plan.observations.toLocaleString('en')} own observations without a mix-up, during and after the rollout (exact binomial).`,
    '',
    line(['users', ...rates.map((rate) => `${String(rate)}/s each`)]),
    ...users.map((count) => line([String(count), ...rates.map((rate) => cell(count, rate))])),
    '',
    'Observations of one session are not independent: as many sessions make the same claim about sessions.',
  ];
}

function advice(settings: Settings | null, forecast: LoadForecast | null): readonly string[] {
  if (settings === null || forecast === null) return [];
  const { users, perUserPerSecond, seconds, longestSeconds, isEnough, usersNeeded } = forecast;
  const load = `${settings.source}: ${String(users)} users at ${String(perUserPerSecond)}/s each need ${span(seconds)}`;
  const window = `a run looks for at most ${span(longestSeconds)} after the rollout (load.longestAfterSeconds)`;
  if (isEnough) return ['', `${load}; ${window}: enough.`];
  return [
    '',
    `${load}, but ${window}.`,
    `Raise load.longestAfterSeconds to ${String(Math.ceil(seconds))}, or the users (load.sessions, load.browsers) to ${String(usersNeeded)} in all.`,
  ];
}

function percent(share: number): string {
  return `${String(Number((share * 100).toPrecision(3)))} %`;
}

function span(seconds: number): string {
  if (seconds < 60) return `${String(Math.ceil(seconds))} s`;
  const minutes = seconds / 60;
  return `${minutes.toFixed(minutes < 10 ? 1 : 0)} min`;
}

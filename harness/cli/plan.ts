import { Command } from 'commander';
import { planFor } from '../judge/plan.js';
import { SosieError } from '../model/errors.js';
import { number } from './options.js';

interface PlanFlags {
  readonly maxRate: number;
  readonly confidence: number;
  readonly json?: true;
}

/** `sosie plan`: how many observations, users and minutes a claim needs. */
export function planCommand(): Command {
  return new Command('plan')
    .description('how many observations, users and minutes a claim needs')
    .requiredOption('--max-rate <rate>', 'the rate of mix-ups to exclude, such as 1e-4', number)
    .option('--confidence <level>', 'at which confidence', number, 0.95)
    .option('--json', 'the plan as JSON on stdout')
    .action((flags: PlanFlags) => {
      for (const [name, value] of [
        ['--max-rate', flags.maxRate],
        ['--confidence', flags.confidence],
      ] as const) {
        if (value > 0 && value < 1) continue;
        throw new SosieError(
          'SOSIE_CONFIG_USAGE',
          `${name} must be between 0 and 1, but was ${String(value)}.`,
        );
      }
      const plan = planFor(flags.maxRate, flags.confidence);
      if (flags.json === true) process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
      else process.stdout.write(`${sentences(plan).join('\n')}\n`);
    });
}

function sentences(plan: ReturnType<typeof planFor>): string[] {
  const percent = (share: number): string => `${String(Number((share * 100).toPrecision(3)))} %`;
  const rates = [...new Set(plan.combinations.map(({ perUserPerSecond }) => perUserPerSecond))];
  const users = [...new Set(plan.combinations.map((combination) => combination.users))];
  const cell = (count: number, rate: number): string => {
    const minutes =
      plan.combinations.find((each) => each.users === count && each.perUserPerSecond === rate)?.minutes ?? 0;
    return minutes < 1
      ? `${String(Math.ceil(minutes * 60))} s`
      : `${minutes.toFixed(minutes < 10 ? 1 : 0)} min`;
  };
  return [
    `To exclude a rate above ${percent(plan.maxRate)} at ${percent(plan.confidence)}, a run needs`,
    `${plan.observations.toLocaleString('en')} own observations without a mix-up (exact binomial; about 3 / rate at 95 %).`,
    '',
    ['users', ...rates.map((rate) => `${String(rate)}/s each`)].map((text) => text.padStart(12)).join(''),
    ...users.map((count) =>
      [String(count), ...rates.map((rate) => cell(count, rate))].map((text) => text.padStart(12)).join(''),
    ),
    '',
    'Observations of one session are not independent: as many sessions make the same claim about sessions.',
  ];
}

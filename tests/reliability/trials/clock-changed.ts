import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from '../trial.js';

const hourMs = 3_600_000;

/**
 * Loaded into every Node process of the run. Setting the clock of the machine would change that of everybody on it, so the
 * wall clock of these processes jumps instead; the monotonic one goes on, as it does when a machine's clock is set.
 */
const preload = `
const { existsSync, writeFileSync } = require('node:fs');
const Real = Date;
const shift = Number(process.env.CLOCK_SHIFT_MS);
let jumped = false;
setInterval(() => {
  if (jumped || !existsSync(process.env.CLOCK_JUMPS)) return;
  jumped = true;
  writeFileSync(process.env.CLOCK_JUMPS + '-seen', '');
}, 20).unref();
const now = () => Real.now() + (jumped ? shift : 0);
globalThis.Date = class Date extends Real {
  constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
  static now() { return now(); }
};
`;

function clockJumps(shiftMs: number, leaks: boolean): Trial {
  const way = shiftMs > 0 ? 'forth' : 'back';
  return {
    name: `clock-${way}${leaks ? '-leaking' : ''}`,
    injected: `wall clock set ${way} by ${String(Math.abs(shiftMs) / hourMs)} h during the rollout`,
    leaks,
    deadlineSeconds: 120,
    begin: async (later) => {
      const folder = mkdtempSync(join(tmpdir(), 'sosie-clock-'));
      later(() => {
        rmSync(folder, { recursive: true, force: true });
      });
      const script = join(folder, 'clock.cjs');
      const jumps = join(folder, 'jumps');
      writeFileSync(script, preload);
      return {
        env: {
          NODE_OPTIONS: `--require "${script}"`,
          CLOCK_SHIFT_MS: String(shiftMs),
          CLOCK_JUMPS: jumps,
        },
        inject: async ({ reached, sosie }) => {
          await reached('during');
          writeFileSync(jumps, '');
          await sosie.ended;
          if (!existsSync(`${jumps}-seen`)) throw new Error('the clock was not set');
        },
      };
    },
    expected: leaks
      ? { codes: [1], verdicts: ['fail'] }
      : { codes: [0, 3], verdicts: ['pass', 'inconclusive'] },
  };
}

/** An hour forth ends what was to last an hour; an hour back makes later records look earlier. */
export const clockTrials: readonly Trial[] = [
  clockJumps(hourMs, false),
  clockJumps(-hourMs, false),
  clockJumps(-hourMs, true),
];

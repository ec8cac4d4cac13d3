import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createDriver, createReadings, roll, type Surroundings } from '../../../harness/rollout/index.js';
import type { RolloutSettings } from '../../../harness/model/rollout.js';

/** What a driver needs around it, on a clock of its own. */
export function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  return {
    cwd: process.cwd(),
    say: () => undefined,
    readings: createReadings(),
    clock: { nowMs: () => performance.now() },
    beforeMs: 0,
    ...more,
  };
}

/** How a rollout went: "event: detail" of each, the events alone, and the outcome. */
export interface Driven {
  readonly events: readonly string[];
  readonly kinds: readonly string[];
  readonly rolled: Awaited<ReturnType<typeof roll>>;
}

/** Rolls out to the end, and back where it is called for. */
export async function driven(
  rollout: RolloutSettings,
  {
    unwanted = new AbortController().signal,
    signal = new AbortController().signal,
    onEvent = () => undefined,
    ...more
  }: Partial<Surroundings> & {
    readonly unwanted?: AbortSignal;
    readonly signal?: AbortSignal;
    readonly onEvent?: (event: string) => void;
  } = {},
): Promise<Driven> {
  const events: string[] = [];
  const rolled = await roll(
    createDriver(rollout, surroundings(more)),
    (event, detail) => {
      events.push(`${event}: ${detail}`);
      onEvent(event);
    },
    { unwanted, signal },
  );
  return { events, rolled, kinds: events.map((event) => event.replace(/:.*$/s, '')) };
}

/** A program that stands first on the PATH while `use` runs. */
export interface Stand {
  readonly folder: string;
  /** A line for each call, the arguments separated by spaces. */
  calls(): Promise<readonly string[]>;
}

/** Puts a program of this name, made of the given JavaScript, first on the PATH. Each call of it is noted. */
export async function withProgram<T>(
  name: string,
  script: string,
  use: (stand: Stand) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sosie-program-'));
  const path = process.env['PATH'] ?? '';
  const log = join(folder, 'calls.log');
  const text = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const folder = ${JSON.stringify(folder)};
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, args.join(' ') + '\\n');
${script}`;
  await writeFile(log, '');
  await writeFile(join(folder, name), text, { mode: 0o755 });
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  try {
    return await use({
      folder,
      calls: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    });
  } finally {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true, force: true });
  }
}

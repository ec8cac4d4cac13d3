import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import dotenv from 'dotenv';
import { tsImport } from 'tsx/esm/api';
import { SosieError } from '../model/errors.js';
import { pressureNames, type PressureName } from './sosie-config.js';
import { resolveConfig, type Overrides } from './resolve.js';
import type { Settings } from './settings.js';

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `sosie.config.${extension}`);

/**
 * Finds, reads and checks a config: `file`, or the first `sosie.config.*` of `cwd`. The `.env` beside it fills
 * the environment where that is still empty, before the config is evaluated. Flags win over the environment,
 * that over `.env`, that over the file. Throws SOSIE_CONFIG_*.
 */
export async function loadConfig(options: {
  file: string | undefined;
  cwd: string;
  flags: Overrides;
}): Promise<Settings> {
  const file = findConfig(options.file, options.cwd);
  for (const directory of new Set([options.cwd, dirname(file)])) {
    dotenv.config({ path: join(directory, '.env'), quiet: true });
  }
  const raw = await evaluate(file);
  const source = relative(options.cwd, file) || file;
  return resolveConfig(
    raw,
    { ...fromEnvironment(process.env), ...definedOnly(options.flags) },
    { source, baseDir: dirname(file) },
  );
}

function findConfig(file: string | undefined, cwd: string): string {
  const candidates = file === undefined ? names.map((name) => join(cwd, name)) : [resolve(cwd, file)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new SosieError(
    'SOSIE_CONFIG_NOT_FOUND',
    file === undefined
      ? `no ${names[0] ?? ''} (or .mts, .js, .mjs, .json) in ${cwd}.`
      : `there is no config file ${file}.`,
    { hint: 'Write one (README, "On your own site"), or name it with -c FILE.' },
  );
}

async function evaluate(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    const module = (await tsImport(pathToFileURL(file).href, import.meta.url)) as { default?: unknown };
    const exported = module.default;
    // A CommonJS package makes tsx wrap the default export once more.
    const unwrapped =
      typeof exported === 'object' && exported !== null && 'default' in exported
        ? exported.default
        : exported;
    if (unwrapped === undefined) throw new Error('it has no default export');
    return unwrapped;
  } catch (cause) {
    throw new SosieError(
      'SOSIE_CONFIG_LOAD',
      `${file} could not be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        hint: 'The file must evaluate without an error and end in `export default defineConfig({ … })`.',
        cause,
      },
    );
  }
}

/** SOSIE_TARGET, SOSIE_SEED, SOSIE_OUT, SOSIE_BROWSERS, SOSIE_SESSIONS, SOSIE_PRESSURE, SOSIE_DURING. */
function fromEnvironment(env: NodeJS.ProcessEnv): Overrides {
  const number = (name: string): number | undefined => {
    const value = env[name];
    if (value === undefined || value === '') return undefined;
    const parsed = Number(value);
    if (Number.isFinite(parsed)) return parsed;
    throw new SosieError('SOSIE_CONFIG_USAGE', `${name} must be a number, but was "${value}".`, {
      hint: `Unset ${name} or give it a number.`,
    });
  };
  const text = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const pressure = text('SOSIE_PRESSURE');
  if (pressure !== undefined && !pressureNames.includes(pressure as PressureName)) {
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `SOSIE_PRESSURE must be one of ${pressureNames.join(', ')}, but was "${pressure}".`,
    );
  }
  return definedOnly({
    baseUrl: text('SOSIE_TARGET'),
    seed: number('SOSIE_SEED'),
    out: text('SOSIE_OUT'),
    browsers: number('SOSIE_BROWSERS'),
    sessions: number('SOSIE_SESSIONS'),
    during: text('SOSIE_DURING'),
    pressure: pressure as PressureName | undefined,
  });
}

function definedOnly(overrides: Overrides): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}

import { resolve } from 'node:path';
import { SosieError } from '../model/errors.js';
import type { FormLogin, LoginRecipe } from '../model/login.js';
import type { Write } from '../model/page.js';
import { contradictions } from './contradictions.js';
import { exposedPaths } from './exposed-paths.js';
import { ownPages, pageList, streamPages } from './page-list.js';
import { settleRollout } from './rollout-config.js';
import { settleRequirements } from './requirements.js';
import { configSchema } from './schema.js';
import { describeIssues } from './describe-issues.js';
import type { ClientSettings, Settings } from './settings.js';
import type {
  GateConfig,
  LoadConfig,
  ObjectsConfig,
  PresetName,
  PressureName,
  SosieConfig,
  WatchConfig,
} from './sosie-config.js';

/** Drivers that need no settings of their own. */
export const rolloutFlags = ['watch', 'manual', 'none'] as const;
export type RolloutFlag = (typeof rolloutFlags)[number];

/** What flags and the environment may override; flags win over the environment, both over the file. */
export interface Overrides {
  readonly baseUrl?: string | undefined;
  readonly browsers?: number | undefined;
  readonly sessions?: number | undefined;
  readonly beforeSeconds?: number | undefined;
  readonly afterSeconds?: number | undefined;
  readonly pressure?: PressureName | undefined;
  readonly during?: string | undefined;
  readonly rollout?: RolloutFlag | undefined;
  readonly longestAfterSeconds?: number | undefined;
  readonly require?: PresetName | undefined;
  readonly maxRate?: number | undefined;
  readonly confidence?: number | undefined;
  readonly out?: string | undefined;
  readonly seed?: number | undefined;
  /** Of `sosie watch`. */
  readonly ratePerSecond?: number | undefined;
  /** For `sosie watch`: other defaults of load and requirements, and a rollout that is noticed, not driven. */
  readonly watching?: boolean | undefined;
}

/**
 * Checks a config as a whole and fills in the defaults. Throws one SOSIE_CONFIG_INVALID that holds every
 * mistake, a line each, with its path.
 */
export function resolveConfig(
  raw: unknown,
  overrides: Overrides,
  origin: { source: string; baseDir: string },
): Settings {
  const input = withOverrides(raw, overrides);
  const parsed = configSchema.safeParse(input);
  const problems = parsed.success ? [] : describeIssues(parsed.error.issues, input);
  const config = input as SosieConfig;
  if (parsed.success) problems.push(...contradictions(config));
  if (problems.length > 0) throw invalid(problems, origin.source);
  return settle(config, overrides, origin);
}

function withOverrides(raw: unknown, overrides: Overrides): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const config = { ...(raw as Record<string, unknown>) };
  // A preset alone is short for an object that names it; floors named one by one outlive another preset.
  if (typeof config['require'] === 'string') config['require'] = { preset: config['require'] };
  const section = (name: string, values: Record<string, unknown>): Record<string, unknown> => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    const before = config[name];
    if (Object.keys(given).length === 0) return before === undefined ? {} : { [name]: before };
    return { [name]: { ...(typeof before === 'object' ? before : {}), ...given } };
  };
  return {
    ...config,
    ...section('target', { baseUrl: overrides.baseUrl }),
    ...section('load', {
      browsers: overrides.browsers,
      sessions: overrides.sessions,
      beforeSeconds: overrides.beforeSeconds,
      afterSeconds: overrides.afterSeconds,
      longestAfterSeconds: overrides.longestAfterSeconds,
      pressure: overrides.pressure,
    }),
    ...section('require', {
      preset: overrides.require,
      maxRate: overrides.maxRate,
      confidence: overrides.confidence,
    }),
    ...section('evidence', { directory: overrides.out }),
    ...section('watch', { ratePerSecond: overrides.ratePerSecond }),
    ...(overrides.during === undefined ? {} : { rollout: { driver: 'command', command: overrides.during } }),
    ...(overrides.rollout === undefined
      ? {}
      : { rollout: flaggedRollout(config['rollout'], overrides.rollout) }),
    ...(overrides.seed === undefined ? {} : { seed: overrides.seed }),
  };
}

/** The config's own settings of that driver, or its defaults. */
function flaggedRollout(configured: unknown, driver: RolloutFlag): unknown {
  const same =
    typeof configured === 'object' &&
    configured !== null &&
    'driver' in configured &&
    configured.driver === driver;
  return same ? configured : { driver };
}

function settle(
  config: SosieConfig,
  overrides: Overrides,
  origin: { source: string; baseDir: string },
): Settings {
  const logout = typeof config.logout === 'string' ? { url: config.logout } : config.logout;
  return {
    target: settleTarget(config.target),
    identities: config.identities,
    login: settleLogin(config.login),
    logout: logout === undefined ? null : { url: logout.url, method: logout.method ?? 'POST' },
    pages: ownPages(config),
    streams: streamPages(config),
    objects: settleObjects(config.objects ?? {}),
    writes: settleWrites(config),
    clients: settleClients(config),
    isolation: settleIsolation(config.isolation ?? {}),
    drill: settleDrill(config),
    rollout: settleRollout(config.rollout),
    load: overrides.watching === true ? settleWatchLoad(config.load ?? {}) : settleLoad(config.load ?? {}),
    require: settleRequirements(config, overrides),
    onViolation: config.onViolation ?? 'continue',
    gate: settleGate(config.gate ?? {}),
    watch: settleWatch(config.watch ?? {}),
    evidence: {
      directory: evidenceDirectory(config, overrides, origin.baseDir),
      retainDays: config.evidence?.retainDays ?? 30,
    },
    browser: { executable: config.browser?.executable ?? null, install: config.browser?.install ?? true },
    seed: config.seed ?? Math.floor(Math.random() * 4_294_967_296),
    baseDir: origin.baseDir,
    source: origin.source,
  };
}

/** A form whose selectors were left out, in a .json file: its fields are found by themselves. */
function settleLogin(login: LoginRecipe): LoginRecipe {
  if (login.kind !== 'form') return login;
  const { username, password, submit }: Partial<FormLogin> = login;
  return { ...login, username: username ?? null, password: password ?? null, submit: submit ?? null };
}

/** A setting that is given as undefined has its default, as one that is left out. */
function settleObjects(objects: ObjectsConfig): Settings['objects'] {
  return {
    urls: objects.urls ?? [],
    harvest: objects.harvest ?? true,
    exposed: objects.exposed ?? exposedPaths,
  };
}

function settleIsolation(isolation: NonNullable<SosieConfig['isolation']>): Settings['isolation'] {
  return { between: isolation.between ?? 'user', except: isolation.except ?? [] };
}

/** What everybody may see by rule cannot show a mix-up: no drill is needed to know it. */
function settleDrill({ drill, isolation }: SosieConfig): Settings['drill'] {
  const open = (isolation?.except ?? []).filter(({ fields }) => fields === '*').map(({ page }) => page);
  return { enabled: drill?.enabled ?? true, expectBlind: [...(drill?.expectBlind ?? []), ...open] };
}

function settleTarget(target: SosieConfig['target']): Settings['target'] {
  const baseUrl = target.baseUrl.replace(/\/+$/, '');
  return {
    baseUrl,
    allow: target.allow ?? [new URL(baseUrl).host],
    revision: target.revision ?? null,
    instance: target.instance ?? null,
    timeoutMs: (target.timeoutSeconds ?? 10) * 1000,
  };
}

function settleLoad(load: LoadConfig): Settings['load'] {
  const afterSeconds = load.afterSeconds ?? 8;
  return {
    browsers: load.browsers ?? null,
    sessions: load.sessions ?? null,
    mostSessions: null,
    beforeMs: (load.beforeSeconds ?? 6) * 1000,
    afterMs: afterSeconds * 1000,
    longestAfterMs: Math.max(afterSeconds, load.longestAfterSeconds ?? 120) * 1000,
    ratePerActor: load.ratePerActor ?? 4,
    pressure: load.pressure ?? 'collide',
    schedules: load.schedules ?? null,
  };
}

/**
 * Beside a target that people use: plain HTTP alone, gently, with longer looks around a rollout. At five requests a second
 * eight sessions already wait for each other; more would be seen more seldom, and take longer to be learned.
 */
function settleWatchLoad(load: LoadConfig): Settings['load'] {
  const gently: LoadConfig = { browsers: 0, beforeSeconds: 60, afterSeconds: 60, pressure: 'gentle' };
  return { ...settleLoad({ ...gently, ...load }), mostSessions: watchSessions };
}

const watchSessions = 8;

function settleWatch(watch: WatchConfig): Settings['watch'] {
  return {
    ratePerSecond: watch.ratePerSecond ?? 5,
    settledMs: (watch.settledSeconds ?? 15) * 1000,
    rotateMs: (watch.rotateMinutes ?? 60) * 60_000,
  };
}

function settleGate({ webhook, rollbackCommand }: GateConfig): Settings['gate'] {
  const { url = null, urlEnv = null, format = 'json' } = webhook ?? {};
  return {
    webhook: webhook === undefined ? null : { url, urlEnv, format },
    rollbackCommand: rollbackCommand ?? null,
  };
}

function settleWrites(config: SosieConfig): Write[] {
  const pages = ownPages(config);
  return (config.writes ?? []).flatMap(({ path, field, name, method, form, readBack }) =>
    pages
      .filter((page) => page.name === readBack)
      .map((page) => ({
        name: name ?? path,
        path,
        field,
        method: method ?? 'POST',
        form: form ?? null,
        readBack: page,
      })),
  );
}

function settleClients({ clients = [] }: SosieConfig): ClientSettings[] {
  return clients.map(({ name, token, tokenEnv, api, grants }) => ({
    name,
    token: token ?? null,
    tokenEnv: tokenEnv ?? null,
    pages: pageList('api', api),
    grants,
  }));
}

/** A directory given by a flag is meant from where one stands, one in the file from where the file lies. */
function evidenceDirectory(config: SosieConfig, { out }: Overrides, baseDir: string): string {
  return out === undefined ? resolve(baseDir, config.evidence?.directory ?? 'sosie-runs') : resolve(out);
}

function invalid(problems: readonly string[], source: string): SosieError {
  const count = problems.length === 1 ? 'One setting is' : `${String(problems.length)} settings are`;
  return new SosieError(
    'SOSIE_CONFIG_INVALID',
    `${count} wrong in ${source}:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    {
      hint: 'Mend them and run `sosie check`; docs/configuration.md lists every setting.',
    },
  );
}

import { createHash } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import type { DrillPlan, RunFile } from '../model/result.js';
import { version } from '../model/version.js';
import { schedulesOf } from '../workload/pressure.js';
import type { Prepared } from './1-prepare.js';

/** `run.json` of a run that is about to look. */
export function describeRun(facts: {
  runId: string;
  startedAt: string;
  settings: Settings;
  prepared: Pick<Prepared, 'identities' | 'clientIdentities' | 'browser'> & {
    readonly load: RunFile['actors'];
  };
  /** Where there may be a drill. */
  drill?: DrillPlan;
}): RunFile {
  const { settings, prepared } = facts;
  return {
    schema: 'sosie/run@1',
    runId: facts.runId,
    sosie: version,
    node: process.version,
    browser: prepared.browser,
    startedAt: facts.startedAt,
    seed: settings.seed,
    configDigest: digestOf(settings),
    target: settings.target.baseUrl,
    identities: prepared.identities.map(({ id, tenant, traits }) => ({ id, tenant, traits })),
    pages: settings.pages.map(({ name, kind, path }) => ({ name, kind, path })),
    ...checksOf(settings, prepared),
    actors: { browsers: prepared.load.browsers, sessions: prepared.load.sessions },
    pressure: settings.load.pressure,
    rollout: settings.rollout.driver,
    require: settings.require,
    ...(facts.drill === undefined ? {} : { drill: facts.drill }),
  };
}

/** What must have worked for a pass: not what the schedules of this run leave out on purpose. */
function checksOf(
  { load, writes }: Settings,
  { clientIdentities }: Pick<Prepared, 'clientIdentities'>,
): Pick<RunFile, 'clients' | 'writes'> {
  const schedules = schedulesOf(load);
  // A client without grants is there to be refused.
  const granted = clientIdentities.filter(({ grants = [] }) => grants.length > 0);
  return {
    clients: schedules.includes('callers')
      ? granted.map(({ id, credentials }) => ({ id, name: credentials.username }))
      : [],
    writes: schedules.includes('writers')
      ? writes.map(({ name, readBack }) => ({ name, readBack: readBack.name }))
      : [],
  };
}

/** SHA-256 over the settings without the identities and tokens: no credential must be guessed from it. */
function digestOf(settings: Settings): string {
  const { identities: _identities, ...rest } = settings;
  const clients = settings.clients.map(({ token: _token, ...client }) => client);
  const text = JSON.stringify({ ...rest, clients }, (_key, value: unknown) =>
    typeof value === 'function' ? value.toString() : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

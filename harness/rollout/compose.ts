import { setTimeout as delay } from 'node:timers/promises';
import type { ComposeRollout } from '../model/rollout.js';
import { composeService, type ComposeRelease, type ComposeService, type Done } from './compose-service.js';
import type { RolloutDriver, RolloutReporter } from './driver.js';

type Options = ComposeRollout & { readonly cwd: string };

/** The containers that a rollout found, and what they were made of. */
interface Old {
  readonly names: readonly string[];
  readonly image: string;
}

/**
 * Replaces the containers of a Compose service one by one: a new one starts beside the old ones and becomes
 * healthy, `beforeStop` takes an old one out of the balancing, and only then is that one stopped (with its grace
 * period) and removed. A new container that does not become healthy is removed, and the old ones go on. With `rollback`
 * the new ones are replaced in the same way by containers of the old image.
 */
export function composeDriver(options: Options): RolloutDriver {
  const { service, rollback } = options;
  let old: Old | null = null;
  return {
    name: 'compose',
    watchesFromTheStart: false,
    run: async (report, signal) => {
      report('started', `the containers of ${service} are replaced one by one`);
      const done = await rollOut(options, report, signal, (found) => {
        old = found;
      });
      if (signal.aborted) return;
      if ('failed' in done) report('failed', done.failed);
      else report('finished', `${String(done.value)} containers of ${service} were replaced`);
    },
    rollBack:
      rollback === null
        ? null
        : async (why, report, signal) => {
            report('rolling-back', why);
            const engine = composeService(options, signal);
            // Without the old ones every container would count as one of the new release, and be removed.
            const done =
              old === null
                ? { failed: `what was there of ${service} before is not known, and nothing was touched` }
                : await putBack({ options, engine, report, signal }, old, rollback);
            if (signal.aborted) return;
            if ('failed' in done) report('failed', `the rollback failed: ${done.failed}`);
            else report('rolled-back', `the containers of ${service} are of the old release again`);
          },
  };
}

/** Gives how many containers were replaced. */
async function rollOut(
  options: Options,
  report: RolloutReporter,
  signal: AbortSignal,
  onFound: (old: Old) => void,
): Promise<Done<number>> {
  const engine = composeService(options, signal);
  const release: ComposeRelease = { image: options.image, env: options.env };
  const found = await engine.containers();
  if ('failed' in found) return found;
  const [first] = found.value;
  if (first === undefined) return { failed: `the service ${options.service} has no running container` };
  const names = found.value.map(({ name }) => name);
  onFound({ names, image: first.image });
  if (options.build) {
    const built = await engine.build(release, (line) => {
      report('step', line);
    });
    if ('failed' in built) return built;
  }
  const swap = { options, engine, report, signal };
  for (const leaving of names) {
    const replaced = await replace(swap, leaving, release);
    if ('failed' in replaced) return replaced;
  }
  return { value: names.length };
}

interface Swap {
  readonly options: Options;
  readonly engine: ComposeService;
  readonly report: RolloutReporter;
  readonly signal: AbortSignal;
}

/** Starts a container of `release` beside the others, and then takes `leaving` away. */
async function replace(swap: Swap, leaving: string, release: ComposeRelease): Promise<Done<null>> {
  const { engine } = swap;
  const before = await engine.containers();
  if ('failed' in before) return before;
  const known = new Set(before.value.map(({ name }) => name));
  const started = await engine.scale(known.size + 1, release);
  const after = await engine.containers();
  if ('failed' in after) return after;
  const arriving = after.value.map(({ name }) => name).filter((name) => !known.has(name));
  if ('failed' in started) {
    // One that is not healthy must not stay: a proxy that asks nobody would send it requests.
    for (const name of arriving) await engine.docker(['rm', '--force', name]);
    return { failed: `a new container did not become healthy: ${started.failed}` };
  }
  if (arriving.length === 0) return { failed: 'docker compose up started no new container' };
  const serving = after.value.map(({ name }) => name).filter((name) => name !== leaving);
  const gone = await takeAway(swap, leaving, { arriving, serving });
  if ('value' in gone) swap.report('step', `${leaving} -> ${arriving.join(', ')}`);
  return gone;
}

async function takeAway(
  { options, engine, signal }: Swap,
  leaving: string,
  { arriving, serving }: { readonly arriving: readonly string[]; readonly serving: readonly string[] },
): Promise<Done<null>> {
  if (options.beforeStop !== null) {
    const taken = await engine.shell(options.beforeStop, {
      SOSIE_LEAVING: leaving,
      SOSIE_ARRIVING: arriving.join(' '),
      SOSIE_SERVING: serving.join(' '),
    });
    if ('failed' in taken) return taken;
  }
  await delay(options.drainSeconds * 1000, undefined, { signal }).catch(() => undefined);
  for (const verb of ['stop', 'rm']) {
    const done = await engine.docker([verb, leaving]);
    if ('failed' in done) return done;
  }
  return { value: null };
}

/** Takes every container away that was not there before the rollout; those that are needed are replaced. */
async function putBack(swap: Swap, old: Old, env: Readonly<Record<string, string>>): Promise<Done<null>> {
  const found = await swap.engine.containers();
  if ('failed' in found) return found;
  const release = { image: old.image, env };
  let running = found.value.map(({ name }) => name);
  for (const leaving of running.filter((name) => !old.names.includes(name))) {
    const surplus = running.length > old.names.length;
    const serving = running.filter((name) => name !== leaving);
    const done = surplus
      ? await takeAway(swap, leaving, { arriving: [], serving })
      : await replace(swap, leaving, release);
    if ('failed' in done) return done;
    if (surplus) running = serving;
  }
  return { value: null };
}

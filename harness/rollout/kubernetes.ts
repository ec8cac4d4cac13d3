import type { KubernetesAction, KubernetesRollout } from '../model/rollout.js';
import { linesOf, runChild } from './child.js';
import type { RolloutDriver, RolloutReporter } from './driver.js';

/** kubectl ends by itself when it is told to; it is stopped where it does not so long afterwards. */
const slackMs = 2000;
/** To change the workload takes one request of the API server. */
const changeWithinMs = 60_000;

/**
 * Rolls a Kubernetes workload out by kubectl (`rollout restart`, `set image` or `rollout undo`) and follows
 * `kubectl rollout status`, each line of which is a step. Needs kubectl on the PATH and its configuration. A failure is
 * told with kubectl's last lines. With `rollback` it is taken back by `kubectl rollout undo`, unless nothing was changed:
 * that would take the release away that was there before.
 */
export function kubernetesDriver(options: Options): RolloutDriver {
  let changed = false;
  const roll = async (
    action: KubernetesAction,
    done: 'finished' | 'rolled-back',
    report: RolloutReporter,
    signal: AbortSignal,
  ): Promise<void> => {
    const { made, failed } = await change(options, action, report, signal);
    changed ||= made;
    const failure = failed ?? (await follow(options, report, signal));
    if (signal.aborted) return;
    if (failure === null) report(done, `${options.workload} is rolled out`);
    else report('failed', failure);
  };
  return {
    name: 'kubernetes',
    watchesFromTheStart: false,
    run: async (report, signal) => {
      report('started', `kubectl ${verbsOf(options.action, options.workload).join(' ')}`);
      await roll(options.action, 'finished', report, signal);
    },
    rollBack:
      options.rollback === null
        ? null
        : async (why, report, signal) => {
            if (!changed) return;
            report('rolling-back', why);
            await roll('undo', 'rolled-back', report, signal);
          },
  };
}

type Options = KubernetesRollout & { readonly cwd: string };

/** Whether the workload was changed, or may have been; and why nothing is rolled out, or null. */
interface Change {
  readonly made: boolean;
  readonly failed: string | null;
}

async function change(
  options: Options,
  action: KubernetesAction,
  report: RolloutReporter,
  signal: AbortSignal,
): Promise<Change> {
  const args = verbsOf(action, options.workload);
  const { lines, outcome } = await linesOf({
    ...kubectl(options, args),
    timeoutMs: changeWithinMs,
    signal,
    onLine: (line) => {
      report('step', line);
    },
  });
  if (!outcome.ok)
    return { made: outcome.cut, failed: `kubectl ${args.slice(0, 2).join(' ')} ${outcome.ended}` };
  // For an image that is there already kubectl prints nothing; of a needless undo it says so.
  const skipped = lines.find((line) => line.includes(' skipped '));
  if (lines.some((line) => !line.includes(' skipped '))) return { made: true, failed: null };
  const why = skipped ?? `${options.workload} is as it was to be`;
  return { made: false, failed: `kubectl changed nothing: ${why}` };
}

/** Waits for the rollout's end; gives why it failed, or null. */
async function follow(
  options: Options,
  report: RolloutReporter,
  signal: AbortSignal,
): Promise<string | null> {
  const { workload, timeoutSeconds } = options;
  const args = ['rollout', 'status', workload, `--timeout=${String(timeoutSeconds)}s`];
  const { ok, ended } = await runChild({
    ...kubectl(options, args),
    timeoutMs: timeoutSeconds * 1000 + slackMs,
    signal,
    onLine: (line) => {
      report('step', line);
    },
  });
  return ok ? null : `kubectl rollout status ${ended}`;
}

function kubectl({ context, namespace, cwd }: Options, args: readonly string[]) {
  const places = [
    ...(context === null ? [] : [`--context=${context}`]),
    ...(namespace === null ? [] : [`--namespace=${namespace}`]),
  ];
  return { file: 'kubectl', args: [...args, ...places], cwd };
}

function verbsOf(action: KubernetesAction, workload: string): string[] {
  if (typeof action === 'string') return ['rollout', action, workload];
  const images = Object.entries(action.image).map(([container, image]) => `${container}=${image}`);
  return ['set', 'image', workload, ...images];
}

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
 * told with kubectl's last lines. With `rollback` it is taken back by `kubectl rollout undo`.
 */
export function kubernetesDriver(options: KubernetesRollout & { readonly cwd: string }): RolloutDriver {
  const roll = async (
    action: KubernetesAction,
    done: 'finished' | 'rolled-back',
    report: RolloutReporter,
    signal: AbortSignal,
  ): Promise<void> => {
    const failure =
      (await change(options, action, report, signal)) ?? (await follow(options, report, signal));
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
            report('rolling-back', why);
            await roll('undo', 'rolled-back', report, signal);
          },
  };
}

type Options = KubernetesRollout & { readonly cwd: string };

/** Changes the workload; gives why nothing is rolled out, or null. */
async function change(
  options: Options,
  action: KubernetesAction,
  report: RolloutReporter,
  signal: AbortSignal,
): Promise<string | null> {
  const args = verbsOf(action, options.workload);
  const timeoutMs = changeWithinMs;
  const { lines, outcome } = await linesOf({ ...kubectl(options, args), timeoutMs, signal });
  for (const line of lines) report('step', line);
  if (!outcome.ok) return `kubectl ${args.slice(0, 2).join(' ')} ${outcome.ended}`;
  // For an image that is there already kubectl prints nothing; of a needless undo it says so.
  const skipped = lines.find((line) => line.includes(' skipped '));
  const changed = lines.some((line) => !line.includes(' skipped ') && !/^(?:warning|flag)\b/i.test(line));
  return changed ? null : `kubectl changed nothing: ${skipped ?? `${options.workload} is as it was to be`}`;
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

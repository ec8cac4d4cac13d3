/** What a rollout of a Kubernetes workload changes: nothing but its pods, its images, or back to the release before. */
export type KubernetesAction = 'restart' | 'undo' | { readonly image: Readonly<Record<string, string>> };

/** Whether and when a driver takes its rollout back. */
interface TakenBack<Rollback> {
  /** How; null where the driver must not. A rollout that fails is taken back. */
  readonly rollback: Rollback | null;
  /** Also on the first violation that is seen during the rollout or after it. */
  readonly rollbackOnViolation: boolean;
}

/** A shell command that rolls out; `rollback` is a second one that takes it back. */
export interface CommandRollout extends TakenBack<string> {
  readonly driver: 'command';
  readonly command: string;
  readonly timeoutSeconds: number;
}

export interface ManualRollout {
  readonly driver: 'manual';
  readonly port: number;
  readonly timeoutSeconds: number;
}

/** A rollout of somebody else's, noticed by what the target says of itself. */
export interface WatchRollout {
  readonly driver: 'watch';
  /** For so long one release must answer alone until the rollout is over. */
  readonly settledSeconds: number;
  /** Longest time until it begins, and longest time from then to its end. */
  readonly timeoutSeconds: number;
}

/** The containers of a Compose service, replaced one by one. `rollback` is the environment of the old release. */
export interface ComposeRollout extends TakenBack<Readonly<Record<string, string>>> {
  readonly driver: 'compose';
  readonly service: string;
  readonly file: string;
  /** Null: as Compose has it from the file or the folder. */
  readonly project: string | null;
  /** Image of the new release; null: the one that the file names, given `env`. */
  readonly image: string | null;
  /** For Compose, on top of the environment: what the file takes the new release from. */
  readonly env: Readonly<Record<string, string>>;
  readonly build: boolean;
  /** Shell command that takes a container out of the balancing, run before it is stopped. */
  readonly beforeStop: string | null;
  readonly drainSeconds: number;
  readonly timeoutSeconds: number;
}

/** A workload that kubectl rolls out. `rollback` is `kubectl rollout undo`. */
export interface KubernetesRollout extends TakenBack<'undo'> {
  readonly driver: 'kubernetes';
  /** "deployment/web" */
  readonly workload: string;
  readonly namespace: string | null;
  readonly context: string | null;
  readonly action: KubernetesAction;
  readonly timeoutSeconds: number;
}

/** How the new release gets onto the target: the config's `rollout` with its defaults filled in. */
export type RolloutSettings =
  | CommandRollout
  | ManualRollout
  | WatchRollout
  | ComposeRollout
  | KubernetesRollout
  | { readonly driver: 'none'; readonly seconds: number };

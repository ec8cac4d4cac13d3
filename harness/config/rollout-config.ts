import type { RolloutSettings } from '../model/rollout.js';

interface Timed {
  /** Longest rollout, in seconds. Default 900; `manual` 3600. */
  readonly timeoutSeconds?: number;
}

interface TakenBack {
  /** Take the rollout back on the first violation, too. Needs `rollback`. Default false. */
  readonly rollbackOnViolation?: boolean;
}

/** `rollout` of `sosie.config.ts`: how the new release gets onto the target. See docs/rollouts.md. */
export type RolloutConfig =
  | (Timed &
      TakenBack & {
        readonly driver: 'command';
        readonly command: string;
        /** Shell command that takes a failed rollout back. */
        readonly rollback?: string;
      })
  | (Timed & { readonly driver: 'manual'; readonly port?: number })
  | (Timed & {
      readonly driver: 'watch';
      /** Seconds for which one release must answer alone until the rollout is over. Default 5. */
      readonly settledSeconds?: number;
    })
  | (Timed &
      TakenBack & {
        readonly driver: 'compose';
        readonly service: string;
        /** Default "docker-compose.yml", beside the config. */
        readonly file?: string;
        readonly project?: string;
        /** Image of the new release, in place of the one that the file names. */
        readonly image?: string;
        /** Variables for Compose, from which the file takes the new release. */
        readonly env?: Readonly<Record<string, string>>;
        /** Build the image of the new release first. Default false. */
        readonly build?: boolean;
        /** Shell command that takes SOSIE_LEAVING out of the balancing; SOSIE_SERVING goes on. */
        readonly beforeStop?: string;
        /** Seconds between `beforeStop` and the stop of a container. Default 0. */
        readonly drainSeconds?: number;
        /** Put the old image back where the rollout fails, with these variables. Default false. */
        readonly rollback?: boolean | { readonly env: Readonly<Record<string, string>> };
      })
  | (Timed &
      TakenBack & {
        readonly driver: 'kubernetes';
        /** "deployment/web", "statefulset/…" or "daemonset/…". */
        readonly workload: string;
        readonly namespace?: string;
        readonly context?: string;
        /** Image of each container that gets a new one. Without it the pods are restarted as they are. */
        readonly image?: Readonly<Record<string, string>>;
        /** `restart` (default without `image`) or `undo`: back to the release before. */
        readonly action?: 'restart' | 'undo';
        /** `kubectl rollout undo` where the rollout fails. Default false. */
        readonly rollback?: boolean;
      })
  | { readonly driver: 'none'; readonly seconds?: number };

/** The rollout with its defaults filled in. */
export function settleRollout(rollout: RolloutConfig | undefined): RolloutSettings {
  switch (rollout?.driver) {
    case 'command':
      return { timeoutSeconds: 900, rollback: null, rollbackOnViolation: false, ...rollout };
    case 'manual':
      return { port: 0, timeoutSeconds: 3600, ...rollout };
    case 'watch':
      return { settledSeconds: 5, timeoutSeconds: 900, ...rollout };
    case 'compose':
      return { ...composeDefaults, ...rollout, rollback: oldEnvironment(rollout.rollback) };
    case 'kubernetes': {
      const { image, action = 'restart', rollback, ...rest } = rollout;
      return {
        namespace: null,
        context: null,
        timeoutSeconds: 900,
        rollbackOnViolation: false,
        ...rest,
        action: image === undefined ? action : { image },
        rollback: rollback === true ? 'undo' : null,
      };
    }
    case 'none':
    case undefined:
      return { driver: 'none', seconds: 20, ...rollout };
  }
}

const composeDefaults = {
  file: 'docker-compose.yml',
  project: null,
  image: null,
  env: {},
  build: false,
  beforeStop: null,
  drainSeconds: 0,
  timeoutSeconds: 900,
  rollbackOnViolation: false,
} as const;

function oldEnvironment(
  rollback: boolean | { readonly env: Readonly<Record<string, string>> } | undefined,
): Readonly<Record<string, string>> | null {
  if (rollback === undefined || rollback === false) return null;
  return rollback === true ? {} : rollback.env;
}

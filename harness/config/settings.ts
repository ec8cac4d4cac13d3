import type { Requirements } from '../model/result.js';
import type { LoginRecipe, LogoutRecipe } from '../model/login.js';
import type { Grant } from '../model/identity.js';
import type { Page, Write } from '../model/page.js';
import type { ScheduleName } from '../model/schedule-name.js';
import type { RolloutSettings } from '../model/rollout.js';
import type { Target } from '../model/target.js';
import type { IsolationException, PressureName, SosieConfig } from './sosie-config.js';

/** An API client: a token that was granted certain fields of certain tenants. */
export interface ClientSettings {
  readonly name: string;
  readonly token: string | null;
  /** Name of the environment variable that holds the token where `token` is null. */
  readonly tokenEnv: string | null;
  readonly pages: readonly Page[];
  readonly grants: readonly Grant[];
}

/** The config with every default filled in: what the rest of the harness works from. */
export interface Settings {
  readonly target: Target;
  readonly identities: SosieConfig['identities'];
  readonly login: LoginRecipe;
  readonly logout: LogoutRecipe | null;
  readonly pages: readonly Page[];
  /** WebSockets and server-sent events. */
  readonly streams: readonly Page[];
  readonly objects: {
    /** Paths with fields of the account in braces. */
    readonly urls: readonly string[];
    readonly harvest: boolean;
    readonly exposed: readonly string[];
  };
  readonly writes: readonly Write[];
  readonly clients: readonly ClientSettings[];
  readonly isolation: { readonly between: 'user' | 'tenant'; readonly except: readonly IsolationException[] };
  readonly drill: {
    readonly enabled: boolean;
    /** The config's own, and pages that everybody may see by its rules of isolation. */
    readonly expectBlind: readonly string[];
  };
  readonly rollout: RolloutSettings;
  readonly load: {
    /** Null: as many as the identities allow. */
    readonly browsers: number | null;
    readonly sessions: number | null;
    /** No more sessions than this where `sessions` is null; null: no such limit. */
    readonly mostSessions: number | null;
    readonly beforeMs: number;
    readonly afterMs: number;
    /** How long the looking may go on after the rollout until `require.maxRate` is met; at least `afterMs`. */
    readonly longestAfterMs: number;
    readonly ratePerActor: number;
    readonly pressure: PressureName;
    /** Null: those of the pressure. */
    readonly schedules: readonly ScheduleName[] | null;
  };
  readonly require: Requirements;
  readonly onViolation: 'continue' | 'stop';
  readonly gate: {
    readonly webhook: {
      readonly url: string | null;
      /** Name of the environment variable that holds the address where `url` is null. */
      readonly urlEnv: string | null;
      readonly format: 'json' | 'slack';
    } | null;
    readonly rollbackCommand: string | null;
  };
  readonly watch: { readonly ratePerSecond: number; readonly settledMs: number; readonly rotateMs: number };
  readonly evidence: { readonly directory: string; readonly retainDays: number };
  readonly browser: { readonly executable: string | null; readonly install: boolean };
  readonly seed: number;
  /** Directory that relative paths of the config are resolved against. */
  readonly baseDir: string;
  /** The file that the config came from, for messages. */
  readonly source: string;
}

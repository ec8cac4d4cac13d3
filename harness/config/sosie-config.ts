import type { LoginRecipe } from '../model/login.js';
import type { ScheduleName } from '../model/schedule-name.js';
import type { Signal } from '../model/target.js';
import type { Requirements } from '../model/result.js';
import type { AccountConfig } from '../model/account.js';
import type { Provisioner } from '../model/provisioner.js';
import type { RolloutConfig } from './rollout-config.js';

export type { RolloutConfig } from './rollout-config.js';

/** A URL whose content belongs to whoever asks for it: a path alone, or with a name and its `self`. */
export type PageConfig = string | { readonly path: string; readonly name?: string; readonly self?: string };

/** A URL that pushes messages: a WebSocket, or server-sent events. */
export interface StreamConfig {
  readonly path: string;
  readonly kind: 'websocket' | 'events';
  readonly name?: string;
}

export interface ObjectsConfig {
  /**
   * URLs with fields of the account in braces: "/invoices/{invoice}.pdf". Each identity's own is asked for as
   * another identity and without a login.
   */
  readonly urls?: readonly string[];
  /** Links on an identity's own pages that no other identity was shown are tried likewise. Default true. */
  readonly harvest?: boolean;
  /** Paths that must show nobody's data without a login: listings, exports, backups. Default: a list of usual ones. */
  readonly exposed?: readonly string[];
}

export interface WriteConfig {
  readonly path: string;
  readonly field: string;
  readonly name?: string;
  /** Default POST. */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Path of the page that holds the form, for its hidden fields. Without it the value is sent as JSON. */
  readonly form?: string;
  /** Name of the configured page on which the value stands afterwards. */
  readonly readBack: string;
}

export interface ClientConfig {
  readonly name: string;
  /** The bearer token, from the environment please; or `tokenEnv`, the name of the variable. */
  readonly token?: string;
  readonly tokenEnv?: string;
  readonly api: readonly PageConfig[];
  /** Tenants and fields that the token was granted: everything else is an excess. */
  readonly grants: readonly {
    readonly tenants: readonly string[];
    readonly fields: readonly string[] | '*';
  }[];
}

export const pressureNames = ['gentle', 'steady', 'collide'] as const;
export type PressureName = (typeof pressureNames)[number];

export const presetNames = ['quick', 'standard', 'strict'] as const;

/** `quick`: a smoke test. `standard`: an ordinary release. `strict`: one that nobody may doubt. */
export type PresetName = (typeof presetNames)[number];

export interface LoadConfig {
  /** Browser actors, one identity each. Default: 4, on at most half of the identities, rounded up. */
  readonly browsers?: number;
  /** Plain-HTTP sessions. Default: one for each identity that no browser has. */
  readonly sessions?: number;
  /** Seconds of looking before the rollout, once everybody is signed in. Default 6. */
  readonly beforeSeconds?: number;
  /** Seconds of looking after the rollout. Default 8. */
  readonly afterSeconds?: number;
  /**
   * With `require.maxRate`: the looking after the rollout ends as soon as the rate is excluded, and goes on past
   * `afterSeconds` until it is, at most so many seconds. Default 120.
   */
  readonly longestAfterSeconds?: number;
  /** Looks per second that each actor aims at under `steady` and `collide`. Default 4. */
  readonly ratePerActor?: number;
  readonly pressure?: PressureName;
  /** What the actors do. Default: all of it under `collide`, less under `steady` and `gentle`. */
  readonly schedules?: readonly ScheduleName[];
}

/** An exception: on `page`, a viewer may see these fields of anybody ("*": whole page is shared by rule). */
export interface IsolationException {
  readonly page: string;
  readonly fields: readonly string[] | '*';
}

/** The fire drill: sessions of two identities are exchanged on purpose, and the alarm must ring on every page. */
export interface DrillConfig {
  /** Default true. Without it nothing proves that a mix-up would have been seen. */
  readonly enabled?: boolean;
  /** Names of pages that show nothing of whose they are: they give no exposure and do not harm the verdict. */
  readonly expectBlind?: readonly string[];
}

/** Who is told of the first violation, and what is done about it. */
export interface GateConfig {
  /** Called on the first violation. The address, or the variable that holds it: it often is a secret. */
  readonly webhook?: {
    readonly url?: string;
    readonly urlEnv?: string;
    /** `slack`: `{ "text": … }`, which other chats take too. Default `json`. */
    readonly format?: 'json' | 'slack';
  };
  /** Shell command that is run on the first violation where `onViolation` is `stop`. */
  readonly rollbackCommand?: string;
}

export interface WatchConfig {
  /** Requests per second of all actors together. Default 5. */
  readonly ratePerSecond?: number;
  /** Seconds for which one release alone must answer until its rollout is over. Default 15. */
  readonly settledSeconds?: number;
  /** Minutes after which the history of a time without a rollout is judged and let go. Default 60. */
  readonly rotateMinutes?: number;
}

/** `sosie.config.ts`. Everything but `target`, `identities` and `login` has a default. */
export interface SosieConfig {
  readonly target: {
    readonly baseUrl: string;
    readonly allow?: readonly string[];
    readonly revision?: Signal;
    readonly instance?: Signal;
    readonly timeoutSeconds?: number;
  };
  readonly identities:
    | readonly AccountConfig[]
    | { readonly file: string }
    | { readonly provisioner: Provisioner; readonly count: number };
  readonly login: LoginRecipe;
  readonly logout?: string | { readonly url: string; readonly method?: 'GET' | 'POST' };
  readonly pages?: readonly PageConfig[];
  readonly api?: readonly PageConfig[];
  readonly documents?: readonly PageConfig[];
  readonly streams?: readonly StreamConfig[];
  /** Private URLs of each identity: others, and anybody without a login, must be refused. */
  readonly objects?: ObjectsConfig;
  /** Fields that an identity may change and read back. */
  readonly writes?: readonly WriteConfig[];
  /** API clients with a token and grants of their own. */
  readonly clients?: readonly ClientConfig[];
  readonly isolation?: {
    readonly between?: 'user' | 'tenant';
    readonly except?: readonly IsolationException[];
  };
  readonly drill?: DrillConfig;
  readonly rollout?: RolloutConfig;
  readonly load?: LoadConfig;
  /** What a pass must have seen: a preset, or floors one by one over those of a preset (default `standard`). */
  readonly require?: PresetName | (Partial<Requirements> & { readonly preset?: PresetName });
  /** `stop`: the first stranger ends all reading (production). `continue`: go on and collect. Default `continue`. */
  readonly onViolation?: 'continue' | 'stop';
  readonly gate?: GateConfig;
  /** For `sosie watch` only. */
  readonly watch?: WatchConfig;
  readonly evidence?: { readonly directory?: string; readonly retainDays?: number };
  readonly browser?: { readonly executable?: string; readonly install?: boolean };
  /** 0 to 4294967295. Default: drawn at random and written down. */
  readonly seed?: number;
}

/** Gives the config its type in an editor; returns it unchanged. */
export function defineConfig(config: SosieConfig): SosieConfig {
  return config;
}

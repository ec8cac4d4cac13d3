import type { LoginRecipe } from '../model/login.js';
import type { Signal } from '../model/target.js';
import type { Requirements } from '../model/result.js';
import type { AccountConfig } from '../model/account.js';
import type { Provisioner } from '../model/provisioner.js';

/** A URL whose content belongs to whoever asks for it: a path alone, or with a name and its `self`. */
export type PageConfig = string | { readonly path: string; readonly name?: string; readonly self?: string };

export type RolloutConfig =
  | { readonly driver: 'command'; readonly command: string; readonly timeoutSeconds?: number }
  | { readonly driver: 'manual'; readonly port?: number; readonly timeoutSeconds?: number }
  | { readonly driver: 'none'; readonly seconds?: number };

export const pressureNames = ['gentle', 'steady', 'collide'] as const;
export type PressureName = (typeof pressureNames)[number];

export interface LoadConfig {
  /** Browser actors. Default: 4, at most one for each identity. */
  readonly browsers?: number;
  /** Plain-HTTP sessions. Default: one for each identity that no browser has. */
  readonly sessions?: number;
  /** Seconds of looking before the rollout, once everybody is signed in. Default 6. */
  readonly beforeSeconds?: number;
  /** Seconds of looking after the rollout. Default 8. */
  readonly afterSeconds?: number;
  /** Looks per second that each actor aims at under `steady` and `collide`. Default 4. */
  readonly ratePerActor?: number;
  readonly pressure?: PressureName;
}

/** An exception: on `page`, a viewer may see these fields of anybody ("*": whole page is shared by rule). */
export interface IsolationException {
  readonly page: string;
  readonly fields: readonly string[] | '*';
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
  readonly isolation?: {
    readonly between?: 'user' | 'tenant';
    readonly except?: readonly IsolationException[];
  };
  readonly rollout?: RolloutConfig;
  readonly load?: LoadConfig;
  readonly require?: Partial<Requirements>;
  /** `stop`: the first stranger ends all reading (production). `continue`: go on and collect. Default `continue`. */
  readonly onViolation?: 'continue' | 'stop';
  readonly evidence?: { readonly directory?: string; readonly retainDays?: number };
  readonly browser?: { readonly executable?: string; readonly install?: boolean };
  /** 0 to 4294967295. Default: drawn at random and written down. */
  readonly seed?: number;
}

/** Gives the config its type in an editor; returns it unchanged. */
export function defineConfig(config: SosieConfig): SosieConfig {
  return config;
}

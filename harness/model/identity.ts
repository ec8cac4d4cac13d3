/** Name and password of one synthetic account. Held in memory only; neither is ever written. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * One synthetic account and the data that only it may see. `id` ("u01") is the only name of it that reaches
 * a ledger, a report or an error; everything else stays in memory.
 */
export interface Identity {
  readonly id: string;
  /** Position in the roster, from 0. Markers name their owner by it. */
  readonly index: number;
  readonly credentials: Credentials;
  /** Further identifiers that must reach the same account (CAF, October 2021). */
  readonly aliases: readonly string[];
  /** Cohorts, such as "migrated" or "password changed". */
  readonly traits: readonly string[];
  readonly tenant: string | null;
  /** The account's own values, by field: e-mail, name, phone, … */
  readonly data: Readonly<Record<string, string>>;
  /** For an API client: whose data, and which fields of it, its token was granted. Absent for a person. */
  readonly grants?: readonly Grant[];
  /** Values that Sosie chose when it provisioned the account, by field. */
  readonly minted: Readonly<Record<string, string>>;
}

/** What an API client may read: the named fields (or all: "*") of everybody of these tenants. */
export interface Grant {
  readonly tenants: readonly string[];
  readonly fields: readonly string[] | '*';
}

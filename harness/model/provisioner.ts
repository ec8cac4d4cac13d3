/** What Sosie asks of a provisioner: one account to create. `minted` are values that Sosie chose, by field. */
export interface WantedAccount {
  /** The identity's id, "u07": give it back in the account. */
  readonly reference: string;
  readonly password: string;
  readonly minted: Readonly<Record<string, string>>;
}

/** What a provisioner gives back: how to sign in, and the values that now stand in the account. */
export interface ProvisionedAccount {
  readonly reference: string;
  readonly username: string;
  /** Needed only where the target chose another password than the wanted one. */
  readonly password?: string;
  /** Values of the account by field; those equal to a minted value count as minted, the others as given. */
  readonly data: Readonly<Record<string, string>>;
  readonly aliases?: readonly string[];
  readonly traits?: readonly string[];
  readonly tenant?: string;
  /** What `remove` needs to find the account again. */
  readonly handle?: string;
}

/** Creates and removes the synthetic accounts of a run on the target. Both must bear being called again. */
export interface Provisioner {
  create(wanted: readonly WantedAccount[]): Promise<readonly ProvisionedAccount[]>;
  remove(accounts: readonly ProvisionedAccount[]): Promise<void>;
}

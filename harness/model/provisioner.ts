/**
 * How an account is near to another one, so that software which tells them apart carelessly takes one for the other:
 * by letter case, by dots in the address, as a prefix, by a compatibility form of Unicode (CVE-2019-19844), by the same
 * address at another login provider (CVE-2022-31107), or as an account that was deleted and created again
 * (CVE-2025-4644).
 */
export const nearnesses = ['case', 'dots', 'prefix', 'unicode', 'other-provider', 'recreated'] as const;
export type Nearness = (typeof nearnesses)[number];

/** The account that another one should be near to. */
export interface Near {
  /** Reference of the other account: it stands earlier in the same list. */
  readonly reference: string;
  readonly how: Nearness;
  /** The address to give it, near to the other account's; the same for `other-provider`, its own for `recreated`. */
  readonly email: string;
}

/** What Sosie asks of a provisioner: one account to create. `minted` are values that Sosie chose, by field. */
export interface WantedAccount {
  /** The identity's id, "u07": give it back in the account. */
  readonly reference: string;
  readonly password: string;
  readonly minted: Readonly<Record<string, string>>;
  /** Asks for an account near to another one; a provisioner that cannot make it so leaves it aside. */
  readonly near?: Near;
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

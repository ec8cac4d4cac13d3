/** Who lives in the lab: what `seedPopulation` writes. */
export interface PopulationPlan {
  /** Strangers: customers whom no run knows. */
  readonly customers: number;
  /** Accounts test001@…, whose password is `password`. */
  readonly testAccounts: number;
  readonly seed: number;
  readonly password: string;
  /** Test accounts and accounts made later share name, city and birth date two by two, and with a stranger. */
  readonly namesakes?: boolean;
  /** Numbers left free between the strangers and the test accounts, as of accounts that were closed. */
  readonly closedAccounts?: number;
  /** Test accounts and accounts made later are listed in the directory of neighbours, as some strangers are. */
  readonly everybodyListed?: boolean;
}

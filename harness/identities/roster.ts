import { randomBytes } from 'node:crypto';
import type { AccountConfig } from '../model/account.js';
import { SosieError } from '../model/errors.js';
import type { Identity } from '../model/identity.js';
import type { ProvisionedAccount, Provisioner, WantedAccount } from '../model/provisioner.js';
import { readAccountsFile } from './accounts-file.js';
import { takeLease, type Lease } from './lease.js';
import { nearEmail, planNear } from './near.js';

/** Where the identities come from. */
export type IdentitySource =
  | readonly AccountConfig[]
  | { readonly file: string }
  | { readonly provisioner: Provisioner; readonly count: number };

export interface RosterOptions {
  readonly source: IdentitySource;
  readonly baseDir: string;
  readonly target: string;
  readonly leaseDirectory: string;
  /** How many identities the load needs; null: all there are. */
  readonly wanted: number | null;
  /** Values for identity `index` that Sosie chooses when it provisions, by field. */
  readonly mint: (index: number) => Readonly<Record<string, string>>;
  readonly env: NodeJS.ProcessEnv;
}

/** The identities of a run, each leased to this process. */
export interface Roster {
  readonly identities: readonly Identity[];
  /** Gives the leases back and removes provisioned accounts; failures are returned, not thrown. */
  close(): Promise<readonly Error[]>;
}

/** Reads or provisions the identities and leases them. Throws SOSIE_CONFIG_* or SOSIE_TARGET_LOGIN. */
export async function openRoster(options: RosterOptions): Promise<Roster> {
  const { source } = options;
  if ('provisioner' in source)
    return provisioned(source.provisioner, options.wanted ?? source.count, options);
  const accounts = 'file' in source ? readAccountsFile(source.file, options.baseDir) : source;
  return leased(accounts, options);
}

async function provisioned(provisioner: Provisioner, count: number, options: RosterOptions): Promise<Roster> {
  const wanted = wantedAccounts(count, options.mint);
  const accounts = await provisioner.create(wanted).catch((cause: unknown) => {
    throw new SosieError(
      'SOSIE_TARGET_LOGIN',
      `the provisioner could not create ${String(count)} accounts: ${messageOf(cause)}.`,
      {
        hint: 'identities.provisioner.create is your own function; it must answer with one account for each reference.',
        cause,
      },
    );
  });
  const byReference = new Map(accounts.map((account) => [account.reference, account]));
  const identities = wanted.map((want, index) =>
    fromProvisioned(want, byReference.get(want.reference), index),
  );
  return {
    identities,
    close: async () => {
      try {
        await provisioner.remove(accounts);
        return [];
      } catch (cause) {
        return [
          new SosieError(
            'SOSIE_TARGET_LOGIN',
            `the provisioner could not remove ${String(accounts.length)} accounts: ${messageOf(cause)}.`,
            { cause },
          ),
        ];
      }
    },
  };
}

function wantedAccounts(count: number, mint: RosterOptions['mint']): WantedAccount[] {
  const plan = planNear(count);
  return Array.from({ length: count }, (_, index) => {
    const minted = mint(index);
    const wanted: WantedAccount = {
      reference: identityId(index),
      password: `Aa1-${randomBytes(15).toString('base64url')}`,
      minted,
    };
    const near = plan.get(index);
    const other = near === undefined ? undefined : mint(near.of)['email'];
    const own = minted['email'];
    if (near === undefined || other === undefined || own === undefined) return wanted;
    const email = nearEmail(near.how, { other, own });
    return { ...wanted, near: { reference: identityId(near.of), how: near.how, email } };
  });
}

function fromProvisioned(
  want: WantedAccount,
  account: ProvisionedAccount | undefined,
  index: number,
): Identity {
  if (account === undefined) {
    throw new SosieError(
      'SOSIE_TARGET_LOGIN',
      `the provisioner gave no account for reference ${want.reference}.`,
      {
        hint: 'create() must answer with one account for each reference that it was given.',
      },
    );
  }
  const chosen = (field: string, value: string): boolean =>
    want.minted[field] === value || want.near?.email === value;
  const minted = Object.entries(account.data).filter(([field, value]) => chosen(field, value));
  const given = Object.entries(account.data).filter(([field, value]) => !chosen(field, value));
  return {
    id: want.reference,
    index,
    credentials: { username: account.username, password: account.password ?? want.password },
    aliases: account.aliases ?? [],
    traits: account.traits ?? [],
    tenant: account.tenant ?? null,
    data: Object.fromEntries(given),
    minted: Object.fromEntries(minted),
  };
}

function leased(accounts: readonly AccountConfig[], options: RosterOptions): Roster {
  const leases: Lease[] = [];
  const identities: Identity[] = [];
  for (const account of accounts) {
    if (options.wanted !== null && identities.length >= options.wanted) break;
    const lease = takeLease(options.leaseDirectory, options.target, account.username);
    if (lease === null) continue;
    leases.push(lease);
    identities.push(fromConfig(account, identities.length, options.env));
  }
  const needed = options.wanted ?? 2;
  if (identities.length < needed) {
    for (const lease of leases) lease.release();
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `${String(needed)} identities are needed, but only ${String(identities.length)} of ${String(accounts.length)} are free.`,
      {
        hint: 'Add accounts, ask for fewer actors (load.browsers, load.sessions), or wait for the other run that uses these accounts.',
      },
    );
  }
  return {
    identities,
    close: () => {
      for (const lease of leases) lease.release();
      return Promise.resolve([]);
    },
  };
}

function fromConfig(account: AccountConfig, index: number, env: NodeJS.ProcessEnv): Identity {
  const variable = account.passwordEnv ?? 'SOSIE_PASSWORD';
  const password = account.password ?? env[variable];
  if (password === undefined || password === '') {
    throw new SosieError(
      'SOSIE_CONFIG_INVALID',
      `identity ${identityId(index)} has no password: ${variable} is not set.`,
      {
        hint: `Put ${variable}=… into the environment or into .env; passwords do not belong in the config file.`,
      },
    );
  }
  return {
    id: identityId(index),
    index,
    credentials: { username: account.username, password },
    aliases: account.aliases ?? [],
    traits: account.traits ?? [],
    tenant: account.tenant ?? null,
    data: account.data ?? {},
    minted: {},
  };
}

/** "u01", "u02", … "u100". */
export function identityId(index: number): string {
  return `u${String(index + 1).padStart(2, '0')}`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

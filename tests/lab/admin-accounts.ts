import assert from 'node:assert/strict';
import { request } from 'undici';
import { z } from 'zod';
import type { Lab } from '../../lab/rollout/lab.js';

const answer = z.object({
  accounts: z.array(
    z.object({
      reference: z.string(),
      id: z.string(),
      username: z.string(),
      aliases: z.array(z.string()),
      traits: z.array(z.string()),
      data: z.record(z.string(), z.string()),
    }),
  ),
});

export type LabAccount = z.infer<typeof answer>['accounts'][number] & { readonly password: string };

interface Wanted {
  readonly reference: string;
  readonly near?: { readonly reference: string; readonly how: string };
}

/** Makes accounts by the admin API, in the order of the references, each with a password of its own. */
export async function makeAccounts(lab: Lab, wanted: readonly Wanted[]): Promise<readonly LabAccount[]> {
  const made = await request(`${lab.url}/admin/accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${lab.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ accounts: wanted.map((one) => ({ ...one, password: passwordOf(one) })) }),
  });
  assert.equal(made.statusCode, 201);
  const { accounts } = answer.parse(await made.body.json());
  return accounts.map((account) => ({ ...account, password: passwordOf(account) }));
}

function passwordOf({ reference }: Wanted): string {
  return `the password of ${reference}`;
}

import assert from 'node:assert/strict';
import type { Fault } from '../../lab/faults/fault.js';
import { openLab, type Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { signIn } from './sign-in.js';

/** Somebody who was made by the admin API and is signed in. */
export interface Guest {
  readonly id: string;
  readonly cookie: string;
  readonly tenant: string;
  readonly data: Readonly<Record<'name' | 'email' | 'phone' | 'customerNumber' | 'invoice' | 'note', string>>;
}

/** A small lab with guests in it, who go to one practice after another. */
export interface Rooms {
  readonly lab: Lab;
  readonly guests: readonly Guest[];
  admin(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response>;
}

const practices = ['tilleuls', 'beffroi', 'glycines'];
const people = 6;
const password = 'a guest’s';

/** Runs `use` with such a lab, and closes it. */
export async function withRooms(
  fault: Fault,
  instances: number,
  use: (rooms: Rooms) => Promise<void>,
): Promise<void> {
  const lab = await openLab(labOptions(fault, { crowd: 0, customers: 20, testAccounts: 1, instances }));
  const admin: Rooms['admin'] = (method, path, body) =>
    fetch(lab.url + path, {
      method,
      headers: { authorization: `Bearer ${lab.adminToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  try {
    const accounts = Array.from({ length: people }, (_unused, index) => ({
      reference: `g${index}`,
      password,
      practice: practices[index % practices.length],
    }));
    const made = await admin('POST', '/admin/accounts', { accounts });
    assert.equal(made.status, 201);
    const answer = (await made.json()) as { accounts: (Omit<Guest, 'cookie'> & { username: string })[] };
    const guests: Guest[] = [];
    for (const { username, ...account } of answer.accounts) {
      guests.push({ ...account, cookie: await signIn(lab.url, { username, password }) });
    }
    await use({ lab, guests, admin });
  } finally {
    await lab.close();
  }
}

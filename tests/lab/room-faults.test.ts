import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anonymousInvoice } from '../../lab/faults/anonymous-invoice.js';
import { exportMixup } from '../../lab/faults/export-mixup.js';
import { exposedExport } from '../../lab/faults/exposed-export.js';
import type { Fault } from '../../lab/faults/fault.js';
import { missingOwnerFilter } from '../../lab/faults/missing-owner-filter.js';
import { objectAccess } from '../../lab/faults/object-access.js';
import { partnerScope } from '../../lab/faults/partner-scope.js';
import { pooledRowSecurity } from '../../lab/faults/pooled-row-security.js';
import { sharedUnitOfWork } from '../../lab/faults/shared-unit-of-work.js';
import { socketSlotReuse } from '../../lab/faults/socket-slot-reuse.js';
import { defaultPartnerToken } from '../../lab/shop/partner-tokens.js';
import { get, until } from '../unit/lab-edge/origin.js';
import { openEvents } from './events.js';
import { type Guest, withRooms } from './guests.js';

/** True where somebody was shown what is not theirs. */
type Leaks = (url: string, guests: readonly [Guest, Guest, ...Guest[]]) => Promise<boolean>;

/** Nothing on the first release, however often one looks; the leak once the release with the fault has rolled. */
async function provesItself(fault: Fault, leaks: Leaks): Promise<void> {
  await withRooms(fault, 1, async ({ lab, guests }) => {
    const [first, second, ...others] = guests;
    assert.ok(first !== undefined && second !== undefined);
    const people = [first, second, ...others] as const;
    for (let round = 0; round < 3; round += 1) assert.equal(await leaks(lab.url, people), false);
    await lab.roll('v2', () => undefined);
    await until('a leak', () => leaks(lab.url, people), 20_000);
    for (const guest of guests) {
      const me = await (await get(`${lab.url}/api/me`, guest.cookie)).text();
      assert.ok(me.includes(guest.data.email), 'everybody is still recognised as themselves');
    }
  });
}

test('object-access: one customer opens another’s invoice, and anonymous ones are refused', async () => {
  await provesItself(objectAccess, async (url, [ann, bob]) => {
    assert.equal((await fetch(`${url}/invoices/${ann.data.invoice}.pdf`)).status, 401);
    return (await get(`${url}/invoices/${ann.data.invoice}.pdf`, bob.cookie)).status === 200;
  });
});

test('anonymous-invoice: an invoice is had without a login', async () => {
  await provesItself(anonymousInvoice, async (url, [ann]) => {
    assert.equal((await fetch(`${url}/invoices`, { redirect: 'manual' })).status, 303);
    return (await fetch(`${url}/invoices/${ann.data.invoice}.pdf`)).status === 200;
  });
});

test('exposed-export: listing, export and backup name the customers to anybody, the account API does not open', async () => {
  await provesItself(exposedExport, async (url, [ann]) => {
    assert.equal((await fetch(`${url}/admin/accounts`, { method: 'POST' })).status, 401);
    const paths = ['/admin/customers', '/admin/export.csv', '/backup/customers.sql'];
    const bodies = await Promise.all(paths.map(async (path) => (await fetch(url + path)).text()));
    return bodies.every((body) => body.includes(ann.data.email));
  });
});

test('partner-scope: a token reads other practices and other fields', async () => {
  await provesItself(partnerScope, async (url, [ann, bob]) => {
    const headers = { authorization: `Bearer ${defaultPartnerToken}` };
    const seen = await (await fetch(`${url}/partner/appointments`, { headers })).text();
    assert.ok(seen.includes(ann.data.email) && !seen.includes(ann.data.name));
    assert.equal((await fetch(`${url}/partner/appointments`)).status, 401);
    return seen.includes(bob.data.email) && seen.includes(ann.data.phone);
  });
});

test('export-mixup: exports asked for at once hold another account; one by one they are right', async () => {
  const holdsOwn = async (url: string, guest: Guest): Promise<boolean> => {
    const answer = await get(`${url}/account/export`, guest.cookie);
    // Two jobs that write one file may also leave none to read: an error, and no leak.
    return answer.status !== 200 || (await answer.text()).includes(guest.data.email);
  };
  await provesItself(exportMixup, async (url, guests) => {
    for (const guest of guests) assert.ok(await holdsOwn(url, guest));
    return (await Promise.all(guests.map((guest) => holdsOwn(url, guest)))).includes(false);
  });
});

test('socket-slot-reuse: who connects after another has left gets their news', async () => {
  for (const kind of ['socket', 'events'] as const) {
    await provesItself(socketSlotReuse, async (url, [ann, bob]) => {
      const left = await openEvents(url, kind, ann.cookie);
      await until('news', () => left.seen.length >= 2);
      left.close();
      await until('the end', () => left.ended());
      const stream = await openEvents(url, kind, bob.cookie);
      await until('more news', () => stream.seen.length >= 4);
      stream.close();
      assert.ok(stream.seen[0]?.includes(bob.data.email), 'the hello is right');
      return stream.seen.some((message) => message.includes(ann.data.customerNumber));
    });
  }
});

test('pooled-row-security: orders asked for at once are another’s; one by one they are right', async () => {
  await provesItself(pooledRowSecurity, async (url, guests) => ordersMix(url, guests));
});

test('missing-owner-filter: the list holds the appointments of the whole practice', async () => {
  await provesItself(missingOwnerFilter, async (url, [ann, bob, , dan]) => {
    assert.ok(dan?.tenant === ann.tenant);
    const seen = await (await get(`${url}/api/appointments`, ann.cookie)).text();
    assert.ok(seen.includes(ann.data.phone) && !seen.includes(bob.data.phone));
    return seen.includes(dan.data.phone);
  });
});

test('shared-unit-of-work: orders asked for at once are another’s', async () => {
  await provesItself(sharedUnitOfWork, async (url, guests) => ordersMix(url, guests));
});

test('shared-unit-of-work: a note lands in another account', async () => {
  await provesItself(sharedUnitOfWork, async (url, guests) => notesStray(url, guests));
});

/** Whether somebody’s orders go to an address that is not theirs, where everybody asks at once. */
async function ordersMix(url: string, guests: readonly Guest[]): Promise<boolean> {
  const own = async (guest: Guest): Promise<boolean> => {
    const { orders } = (await (await get(`${url}/api/orders`, guest.cookie)).json()) as {
      orders: { number: string }[];
    };
    const head = `CMD-${guest.data.customerNumber.slice(-6)}-`;
    return orders.length > 0 && orders.every(({ number }) => number.startsWith(head));
  };
  for (const guest of guests) assert.ok(await own(guest), 'alone, everybody gets their own orders');
  return (await Promise.all(guests.map(own))).includes(false);
}

/**
 * Whether a note that somebody wrote stands in another’s account, where some write while others read their
 * orders. Those who read do not write: their own note would cover the one that strayed.
 */
async function notesStray(url: string, guests: readonly Guest[]): Promise<boolean> {
  await Promise.all(
    guests.map(async (guest, index) => {
      if (index % 2 === 0) await write(url, guest, `consigne de ${guest.data.email}`);
      else
        for (let look = 0; look < 12; look += 1) await (await get(`${url}/api/orders`, guest.cookie)).text();
    }),
  );
  const notes = await Promise.all(
    guests.map(async (guest) => (await get(`${url}/account/note`, guest.cookie)).text()),
  );
  return notes.some((page, index) =>
    guests.some((other, place) => place !== index && page.includes(`consigne de ${other.data.email}`)),
  );
}

async function write(url: string, guest: Guest, note: string): Promise<void> {
  const form = await (await get(`${url}/account/note`, guest.cookie)).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const answer = await fetch(`${url}/account/note`, {
    method: 'POST',
    headers: { cookie: guest.cookie },
    body: new URLSearchParams({ csrf, note }),
    redirect: 'manual',
  });
  assert.equal(answer.status, 303);
}

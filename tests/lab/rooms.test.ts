import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractText } from 'unpdf';
import { healthy } from '../../lab/faults/healthy.js';
import type { Fault } from '../../lab/faults/fault.js';
import { defaultPartnerToken } from '../../lab/shop/partner-tokens.js';
import { get, until } from '../unit/lab-edge/origin.js';
import { openEvents } from './events.js';
import { type Guest, withRooms } from './guests.js';

const brisk: Fault = { ...healthy, rollout: (plan) => ({ ...plan, pauseMs: 50 }) };

async function pdfText(answer: Response): Promise<string> {
  const { text } = await extractText(new Uint8Array(await answer.arrayBuffer()), { mergePages: true });
  return text;
}

test('the rooms of the sound shop show everybody their own things only', async (t) => {
  await withRooms(brisk, 2, async ({ lab, guests, admin }) => {
    const [ann, bob] = guests;
    assert.ok(ann !== undefined && bob !== undefined);
    const show = (path: string, guest: Guest): Promise<Response> => get(lab.url + path, guest.cookie);

    await t.test('an invoice can be had by its owner, and by nobody else', async () => {
      const page = await (await show('/invoices', ann)).text();
      assert.ok(page.includes(`/invoices/${ann.data.invoice}.pdf`) && page.includes(ann.data.email));
      assert.ok(!page.includes(bob.data.invoice));
      const own = await show(`/invoices/${ann.data.invoice}.pdf`, ann);
      assert.equal(own.headers.get('content-type'), 'application/pdf');
      const text = await pdfText(own);
      assert.ok(text.includes(ann.data.customerNumber) && /Correction visuelle : OD [+-]/.test(text), text);
      assert.equal((await show(`/invoices/${ann.data.invoice}.pdf`, bob)).status, 404);
      assert.equal((await fetch(`${lab.url}/invoices/${ann.data.invoice}.pdf`)).status, 401);
      assert.equal((await fetch(`${lab.url}/invoices`, { redirect: 'manual' })).status, 303);
      assert.equal((await show('/invoices/F-2019-9999999.pdf', ann)).status, 404);
    });

    await t.test('a partner gets the fields and the practices that it was granted', async () => {
      const own = (await (await show('/api/appointments', ann)).json()) as { appointments: unknown[] };
      assert.ok(own.appointments.length > 0);
      assert.ok(JSON.stringify(own).includes(ann.data.phone));
      const made = await admin('POST', '/admin/partners', {
        name: 'Agenda',
        practices: ['beffroi'],
        fields: ['phone'],
      });
      assert.equal(made.status, 201);
      const { token } = (await made.json()) as { token: string };
      const asked = (bearer: string): Promise<Response> =>
        fetch(`${lab.url}/partner/appointments`, { headers: { authorization: `Bearer ${bearer}` } });
      const seen = await (await asked(token)).text();
      // Ann goes to the practice "tilleuls", Bob to "beffroi".
      assert.ok(seen.includes(bob.data.phone) && !seen.includes(bob.data.email), seen.slice(0, 300));
      assert.ok(!seen.includes(ann.data.phone) && !seen.includes(bob.data.name));
      const byDefault = await (await asked(defaultPartnerToken)).text();
      assert.ok(byDefault.includes(ann.data.email) && !byDefault.includes(ann.data.phone));
      assert.ok(!byDefault.includes(bob.data.email));
      assert.equal((await asked('nobody')).status, 401);
      assert.equal((await show('/partner/appointments', ann)).status, 401);
    });

    await t.test('a note is changed for its writer, on every page that shows it', async () => {
      const form = await (await show('/account/note', ann)).text();
      const csrf = /name="csrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
      const write = (fields: Record<string, string>): Promise<Response> =>
        fetch(`${lab.url}/account/note`, {
          method: 'POST',
          headers: { cookie: ann.cookie },
          body: new URLSearchParams(fields),
          redirect: 'manual',
        });
      assert.equal((await write({ note: 'sans jeton' })).status, 403);
      assert.equal((await write({ csrf, note: '  ' })).status, 400);
      assert.equal((await write({ csrf, note: 'sonner deux fois 4711' })).status, 303);
      for (const path of ['/account/note', '/profile', '/api/me']) {
        assert.match(await (await show(path, ann)).text(), /sonner deux fois 4711/, path);
        assert.doesNotMatch(await (await show(path, bob)).text(), /4711/, path);
      }
    });

    await t.test('exports asked for at once hold their own account each', async () => {
      const files = await Promise.all(
        guests.map(async (guest) => (await show('/account/export', guest)).text()),
      );
      for (const [index, file] of files.entries()) {
        const { account } = JSON.parse(file) as { account: { email: string } };
        assert.equal(account.email, guests[index]?.data.email);
      }
    });

    await t.test('what belongs to the operators is refused without their token', async () => {
      for (const path of ['/admin/customers', '/admin/export.csv']) {
        assert.equal((await fetch(lab.url + path)).status, 401, path);
        assert.equal((await show(path, ann)).status, 401, path);
        const shown = await (await admin('GET', path)).text();
        assert.ok(shown.includes(ann.data.email) && shown.includes(bob.data.email), path);
      }
      assert.equal((await fetch(`${lab.url}/backup/customers.sql`)).status, 404);
    });

    await t.test(
      'streams need a login, say whose they are, and end when their instance is replaced',
      async () => {
        assert.equal((await fetch(`${lab.url}/notifications/events`)).status, 401);
        assert.equal((await show('/notifications/socket', ann)).status, 426);
        await assert.rejects(openEvents(lab.url, 'socket', ''), /401/);

        for (const kind of ['events', 'socket'] as const) {
          const streams = await Promise.all(guests.map((guest) => openEvents(lab.url, kind, guest.cookie)));
          await until('three messages each', () => streams.every(({ seen }) => seen.length >= 3));
          for (const [index, { seen }] of streams.entries()) {
            const { data }: Guest = guests[index] ?? ann;
            assert.deepEqual(JSON.parse(seen[0] ?? ''), {
              kind: 'hello',
              name: data.name,
              email: data.email,
            });
            assert.ok(
              seen.slice(1).every((message) => message.includes(data.customerNumber)),
              kind,
            );
          }
          const began = performance.now();
          await lab.roll(`v2-${kind}`, () => undefined);
          assert.ok(performance.now() - began < 20_000, 'no drain waits for a stream');
          await until('the end of every stream', () => streams.every(({ ended }) => ended()));
        }
      },
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createViewer, type Viewer } from '../../../harness/playwright/guard/viewer.js';
import type { Identity } from '../../../harness/model/identity.js';
import { createScanner } from '../../../harness/scan/index.js';

const identity = (index: number, username: string, password: string): Identity => ({
  id: `u0${String(index + 1)}`,
  index,
  credentials: { username, password },
  aliases: [],
  traits: [],
  tenant: null,
  data: {},
  minted: {},
});
const identities = [
  identity(0, 'ann.verdier@shop.example', 'one pass & all'),
  identity(1, 'bob.lantier@shop.example', 'one pass & all'),
];
const scanner = createScanner(
  identities.map(({ index, credentials }) => ({
    owner: index,
    field: 'email',
    kind: 'given',
    value: credentials.username,
  })),
);
const viewer = (): Viewer => createViewer('w0.c1', identities, scanner);
const idOf = (on: Viewer): string | null => on.ref.identity?.id ?? null;
const hears = (on: Viewer, text: string): void => on.hears(Buffer.from(text), 'text/html');

describe('who a context of the suite is signed in as', () => {
  test('is nobody before anything was sent or shown', () => {
    assert.equal(idOf(viewer()), null);
  });

  test('is whose username and password were sent by a form, also where the password is shared', () => {
    const on = viewer();
    on.sendsText(new URLSearchParams({ u: 'bob.lantier@shop.example', p: 'one pass & all' }).toString());
    assert.equal(idOf(on), 'u02');
    assert.equal(on.session, 'w0.c1#1');
  });

  test('is whose username and password were sent as JSON', () => {
    const on = viewer();
    on.sendsText(JSON.stringify({ user: 'ann.verdier@shop.example', password: 'one pass & all' }));
    assert.equal(idOf(on), 'u01');
  });

  test('does not change where a username alone is sent', () => {
    const on = viewer();
    on.sendsText('{"invite":"bob.lantier@shop.example"}');
    assert.equal(idOf(on), null);
  });

  test('is whom the first answer shows, and stays so whatever later answers show', () => {
    const on = viewer();
    hears(on, '<p>Nobody here</p>');
    hears(on, '<p>ann.verdier@shop.example</p>');
    hears(on, '<p>bob.lantier@shop.example</p>');
    assert.equal(idOf(on), 'u01');
  });

  test('is not decided by an answer that shows two people', () => {
    const on = viewer();
    hears(on, '<p>ann.verdier@shop.example</p><p>bob.lantier@shop.example</p>');
    assert.equal(idOf(on), null);
  });

  test('is nobody again, in a session of its own, after the cookies were replaced', () => {
    const on = viewer();
    hears(on, 'ann.verdier@shop.example');
    on.forget();
    assert.equal(idOf(on), null);
    hears(on, 'bob.lantier@shop.example');
    assert.equal(idOf(on), 'u02');
    assert.equal(on.session, 'w0.c1#3');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drive } from './drive.js';
import { password, startFleet } from './fleet.js';
import { newVisitor, signIn } from './visitor.js';

test('a healthy fleet shows everybody only themselves, at every reload and after every login', async (t) => {
  const shown = await drive(await startFleet(t, '', { count: 2 }), 12);
  assert.deepEqual(shown, { own: 288, foreign: 0, none: 0, sharedSessions: 0 });
});

test('restarted processes hand out session ids that others hold, and sessions change hands', async (t) => {
  const shown = await drive(await startFleet(t, 'sid-collision-after-restart', { count: 2 }), 12);
  assert.ok(shown.sharedSessions > 0, JSON.stringify(shown));
  assert.ok(shown.foreign > 0, JSON.stringify(shown));
});

test('a user kept in a module variable is right one by one, and somebody else where requests overlap', async (t) => {
  const fleet = await startFleet(t, 'module-global-user');
  for (const username of fleet.usernames) {
    const visitor = newVisitor(fleet.origins);
    await signIn(visitor, username, password);
    assert.match((await visitor.get('/api/me')).text, new RegExp(username));
  }
  const shown = await drive(fleet, 12);
  assert.ok(shown.foreign > 0 && shown.own > 0, JSON.stringify(shown));
  assert.equal(shown.sharedSessions, 0);
});

test('a pool that calls back in its opener’s context shows everybody the first visitor, even one by one', async (t) => {
  const fleet = await startFleet(t, 'pool-opener-context');
  const [first = '', second = ''] = fleet.usernames;
  const one = newVisitor(fleet.origins);
  const other = newVisitor(fleet.origins);
  await signIn(one, first, password);
  await signIn(other, second, password);
  assert.match((await one.get('/profile')).text, new RegExp(first));
  for (const path of ['/profile', '/api/me', '/orders']) {
    const { text } = await other.get(path);
    assert.match(text, path === '/orders' ? /Chez/ : new RegExp(first), path);
    assert.doesNotMatch(text, new RegExp(second), path);
  }
});

test('a shifted reply shows people each other until the connection is renewed', async (t) => {
  const shown = await drive(await startFleet(t, 'redis-reply-shift'), 40);
  assert.ok(shown.foreign > 0, JSON.stringify(shown));
  assert.ok(shown.own > shown.foreign / 4, `the connection must heal in between: ${JSON.stringify(shown)}`);
  assert.equal(shown.sharedSessions, 0);
});

test('a login that keeps its session keeps its id, and shows nobody else', async (t) => {
  const fleet = await startFleet(t, 'session-fixation');
  const visitor = newVisitor(fleet.origins);
  await visitor.get('/login');
  const before = visitor.jar.get('sid');
  await signIn(visitor, fleet.usernames[0] ?? '', password);
  assert.equal(visitor.jar.get('sid'), before);
  assert.equal((await visitor.get('/api/me')).status, 200);
  const shown = await drive(fleet, 4);
  assert.equal(shown.foreign, 0);
});

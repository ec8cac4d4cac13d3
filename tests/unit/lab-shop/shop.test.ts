import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { password, startFleet } from './fleet.js';
import { csrfOf, newVisitor, signIn, type Visitor } from './visitor.js';

const ownPages = [
  '/profile',
  '/api/me',
  '/orders',
  '/api/orders',
  '/letters',
  '/letters/draft',
  '/letters/draft/preview',
];

interface Me {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly street: string;
  readonly customerNumber: string;
}

async function me(visitor: Visitor): Promise<Me> {
  return JSON.parse((await visitor.get('/api/me')).text) as Me;
}

test('the healthy shop', async (t) => {
  const fleet = await startFleet(t, '', { count: 2 });
  const [ann = '', bob = ''] = fleet.usernames;

  await t.test('names release and instance on every response, errors included', async () => {
    const visitor = newVisitor(fleet.origins);
    for (const path of [
      '/',
      '/healthz',
      '/assets/app.css',
      '/login',
      '/profile',
      '/nowhere',
      '/admin/accounts',
    ]) {
      const { headers } = await visitor.get(path);
      assert.equal(headers['x-revision'], 'v1', path);
      assert.match(String(headers['x-instance']), /^web[12]$/, path);
    }
  });

  await t.test('gives a new session id at login, and the old one is worth nothing', async () => {
    const visitor = newVisitor(fleet.origins);
    await visitor.get('/login');
    const before = visitor.jar.get('sid');
    assert.ok(before !== undefined && before !== '');
    const answer = await signIn(visitor, ann, password);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers['location'], '/profile');
    assert.notEqual(visitor.jar.get('sid'), before);
    const attacker = newVisitor(fleet.origins);
    attacker.jar.set('sid', before);
    assert.equal((await attacker.get('/api/me')).status, 401);
  });

  await t.test('answers a wrong password or an unknown name with 401 and the form', async () => {
    for (const [name, word] of [
      [ann, 'wrong'],
      ['nobody@courriel.example', password],
    ] as const) {
      const visitor = newVisitor(fleet.origins);
      const answer = await signIn(visitor, name, word);
      assert.equal(answer.status, 401);
      assert.match(answer.text, /role="alert"/);
      assert.equal((await visitor.get('/api/me')).status, 401);
    }
  });

  await t.test('refuses a login without the form’s own token', async () => {
    const visitor = newVisitor(fleet.origins);
    await visitor.get('/login');
    const answer = await visitor.post('/login', { csrf: 'another', username: ann, password });
    assert.equal(answer.status, 403);
    assert.equal((await visitor.get('/api/me')).status, 401);
  });

  await t.test('sends who is not signed in to the form, and refuses API, picture and PDF', async () => {
    const visitor = newVisitor(fleet.origins);
    for (const path of ['/profile', '/orders', '/letters', '/letters/draft']) {
      const answer = await visitor.get(path);
      assert.equal(answer.status, 303, path);
      assert.equal(answer.headers['location'], '/login', path);
    }
    for (const path of ['/api/me', '/api/orders', '/account/badge.svg', '/letters/draft/preview']) {
      assert.equal((await visitor.get(path)).status, 401, path);
    }
  });

  await t.test('shows two people at once only themselves, at every URL, uncacheable', async () => {
    const people = [newVisitor(fleet.origins), newVisitor(fleet.origins, 1)] as const;
    await signIn(people[0], ann, password);
    await signIn(people[1], bob, password);
    const data = [await me(people[0]), await me(people[1])] as const;
    assert.notEqual(data[0].email, data[1].email);
    for (const path of ownPages) {
      const answers = await Promise.all(people.map((visitor) => visitor.get(path)));
      for (const [index, answer] of answers.entries()) {
        const [own, other] = index === 0 ? [data[0], data[1]] : [data[1], data[0]];
        assert.equal(answer.status, 200, path);
        assert.equal(answer.headers['cache-control'], 'private, no-store', path);
        assert.equal(answer.headers['vary'], 'Cookie', path);
        const pdf = path.endsWith('preview');
        const text = pdf ? await textOfPdf(answer.bytes) : answer.text;
        assert.ok(text.includes(own.customerNumber), `${path} lacks ${own.customerNumber}`);
        for (const value of [other.email, other.phone, other.customerNumber])
          assert.ok(!text.includes(value), path);
      }
    }
  });

  await t.test(
    'writes name, e-mail, phone, address, birth date and number into a profile of 8 to 20 KB',
    async () => {
      const visitor = newVisitor(fleet.origins);
      await signIn(visitor, ann, password);
      const { text, bytes } = await visitor.get('/profile');
      assert.ok(bytes.length >= 8_000 && bytes.length <= 20_000, `${String(bytes.length)} bytes`);
      const { name, email, phone, street, customerNumber } = await me(visitor);
      for (const value of [name, email, phone, street, customerNumber, 'datetime="'])
        assert.ok(text.includes(value), value);
      for (const part of ['/assets/app.css', '/assets/app.js', '/assets/logo.svg', '/account/badge.svg']) {
        assert.ok(text.includes(part), part);
        assert.equal((await visitor.get(part)).status, 200, part);
      }
    },
  );

  await t.test('keeps what its owner writes into the draft, and escapes it', async () => {
    const visitor = newVisitor(fleet.origins);
    await signIn(visitor, bob, password);
    const csrf = csrfOf(await visitor.get('/letters/draft'));
    const text = 'Bonjour <b>&</b> “merci” 😀';
    assert.equal((await visitor.post('/letters/draft', { csrf, text })).status, 303);
    assert.match((await visitor.get('/letters/draft')).text, /Bonjour &lt;b&gt;&amp;&lt;\/b&gt; “merci” 😀/);
    assert.match(
      await textOfPdf((await visitor.get('/letters/draft/preview')).bytes),
      /Bonjour <b>&<\/b> “merci” \?/,
    );
    assert.equal((await visitor.post('/letters/draft', { csrf: 'another', text })).status, 403);
  });

  await t.test('ends the session at logout: the old cookie is worth nothing', async () => {
    const visitor = newVisitor(fleet.origins);
    await signIn(visitor, ann, password);
    const sid = visitor.jar.get('sid') ?? '';
    assert.equal((await visitor.post('/logout', {})).status, 303);
    visitor.jar.set('sid', sid);
    assert.equal((await visitor.get('/api/me')).status, 401);
  });

  await t.test('sets no cookie on public pages, which caches may keep', async () => {
    const visitor = newVisitor(fleet.origins);
    await signIn(visitor, ann, password);
    for (const path of ['/', '/assets/app.css']) {
      const { headers } = await visitor.get(path);
      assert.equal(headers['set-cookie'], undefined, path);
      assert.match(String(headers['cache-control']), /^public/, path);
    }
  });
});

test('the embedded Redis serves the shop equally', async (t) => {
  const fleet = await startFleet(t, '', { env: { PATH: '' } });
  assert.match(fleet.how, /embedded/);
  for (const username of fleet.usernames.slice(0, 3)) {
    const visitor = newVisitor(fleet.origins);
    assert.equal((await signIn(visitor, username, password)).status, 303);
    for (const path of ownPages) assert.equal((await visitor.get(path)).status, 200, path);
    assert.match((await visitor.get('/profile')).text, new RegExp(username));
    assert.equal((await visitor.post('/logout', {})).status, 303);
    assert.equal((await visitor.get('/api/me')).status, 401);
  }
});

async function textOfPdf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text;
}

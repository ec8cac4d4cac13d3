import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInFlight } from '../../../harness/actors/in-flight.js';
import { createJar } from '../../../harness/actors/http/jar.js';
import { createBufferPool } from '../../../harness/actors/http/buffer-pool.js';
import { hostRules } from '../../../harness/actors/browser/launch-options.js';
import { decodeEntities } from '../../../harness/actors/login/html-tags.js';
import { parseForms } from '../../../harness/actors/login/html-forms.js';
import { fillForm } from '../../../harness/actors/login/fill-form.js';
import { csrfHeaders, csrfTokenIn } from '../../../harness/actors/csrf-headers.js';
import { findLogout, saysLogout, speaksOfLogout } from '../../../harness/actors/login/logout-place.js';
import { asksForSignIn, isLoginBody, isLoginPage } from '../../../harness/actors/login/login-page.js';
import { isReachable, resolveOnTarget } from '../../../harness/actors/reach.js';
import { urlWithoutPassword, withoutPassword } from '../../../harness/actors/redact.js';
import type { Target } from '../../../harness/model/target.js';
import { jeanne, paul, profile } from './small-target.js';

const target: Target = {
  baseUrl: 'http://shop.test:8080/app',
  allow: ['shop.test:8080', 'login.test'],
  revision: null,
  instance: null,
  timeoutMs: 1000,
};
const site = new URL('http://127.0.0.1:8080/account');

test('an overlap is counted for both, never for oneself, and never for those who came later', () => {
  const table = createInFlight();
  const a = table.begin(profile, jeanne);
  const again = table.begin(profile, jeanne);
  assert.equal(table.end(again), 0);
  const b = table.begin(profile, paul);
  assert.equal(table.end(a), 1);
  assert.equal(table.end(b), 1);
  const late = table.begin(profile, paul);
  assert.equal(table.end(late), 0);
});

test('a jar sends by path, expiry and host, and keeps Secure cookies on loopback', () => {
  const jar = createJar();
  assert.equal(jar.header(site), '');
  jar.store(
    [
      'sid=1; Path=/; Secure',
      'deep=2; Path=/account/letters',
      'old=3; Max-Age=0',
      'other=4; Domain=example.org',
    ],
    site,
  );
  assert.equal(jar.header(site), 'sid=1');
  assert.equal(jar.header(new URL('/account/letters/7', site)), 'deep=2; sid=1');
  assert.deepEqual(jar.held(new URL('http://other.test/')), []);
  jar.store(['sid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/'], site);
  assert.equal(jar.header(site), '');
});

test('a cookie with a lifetime is sent until it ends and not after', async () => {
  const jar = createJar();
  jar.store(['short=1; Max-Age=1; Path=/'], site);
  assert.equal(jar.header(site), 'short=1');
  const end = Date.now() + 5_000;
  while (jar.header(site) !== '' && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(jar.header(site), '');
});

test('buffers come back and are given out again, never to two at once', () => {
  const pool = createBufferPool();
  const one = pool.take(20_000);
  assert.equal(one.length, 32_768);
  assert.notEqual(pool.take(20_000), one);
  pool.give(one);
  assert.equal(pool.take(30_000), one);
  assert.ok(pool.take(5_000_000).length >= 5_000_000);
});

test('only listed hosts may be reached, and no URL with credentials', () => {
  assert.equal(resolveOnTarget(target, '/me').href, 'http://shop.test:8080/app/me');
  assert.equal(isReachable(target, new URL('https://login.test/x')), true);
  assert.equal(isReachable(target, new URL('https://login.test:8443/x')), false);
  assert.equal(isReachable(target, new URL('http://shop.test/x')), false);
  assert.equal(isReachable(target, new URL('file:///etc/passwd')), false);
  assert.throws(
    () => resolveOnTarget(target, 'http://u:secret@shop.test:8080/'),
    (error) => error instanceof Error && !error.message.includes('secret'),
  );
  assert.equal(hostRules(['shop.test:8080']), 'MAP shop.test:8080 shop.test:8080,MAP * ~NOTFOUND');
});

test('a login page is one with a single password field that is not for a new password', () => {
  assert.equal(isLoginPage('<form><input type=PassWord></form>'), true);
  assert.equal(isLoginPage('<input name=u><input type="password">'), true);
  assert.equal(
    isLoginPage('<form><input type=password name=old><input type=password name=new></form>'),
    false,
  );
  assert.equal(isLoginPage('<form><input type=password autocomplete="new-password"></form>'), false);
  assert.equal(isLoginPage('<!-- <input type=password> --><script>"<input type=password>"</script>'), false);
  assert.equal(isLoginPage('<p>Forgot your password?</p>'), false);
  assert.equal(isLoginBody(Buffer.from('<a>password</a><input type = "password">'), 'text/html', ''), true);
  assert.equal(isLoginBody(Buffer.from('{"type":"password"}'), 'application/json', ''), false);
});

test('a password alone is asked of somebody signed in, unless the login itself asks for it', () => {
  const asks = (html: string, path: string, login: string | null = '/login'): boolean =>
    isLoginPage(html, asksForSignIn(new URL(path, site), login === null ? null : new URL(login, site)));
  const confirm = '<form method=post action=/profile><input type=password name=password></form>';
  const named = '<form method=post action=/session><input type=email><input type=password></form>';
  const sentToLogin = '<form method=post action=/login?step=2><input type=password></form>';
  assert.equal(asks(confirm, '/profile'), false);
  assert.equal(asks(confirm, '/profile', null), false);
  assert.equal(asks(confirm, '/login'), true);
  assert.equal(asks(named, '/profile'), true);
  assert.equal(asks(named, '/profile', null), true);
  assert.equal(asks(sentToLogin, '/welcome-back'), true);
  assert.equal(
    isLoginBody(Buffer.from(confirm), 'text/html', '', asksForSignIn(new URL('/profile', site), null)),
    false,
  );
});

test('a script proves itself by cookies sent back as headers and by the token that a page states', () => {
  const cookies = [
    { name: 'XSRF-TOKEN', value: 'a%3Db%2F' },
    { name: 'csrftoken', value: '100%' },
    { name: 'sid', value: 'secret' },
  ];
  assert.deepEqual(csrfHeaders(cookies, 'stated'), {
    'x-xsrf-token': 'a=b/',
    'x-csrftoken': '100%',
    'x-csrf-token': 'stated',
  });
  assert.deepEqual(csrfHeaders([], null), {});
  assert.equal(csrfTokenIn(Buffer.from('<meta content="a&amp;b" name="csrf-token">')), 'a&b');
  assert.equal(csrfTokenIn(Buffer.from('<script>"csrf-token"</script>')), null);
});

test('forms are read from markup as it is found on real pages', () => {
  const page = `<form id=f action='/go?a=1&amp;b=2' METHOD=post><select name=lang><option value=en><option value=fr selected>Fr</select>
    <textarea name=note>a &lt; b</textarea><input name=off type=checkbox><input name=gone disabled value=1><input name=x value=">" ></form>
    <input form=f name=outside value=&#233;>`;
  const [form] = parseForms(page);
  assert.ok(form !== undefined);
  const sent = fillForm(form, site, null);
  assert.equal(sent?.url.href, 'http://127.0.0.1:8080/go?a=1&b=2');
  assert.deepEqual(
    [...new URLSearchParams(sent?.body ?? '')],
    [
      ['note', 'a < b'],
      ['lang', 'fr'],
      ['x', '>'],
      ['outside', 'é'],
    ].sort((a, b) => order(a) - order(b)),
  );
  assert.equal(decodeEntities('&#x41;&amp;&unknown;&#0;'), 'A&&unknown;&#0;');
  function order([name]: string[]): number {
    return [...new URLSearchParams(sent?.body ?? '').keys()].indexOf(name ?? '');
  }
});

test('selectors choose the fields where the form has several', () => {
  const [form] = parseForms(
    '<form method=post><input name=search><input id=user name=u><input name=tel><input type=password name=p></form>',
  );
  assert.ok(form !== undefined);
  const filling = {
    recipe: { username: 'form #user', password: null, submit: null },
    username: 'jeanne',
    password: 'secret',
  };
  assert.equal(fillForm(form, site, filling)?.body, 'search=&u=jeanne&tel=&p=secret');
  assert.equal(
    fillForm(form, site, { ...filling, recipe: { ...filling.recipe, username: null } })?.body,
    'search=&u=&tel=jeanne&p=secret',
  );
});

test('the way out is found by its address, as a form or as a link', () => {
  const page =
    '<a href=/help>Help</a><a href="/user/sign_out">Bye</a><form action=/se-deconnecter/deconnexion method=post><input type=hidden name=t value=1></form>';
  assert.deepEqual(
    [findLogout(page, site, null)?.method, findLogout(page, site, null)?.body],
    ['POST', 't=1'],
  );
  assert.equal(findLogout(page, site, new URL('/user/sign_out', site))?.method, 'GET');
  assert.equal(findLogout('<a href=/help>', site, null), null);
});

test('a word that only begins or ends like one for signing out is no way out', () => {
  const others = [
    '/catalog-offers',
    '/catalog-outlet',
    '/blog-office-tips',
    '/blog-outreach',
    '/dialog-official',
  ];
  assert.deepEqual(others.filter(speaksOfLogout), []);
  const ways = [
    '/logout',
    '/logoutUser',
    '/doLogOut.action',
    '/LOGOFF',
    '/x?action=log_out',
    '/d%C3%A9connexion',
  ];
  assert.deepEqual(ways.filter(speaksOfLogout), ways);
  const links = (...paths: string[]): string => paths.map((path) => `<a href="${path}">x</a>`).join('');
  assert.equal(findLogout(links(...others, '/logout'), site, null)?.url.pathname, '/logout');
});

test('among several ways out the plainest is taken', () => {
  const page =
    '<a href=/help/logout-problems>x</a><a href="/account?then=logout">x</a><a href=/sign-out/>x</a>';
  assert.equal(findLogout(page, site, null)?.url.pathname, '/sign-out/');
});

test('a password is taken out of bodies and URLs in every usual form', () => {
  const { credentials } = jeanne;
  const forms = [
    credentials.password,
    encodeURIComponent(credentials.password),
    'p&amp;ss w0rd&quot;&lt;é&gt;',
    JSON.stringify(credentials.password),
  ];
  for (const form of forms) {
    const cleaned = Buffer.from(withoutPassword(Buffer.from(`before ${form} after`), credentials)).toString();
    assert.ok(
      !cleaned.includes('w0rd') && cleaned.startsWith('before ') && cleaned.endsWith(' after'),
      cleaned,
    );
  }
  const body = Buffer.from('nothing of it');
  assert.equal(withoutPassword(body, credentials), body);
  assert.equal(urlWithoutPassword('http://h/login?p=paul-password#x', paul.credentials), 'http://h/login');
});

test('a button says that it signs out by its words, and the name of an article does not', () => {
  const ways = [
    'Log out',
    'Sign out',
    ' Se\n déconnecter ',
    'Déconnexion',
    'Log out of Sosie',
    'Cerrar sesión',
    'Abmelden',
  ];
  assert.deepEqual(ways.filter(saysLogout), ways);
  const others = ['Login', 'How to log out your old phone safely and for good', 'Blog', 'Log in', ''];
  assert.deepEqual(others.filter(saysLogout), []);
});

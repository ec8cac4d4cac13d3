import { person } from './people.js';

const pageBytes = 20_000;

/** Complete response of the signed-in page of account `index`: 20 KB, its data in four places; 401 for null. */
export function accountPage(index: number | null): Buffer {
  if (index === null || !Number.isInteger(index))
    return response('401 Unauthorized', 'text/html', '<p>Sign in</p>');
  const { name, email, phone, street, customerNumber } = person(index);
  const top = `<!doctype html><title>My account</title><link rel="stylesheet" href="/part.css">
<script src="/part.js" defer></script><header>Hello, <b id="who">${name}</b><img src="/one.svg"><img src="/two.svg"></header>
<dl><dt>Name</dt><dd>${name}</dd><dt>E-mail</dt><dd>${email}</dd><dt>Phone</dt><dd>${phone}</dd>
<dt>Address</dt><dd>${street}</dd><dt>Customer number</dt><dd>${customerNumber}</dd></dl>`;
  const end = `<footer>${email}</footer>`;
  const body = Buffer.allocUnsafe(pageBytes);
  const from = body.write(top);
  filler.copy(body, from);
  body.write(end, pageBytes - end.length);
  return Buffer.concat([personalHead, body]);
}

/** Sets the session cookie of `username` ("u12"); no password: the benchmark is not about logins. */
export function signInPage(username: string): Buffer {
  return response(
    '200 OK',
    'text/html',
    '<p>Welcome</p>',
    `set-cookie: sid=${username}; Path=/; HttpOnly\r\n`,
  );
}

/** What the page draws in besides itself, by path. */
export const parts: ReadonlyMap<string, Buffer> = new Map([
  ['/part.css', response('200 OK', 'text/css', 'body { font-family: sans-serif }\n'.repeat(60))],
  ['/part.js', response('200 OK', 'text/javascript', 'document.title = document.title + "";\n'.repeat(50))],
  [
    '/one.svg',
    response('200 OK', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
  [
    '/two.svg',
    response('200 OK', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'),
  ],
  ['/favicon.ico', response('404 Not Found', 'text/plain', '')],
]);

const filler = Buffer.from(
  Array.from(
    { length: 400 },
    (_, i) => `<tr><td>Parcel ${i}</td><td>delivered, 2 items &amp; a note</td></tr>\n`,
  ).join(''),
);

const personalHead = head(
  '200 OK',
  'text/html; charset=utf-8',
  pageBytes,
  'cache-control: private, no-store\r\nx-revision: v1\r\n',
);

function response(status: string, type: string, body: string, extra = ''): Buffer {
  return Buffer.concat([head(status, type, Buffer.byteLength(body), extra), Buffer.from(body)]);
}

function head(status: string, type: string, bytes: number, extra: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\ncontent-length: ${bytes}\r\n${extra}connection: keep-alive\r\n\r\n`,
  );
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createResponseCutter } from '../../../lab/edge/http-responses.js';

const bytes = Buffer.from(
  [
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhello',
    'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: "x"\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n',
  ].join(''),
);

test('responses are cut whole from however the bytes come in', () => {
  for (const size of [1, 7, bytes.length]) {
    const cut = createResponseCutter();
    const whole = [];
    for (let at = 0; at < bytes.length; at += size) whole.push(...cut(bytes.subarray(at, at + size)));
    assert.deepEqual(
      whole.map(({ statusCode, body }) => [statusCode, body.toString()]),
      [
        [200, 'hello'],
        [304, ''],
        [200, 'abcde'],
      ],
    );
    assert.deepEqual(whole[0]?.headers['set-cookie'], ['a=1', 'b=2']);
  }
});

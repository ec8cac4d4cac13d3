import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SosieError } from '../../../../harness/model/errors.js';
import { parseListenAddress } from '../../../../harness/gate/server/listen-address.js';

test('an address says whether others can reach it', () => {
  const cases: readonly (readonly [string, string, number, boolean])[] = [
    ['127.0.0.1:9464', '127.0.0.1', 9464, true],
    ['127.8.9.1:1', '127.8.9.1', 1, true],
    ['localhost:0', 'localhost', 0, true],
    ['[::1]:9464', '::1', 9464, true],
    ['[::ffff:127.0.0.1]:9464', '::ffff:127.0.0.1', 9464, true],
    ['9464', '127.0.0.1', 9464, true],
    ['0.0.0.0:9464', '0.0.0.0', 9464, false],
    ['[::]:9464', '::', 9464, false],
    ['10.0.0.7:9464', '10.0.0.7', 9464, false],
    ['127.evil.example:80', '127.evil.example', 80, false],
    ['localhost.evil.example:80', 'localhost.evil.example', 80, false],
  ];
  for (const [text, host, port, loopback] of cases)
    assert.deepEqual(parseListenAddress(text), { host, port, loopback }, text);
});

test('anything else is told as a mistake', () => {
  for (const text of [
    '',
    ':9464',
    'host:',
    'host',
    '127.0.0.1:65536',
    '::1:9464',
    '[x]:1',
    'a b:1',
    '127.0.0.1:-1',
  ])
    assert.throws(() => parseListenAddress(text), SosieError, text);
});

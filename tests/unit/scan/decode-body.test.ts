import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { decodeBody } from '../../../harness/scan/index.js';

const text = Buffer.from(Array.from({ length: 4_000 }, (_, i) => `line ${String(i * 7_919)}`).join('\n'));

describe('a content coding', () => {
  const coded: readonly (readonly [string, Uint8Array])[] = [
    ['', text],
    ['identity', text],
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['identity, gzip', gzipSync(text)],
  ];
  for (const [coding, body] of coded) {
    it(`"${coding}" is undone`, () => {
      const decoded = decodeBody(body, coding);
      assert.equal(Buffer.compare(decoded.bytes, text), 0);
      assert.equal(decoded.complete, true);
    });
  }

  it('"deflate" without its zlib wrapper is undone', () => {
    assert.equal(Buffer.compare(decodeBody(deflateRawSync(text), 'deflate').bytes, text), 0);
  });

  it('that nobody knows leaves the body as it is, and says so', () => {
    assert.deepEqual(decodeBody(text, 'snappy'), { bytes: text, complete: false });
  });
});

describe('a broken body', () => {
  for (const [coding, whole] of [
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ] as const) {
    it(`in ${coding} that was cut off gives what came before, and says so`, () => {
      const { bytes, complete } = decodeBody(whole.subarray(0, whole.length / 2), coding);
      assert.equal(complete, false);
      assert.ok(bytes.length > text.length / 10, `${String(bytes.length)} bytes`);
      assert.equal(Buffer.compare(bytes, text.subarray(0, bytes.length)), 0);
    });
  }

  it('with wrong bytes in its middle gives what stands before them', () => {
    const broken = Buffer.from(gzipSync(text));
    broken.fill(0xff, broken.length / 2, broken.length / 2 + 40);
    const { bytes, complete } = decodeBody(broken, 'gzip');
    assert.equal(complete, false);
    const beginning = text.subarray(0, text.length / 4);
    assert.equal(Buffer.compare(bytes.subarray(0, beginning.length), beginning), 0);
  });

  it('that is not compressed at all gives nothing, and says so', () => {
    const { bytes, complete } = decodeBody(text, 'gzip');
    assert.deepEqual([bytes.length, complete], [0, false]);
  });

  it('that would grow past the limit is read up to it', () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(20_000_000)));
    const { bytes, complete } = decodeBody(bomb, 'gzip, gzip', 1_000_000);
    assert.equal(complete, false);
    assert.ok(bytes.length <= 1_000_000 && bytes.length > 500_000, `${String(bytes.length)} bytes`);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderJunit } from '../../../harness/report/junit.js';
import {
  failInput,
  floodInput,
  inconclusiveInput,
  passInput,
  sampleFinding,
  sampleResult,
  sampleRun,
} from './samples.js';

/** Throws unless the text is one well-formed XML document of the subset that JUnit needs. */
function parse(xml: string): readonly string[] {
  const open: string[] = [];
  const all: string[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  assert.notEqual(body, xml, 'the declaration comes first');
  assert.doesNotMatch(
    xml,
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u,
    'characters that XML cannot hold',
  );
  for (const token of body.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (!token.startsWith('<')) {
      assert.doesNotMatch(token, /&(?!#\d+;)|>/, token);
      assert.ok(open.length > 0 || token.trim() === '', `text outside: ${token}`);
    } else if (token.startsWith('</')) assert.equal(open.pop(), token.slice(2, -1));
    else {
      const [, name = '', attributes = '', end] =
        /^<([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>$/.exec(token) ?? [];
      assert.notEqual(name, '', token);
      assert.doesNotMatch(attributes, /&(?!#\d+;)/, token);
      all.push(name);
      if (end !== '/') open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return all;
}

test('every sample is well-formed, and its totals are those of its cases', () => {
  for (const input of [passInput(), failInput(), floodInput(), inconclusiveInput()]) {
    const xml = renderJunit(input);
    const elements = parse(xml);
    const total = (name: string): number =>
      Number(new RegExp(`<testsuites [^>]*${name}="(\\d+)"`).exec(xml)?.[1]);
    const of = (name: string): number => elements.filter((element) => element === name).length;
    assert.deepEqual(
      [total('tests'), total('failures'), total('skipped')],
      [of('testcase'), of('failure'), of('skipped')],
    );
  }
});

test('a pass has a case for every page in every phase, and no failure', () => {
  const elements = parse(renderJunit(passInput()));
  assert.equal(elements.filter((name) => name === 'testcase').length, 3 * 4 + 1);
  assert.equal(elements.filter((name) => name === 'failure').length, 0);
});

test('a violation fails its page in its phase, and the verdict', () => {
  const xml = renderJunit(failInput());
  assert.match(
    xml,
    /<testcase classname="sosie\.during" name="profile shows each identity only its own data"><failure type="violation" message="stranger-data: u03 was shown a stranger&#39;s data by v2 web1-3f2a, and 1 more finding">/,
  );
  assert.match(xml, /name="profile keeps each session with its own identity"><failure/);
  assert.match(
    xml,
    /classname="sosie\.verdict" name="[^"]*"><failure type="violation" message="FAIL: 3 of 28 identities/,
  );
  assert.match(
    xml,
    /<testcase classname="sosie\.before" name="profile shows each identity only its own data"\/>/,
  );
});

test('hazards and notices fail nothing', () => {
  const findings = [
    sampleFinding({ oracle: 'shared-cacheable', severity: 'hazard' }),
    sampleFinding({ oracle: 'session-lost', severity: 'notice' }),
  ];
  assert.doesNotMatch(renderJunit({ run: sampleRun(), result: sampleResult({ findings }) }), /<failure/);
});

test('an inconclusive run is never read as green: a failing case, and a skipped one for each reason', () => {
  const xml = renderJunit(inconclusiveInput());
  assert.match(xml, /<testsuite name="verdict" tests="9" failures="1" errors="0" skipped="8"/);
  assert.match(
    xml,
    /name="letter preview shows each identity only its own data"><skipped message="no own observation"\/>/,
  );
});

test('hostile names from the target stay text', () => {
  const where = `a"/><failure x='1'>&amp;]]>\u0000\u001b[2J\ud800`;
  const findings = [sampleFinding({ where, revision: where, instance: where })];
  const xml = renderJunit({
    run: sampleRun({ target: where }),
    result: sampleResult({ verdict: 'fail', findings }),
  });
  assert.equal(parse(xml).filter((name) => name === 'failure').length, 2);
});

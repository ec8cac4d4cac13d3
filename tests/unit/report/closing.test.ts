import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closingLines } from '../../../harness/report/terminal/closing.js';
import { createPalette } from '../../../harness/report/terminal/palette.js';
import { sampleResult } from './samples.js';

const reasons = [
  { code: 'violation', text: 'foreign-data: seen once (profile).', hint: null },
  { code: 'secret-on-disk', text: 'A password stands in the run directory.', hint: 'Remove it.' },
  { code: 'too-few-handoffs', text: '0 handoffs; at least 1 are required.', hint: 'Look on for longer.' },
];

test('a fail names no floor that was missed as well; a run that is inconclusive names each', () => {
  const told = (verdict: 'fail' | 'inconclusive'): string =>
    closingLines(sampleResult({ verdict, reasons }), createPalette(false), 80).join('\n');
  assert.match(told('fail'), /seen once \(profile\)/);
  assert.match(told('fail'), /A password stands in the run directory/);
  assert.doesNotMatch(told('fail'), /0 handoffs; at least/);
  assert.match(told('inconclusive'), /0 handoffs; at least 1 are required/);
});

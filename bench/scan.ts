// Scan speed: `node --import tsx bench/scan.ts [--json]`. Medians of several rounds in one process.
import { fileURLToPath } from 'node:url';
import { createRandom } from '../harness/model/random.js';
import type { Random } from '../harness/model/random.js';
import type { Marker } from '../harness/model/marker.js';
import { createScanner } from '../harness/scan/index.js';

export interface ScanSpeed {
  readonly identities: number;
  readonly body: 'plain' | 'entities' | 'json' | 'base64';
  readonly gigabytesPerSecond: number;
  /** Microseconds of CPU for one body of 20 KB with six own markers in it. */
  readonly microseconds: number;
  /** CPU time to build the index, in milliseconds. */
  readonly buildMs: number;
}

const BODY_BYTES = 20_000;
const ROUNDS = 7;
const BODIES_PER_ROUND = 1_000;
const syllables =
  'ba be bi bo da de di do ga gi la le li lo ma mi mo na ne no pa pe ra re ri ro sa se ta te to va ve vi'.split(
    ' ',
  );
const words =
  'the order was sent to your home and will be there in three days please look at your mail for more details ' +
  'account settings invoice basket delivery number payment history customer service help contact about terms';

function makeName(random: Random, parts: number): string {
  const name = Array.from({ length: parts }, () => random.pick(syllables)).join('');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.below(10))).join('');

/** Six markers, as one account has them. */
function markersOf(owner: number, random: Random): Marker[] {
  const name = `${makeName(random, 3)} ${makeName(random, 4)}`;
  const values: Record<string, string> = {
    name,
    email: `${name.toLowerCase().replace(' ', '.')}${String(owner)}@example.test`,
    phone: `+33 6 ${digits(random, 8).replace(/(\d\d)(?=\d)/g, '$1 ')}`,
    customer: `1${digits(random, 9)}`,
    street: `${String(1 + random.below(300))} rue ${makeName(random, 3)} ${makeName(random, 2)}`,
    token: Array.from({ length: 4 }, () => makeName(random, 3) + digits(random, 2)).join('-'),
  };
  return Object.entries(values).map(([field, value]) => ({ owner, field, kind: 'given', value }));
}

function filler(random: Random, kind: ScanSpeed['body']): string {
  const vocabulary = words.split(' ');
  const text = Array.from({ length: 4 + random.below(8) }, () => random.pick(vocabulary)).join(' ');
  const price = `${String(random.below(200))}.${digits(random, 2)}`;
  if (kind === 'json')
    return `{"id":${digits(random, 5)},"label":"${text} \\u20ac","price":${price},"tags":["a","b"]},\n`;
  const link = `<a class="row__link" href="/orders/${digits(random, 6)}">`;
  const entity = kind === 'entities' ? ' d&eacute;j&agrave; &amp; ' : ' - ';
  return `<div class="row row--${String(random.below(9))}">${link}${text}${entity}</a><span>${price} EUR</span></div>\n`;
}

function makeBody(own: readonly Marker[], random: Random, kind: ScanSpeed['body']): Uint8Array {
  const every = Math.floor(BODY_BYTES / (own.length + 1));
  let body = '';
  for (const marker of [...own, null]) {
    let part = '';
    while (part.length < every) {
      part +=
        kind === 'base64' && random.below(2) === 0
          ? Buffer.from(filler(random, 'plain').repeat(3)).toString('base64') + '\n'
          : filler(random, kind);
    }
    body += part + (marker === null ? '' : `<dd>${marker.value}</dd>\n`);
  }
  return Buffer.from(body);
}

/** CPU time of this process: what others do on the machine disturbs it less than the clock. */
function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function measureOne(identities: number, markers: readonly Marker[], kind: ScanSpeed['body']): ScanSpeed {
  const buildStart = cpuMicroseconds();
  const scanner = createScanner(markers);
  const buildMs = (cpuMicroseconds() - buildStart) / 1_000;
  const random = createRandom(7);
  const bodies = Array.from({ length: 10 }, (_, i) =>
    makeBody(markers.slice(6 * i, 6 * i + 6), random, kind),
  );
  const contentType = kind === 'json' ? 'application/json' : 'text/html';
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length;
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = cpuMicroseconds();
    for (let i = 0; i < BODIES_PER_ROUND; i += 1) {
      const body = bodies[i % bodies.length];
      if (body === undefined || scanner.scan(body, { contentType }).hits.length < 6)
        throw new Error('a marker was missed');
    }
    rounds.push((cpuMicroseconds() - start) / BODIES_PER_ROUND);
  }
  const microseconds = median(rounds.slice(1));
  return { identities, body: kind, gigabytesPerSecond: bytes / microseconds / 1_000, microseconds, buildMs };
}

/** Speed for each number of identities and each kind of body. Takes about five seconds. */
export function measureScan(counts: readonly number[] = [10, 1_000, 50_000]): readonly ScanSpeed[] {
  return counts.flatMap((identities) => {
    const random = createRandom(1);
    const markers = Array.from({ length: identities }, (_, owner) => markersOf(owner, random)).flat();
    return (['plain', 'entities', 'json', 'base64'] as const).map((kind) =>
      measureOne(identities, markers, kind),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = measureScan();
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
  else {
    for (const row of rows) {
      const speed = `${row.gigabytesPerSecond.toFixed(2)} GB/s  ${row.microseconds.toFixed(1)} µs per 20 KB`;
      console.log(
        `${String(row.identities).padStart(6)} identities  ${row.body.padEnd(9)} ${speed}  index ${row.buildMs.toFixed(0)} ms`,
      );
    }
  }
}

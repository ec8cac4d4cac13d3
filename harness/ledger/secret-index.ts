import { secretForms } from './secret-forms.js';
import type { SecretForm } from './secret-forms.js';

/** A value that must not be on disk, and what it is: "password", "token", "marker". */
export interface Secret {
  readonly value: string;
  readonly what: string;
}

/** One form of one secret, with the window of six bytes that it is found by. */
interface Pattern {
  readonly bytes: Buffer;
  readonly what: string;
  readonly form: SecretForm;
  readonly digits: boolean;
  /** Offset of the first byte after the window. */
  readonly windowEnd: number;
}

/** Finds all secrets in one pass over some bytes. */
export interface SecretIndex {
  /** Bytes that two chunks of one file must share, so that no secret is cut in two. */
  readonly overlap: number;
  scan(bytes: Buffer, found: (what: string, form: SecretForm) => void): void;
}

const WINDOW = 6;
/** Shorter values stand in every file by chance. */
const MIN_CHARS = 6;
const CANDIDATE_WINDOWS = 12;

/**
 * Builds the index: each pattern is entered under the hash of that window of its own which the fewest others share,
 * since values of one kind often begin or end alike. The scan costs the same for ten secrets as for ten thousand.
 */
export function createSecretIndex(secrets: Iterable<Secret>): SecretIndex {
  const raw: Omit<Pattern, 'windowEnd'>[] = [];
  for (const { value, what } of secrets) {
    if (value.length < MIN_CHARS) continue;
    const digits = /^[0-9]+$/.test(value);
    for (const { bytes, form } of secretForms(value)) {
      if (bytes.length >= WINDOW) raw.push({ bytes, what, form, digits: digits && form === 'clear' });
    }
  }
  const bits = hashBits(raw.length);
  const popularity = new Uint16Array(2 ** bits);
  for (const { bytes } of raw) {
    for (const end of windowEnds(bytes)) {
      const hash = hashAt(bytes, end, bits);
      popularity[hash] = Math.min(0xffff, (popularity[hash] ?? 0) + 1);
    }
  }
  const filter = new Uint8Array(2 ** bits);
  const byHash = new Map<number, Pattern[]>();
  for (const pattern of raw) {
    const windowEnd = rarest(pattern.bytes, popularity, bits);
    const hash = hashAt(pattern.bytes, windowEnd, bits);
    filter[hash] = 1;
    const same = byHash.get(hash);
    if (same === undefined) byHash.set(hash, [{ ...pattern, windowEnd }]);
    else same.push({ ...pattern, windowEnd });
  }
  const overlap = raw.reduce((longest, { bytes }) => Math.max(longest, bytes.length), 0) + 1;
  return {
    overlap,
    scan: (bytes, found) => {
      scan(bytes, filter, byHash, found);
    },
  };
}

function scan(
  bytes: Buffer,
  filter: Uint8Array,
  byHash: ReadonlyMap<number, readonly Pattern[]>,
  found: (what: string, form: SecretForm) => void,
): void {
  const bits = Math.log2(filter.length);
  let low = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    high = ((high << 8) | (low >>> 24)) & 0xffff;
    low = (low << 8) | (bytes[at] ?? 0);
    const hash = mix(low, high, bits);
    if (filter[hash] === 0 || at < WINDOW - 1) continue;
    for (const pattern of byHash.get(hash) ?? []) {
      if (isAt(bytes, at + 1 - pattern.windowEnd, pattern)) found(pattern.what, pattern.form);
    }
  }
}

function isAt(bytes: Buffer, start: number, pattern: Pattern): boolean {
  const end = start + pattern.bytes.length;
  if (start < 0 || end > bytes.length) return false;
  if (bytes.compare(pattern.bytes, 0, pattern.bytes.length, start, end) !== 0) return false;
  return !pattern.digits || !isPartOfNumber(bytes, start, end);
}

/**
 * A run of digits counts where it stands by itself: not inside a longer number, a digest or an id, and not as a
 * bare JSON number, which is a time or a size of ours.
 */
function isPartOfNumber(bytes: Buffer, start: number, end: number): boolean {
  const before = String.fromCharCode(bytes[start - 1] ?? 32);
  const after = String.fromCharCode(bytes[end] ?? 32);
  return /[0-9A-Za-z.]/.test(before + after) || (/[:[,]/.test(before) && /[,}\]]/.test(after));
}

function windowEnds(bytes: Buffer): readonly number[] {
  const step = Math.max(1, Math.floor((bytes.length - WINDOW) / (CANDIDATE_WINDOWS - 1)));
  const ends: number[] = [];
  for (let end = WINDOW; end <= bytes.length; end += step) ends.push(end);
  return ends;
}

function rarest(bytes: Buffer, popularity: Uint16Array, bits: number): number {
  let best = WINDOW;
  let least = Infinity;
  for (const end of windowEnds(bytes)) {
    const count = popularity[hashAt(bytes, end, bits)] ?? 0;
    if (count >= least) continue;
    best = end;
    least = count;
  }
  return best;
}

function hashAt(bytes: Buffer, end: number, bits: number): number {
  return mix(bytes.readInt32BE(end - 4), bytes.readUInt16BE(end - 6), bits);
}

/** Multiplicative hashing (Knuth, TAOCP 6.4) of six bytes to so many bits. */
function mix(low: number, high: number, bits: number): number {
  return (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77)) >>> (32 - bits);
}

/** A table of sixteen to thirty-two places for each pattern lets few other words through, and stays in the cache. */
function hashBits(patterns: number): number {
  return Math.min(24, Math.max(12, Math.ceil(Math.log2(patterns + 1)) + 4));
}

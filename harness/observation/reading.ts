import type { Look } from '../model/look.js';
import type { ObservationClass, Sighting, SlotReading } from '../model/observation.js';
import type { Identity } from '../model/identity.js';
import type { Hit } from '../scan/index.js';
import type { LearnedPage } from '../markers/index.js';
import { classify, saysSignedOut } from './classify.js';
import type { Fingerprint } from './fingerprint.js';
import type { MaySee } from './isolation.js';
import { slotsStandInMarkers } from './slots-in-markers.js';
import { createProvenLayouts } from './proven-layouts.js';
import { sightingsOf, slotReadings, type Sightings } from './read-look.js';
import type { Recognizer } from './recognizer.js';
import { personalHeaders } from './response-facts.js';
import type { Vault } from './vault.js';

/** What a reader needs to know of the run. */
export interface ReadingContext {
  readonly identities: readonly Identity[];
  readonly recognizer: Recognizer;
  readonly maySee: MaySee;
  readonly fingerprint: Fingerprint;
  readonly vault: Vault;
  /** Path of the login page, where there is one. */
  readonly loginPath: string | null;
}

/** A body as it can be read: content coding undone, a PDF as its text. */
export interface Readable {
  readonly bytes: Uint8Array;
  /** True where the bytes are the text of a PDF. */
  readonly isPdfText: boolean;
}

/** Whose data a look holds. */
export interface Reading {
  readonly class: ObservationClass;
  readonly seen: readonly Sighting[];
  readonly slots: readonly SlotReading[];
  /** Unsalted: it must not be written as it is. Null without a body. */
  readonly digest: number | null;
}

/** Scans a look for markers and reads the slots of its page. */
export type Read = (look: Look, where: string, body: Readable | null) => Reading;

/** Headers repeat from one response to the next, but for a few. */
const rememberedHeaders = 2000;

const noSlots: readonly SlotReading[] = [];
const nobodySeen: Sightings = { seen: [], granted: false };

/** A reader for one run. */
export function createReader(context: ReadingContext): Read {
  const { scanner, pages, ownFields } = context.recognizer;
  const layouts = createProvenLayouts();
  const countsAll = slotsStandInMarkers(scanner);
  const headerHits = new Map<string, readonly Hit[]>();
  const hitsInHeaders = (look: Look): readonly Hit[] => {
    const text = personalHeaders(look.headers);
    const known = headerHits.get(text);
    if (known !== undefined) return known;
    const { hits } = scanner.scan(Buffer.from(text), { contentType: 'text/plain' });
    if (headerHits.size >= rememberedHeaders) headerHits.clear();
    headerHits.set(text, hits);
    return hits;
  };
  /** What a header says of the viewer says nothing of the body; the DOM and the storage repeat those of their document. */
  const foreignInHeaders = (look: Look): readonly Hit[] =>
    look.channel === 'dom' || look.channel === 'storage'
      ? []
      : hitsInHeaders(look).filter(({ marker }) => marker.owner !== look.actor.identity?.index);
  const expectedOf = ({ actor }: Look, where: string): readonly string[] =>
    actor.identity === null ? [] : ownFields(where, actor.identity.index);

  const slotsOf = (
    look: Look,
    read: { where: string; seen: readonly Sighting[]; text: () => string; census: number },
  ): readonly SlotReading[] => {
    const { where, seen, census } = read;
    const learned = pages.get(where);
    if (learned === undefined || !isReadOf(learned, look)) return noSlots;
    const id = look.actor.identity?.id ?? null;
    const complete = isComplete(expectedOf(look, where), seen, id);
    const proves = complete && countsAll(learned);
    if (proves && layouts.has(where, census)) return noSlots;
    const ownSeen = seen.some(({ owner }) => owner === id);
    const slots = slotReadings(learned, read.text(), look, { ...context, ownSeen, where });
    if (proves && slots.every(({ says }) => says === 'own')) layouts.add(where, census);
    return slots;
  };

  return (look, where, body) => {
    const id = look.actor.identity?.id ?? null;
    const scanned =
      body === null || body.bytes.length === 0 ? null : scanner.scan(body.bytes, hintFor(look, body));
    const sightings = (hits: readonly Hit[]): Sightings =>
      hits.length === 0 ? nobodySeen : sightingsOf(hits, look, where, context);
    const hits = scanned?.hits ?? [];
    const inBody = sightings(hits);
    const inHeaders = foreignInHeaders(look);
    const { granted } = inBody;
    const { seen } = inHeaders.length === 0 ? inBody : sightings([...hits, ...inHeaders]);
    let decoded: string | null = null;
    const text = (): string => (decoded ??= body === null ? '' : utf8(body.bytes));

    const slots =
      scanned === null ? noSlots : slotsOf(look, { where, seen: inBody.seen, text, census: scanned.census });

    const certain = seen.length > 0 || granted || slots.length > 0;
    const signedOut = !certain && saysSignedOut(look, isHtml(look) ? text() : null, context.loginPath);
    return {
      class: classify(look, { viewer: id, seen, slots, granted, signedOut }),
      seen,
      slots,
      digest: scanned?.digest ?? null,
    };
  };
}

/** Whether a look is the answer of a configured page itself, and not a part or a rendering of it. */
export function isBody(look: Look): boolean {
  return (
    look.page !== null && (look.channel === 'page' || look.channel === 'api' || look.channel === 'document')
  );
}

/** Whether a look's slots are read: the page's own answer, or what was drawn of it; of a call that was met, whoever made it. */
function isReadOf({ met, drawn }: LearnedPage, look: Look): boolean {
  if (met) return look.channel === 'api' || look.channel === 'subresource';
  return drawn ? look.channel === 'dom' : isBody(look);
}

function hintFor(look: Look, body: Readable) {
  return body.isPdfText
    ? { contentType: 'text/plain', via: ['pdf'] as const }
    : { contentType: look.contentType };
}

/** Bytes as text, without a copy of the bytes in between. */
function utf8({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}

function isHtml(look: Look): boolean {
  return look.contentType.includes('html') && look.body !== null;
}

/** Whether every own field that the page always shows was seen, and nobody else's. */
function isComplete(expected: readonly string[], seen: readonly Sighting[], id: string | null): boolean {
  const [only] = seen;
  if (expected.length === 0 || only === undefined || seen.length > 1 || only.owner !== id) return false;
  return expected.every((field) => only.fields.includes(field));
}

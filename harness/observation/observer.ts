import type { ActorRef, HeldCookie, Look } from '../model/look.js';
import type { Observer } from '../model/actor.js';
import type { HistoryRecord } from '../model/history.js';
import type { Identity } from '../model/identity.js';
import type { HeldToken, Observation } from '../model/observation.js';
import type { Page } from '../model/page.js';
import type { Phase, RunClock } from '../model/phase.js';
import type { Signal, Target } from '../model/target.js';
import { decodeBody, pdfText } from '../scan/index.js';
import { classify, saysSignedOut } from './classify.js';
import { createFirstReceivers } from './first-receivers.js';
import type { Fingerprint } from './fingerprint.js';
import type { MaySee } from './isolation.js';
import type { Places } from './places.js';
import { sightingsOf, slotReadings } from './read-look.js';
import type { Recognizer } from './recognizer.js';
import { createTallies } from './tallies.js';
import type { Vault } from './vault.js';

export interface ObserverOptions {
  /** Prefix of observation ids, and the ledger's writer: "main". */
  readonly writer: string;
  readonly clock: RunClock;
  readonly target: Target;
  /** Path of the login page, where there is one. */
  readonly loginPath: string | null;
  readonly phase: () => Phase;
  readonly identities: readonly Identity[];
  readonly recognizer: Recognizer;
  readonly maySee: MaySee;
  readonly places: Places;
  readonly fingerprint: Fingerprint;
  readonly vault: Vault;
  readonly emit: (record: HistoryRecord) => void;
}

/** An observer, and the flush of what it has only counted so far. */
export interface RecordingObserver extends Observer {
  flush(): void;
}

const cacheHeaders = [
  'age',
  'via',
  'x-cache',
  'cf-cache-status',
  'cache-control',
  'vary',
  'etag',
  'retry-after',
] as const;
/** Headers that can carry personal data; scanned like a body. */
const plainHeaders = new Set([
  'date',
  'content-type',
  'content-length',
  'connection',
  'keep-alive',
  'server',
  'transfer-encoding',
  'content-encoding',
  'vary',
  'age',
  'via',
  'x-cache',
  'cache-control',
  'accept-ranges',
  'last-modified',
  'expires',
  'x-powered-by',
]);

/**
 * Turns each look into an observation: decode, scan for markers, read the slots, fingerprint, mask; then emits
 * it. The look's body is not kept.
 */
export function createObserver(options: ObserverOptions): RecordingObserver {
  const receivers = createFirstReceivers();
  const tallies = createTallies(options.clock, options.emit);
  const tokensOf = new Map<string, string>();
  let count = 0;

  const record = (look: Look, text: string | null, decoded: Uint8Array | null): Observation => {
    count += 1;
    const observation = build(
      look,
      { id: `${options.writer}-${String(count)}`, text, decoded, receivers },
      options,
    );
    const sameTokens = holdsSameTokens(observation, tokensOf);
    if (mayBeTallied(observation) && sameTokens && tallies.count(observation)) return observation;
    // A part of a page that holds nobody's data, with the tokens that the session had before, is not worth a line.
    if (!(observation.class === 'blank' && !isBody(look) && sameTokens)) options.emit(observation);
    return observation;
  };

  return {
    observe: (look) => {
      const decoded = look.body === null ? null : decodeBody(look.body, look.contentEncoding).bytes;
      if (decoded !== null && isPdf(look, decoded)) {
        return pdfText(decoded).then((text) => record(look, text, Buffer.from(text)));
      }
      return record(look, null, decoded);
    },
    lostBody: (_actor: ActorRef, page: Page | null) => {
      options.emit({
        type: 'harness',
        atMs: Math.round(options.clock.nowMs()),
        event: 'body-lost',
        detail: page?.name ?? 'subresource',
        count: 1,
      });
    },
    flush: () => {
      tallies.flush();
    },
  };
}

function build(
  look: Look,
  read: {
    id: string;
    text: string | null;
    decoded: Uint8Array | null;
    receivers: ReturnType<typeof createFirstReceivers>;
  },
  options: ObserverOptions,
): Observation {
  const { scanner, pages, sessionCookies, ownFields } = options.recognizer;
  const { identity } = look.actor;
  const where = options.places.nameOf(look);
  const scanned =
    read.decoded === null || read.decoded.length === 0
      ? null
      : scanner.scan(read.decoded, { contentType: look.contentType });
  const inHeaders = scanner.scan(Buffer.from(headerText(look)), { contentType: 'text/plain' });
  const hits =
    inHeaders.hits.length === 0 ? (scanned?.hits ?? []) : [...(scanned?.hits ?? []), ...inHeaders.hits];
  const seen = hits.length === 0 ? [] : sightingsOf(hits, look, where, options);
  const ownSeen = seen.some(({ owner }) => owner === identity?.id);

  let text = read.text;
  const asText = (): string =>
    (text ??=
      read.decoded === null
        ? ''
        : Buffer.from(read.decoded.buffer, read.decoded.byteOffset, read.decoded.byteLength).toString(
            'utf8',
          ));
  const learned = isBody(look) && look.page !== null ? pages.get(look.page.name) : undefined;
  const complete =
    learned !== undefined &&
    identity !== null &&
    allOwnFields(ownFields(where, identity.index), seen, identity.id);
  const slots =
    learned === undefined || complete || scanned === null
      ? []
      : slotReadings(learned, asText(), look, { ...options, ownSeen, where });

  const signedOut = (): boolean => saysSignedOut(look, isHtml(look) ? asText() : null, options.loginPath);
  const certain = seen.length > 0 || slots.some(({ says }) => says !== 'absent');
  const observationClass = classify(look, {
    viewer: identity?.id ?? null,
    seen,
    slots,
    signedOut: !certain && signedOut(),
  });
  const receiver = { actor: look.actor.name, viewer: identity?.id ?? null, atMs: Math.round(look.atMs) };
  const first = scanned === null ? null : read.receivers.note(scanned.digest, receiver);
  return {
    type: 'observation',
    id: read.id,
    startedMs: Math.round(look.startedMs),
    atMs: Math.round(look.atMs),
    actor: look.actor.name,
    actorKind: look.actor.kind,
    viewer: identity?.id ?? null,
    session: look.session,
    operation: look.operation,
    channel: look.channel,
    where,
    phase: options.phase(),
    revision: signal(options.target.revision, look.headers),
    instance: signal(options.target.instance, look.headers),
    outcome: look.outcome,
    reason: look.reason,
    status: look.status,
    class: observationClass,
    seen,
    slots: slots.filter(({ says }) => says !== 'absent'),
    tokens: heldTokens(look.cookies, sessionCookies, options),
    digest: scanned === null ? null : options.fingerprint(scanned.digest),
    replayOf: first === null || observationClass === 'own' || first.actor === look.actor.name ? null : first,
    bytes: read.decoded?.length ?? 0,
    cache: cachingOf(look.headers),
    overlaps: look.overlaps,
  };
}

/** Whether every strong field that the page shows of its owner was seen: then no slot needs to be read. */
function allOwnFields(fields: readonly string[], seen: Observation['seen'], id: string): boolean {
  if (fields.length === 0) return false;
  const own = seen.find(({ owner }) => owner === id);
  return own !== undefined && seen.length === 1 && fields.every((field) => own.fields.includes(field));
}

/** Own looks of plain-HTTP sessions are so many that they are counted; a login is always told in full. */
function mayBeTallied({ actorKind, class: kind, operation }: Observation): boolean {
  return actorKind === 'http' && kind === 'own' && operation !== 'login';
}

/** Whether the session holds the tokens that it held before: a replaced one must be recorded, on whatever page. */
function holdsSameTokens(observation: Observation, tokensOf: Map<string, string>): boolean {
  const tokens = observation.tokens.map(({ fingerprint }) => fingerprint).join();
  const same = tokens === '' || tokensOf.get(observation.session) === tokens;
  if (tokens !== '') tokensOf.set(observation.session, tokens);
  return same;
}

function isBody(look: Look): boolean {
  return (
    look.page !== null && (look.channel === 'page' || look.channel === 'api' || look.channel === 'document')
  );
}

function isHtml(look: Look): boolean {
  return look.contentType.includes('html') && look.body !== null;
}

function isPdf(look: Look, body: Uint8Array): boolean {
  return (
    look.contentType.includes('pdf') ||
    (body[0] === 0x25 && body[1] === 0x50 && body[2] === 0x44 && body[3] === 0x46)
  );
}

function headerText(look: Look): string {
  let text = '';
  for (const name in look.headers) if (!plainHeaders.has(name)) text += `${look.headers[name] ?? ''}\n`;
  return text;
}

function heldTokens(
  cookies: readonly HeldCookie[],
  names: ReadonlySet<string>,
  options: ObserverOptions,
): HeldToken[] {
  const tokens: HeldToken[] = [];
  for (const { name, value } of cookies) {
    if (!names.has(name)) continue;
    options.vault.add('token', value);
    tokens.push({ name, fingerprint: options.fingerprint(value) });
  }
  return tokens;
}

function cachingOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const caching: Record<string, string> = {};
  for (const name of cacheHeaders) {
    const value = headers[name];
    if (value !== undefined) caching[name] = name === 'etag' ? 'present' : value.slice(0, 120);
  }
  const cookies = headers['set-cookie'];
  if (cookies !== undefined)
    caching['set-cookie'] = cookies
      .split('\n')
      .map((line) => line.slice(0, Math.max(line.indexOf('='), 0)))
      .join(', ');
  return caching;
}

function signal(of: Signal | null, headers: Readonly<Record<string, string>>): string | null {
  if (of === null) return null;
  const value = typeof of === 'function' ? of(headers) : headers[of.header.toLowerCase()];
  return value === undefined || value === null || value === '' ? null : value.slice(0, 120);
}

import type { Observer } from '../model/actor.js';
import type { HistoryRecord } from '../model/history.js';
import type { HeldCookie, Look, OperationKind } from '../model/look.js';
import type { HeldToken, Observation } from '../model/observation.js';
import type { Phase, RunClock } from '../model/phase.js';
import type { ServedBy, Target } from '../model/target.js';
import { writtenTurn } from '../model/written.js';
import { decodeBody, pdfText } from '../scan/index.js';
import { createFirstReceivers, type FirstReceivers } from './first-receivers.js';
import { cookiesInHand } from './held-tokens.js';
import type { Places } from './places.js';
import { createReader, isBody, type Readable, type Reading, type ReadingContext } from './reading.js';
import { cachingOf, isFresh, signalOf } from './response-facts.js';
import { createTallies } from './tallies.js';

export interface ObserverOptions extends ReadingContext {
  /** Prefix of observation ids, and the ledger's writer: "main". */
  readonly writer: string;
  readonly clock: RunClock;
  readonly target: Target;
  readonly phase: () => Phase;
  readonly places: Places;
  readonly emit: (record: HistoryRecord) => void;
  /** Told of every answer that came from the target itself, before the phase of its look is asked for. */
  readonly served?: (answer: ServedBy) => void;
  /** Every own look is recorded by itself, none is counted by the second. For slow, endless watching. */
  readonly inFull?: boolean;
}

/** An observer, and the flush of what it has only counted so far. */
export interface RecordingObserver extends Observer {
  flush(): void;
}

/**
 * Turns each look into an observation: decode, scan for markers, read the slots, fingerprint, mask; then emits
 * it. The look's body is not kept.
 */
export function createObserver(options: ObserverOptions): RecordingObserver {
  const read = createReader(options);
  const receivers = createFirstReceivers();
  const tallies = createTallies(options.clock, options.emit);
  const tokensOf = new Map<string, string>();
  const writtenOf = new Map<string, string>();
  let count = 0;

  const record = (look: Look, body: Readable | null): Observation => {
    count += 1;
    const where = options.places.nameOf(look);
    const reading = read(look, where, body);
    const first = firstReceiver(look, reading, receivers);
    const tokens = heldTokens(cookiesInHand(look), options);
    const observation = describe(look, { where, reading, tokens, body, number: count }, options);
    const sameTokens = holdsSameTokens(observation, tokensOf);
    const sameWritten = showsSameWritten(observation, writtenOf);
    const nothingNew = sameTokens && sameWritten;
    if (
      options.inFull !== true &&
      isExposure(look) &&
      mayBeTallied(observation) &&
      nothingNew &&
      tallies.count(observation)
    )
      return observation;
    const whole = {
      ...observation,
      digest: reading.digest === null ? null : options.fingerprint(String(reading.digest)),
      replayOf: first,
      cache: cachingOf(look.headers),
      ...(look.predecessor === undefined ? {} : { predecessor: look.predecessor }),
    };
    if (!(isUnremarkablePart(whole, look) && nothingNew)) options.emit(whole);
    return whole;
  };

  return {
    observe: (look) => {
      const decoded = look.body === null ? null : decodeBody(look.body, look.contentEncoding).bytes;
      if (decoded === null) return record(look, null);
      if (!isPdf(look, decoded)) return record(look, { bytes: decoded, isPdfText: false });
      return pdfText(decoded).then((text) => record(look, { bytes: Buffer.from(text), isPdfText: true }));
    },
    lostBody: (_actor, page) => {
      const atMs = Math.round(options.clock.nowMs());
      options.emit({
        type: 'harness',
        atMs,
        event: 'body-lost',
        detail: page?.name ?? 'subresource',
        count: 1,
      });
    },
    flush: tallies.flush,
  };
}

/** What counts as a look at one's own data: the answer of a configured page, or a message that it pushed. */
function isExposure(look: Look): boolean {
  return isBody(look) || (look.page !== null && look.channel === 'stream');
}

/**
 * A part of a page or a heartbeat that shows nobody's data, or a plain-HTTP session its own, is not worth a line,
 * unless it hands out a session cookie: a cache may keep it with the picture.
 */
function isUnremarkablePart(observation: Observation, look: Look): boolean {
  if (isBody(look) || (inFull.has(observation.operation) && look.channel !== 'subresource')) return false;
  if (observation.class === 'blank') return !setsSession(observation);
  return observation.class === 'own' && observation.actorKind === 'http' && !isExposure(look);
}

function setsSession({ cache, tokens }: Observation): boolean {
  const names = cache['set-cookie']?.split(', ') ?? [];
  return tokens.some(({ name }) => names.includes(name));
}

/** What an observation is made of beside its look. */
interface Found {
  readonly where: string;
  readonly reading: Reading;
  readonly tokens: readonly HeldToken[];
  readonly body: Readable | null;
  readonly number: number;
}

/** All of an observation but what only a recorded one needs. */
function describe(look: Look, found: Found, options: ObserverOptions): Observation {
  const { where, reading, tokens, body, number } = found;
  const revision = signalOf(options.target.revision, look.headers);
  const instance = signalOf(options.target.instance, look.headers);
  // An answer that tells of a rollout is the first one during it.
  if (options.served !== undefined && isFresh(look))
    options.served({ atMs: options.clock.nowMs(), revision, instance });
  return {
    type: 'observation',
    id: `${options.writer}-${String(number)}`,
    startedMs: Math.round(look.startedMs),
    atMs: Math.round(look.atMs),
    actor: look.actor.name,
    actorKind: look.actor.kind,
    viewer: look.actor.identity?.id ?? null,
    session: look.session,
    operation: look.operation,
    channel: look.channel,
    where,
    phase: options.phase(),
    revision,
    instance,
    outcome: look.outcome,
    reason: look.reason,
    status: look.status,
    class: reading.class,
    seen: reading.seen,
    slots: reading.slots,
    tokens,
    digest: null,
    replayOf: null,
    bytes: body?.bytes.length ?? 0,
    cache: {},
    overlaps: look.overlaps,
  };
}

/** Notes who received a body, and gives the other actor that received the very same bytes before. */
function firstReceiver(look: Look, reading: Reading, receivers: FirstReceivers): Observation['replayOf'] {
  if (reading.digest === null) return null;
  const receiver = {
    actor: look.actor.name,
    viewer: look.actor.identity?.id ?? null,
    atMs: Math.round(look.atMs),
  };
  const first = receivers.note(reading.digest, receiver);
  return first === null || reading.class === 'own' || first.actor === look.actor.name ? null : first;
}

/** Operations of which each answer matters, by its order or by where it came from. */
const inFull: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'write',
  'logout',
  'reuse',
  'back',
  'handover',
  'probe',
  'drill',
]);

/** Own looks of plain-HTTP sessions are so many that they are counted; a login is always told in full. */
function mayBeTallied({ actorKind, class: kind, operation }: Observation): boolean {
  return actorKind === 'http' && kind === 'own' && operation !== 'login' && !inFull.has(operation);
}

/** Whether a place shows the viewer the same of its writes as before: what it reads back must be recorded. */
function showsSameWritten({ viewer, where, seen }: Observation, writtenOf: Map<string, string>): boolean {
  let written = '';
  for (const { owner, fields } of seen) {
    if (owner === viewer) for (const field of fields) if (writtenTurn(field) !== null) written += `${field} `;
  }
  if (written === '') return true;
  const key = `${viewer ?? ''} ${where}`;
  const same = writtenOf.get(key) === written;
  if (!same) writtenOf.set(key, written);
  return same;
}

/** Whether the session holds the tokens that it held before: a replaced one must be recorded, on whatever page. */
function holdsSameTokens(observation: Observation, tokensOf: Map<string, string>): boolean {
  const tokens = observation.tokens.map(({ fingerprint }) => fingerprint).join();
  const same = tokens === '' || tokensOf.get(observation.session) === tokens;
  if (tokens !== '') tokensOf.set(observation.session, tokens);
  return same;
}

function heldTokens(cookies: readonly HeldCookie[], options: ObserverOptions): HeldToken[] {
  const tokens: HeldToken[] = [];
  for (const { name, value } of cookies) {
    if (!options.recognizer.sessionCookies.has(name)) continue;
    options.vault.add('token', value);
    tokens.push({ name, fingerprint: options.fingerprint(value) });
  }
  return tokens;
}

function isPdf(look: Look, body: Uint8Array): boolean {
  const magic = body[0] === 0x25 && body[1] === 0x50 && body[2] === 0x44 && body[3] === 0x46;
  return magic || look.contentType.includes('pdf');
}

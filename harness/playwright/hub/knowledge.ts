import { deserialize, serialize } from 'node:v8';
import type { OwnedPage } from '../owned-page.js';
import type { LearnedPage } from '../../markers/index.js';
import type { Identity } from '../../model/identity.js';
import type { Marker } from '../../model/marker.js';
import type { RunFile } from '../../model/result.js';
import type { Recognizer } from '../../observation/index.js';
import type { Learned } from '../../run/2-learn.js';
import { createScanner } from '../../scan/index.js';

/**
 * All that a worker needs to recognise every identity: found out once by the hub and handed over in memory, from
 * process to process. Holds passwords and markers; it is never written to a file.
 */
export interface Knowledge {
  readonly run: RunFile;
  readonly directory: string;
  /** `process.hrtime` of the hub when the run began: on one machine the clock is the same for all processes. */
  readonly startedNs: bigint;
  readonly identities: readonly Identity[];
  /** Ids of those that could sign in. */
  readonly usable: readonly string[];
  readonly markers: readonly Marker[];
  readonly pages: ReadonlyMap<string, LearnedPage>;
  /** Page → identity → own fields that it shows. */
  readonly ownFields: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;
  readonly sessionCookies: ReadonlySet<string>;
  /** URLs that belong to one identity alone. */
  readonly ownedPages: readonly OwnedPage[];
  /** Of the fingerprints: the same for every writer, or a token could not be compared between two of them. */
  readonly salt: Uint8Array;
}

/** What `learn` found out, as plain data. */
export function learnedData(
  learned: Learned,
  identities: readonly Identity[],
): Pick<Knowledge, 'markers' | 'pages' | 'ownFields' | 'sessionCookies' | 'ownedPages'> {
  const { recognizer, markers } = learned;
  const fieldsOf = (page: string): ReadonlyMap<number, readonly string[]> =>
    new Map(identities.map(({ index }) => [index, recognizer.ownFields(page, index)]));
  return {
    markers,
    pages: recognizer.pages,
    ownFields: new Map(learned.pages.map(({ name }) => [name, fieldsOf(name)])),
    sessionCookies: recognizer.sessionCookies,
    ownedPages: ownedPagesOf(learned),
  };
}

/** Each address once: one that the config names may also be linked on its owner's pages. */
function ownedPagesOf({ privateUrls }: Learned): readonly OwnedPage[] {
  const byPath = new Map<string, OwnedPage>();
  for (const { page, owner } of privateUrls)
    if (!byPath.has(page.path)) byPath.set(page.path, { ...page, owner });
  return [...byPath.values()];
}

/** The same recognizer that the hub has, in another process. */
export function recognizerOf({ markers, pages, ownFields, sessionCookies }: Knowledge): Recognizer {
  return {
    scanner: createScanner(markers),
    pages,
    ownFields: (page, identity) => ownFields.get(page)?.get(identity) ?? [],
    sessionCookies,
  };
}

/** Knowledge as bytes: maps, sets and big integers included. */
export function packKnowledge(knowledge: Knowledge): Buffer {
  return serialize(knowledge);
}

/** The reverse of `packKnowledge`; only for bytes of our own hub. */
export function unpackKnowledge(bytes: Uint8Array): Knowledge {
  return deserialize(bytes) as Knowledge;
}

import type { Identity } from '../model/identity.js';
import type { Look } from '../model/look.js';
import type { Encoding, MarkerKind } from '../model/marker.js';
import type { Sighting, SlotReading } from '../model/observation.js';
import { maskValue, readSlots, type LearnedPage } from '../markers/index.js';
import type { Hit } from '../scan/index.js';
import type { Fingerprint } from './fingerprint.js';
import type { MaySee } from './isolation.js';
import type { Vault } from './vault.js';

/** Whose markers a look shows. */
export interface Sightings {
  readonly seen: readonly Sighting[];
  /** An API client was given what it was granted. */
  readonly granted: boolean;
}

/** Marker hits of one look, by owner, without those that the isolation rules allow. */
export function sightingsOf(
  hits: readonly Hit[],
  look: Look,
  where: string,
  context: { identities: readonly Identity[]; maySee: MaySee },
): Sightings {
  const viewer = look.actor.identity;
  let granted = false;
  const byOwner = new Map<string, Gathered>();
  for (const { marker, via } of hits) {
    const owner = context.identities[marker.owner];
    if (owner === undefined) continue;
    if (owner.id !== viewer?.id && context.maySee(viewer, owner, where, marker.field)) {
      granted ||= viewer?.grants !== undefined;
      continue;
    }
    const entry = entryOf(byOwner, owner.id);
    include(entry.fields, marker.field);
    include(entry.kinds, marker.kind);
    for (const encoding of via) include(entry.via, encoding);
  }
  return { seen: [...byOwner.values()], granted };
}

/** A sighting in the making. */
interface Gathered extends Sighting {
  readonly fields: string[];
  readonly kinds: MarkerKind[];
  readonly via: Encoding[];
}

function entryOf(byOwner: Map<string, Gathered>, owner: string): Gathered {
  let entry = byOwner.get(owner);
  if (entry === undefined) {
    entry = { owner, fields: [], kinds: [], via: [] };
    byOwner.set(owner, entry);
  }
  return entry;
}

function include<T>(list: T[], item: T): void {
  if (!list.includes(item)) list.push(item);
}

/**
 * What the places that state whose page it is say, for a signed-in person (an API client is given many people's rows);
 * those that say nothing are left out. Foreign values are fingerprinted, masked and put into the vault; they go no
 * further.
 */
export function slotReadings(
  page: LearnedPage,
  text: string,
  look: Look,
  context: {
    identities: readonly Identity[];
    maySee: MaySee;
    ownSeen: boolean;
    where: string;
    fingerprint: Fingerprint;
    vault: Vault;
  },
): SlotReading[] {
  const viewer = look.actor.identity;
  if (viewer === null || viewer.grants !== undefined) return [];
  const readings: SlotReading[] = [];
  const told = new Set<string>();
  for (const reading of readSlots(page, text, viewer.index, context.ownSeen)) {
    if (reading.says === 'absent') continue;
    const owner = reading.owner === null ? null : (context.identities[reading.owner] ?? null);
    if (
      reading.says === 'other' &&
      owner !== null &&
      context.maySee(viewer, owner, context.where, reading.field)
    )
      continue;
    const foreign = reading.says === 'other' || reading.says === 'stranger' ? reading.value : null;
    const fingerprint = foreign === null ? null : context.fingerprint(foreign);
    if (foreign !== null && fingerprint !== null) {
      context.vault.add('foreign value', foreign);
      // A page says the same name in many places: once is enough.
      if (told.has(fingerprint)) continue;
      told.add(fingerprint);
    }
    readings.push({
      slot: reading.slot,
      says: reading.says,
      owner: owner?.id ?? null,
      fingerprint,
      masked: foreign === null ? null : maskValue(foreign),
    });
  }
  return readings;
}

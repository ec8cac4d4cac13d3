import type { Identity } from '../model/identity.js';
import type { Marker } from '../model/marker.js';
import {
  believe,
  believeFaint,
  namesOf,
  recurringValues,
  repeatsStated,
  sharedValues,
  valuesOf,
} from './believe.js';
import { candidatesOf, type Candidate } from './candidates.js';
import { knownValues } from './choose-markers.js';
import { fold } from './fold.js';
import { keyedPlaces, type LearnedPage } from './learned-page.js';
import type { PageSample, ReadSample } from './page-sample.js';
import { placesOf, type TextKind } from './places.js';
import { isStrong, shapeOf } from './shape.js';
import { toSlots } from './to-slots.js';
import { unsettledPlaces, type UnsettledPlace } from './unsettled-places.js';

/** The samples of one page, and what the config says of it. */
export interface PageSamples {
  readonly name: string;
  readonly self: string | null;
  readonly samples: readonly PageSample[];
  /** A call that was met while learning, no configured page. Default false. */
  readonly met?: boolean;
  /** The samples are what browsers drew, and not the answers. Default false. */
  readonly drawn?: boolean;
}

export interface LearnedPages {
  readonly pages: ReadonlyMap<string, LearnedPage>;
  /** Values that are strong enough to be searched for on every page. */
  readonly markers: readonly Marker[];
  readonly unsettled: readonly UnsettledPlace[];
}

/**
 * Finds the places where pages state whose they are: the value there differs between identities and stays the
 * same for one identity over logins and reloads (so no csrf token, no time, no counter). An e-mail address, a long
 * number or a reference ("CMD-2026-40117") speaks for itself; a name or an address is believed only where the account is
 * known to have it or where it recurs at a second place, since "Stamps, set of ten" would be told apart from others just
 * as well. A page without any of these may still give a shorter number, or call its owner by one name.
 * `nobodys` are values that turned out to be everybody's: an article number. Calls that nobody configured teach nothing
 * but their own places, and only those that repeat what is known otherwise.
 */
export function learnPages(
  pages: readonly PageSamples[],
  identities: readonly Identity[],
  nobodys: readonly string[] = [],
): LearnedPages {
  const read = pages.map((page) => ({ page, ...readSamples(page) }));
  const configured = read.filter(({ page }) => page.met !== true);
  const candidates = configured.flatMap(({ page, samples }) => candidatesOf(page, samples));
  const recurring = recurringValues(candidates, identities);
  const known = new Map(
    identities.map((identity) => [
      identity.index,
      new Set(knownValues(identity).map(({ value }) => fold(value))),
    ]),
  );
  const shared = new Set([
    ...sharedValues(configured.flatMap(({ samples }) => samples)),
    ...nobodys.map((value) => fold(value)),
  ]);
  const certain = candidates.flatMap((candidate) => believe(candidate, { recurring, known, shared }));
  const telling = new Set(certain.map(({ page }) => page));
  const names = namesOf(valuesOf(certain, known));
  const faint = candidates
    .filter(({ page }) => !telling.has(page))
    .flatMap((candidate) => believeFaint(candidate, { shared, names }));
  const believed = [...certain, ...faint];
  const stated = valuesOf(believed, known);
  const repeated = read
    .filter(({ page }) => page.met)
    .flatMap(({ page, samples }) => candidatesOf(page, samples))
    .flatMap((candidate) => believe(candidate, { recurring, known, shared }))
    .filter(({ values }) => repeatsStated(values, stated));
  const stating = [...believed, ...repeated];
  const ownValues = valuesOf([...candidates, ...repeated], known);
  return {
    pages: new Map(
      read.map(({ page, kind, constants, samples }) => [
        page.name,
        {
          met: page.met ?? false,
          drawn: page.drawn ?? false,
          kind,
          self: page.self,
          constants,
          ownValues,
          slots: toSlots(
            stating.filter((candidate) => candidate.page === page.name),
            { known, samples },
          ),
        },
      ]),
    ),
    markers: markersOf(believed),
    unsettled: configured.flatMap(({ page, samples }) => unsettledPlaces(page.name, samples)),
  };
}

function readSamples(page: PageSamples): {
  kind: TextKind;
  samples: readonly ReadSample[];
  constants: ReadonlySet<string>;
} {
  const read = page.samples.map((sample) => ({ ...sample, places: placesOf(sample.kind, sample.text) }));
  const [first, ...others] = read.map(({ places }) => new Set(places.map(({ value }) => value)));
  const everywhere = [...(first ?? [])].filter((value) => others.every((values) => values.has(value)));
  const constants = new Set(read.length > 1 ? everywhere : []);
  const samples = read.map((sample) => ({ ...sample, keyed: keyedPlaces(sample.places, constants) }));
  return {
    kind: samples[0]?.kind ?? 'text',
    samples,
    constants,
  };
}

/** Learned values that may be searched for anywhere: each once per identity, named after its first place. */
function markersOf(candidates: readonly Candidate[]): Marker[] {
  const markers: Marker[] = [];
  const taken = new Set<string>();
  for (const { page, values } of candidates) {
    for (const [owner, value] of values) {
      const key = `${String(owner)}\0${fold(value)}`;
      if (taken.has(key) || !isStrong(shapeOf(value))) continue;
      taken.add(key);
      markers.push({ owner, field: `on ${page}`, kind: 'learned', value });
    }
  }
  return markers;
}

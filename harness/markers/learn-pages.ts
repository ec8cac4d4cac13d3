import type { Identity } from '../model/identity.js';
import type { Marker } from '../model/marker.js';
import { knownValues } from './choose-markers.js';
import { fold } from './fold.js';
import {
  copiesOf,
  keyedPlaces,
  labelOf,
  selfKey,
  stripWords,
  type LearnedPage,
  type Slot,
} from './learned-page.js';
import type { PageSample, ReadSample } from './page-sample.js';
import { placesOf, selfValue, type TextKind } from './places.js';
import { isEpochMs, isImpersonal, isStrict, isStrong, shapeOf } from './shape.js';
import { unsettledPlaces, type UnsettledPlace } from './unsettled-places.js';

/** The samples of one page, and what the config says of it. */
export interface PageSamples {
  readonly name: string;
  readonly self: string | null;
  readonly samples: readonly PageSample[];
  /** A call that was met while learning, no configured page. Default false. */
  readonly met?: boolean;
}

export interface LearnedPages {
  readonly pages: ReadonlyMap<string, LearnedPage>;
  /** Values that are strong enough to be searched for on every page. */
  readonly markers: readonly Marker[];
  readonly unsettled: readonly UnsettledPlace[];
}

/** A value that one identity has at one place in all of its samples. */
interface Candidate {
  readonly page: string;
  readonly key: string;
  readonly prefix: string;
  readonly suffix: string;
  /** identity → value without what stands there for everybody. */
  readonly values: ReadonlyMap<number, string>;
}

/** For each identity, folded values that are its own. */
type FoldedValues = ReadonlyMap<number, ReadonlySet<string>>;

/**
 * Finds the places where pages state whose they are: the value there differs between identities and stays the
 * same for one identity over logins and reloads (so no csrf token, no time, no counter). An e-mail address or a
 * long number speaks for itself; a name or an address is believed only where the account is known to have it or
 * where it recurs at a second place, since "Stamps, set of ten" would be told apart from others just as well.
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
  const believed = candidates.flatMap((candidate) => believe(candidate, { recurring, known, shared }));
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
          kind,
          self: page.self,
          constants,
          ownValues,
          slots: named(stating.filter((candidate) => candidate.page === page.name)).map((one) =>
            toSlot(one, { known, samples }),
          ),
        },
      ]),
    ),
    markers: markersOf(believed),
    unsettled: configured.flatMap(({ page, samples }) => unsettledPlaces(page.name, samples)),
  };
}

/** The folded values of each identity, those that were known and those of the candidates. */
function valuesOf(candidates: readonly Candidate[], known: FoldedValues): FoldedValues {
  const all = new Map([...known].map(([index, values]) => [index, new Set(values)]));
  for (const { values } of candidates)
    for (const [identity, value] of values) all.get(identity)?.add(fold(value));
  return all;
}

/** Whether at least half of the identities have a value here that was stated as theirs. */
function repeatsStated(values: Candidate['values'], stated: FoldedValues): boolean {
  const repeated = [...values].filter(([identity, value]) => stated.get(identity)?.has(fold(value)) ?? false);
  return 2 * repeated.length >= values.size;
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

function candidatesOf(page: PageSamples, samples: readonly ReadSample[]): Candidate[] {
  const byKey = new Map<string, Map<number, string | null>>();
  const note = (key: string, identity: number, value: string): void => {
    const values = byKey.get(key) ?? new Map<number, string | null>();
    byKey.set(key, values);
    const before = values.get(identity);
    values.set(identity, before === undefined || before === value ? value : null);
  };
  for (const sample of samples) {
    for (const [key, value] of sample.keyed) note(key, sample.identity, value);
    const self = page.self === null ? null : selfValue(sample.kind, sample.text, page.self);
    if (self !== null) note(selfKey, sample.identity, self);
  }
  const identities = new Set(samples.map(({ identity }) => identity)).size;
  const repeated = repeatedlyRead(samples);
  return [...byKey].flatMap(([key, values]) => {
    const stable = [...values].filter((entry): entry is [number, string] => entry[1] !== null);
    const distinct = new Set(stable.map(([, value]) => fold(value))).size;
    // A mix-up while learning must not blind the page: one identity in five may have seen two values here.
    const unstable = values.size - stable.length;
    if (
      unstable > 0.2 * repeated.size ||
      values.size < 0.8 * identities ||
      distinct < Math.max(2, values.size / 2)
    )
      return [];
    const { prefix, suffix } = commonEnds(stable.map(([, value]) => value));
    return [
      {
        page: page.name,
        key,
        prefix,
        suffix,
        values: new Map(stable.map(([id, value]) => [id, stripWords(value, prefix, suffix)])),
      },
    ];
  });
}

/** The identities whose page was read in at least two samples. */
function repeatedlyRead(samples: readonly PageSample[]): ReadonlySet<number> {
  const once = new Set<number>();
  return new Set(
    samples.map(({ identity }) => identity).filter((identity) => once.has(identity) || !once.add(identity)),
  );
}

/** Whole words that all values begin or end with: "Bonjour Ann" and "Bonjour Bob" share "Bonjour ". */
function commonEnds(values: readonly string[]): { prefix: string; suffix: string } {
  const words = values.map((value) => value.split(' '));
  const shortest = Math.min(...words.map(({ length }) => length)) - 1;
  const same = (pick: (list: readonly string[]) => string | undefined): boolean =>
    new Set(words.map(pick)).size === 1;
  let head = 0;
  while (head < shortest && same((list) => list[head])) head += 1;
  let tail = 0;
  while (tail < shortest - head && same((list) => list[list.length - 1 - tail])) tail += 1;
  const [first = []] = words;
  return {
    prefix: head === 0 ? '' : `${first.slice(0, head).join(' ')} `,
    suffix: tail === 0 ? '' : ` ${first.slice(first.length - tail).join(' ')}`,
  };
}

/**
 * For each identity, the folded values that stand at two places or more. Places that go by one name are one: the picture,
 * the link and the title of one article.
 */
function recurringValues(candidates: readonly Candidate[], identities: readonly Identity[]): FoldedValues {
  const recurring = new Map<number, Set<string>>(identities.map(({ index }) => [index, new Set()]));
  const first = new Map<string, string>();
  for (const { page, key, values } of candidates) {
    const place = `${page}|${groupOf(key)}`;
    for (const [identity, value] of values) {
      const folded = fold(value);
      const whose = `${String(identity)}|${folded}`;
      const before = first.get(whose);
      if (before === undefined) first.set(whose, place);
      else if (before !== place) recurring.get(identity)?.add(folded);
    }
  }
  return recurring;
}

/** What places beside each other have in common: the text that stands before them for everybody, the object of a JSON. */
function groupOf(key: string): string {
  const label = labelOf(key);
  return label.startsWith('/') ? label.slice(0, label.lastIndexOf('/')) : label;
}

/** Folded values that stand on the pages of two identities or more: nobody's own. */
function sharedValues(samples: readonly ReadSample[]): ReadonlySet<string> {
  const first = new Map<string, number>();
  const shared = new Set<string>();
  for (const { identity, places } of samples) {
    for (const { value } of places) {
      const folded = fold(value);
      if ((first.get(folded) ?? identity) !== identity) shared.add(folded);
      else first.set(folded, identity);
    }
  }
  return shared;
}

/**
 * A candidate with the values that can be believed, or none where they are fewer than four in five: rows of a
 * list shift, and an article may stand where others have their customer number.
 */
function believe(
  candidate: Candidate,
  facts: {
    recurring: FoldedValues;
    known: FoldedValues;
    shared: ReadonlySet<string>;
  },
): Candidate[] {
  if (candidate.key !== selfKey && isImpersonal(labelOf(candidate.key))) return [];
  if ([...candidate.values.values()].every(isEpochMs)) return [];
  const believed = [...candidate.values].filter(([identity, value]) => {
    const folded = fold(value);
    if (facts.shared.has(folded)) return false;
    const shape = shapeOf(value);
    if (candidate.key === selfKey || isStrict(shape)) return true;
    const holders = [facts.recurring, facts.known];
    return isStrong(shape) && holders.some((values) => values.get(identity)?.has(folded) ?? false);
  });
  const enough = candidate.key === selfKey || believed.length >= 0.8 * candidate.values.size;
  return enough && believed.length >= 2 ? [{ ...candidate, values: new Map(believed) }] : [];
}

/**
 * Names for places that can be written down: the JSON pointer, or the text that stands before the value for
 * everybody ("E-mail"), numbered where it is not the only one.
 */
function named(candidates: readonly Candidate[]): [Candidate, string][] {
  const counts = new Map<string, number>();
  return candidates.map((candidate) => {
    const name = labelOf(candidate.key).slice(0, 40);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [candidate, count === 1 ? name : `${name} (${String(count)})`];
  });
}

function toSlot(
  [candidate, id]: [Candidate, string],
  facts: { known: FoldedValues; samples: readonly ReadSample[] },
): Slot {
  const owners = new Map<string, number>();
  const shared = new Set<string>();
  for (const [identity, value] of candidate.values) {
    const folded = fold(value);
    if (owners.has(folded) && owners.get(folded) !== identity) shared.add(folded);
    owners.set(folded, identity);
  }
  for (const value of shared) owners.delete(value);
  const shapes = new Map(
    [...candidate.values.values()]
      .map((value) => shapeOf(value))
      .map((shape) => [JSON.stringify(shape), shape]),
  );
  return {
    id,
    key: candidate.key,
    prefix: candidate.prefix,
    suffix: candidate.suffix,
    shapes: [...shapes.values()],
    owners,
    known: [...candidate.values].some(([identity, value]) => facts.known.get(identity)?.has(fold(value))),
    copies: leastCopies(candidate, facts.samples),
  };
}

/** For each identity, at how many places of its samples the value stood, where it stood at fewest. */
function leastCopies(candidate: Candidate, samples: readonly ReadSample[]): ReadonlyMap<number, number> {
  const least = new Map<number, number>();
  for (const { identity, places } of samples) {
    const value = candidate.values.get(identity);
    if (value === undefined) continue;
    least.set(identity, Math.min(copiesOf(fold(value), places), least.get(identity) ?? Infinity));
  }
  return least;
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

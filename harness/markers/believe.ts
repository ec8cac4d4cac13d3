import type { Identity } from '../model/identity.js';
import type { Candidate } from './candidates.js';
import { fold } from './fold.js';
import { labelOf, selfKey } from './learned-page.js';
import type { ReadSample } from './page-sample.js';
import {
  isEpochMs,
  isImpersonal,
  isNumber,
  isOfThings,
  isReference,
  isStrict,
  isStrong,
  shapeOf,
} from './shape.js';

/** For each identity, folded values that are its own. */
export type FoldedValues = ReadonlyMap<number, ReadonlySet<string>>;

/**
 * A candidate with the values that can be believed, or none where they are fewer than four in five: rows of a
 * list shift, and an article may stand where others have their customer number.
 */
export function believe(
  candidate: Candidate,
  facts: {
    readonly recurring: FoldedValues;
    readonly known: FoldedValues;
    readonly shared: ReadonlySet<string>;
  },
): Candidate[] {
  const label = labelOf(candidate.key);
  const holders = [facts.recurring, facts.known];
  return believed(candidate, facts.shared, (value, folded, identity) => {
    const shape = shapeOf(value);
    if (candidate.key === selfKey || isStrict(shape)) return true;
    if (isReference(value) && !isOfThings(label)) return true;
    return isStrong(shape) && holders.some((values) => values.get(identity)?.has(folded) ?? false);
  });
}

/**
 * The same for a page on which nothing is believed otherwise, and which would be blind: a number ("#10482"), or names of
 * its owner alone ("Hello Ann"). `names` are those of each identity, folded.
 */
export function believeFaint(
  candidate: Candidate,
  facts: { readonly shared: ReadonlySet<string>; readonly names: FoldedValues },
): Candidate[] {
  return believed(
    candidate,
    facts.shared,
    (value, folded, identity) => isNumber(value) || consistsOf(facts.names.get(identity), folded),
  );
}

function believed(
  candidate: Candidate,
  shared: ReadonlySet<string>,
  isBelieved: (value: string, folded: string, identity: number) => boolean,
): Candidate[] {
  if (candidate.key !== selfKey && isImpersonal(labelOf(candidate.key))) return [];
  if ([...candidate.values.values()].every(isEpochMs)) return [];
  const kept = [...candidate.values].filter(([identity, value]) => {
    const folded = fold(value);
    return !shared.has(folded) && isBelieved(value, folded, identity);
  });
  const enough = candidate.key === selfKey || kept.length >= 0.8 * candidate.values.size;
  return enough && kept.length >= 2 ? [{ ...candidate, values: new Map(kept) }] : [];
}

/**
 * For each identity, the folded values that stand at two places or more. Places that go by one name are one: the picture,
 * the link and the title of one article.
 */
export function recurringValues(
  candidates: readonly Candidate[],
  identities: readonly Identity[],
): FoldedValues {
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
export function sharedValues(samples: readonly ReadSample[]): ReadonlySet<string> {
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

/** The single words of each identity's e-mail addresses (before the @) and names, folded: "ann", "jean-paul", "dupont". */
export function namesOf(values: FoldedValues): FoldedValues {
  return new Map(
    [...values].map(([identity, folded]) => [
      identity,
      new Set([...folded].flatMap((value) => (value.split('@')[0] ?? '').split(/[\s._+]+/)).filter(isName)),
    ]),
  );
}

function consistsOf(names: ReadonlySet<string> | undefined, folded: string): boolean {
  return names !== undefined && folded.split(' ').every((word) => names.has(word));
}

function isName(word: string): boolean {
  return /^\p{L}[\p{L}-]{2,}$/u.test(word);
}

/** The folded values of each identity, those that were known and those of the candidates. */
export function valuesOf(candidates: readonly Candidate[], known: FoldedValues): FoldedValues {
  const all = new Map([...known].map(([index, values]) => [index, new Set(values)]));
  for (const { values } of candidates)
    for (const [identity, value] of values) all.get(identity)?.add(fold(value));
  return all;
}

/** Whether at least half of the identities have a value here that was stated as theirs. */
export function repeatsStated(values: Candidate['values'], stated: FoldedValues): boolean {
  const repeated = [...values].filter(([identity, value]) => stated.get(identity)?.has(fold(value)) ?? false);
  return 2 * repeated.length >= values.size;
}

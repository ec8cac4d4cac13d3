import { fold } from './fold.js';
import { selfKey, stripWords } from './learned-page.js';
import type { PageSample, ReadSample } from './page-sample.js';
import { selfValue } from './places.js';

/** A value that one identity has at one place in all of its samples. */
export interface Candidate {
  readonly page: string;
  readonly key: string;
  readonly prefix: string;
  readonly suffix: string;
  /** identity → value without what stands there for everybody. */
  readonly values: ReadonlyMap<number, string>;
}

/** The places of a page where most identities have a value of their own that stays the same. */
export function candidatesOf(
  page: { readonly name: string; readonly self: string | null },
  samples: readonly ReadSample[],
): Candidate[] {
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

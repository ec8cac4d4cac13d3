import { fold } from './fold.js';
import { placesOf, selfValue, type Place, type TextKind } from './places.js';
import { fits, isStrict, isStrong, shapeOf, type Shape } from './shape.js';

/** One place of a page that states whose it is, with each identity's value there (in memory only). */
export interface Slot {
  readonly id: string;
  /** Where the value stands; `self` slots are found by their selector. */
  readonly key: string;
  /** Words that stand there for everybody, before and after the value: "Bonjour". */
  readonly prefix: string;
  readonly suffix: string;
  readonly shapes: readonly Shape[];
  /** Folded value → identity; identities that share one are left out. */
  readonly owners: ReadonlyMap<string, number>;
}

/** Where one page states whose it is. */
export interface LearnedPage {
  readonly kind: TextKind;
  readonly self: string | null;
  readonly slots: readonly Slot[];
  /** Texts that stand on the page for everybody. */
  readonly constants: ReadonlySet<string>;
  /** Folded values that are an identity's own, on any page and in any field. */
  readonly ownValues: ReadonlyMap<number, ReadonlySet<string>>;
}

/** What one slot says, raw: in memory only. */
export interface RawReading {
  readonly slot: string;
  readonly field: string;
  readonly says: 'own' | 'other' | 'stranger' | 'absent';
  readonly owner: number | null;
  readonly value: string | null;
}

/** The place of the configured `self`. */
export const selfKey = 'self';

/** The places of a text by key: context, the last constant text before it, and a running number. */
export function keyedPlaces(
  places: readonly Place[],
  constants: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const keyed = new Map<string, string>();
  const counts = new Map<string, number>();
  let label = '';
  for (const { context, value } of places) {
    if (constants.has(value)) {
      label = value;
      continue;
    }
    const base = `${context}|${label}`;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    keyed.set(`${base}|${String(count)}`, value);
  }
  return keyed;
}

/** What to call a key of `keyedPlaces`: the JSON pointer, or the text that stands before it for everybody, or its tags. */
export function labelOf(key: string): string {
  const [context = '', label = ''] = key.split('|');
  return context.startsWith('/') || label === '' ? context : label;
}

/**
 * Reads what a page says about whose it is. `other`: exactly another identity's value. `stranger`: a value of
 * the learned shape that is nobody's we know. A value that holds one of the viewer's own values is own, wherever
 * it came from; a text that fits no learned shape (a label of a new design) says nothing. Where own markers
 * stand elsewhere on the page (`ownSeen`), only an e-mail address or a long number is believed to be a stranger's,
 * or what stands where the config says that the page states whose it is.
 */
export function readSlots(page: LearnedPage, text: string, viewer: number, ownSeen: boolean): RawReading[] {
  const keyed = page.slots.some(({ key }) => key !== selfKey)
    ? keyedPlaces(placesOf(page.kind, text), page.constants)
    : new Map<string, string>();
  const own = page.ownValues.get(viewer) ?? new Set<string>();
  return page.slots.map((slot) => {
    const whole =
      slot.key === selfKey ? selfValue(page.kind, text, page.self ?? '') : (keyed.get(slot.key) ?? null);
    return readSlot(slot, whole, { viewer, own, ownSeen, constants: page.constants });
  });
}

function readSlot(
  slot: Slot,
  whole: string | null,
  context: { viewer: number; own: ReadonlySet<string>; ownSeen: boolean; constants: ReadonlySet<string> },
): RawReading {
  const reading = { slot: slot.id, field: slot.id, owner: null, value: null };
  if (whole === null) return { ...reading, says: 'absent' };
  const value = stripWords(whole, slot.prefix, slot.suffix);
  const folded = fold(value);
  const owner = slot.owners.get(folded) ?? null;
  if (owner === context.viewer || holdsOwn(folded, context.own))
    return { ...reading, says: 'own', owner: context.viewer };
  if (owner !== null) return { ...reading, says: 'other', owner, value };
  const shape = shapeOf(value);
  const doubted = context.ownSeen && slot.key !== selfKey;
  const believed = doubted ? isStrict(shape) : isStrong(shape);
  const stranger =
    believed && !context.constants.has(value) && slot.shapes.some((learned) => fits(shape, learned));
  return stranger ? { ...reading, says: 'stranger', value } : { ...reading, says: 'absent' };
}

/** Whether a folded text is, or holds as whole words, one of the viewer's own values. */
function holdsOwn(folded: string, own: ReadonlySet<string>): boolean {
  if (own.has(folded)) return true;
  const padded = ` ${folded} `;
  for (const value of own) if (value.length >= 6 && padded.includes(` ${value} `)) return true;
  return false;
}

/** Takes a constant beginning and end away, where they are there. */
export function stripWords(text: string, prefix: string, suffix: string): string {
  let rest = text;
  if (prefix !== '' && rest.startsWith(prefix)) rest = rest.slice(prefix.length);
  if (suffix !== '' && rest.endsWith(suffix)) rest = rest.slice(0, rest.length - suffix.length);
  return rest.trim();
}

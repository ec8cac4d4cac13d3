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
  /** Its values are what is known of the accounts, and not only what their pages showed: a customer number, no invoice's. */
  readonly known: boolean;
  /** At how many places of the page, at least, each identity's value stood; of those alone who have one here. */
  readonly copies: ReadonlyMap<number, number>;
}

/** Where one page states whose it is. */
export interface LearnedPage {
  /** A call that pages made while learning, and that nobody configured: not everybody's values there are known. */
  readonly met: boolean;
  /** What was learned is the text that browsers draw: the answer itself is the same for everybody. */
  readonly drawn: boolean;
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

/** Whether the place of the configured `self` tells one identity's page from another's. */
export function tellsBySelf(page: LearnedPage | undefined): boolean {
  return page?.slots.some(({ key }) => key === selfKey) ?? false;
}

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
 * stand elsewhere on the page (`ownSeen`), only an e-mail address, a bank account or a number that is known of the
 * accounts is believed to be a stranger's, or what stands where the config says that the page states whose it is; and
 * only while the viewer's own value for that place is missing: a new design may put somebody else's card before it.
 * A call that was met, or a drawn page, which browsers alone have shown, tells only those whose own value there is known.
 */
export function readSlots(page: LearnedPage, text: string, viewer: number, ownSeen: boolean): RawReading[] {
  const places = page.slots.some(({ key }) => key !== selfKey) ? placesOf(page.kind, text) : [];
  const keyed = keyedPlaces(places, page.constants);
  const own = page.ownValues.get(viewer) ?? new Set<string>();
  const told = page.met || page.drawn ? page.slots.filter(({ copies }) => copies.has(viewer)) : page.slots;
  return told.map((slot) => {
    const whole =
      slot.key === selfKey ? selfValue(page.kind, text, page.self ?? '') : (keyed.get(slot.key) ?? null);
    return readSlot(slot, whole, { viewer, own, ownSeen, constants: page.constants, places });
  });
}

/** What the reading of one slot depends on. */
interface SlotContext {
  readonly viewer: number;
  readonly own: ReadonlySet<string>;
  readonly ownSeen: boolean;
  readonly constants: ReadonlySet<string>;
  readonly places: readonly Place[];
}

function readSlot(slot: Slot, whole: string | null, context: SlotContext): RawReading {
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
  const believed = doubted ? isStrict(shape) && (shape.kind !== 'digits' || slot.known) : isStrong(shape);
  const stranger =
    believed &&
    !context.constants.has(value) &&
    slot.shapes.some((learned) => fits(shape, learned)) &&
    !(doubted && hasMoved(slot, context));
  return stranger ? { ...reading, says: 'stranger', value } : { ...reading, says: 'absent' };
}

/** The viewer's own value for the slot stands at as many places as ever: what is in the slot now did not replace it. */
function hasMoved(slot: Slot, { viewer, places }: SlotContext): boolean {
  const [value] = [...slot.owners].find(([, owner]) => owner === viewer) ?? [];
  const copies = slot.copies.get(viewer) ?? 0;
  return value !== undefined && copies > 0 && copiesOf(value, places) >= copies;
}

/** At how many places a folded value stands, alone or among other words. */
export function copiesOf(value: string, places: readonly Place[]): number {
  const padded = ` ${value} `;
  return places.filter((place) => ` ${fold(place.value)} `.includes(padded)).length;
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

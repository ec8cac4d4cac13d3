import type { Observation } from '../model/observation.js';

/** Who somebody else is that a page shows, and by what: fields and masked values only. */
export interface ForeignStatement {
  /** "u07", or "a stranger". */
  readonly who: string;
  /** "profile (page)". */
  readonly where: string;
  readonly fields: readonly string[];
  readonly masked: readonly string[];
}

/** What some looks say together about whose they are. */
export interface Statements {
  /** Something states that it is the wanted identity's. */
  readonly own: boolean;
  readonly others: readonly ForeignStatement[];
  readonly looks: number;
}

/**
 * Whose the looks are, seen from the identity `wanted`. A look may have been made as somebody else (by a page that
 * signed in as another than the assertion says), so its slots are read by their owner, not by their class.
 */
export function statementsOf(looks: readonly Observation[], wanted: string): Statements {
  const others = new Map<string, { who: string; where: string; fields: Set<string>; masked: Set<string> }>();
  let own = false;
  const note = (who: string, look: Observation, field: string | null, masked: string | null): void => {
    if (who === wanted) {
      own = true;
      return;
    }
    const where = look.where === look.channel ? look.where : `${look.where} (${look.channel})`;
    const entry = others.get(`${who} ${where}`) ?? {
      who,
      where,
      fields: new Set<string>(),
      masked: new Set<string>(),
    };
    others.set(`${who} ${where}`, entry);
    if (field !== null) entry.fields.add(field);
    if (masked !== null) entry.masked.add(masked);
  };
  for (const look of looks) {
    for (const { owner, fields } of look.seen) for (const field of fields) note(owner, look, field, null);
    for (const { slot, says, owner, masked } of look.slots) {
      if (says === 'own' && look.viewer !== null) note(look.viewer, look, null, null);
      else if (says === 'other' && owner !== null) note(owner, look, slot, masked);
      else if (says === 'stranger') note('a stranger', look, slot, masked);
    }
  }
  const list = [...others.values()].map(({ fields, masked, ...rest }) => ({
    ...rest,
    fields: [...fields],
    masked: [...masked],
  }));
  return { own, others: list, looks: looks.length };
}

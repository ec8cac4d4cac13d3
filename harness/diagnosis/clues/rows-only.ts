import type { Observation } from '../../model/observation.js';
import type { Facts, WrongLook } from '../facts.js';
import { share } from '../words.js';
import { areDocumentsOnly } from './one-place.js';

/** Most wrong answers hold the viewer's own data, too. */
export function mostlyMixed(wrong: readonly WrongLook[]): boolean {
  return share(wrong.filter(({ mixed }) => mixed).length, wrong.length) >= 0.6;
}

/**
 * Whoever asks is known, and one kind of record that is read for them is another's: rows, and not the state of a
 * request, which holds all that is known of a person.
 */
function areRowsOnly({ wrong }: Pick<Facts, 'wrong'>): boolean {
  const asked = wrong.filter(({ look }) => look.channel === 'page' || look.channel === 'api');
  const pages = new Set(asked.map(({ look }) => look.where));
  if (!mostlyMixed(wrong) || asked.length < 3 || pages.size >= 3) return false;
  // A wrong look may have none: a marker stood where no slot is known.
  const kinds = asked.map(({ look }) => kindsOfWrong(look)).filter((count) => count > 0);
  return kinds.length > 0 && kinds.reduce((sum, count) => sum + count, 0) / kinds.length < 1.5;
}

/**
 * What requests that get in each other's way share: rows of one kind; what a download is made of, which may be a file or
 * a variable; or the state of a request.
 */
export function whatIsShared(facts: Pick<Facts, 'wrong'>): 'rows' | 'document' | 'state' {
  if (areRowsOnly(facts)) return 'rows';
  return areDocumentsOnly(facts.wrong) ? 'document' : 'state';
}

/** How many kinds of field are somebody else's; numbered ones ("Price (3)", "/items/2/price") are of one kind. */
function kindsOfWrong({ slots }: Observation): number {
  const wrong = slots.filter(({ says }) => says === 'other' || says === 'stranger');
  return new Set(wrong.map(({ slot }) => slot.replace(/\s*\(\d+\)$|\d+/g, ''))).size;
}

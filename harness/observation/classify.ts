import type { Look } from '../model/look.js';
import type { ObservationClass, Sighting, SlotReading } from '../model/observation.js';

/** What a look turned out to hold. */
export interface Content {
  readonly viewer: string | null;
  /** Sightings that the isolation rules do not allow, and those of own data in the body. */
  readonly seen: readonly Sighting[];
  readonly slots: readonly SlotReading[];
  /** An API client was given what it was granted: the data that it is there for. */
  readonly granted: boolean;
  /** The target's answer says: nobody is signed in. */
  readonly signedOut: boolean;
}

/**
 * The class of an observation. What was seen outranks how the answer came: a 500 that shows another's data is
 * `foreign`. Only a positive statement makes `own`; an answer that is merely not foreign is `blank`.
 */
export function classify(look: Look, content: Content): ObservationClass {
  const { viewer, seen, slots } = content;
  if (seen.some(({ owner }) => owner !== viewer) || slots.some(({ says }) => says === 'other'))
    return 'foreign';
  if (slots.some(({ says }) => says === 'stranger')) return 'stranger';
  if (seen.length > 0 || content.granted || slots.some(({ says }) => says === 'own')) return 'own';
  if (look.outcome !== 'ok' || look.status === null || look.status >= 500 || look.status === 429)
    return 'error';
  return content.signedOut ? 'anonymous' : 'blank';
}

/** Whether an answer says that nobody is signed in: 401, 403, or a page that asks for a password. */
export function saysSignedOut(look: Look, html: string | null, loginPath: string | null): boolean {
  if (look.status === 401 || look.status === 403) return true;
  if (loginPath !== null && URL.canParse(look.url) && new URL(look.url).pathname === loginPath) return true;
  return html !== null && passwordField.test(html) && passwordField.test(html.replace(script, ''));
}

const passwordField = /<input\b[^>]*\btype\s*=\s*["']?password/i;
/** What a script may write some day is not on the page. */
const script = /<script\b[\s\S]*?<\/script/gi;

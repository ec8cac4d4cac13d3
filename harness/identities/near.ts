import { nearnesses, type Nearness } from '../model/provisioner.js';

/** An identity that should be near to another one. */
export interface NearPlan {
  /** Position of the other one in the roster. */
  readonly of: number;
  readonly how: Nearness;
}

/** From this many identities on every kind of nearness is there. */
const allKindsFrom = 16;

/**
 * Which of `count` identities are wanted near to the one before them: one in four, from the end of the roster, where
 * the plain-HTTP sessions are (a browser's own check of an e-mail field refuses some of these addresses).
 */
export function planNear(count: number): ReadonlyMap<number, NearPlan> {
  const share = Math.floor(count / 4);
  const pairs = count >= allKindsFrom ? Math.max(share, nearnesses.length) : share;
  const plan = new Map<number, NearPlan>();
  for (let pair = 0; pair < pairs; pair += 1) {
    const index = count - 1 - 2 * pair;
    plan.set(index, { of: index - 1, how: nearnesses[pair % nearnesses.length] ?? 'case' });
  }
  return plan;
}

/**
 * The e-mail address of an identity that should be near to the one with address `other`; `own` is the address it would
 * have otherwise. Those that fold to the same text can be nobody's marker.
 */
export function nearEmail(how: Nearness, { other, own }: { other: string; own: string }): string {
  const at = other.lastIndexOf('@');
  const [local, domain] = [other.slice(0, at), other.slice(at)];
  switch (how) {
    case 'case':
      return local.toUpperCase() + domain;
    case 'dots':
      return local.replaceAll('.', '') + domain;
    case 'prefix':
      return `${local}0${domain}`;
    case 'unicode':
      return fullwidth(local) + domain;
    case 'other-provider':
      return other;
    case 'recreated':
      return own;
  }
}

/** Letters as their fullwidth forms, which NFKC takes back to the plain ones (Unicode Standard Annex 15). */
function fullwidth(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
}

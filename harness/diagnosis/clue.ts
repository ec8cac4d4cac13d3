import type { Layer } from '../model/finding.js';
import type { Facts } from './facts.js';

/**
 * What sort of evidence a clue rests on. Two clues of one kind say the same thing twice; only clues of different
 * kinds confirm each other.
 */
export type ClueKind =
  | 'headers'
  | 'content'
  | 'copies'
  | 'tokens'
  | 'persistence'
  | 'pairs'
  | 'order'
  | 'timing'
  | 'place'
  | 'access'
  | 'release'
  | 'cache-buster'
  | 'concurrency'
  | 'sequence'
  | 'anonymous'
  | 'login';

/** What a clue says: for or against layers, as log-odds (2.3 is ten to one), and why, in one sentence with numbers. */
export interface Hint {
  readonly weights: Readonly<Partial<Record<Layer, number>>>;
  readonly because: string;
}

/** One read-out of the signature of a mechanism. Pure; null where the facts say nothing on it. */
export interface Clue {
  readonly name: string;
  readonly kind: ClueKind;
  read(facts: Facts): Hint | null;
}

import { layers, type Cause, type Layer } from '../model/finding.js';
import type { Clue, ClueKind } from './clue.js';
import type { Facts } from './facts.js';

/** What one clue says on one layer. */
interface Vote {
  readonly kind: ClueKind;
  readonly weight: number;
  readonly because: string;
}

/** Log-odds of a mechanism that no clue knows: it takes its share, so that one weak clue is never certainty. */
const UNKNOWN = 0.5;
/** From this weight on a clue counts as agreeing, or as contradicting. */
const MATTERS = 0.5;
const MOST_CAUSES = 3;
const LEAST_CONFIDENCE = 0.05;
/** What one kind of evidence alone is worth at most, and what is left of any where a clue contradicts. */
const CAP_ONE_KIND = 0.75;
const CAP_CONTRADICTED = 0.7;
const CAP = 0.97;

/**
 * The layers that the clues speak for, likeliest first: log-odds are added and shared out over all layers. 0.8 and
 * more is given only where two kinds of clues agree and none contradicts: a wrong guess must never sound certain.
 */
export function rank(clues: readonly Clue[], facts: Facts): readonly Cause[] {
  const votes = collect(clues, facts);
  const scores = layers.map((layer) => ({ layer, score: sum(votes.get(layer) ?? []) }));
  const total = scores.reduce((all, { score }) => all + Math.exp(score), Math.exp(UNKNOWN));
  return scores
    .filter(({ score }) => score > 0)
    .map(({ layer, score }) => {
      const own = votes.get(layer) ?? [];
      return {
        layer,
        confidence: Math.round(Math.min(Math.exp(score) / total, capOf(own)) * 100) / 100,
        because: sentences(own),
      };
    })
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .sort((a, b) => b.confidence - a.confidence || layers.indexOf(a.layer) - layers.indexOf(b.layer))
    .slice(0, MOST_CAUSES);
}

function collect(clues: readonly Clue[], facts: Facts): ReadonlyMap<Layer, readonly Vote[]> {
  const votes = new Map<Layer, Vote[]>();
  for (const { kind, read } of clues) {
    const hint = read(facts);
    if (hint === null) continue;
    for (const layer of layers) {
      const weight = hint.weights[layer];
      if (weight === undefined || weight === 0) continue;
      votes.set(layer, [...(votes.get(layer) ?? []), { kind, weight, because: hint.because }]);
    }
  }
  return votes;
}

function capOf(votes: readonly Vote[]): number {
  const kinds = new Set(votes.filter(({ weight }) => weight >= MATTERS).map(({ kind }) => kind));
  if (votes.some(({ weight }) => weight <= -MATTERS)) return CAP_CONTRADICTED;
  return kinds.size < 2 ? CAP_ONE_KIND : CAP;
}

/** The reasons for, the heaviest first, then those against. */
function sentences(votes: readonly Vote[]): readonly string[] {
  const ordered = [...votes].sort((a, b) => b.weight - a.weight);
  return ordered.map(({ weight, because }) => (weight > 0 ? because : `Against it: ${because}`));
}

function sum(votes: readonly Vote[]): number {
  return votes.reduce((all, { weight }) => all + weight, 0);
}

import type { OracleName } from '../model/finding.js';
import type { Observation } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Family } from './family.js';

/** A look that showed somebody else. */
export interface WrongLook {
  readonly look: Observation;
  /** `Identity.id`, or "stranger " and a fingerprint. */
  readonly owner: string;
  readonly named: boolean;
  /** The viewer's own data stood beside it. */
  readonly mixed: boolean;
  /** How many other people's. */
  readonly owners: number;
}

/** An answer of one instance, in the order of asking: whose request, and whom it showed (null: its own). */
export interface Step {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly viewer: string;
  readonly owner: string | null;
}

/** What is known of one page or subresource. */
export interface PlaceFacts {
  /** Own looks, counted ones too. */
  own: number;
  /** Own bodies that could be compared with an earlier one of the same viewer and revision, and equal ones. */
  compared: number;
  repeated: number;
  /** Own bodies that came with the mark of a cache hit. */
  ownHits: number;
  ownBodies: number;
  /** Answers that were nobody's. */
  nobodys: number;
  /** Some look found a place that states whose page it is. */
  states: boolean;
}

/** What is known of one login session. */
export interface SessionFacts {
  readonly viewer: string | null;
  /** Null where the login was not seen. */
  alias: number | null;
  loginPhase: Phase | null;
  own: number;
  wrong: number;
  ownAfterWrong: number;
  /** Revisions that answered wrongly, and those that answered rightly after that. */
  readonly wrongOn: Set<string>;
  readonly rightAfterOn: Set<string>;
  readonly owners: Set<string>;
  readonly wrongPlaces: Set<string>;
  readonly rightPlaces: Set<string>;
  firstWasWrong: boolean | null;
}

/** One session token that two identities held. */
export interface SharedToken {
  readonly first: string;
  readonly second: string;
  /** The second had held another token in the same login session before. */
  readonly replaced: boolean;
  /** Wrong looks with it in hand: the second shown as the first, and the other way round. */
  readonly laterShowsEarlier: number;
  readonly earlierShowsLater: number;
  /** Looks with it in hand in which the second saw itself. */
  readonly laterOwn: number;
  /** Times that both were shown a stranger with it in hand. */
  readonly strangers: number;
}

/** Wrong looks that showed a known person while the viewer held a session token, and those with no token of that person. */
export interface Astray {
  readonly told: number;
  readonly astray: number;
}

/** Everything that the clues are read from, for one family of violations. */
export interface Facts {
  readonly family: Family;
  readonly oracles: ReadonlySet<OracleName>;
  /** Wrong looks of this family, in the order of the history. */
  readonly wrong: readonly WrongLook[];
  readonly wrongElsewhere: ReadonlyMap<Family, number>;
  readonly ownLooks: number;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly places: ReadonlyMap<string, PlaceFacts>;
  readonly sessions: ReadonlyMap<string, SessionFacts>;
  readonly sharedTokens: readonly SharedToken[];
  readonly astray: Astray;
  /** Revisions that answered before the rollout began. */
  readonly oldRevisions: ReadonlySet<string>;
  readonly revisions: ReadonlySet<string>;
  readonly experiments: ReadonlyMap<string, Tried>;
}

/** What came of an experiment: looks that were answered, and those of them that showed somebody else. */
export interface Tried {
  readonly tried: number;
  readonly wrong: number;
}

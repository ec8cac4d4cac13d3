import type { Actor } from '../../model/actor.js';
import type { Page } from '../../model/page.js';

/** One look of an experiment that was answered: who asked, and whose data it showed (null: the asker's own, or nobody's). */
export interface Answer {
  readonly viewer: string | null;
  readonly owner: string | null;
  readonly instance: string | null;
}

/**
 * What experiments work with: a few synthetic identities of the run on sessions, connections and an observer of
 * their own, and the pages that a violation was seen on. Every request is counted; once the budget or the time is
 * up, all answers are null.
 */
export interface Bench {
  readonly members: readonly Actor[];
  readonly anonymous: Actor;
  /** Somebody without a login as well, on a connection that nobody else uses. */
  readonly outsider: Actor;
  readonly pages: readonly Page[];
  ask(actor: Actor, page: Page): Promise<Answer | null>;
  /** Signs in afresh. */
  login(actor: Actor): Promise<void>;
  /** A request that is cut off in mid-body. */
  cancel(actor: Actor, page: Page): Promise<void>;
  /** The page with a query that nobody has asked for. */
  unheardOf(page: Page): Page;
  /** Lets the first `count` members go on with the sessions that they have, each on a connection of its own. */
  apart(count: number): Promise<Apart>;
}

/** Members with their sessions on connections of their own. */
export interface Apart {
  readonly actors: readonly Actor[];
  /** The members have their sessions back, as they are by now. */
  giveBack(): Promise<void>;
}

/** What came of it; the name of the experiment, or of a figure that it also gives. */
export interface Trial {
  readonly name: string;
  readonly tried: number;
  readonly wrong: number;
}

/** The looks that a violation was seen on, once more, with one thing changed. Counted, never judged. */
export interface ExperimentPlan {
  readonly name: string;
  /** A few words for the report. */
  readonly detail: string;
  run(bench: Bench): Promise<readonly Trial[]>;
}

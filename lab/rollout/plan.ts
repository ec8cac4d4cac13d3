/** One replacement of one instance, as hooks see it. */
export interface RolloutStep {
  /** From 0. */
  readonly index: number;
  readonly of: number;
  readonly from: string;
  readonly to: string;
}

/** What a hook may do to the lab in the middle of a rollout. */
export interface RolloutTools {
  /** Deletes every session in Redis; gives how many there were. */
  deleteSessions(): Promise<number>;
}

/** How a release replaces the one before it, instance by instance. `standardPlan` is the careful way. */
export interface RolloutPlan {
  readonly order: 'first-to-last' | 'last-to-first';
  /** Between two steps, in milliseconds. */
  readonly pauseMs: number;
  /** True: the new instance is ready before the old one goes. False: the old one goes first. */
  readonly surge: boolean;
  /** True: requests in flight are finished, then SIGTERM. False: SIGKILL while it still gets requests. */
  readonly drain: boolean;
  /** Added to the start of each new instance, in milliseconds. */
  readonly startDelayMs: number;
  before?(step: RolloutStep, tools: RolloutTools): Promise<void>;
  after?(step: RolloutStep, tools: RolloutTools): Promise<void>;
}

/** One at a time, new before old, drained, 1.2 s apart: no request fails. */
export const standardPlan: RolloutPlan = {
  order: 'first-to-last',
  pauseMs: 1200,
  surge: true,
  drain: true,
  startDelayMs: 0,
};

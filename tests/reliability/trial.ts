import type { Verdict } from '../../harness/model/verdict.js';
import type { SosieProcess } from './sosie-process.js';
import type { Stage } from './stages.js';
import type { RunningTarget } from './target/start-target.js';
import type { Workplace } from './workplace.js';

/** Is told what is to be undone when all is over; last first. */
export type Later = (undo: () => unknown) => void;

/** What an injection can lay hands on. */
export interface Scene {
  readonly target: RunningTarget;
  readonly sosie: SosieProcess;
  readonly place: Workplace;
  /** Resolves when the run is there; rejects where it ended, or two minutes passed, before. */
  reached(stage: Stage): Promise<void>;
}

/** How the run of a trial is started, and what is done to it. */
export interface Setting {
  /** Sections of the config in place of the usual ones. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  /** Runs in a shell in place of `sosie run`; "$@" stands for it. */
  readonly shell?: string;
  readonly redisUrl?: string;
  /** Where the run directory goes, in place of `sosie-runs` beside the config. */
  readonly runs?: string;
  inject(scene: Scene): Promise<void>;
}

/** What must hold besides what always must: see `wrongsOf`. */
export interface Expected {
  readonly codes: readonly number[];
  /** Of `result.json`. Empty: none is promised, any that agrees with the target will do. */
  readonly verdicts: readonly Verdict[];
  /** Not everything could be written: the exit code alone tells all that the run knew. */
  readonly diskMayLack?: boolean;
  /** Nothing had time to tidy up. */
  readonly temporaryMayStay?: boolean;
}

/** One thing that is done to a running harness. */
export interface Trial {
  readonly name: string;
  /** For the table. */
  readonly injected: string;
  /** The target shows people each other's data from its second release on. */
  readonly leaks: boolean;
  /** A run that takes longer hangs. */
  readonly deadlineSeconds: number;
  /** Null: it can be tried here; else why not. */
  readonly impossible?: () => string | null;
  begin(later: Later): Promise<Setting>;
  readonly expected: Expected;
}

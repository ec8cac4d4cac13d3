import type { Finding, OracleName } from '../model/finding.js';
import type { Exposure, RunFile } from '../model/result.js';
import type { SilentClient } from './client-answers.js';
import type { Outage } from './outages.js';
import type { WriteDoubt } from './read-backs.js';
import type { RolloutFacts } from './rollout-facts.js';
import type { RunFacts } from './run-facts.js';

/** All that a verdict rests on. */
export interface Facts {
  readonly run: RunFile;
  readonly findings: readonly Finding[];
  /** Further reports that were only counted. */
  readonly droppedFindings: number;
  readonly exposure: Exposure;
  readonly rollout: RolloutFacts;
  readonly harness: RunFacts;
  readonly outage: Outage | null;
  /** Browsers were shown people before the rollout and never after it. */
  readonly browsersLost: boolean;
  readonly silentClients: readonly SilentClient[];
  readonly writes: WriteDoubt | null;
  /** Oracles that threw, with the first error's message. */
  readonly failedOracles: ReadonlyMap<OracleName, string>;
}

import { z } from 'zod';
import { phases } from '../../model/phase.js';
import { verdicts } from '../../model/verdict.js';

/** Where a hub answers. Lies in a folder that only its owner can read, for as long as the hub runs. */
export const hubAddress = z.object({ pid: z.number(), url: z.string(), token: z.string() });
export type HubAddress = z.infer<typeof hubAddress>;

/** What the hub pushes to every worker, whole, at each change. */
export const hubState = z.object({
  phase: z.enum(phases),
  rollout: z.enum(['waiting', 'running', 'finished', 'failed']),
  /** The driver's own words on the last event. */
  detail: z.string(),
  /** Violations that the crowd ran into, a line each. */
  alarms: z.array(z.string()),
});
export type HubState = z.infer<typeof hubState>;

/** How the merged history is judged. */
export const hubVerdict = z.object({
  verdict: z.enum(verdicts),
  directory: z.string(),
  /** One line for each violation. */
  violations: z.array(z.object({ fingerprint: z.string(), line: z.string() })),
  reasons: z.array(z.string()),
  /** "2,134 own observations of 8 identities". */
  basis: z.string(),
});
export type HubVerdict = z.infer<typeof hubVerdict>;

/** Findings for which a test has failed: they stay with the test, whatever a retry sees. */
export const toldFindings = z.object({
  test: z.string(),
  findings: z.array(z.object({ fingerprint: z.string(), line: z.string() })),
});
export type ToldFindings = z.infer<typeof toldFindings>;

/** Values that a worker saw and that must not be in the run directory. */
export const seenSecrets = z.array(
  z.object({ what: z.enum(['password', 'token', 'marker', 'foreign value']), value: z.string() }),
);

/** How many workers wait for the rollout together, and who asks. */
export const rolloutRequest = z.object({ worker: z.string(), together: z.number().int().min(1) });

/** How many plain-HTTP sessions are wanted. */
export const crowdRequest = z.object({ sessions: z.number().int().min(0) });
export const crowdAnswer = z.object({ sessions: z.number() });

/** Whose next value is to be written, and the number of that write; no two writes of a run have the same. */
export const turnRequest = z.object({ identity: z.string() });
export const turnAnswer = z.object({ turn: z.number().int().min(1) });

/** An error of the hub on its way to a worker. */
export const hubError = z.object({ code: z.string(), message: z.string(), hint: z.string().nullable() });

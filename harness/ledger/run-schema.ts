import { z } from 'zod';
import type { RunFile } from '../model/result.js';

const count = z.int().nonnegative();

const quota = z.union([count, z.templateLiteral([z.number(), '%'])]);

/** Floors that a run of an earlier version could not ask for are off. */
const requirements = z.object({
  ownPerPageAndPhase: count,
  ownPerPageAndRevision: count.default(0),
  ownPerInstance: count.default(0),
  revisions: count,
  handoffs: count,
  bothRevisions: quota.default(0),
  overlaps: count,
  loginsDuring: count,
  identities: quota,
  maxRate: z.number().nullable(),
  maxRateOver: z.enum(['rollout', 'each-phase']).default('rollout'),
  confidence: z.number().gt(0).lt(1),
});

const drill = z.object({
  enabled: z.boolean(),
  expectBlind: z.array(z.string()),
  places: z.array(z.object({ name: z.string(), kind: z.string() })),
});

/** `run.json`. One of an earlier version names no clients and no writes: nothing is asked of them. */
export const runSchema: z.ZodType<RunFile> = z.object({
  schema: z.literal('sosie/run@1'),
  runId: z.string(),
  sosie: z.string(),
  node: z.string(),
  browser: z.string().nullable(),
  startedAt: z.iso.datetime(),
  seed: count,
  configDigest: z.string(),
  target: z.string(),
  identities: z.array(
    z.object({ id: z.string(), tenant: z.string().nullable(), traits: z.array(z.string()) }),
  ),
  pages: z.array(z.object({ name: z.string(), kind: z.string(), path: z.string() })),
  clients: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
  writes: z.array(z.object({ name: z.string(), readBack: z.string() })).default([]),
  actors: z.object({ browsers: count, sessions: count }),
  pressure: z.string(),
  rollout: z.string(),
  require: requirements,
  drill: drill.exactOptional(),
});

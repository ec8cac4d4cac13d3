import { z } from 'zod';
import { layers, oracleNames } from '../model/finding.js';
import { phases } from '../model/phase.js';
import type { Result } from '../model/result.js';
import { verdicts } from '../model/verdict.js';
import { channelSchema, rolloutSchema } from './record-schema.js';

const count = z.int().nonnegative();
const phase = z.enum(phases);

const counts = z.object({
  own: count,
  foreign: count,
  stranger: count,
  anonymous: count,
  blank: count,
  error: count,
});

const finding = z.object({
  id: z.string(),
  oracle: z.enum(oracleNames),
  severity: z.enum(['violation', 'hazard', 'notice']),
  viewer: z.string(),
  owner: z.string().nullable(),
  where: z.string(),
  channel: channelSchema,
  phase,
  revision: z.string().nullable(),
  instance: z.string().nullable(),
  firstAtMs: z.number(),
  lastAtMs: z.number(),
  count,
  summary: z.string(),
  fingerprint: z.string(),
  causes: z.array(
    z.object({
      layer: z.enum(layers),
      confidence: z.number().min(0).max(1),
      because: z.array(z.string()),
    }),
  ),
  evidence: z.array(
    z.object({
      observation: z.string(),
      atMs: z.number(),
      fields: z.array(z.string()),
      masked: z.array(z.string()),
      fingerprints: z.array(z.string()),
    }),
  ),
});

const bound = z.object({
  unit: z.enum(['observations', 'sessions']),
  phase: phase.nullable(),
  page: z.string().nullable(),
  n: count,
  violations: count,
  upper: z.number().min(0).max(1),
  confidence: z.number(),
});

const drill = z.object({
  page: z.string(),
  kind: z.string(),
  phase,
  rang: z.boolean(),
  why: z.enum(['silent', 'signed-out', 'unanswered']).nullable(),
  expected: z.boolean(),
  looks: count,
  rings: count,
});

const claim = z.object({
  over: z.enum(['run', 'rollout', 'during', 'after']),
  maxRate: z.number(),
  confidence: z.number(),
  needed: count,
  n: count,
  violations: count,
  upper: z.number().min(0).max(1),
});

const cell = z.object({
  name: z.string(),
  phase,
  revision: z.string().nullable(),
  own: count,
  other: count,
});

const coverage = z.object({
  pages: z.array(cell),
  instances: z.array(cell),
  onBothRevisions: count,
  notOnBothRevisions: z.array(z.string()),
  neverOwn: z.array(z.string()),
  lost: z.array(z.string()),
  missing: z.array(
    z.object({
      page: z.string().nullable(),
      instance: z.string().nullable(),
      phase: phase.nullable(),
      revision: z.string().nullable(),
      own: count,
      required: count,
    }),
  ),
});

const exposure = z.object({
  observations: count,
  own: count,
  classes: counts,
  lostBodies: count,
  byPhase: z.record(z.string(), counts),
  byPage: z.record(z.string(), z.record(z.string(), counts)),
  byRevision: z.record(z.string(), counts),
  byInstance: z.record(z.string(), counts),
  identities: count,
  sessions: count,
  logins: z.record(z.string(), z.object({ ok: count, failed: count })),
  handoffs: count,
  overlaps: count,
  drills: z.array(drill),
  bounds: z.array(bound),
  claims: z.array(claim),
  coverage,
});

/** `result.json`. */
export const resultSchema: z.ZodType<Result> = z.object({
  schema: z.literal('sosie/result@1'),
  runId: z.string(),
  verdict: z.enum(verdicts),
  reasons: z.array(z.object({ code: z.string(), text: z.string(), hint: z.string().nullable() })),
  findings: z.array(finding),
  exposure,
  rollout: z.object({ driver: z.string(), events: z.array(rolloutSchema) }),
  target: z.string(),
  startedAt: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  seed: count,
});

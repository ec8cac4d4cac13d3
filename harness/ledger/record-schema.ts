import { z } from 'zod';
import { drillResults, type HistoryRecord } from '../model/history.js';
import { observationClasses } from '../model/observation.js';
import { phases } from '../model/phase.js';

const count = z.int().nonnegative();
/** Milliseconds on the run's monotonic clock. */
const atMs = z.number();
const name = z.string();
const channel = z.enum(['page', 'api', 'document', 'subresource', 'dom', 'storage', 'stream', 'header']);

const sighting = z.object({
  owner: name,
  fields: z.array(name),
  kinds: z.array(z.enum(['minted', 'given', 'learned'])),
  via: z.array(z.enum(['plain', 'entity', 'json', 'percent', 'base64', 'jwt', 'pdf'])),
});

const slotReading = z.object({
  slot: name,
  says: z.enum(['own', 'other', 'stranger', 'absent']),
  owner: name.nullable(),
  fingerprint: name.nullable(),
  masked: name.nullable(),
});

const observation = z.object({
  type: z.literal('observation'),
  id: name,
  startedMs: atMs,
  atMs,
  actor: name,
  actorKind: z.enum(['browser', 'http']),
  viewer: name.nullable(),
  session: name,
  operation: z.enum([
    'login',
    'visit',
    'reload',
    'fetch',
    'open',
    'listen',
    'write',
    'logout',
    'reuse',
    'back',
    'handover',
    'probe',
    'call',
    'drill',
  ]),
  channel,
  where: name,
  phase: z.enum(phases),
  revision: name.nullable(),
  instance: name.nullable(),
  outcome: z.enum(['ok', 'refused', 'unknown']),
  reason: name.nullable(),
  status: z.int().nullable(),
  class: z.enum(observationClasses),
  seen: z.array(sighting),
  slots: z.array(slotReading),
  tokens: z.array(z.object({ name, fingerprint: name })),
  digest: name.nullable(),
  replayOf: z.object({ actor: name, viewer: name.nullable(), atMs }).nullable(),
  bytes: count,
  cache: z.record(z.string(), z.string()),
  overlaps: count,
  predecessor: name.exactOptional(),
});

const tally = z.object({
  type: z.literal('tally'),
  atMs,
  phase: z.enum(phases),
  where: name,
  channel,
  revision: name.nullable(),
  instance: name.nullable(),
  own: count,
  overlaps: count,
});

const phase = z.object({ type: z.literal('phase'), atMs, phase: z.enum(phases) });

/** What a rollout driver reported. */
export const rolloutSchema = z.object({
  type: z.literal('rollout'),
  atMs,
  event: z.enum(['started', 'step', 'finished', 'failed', 'rolling-back', 'rolled-back']),
  detail: z.string(),
});

const login = z.object({
  type: z.literal('login'),
  atMs,
  startedMs: atMs,
  actor: name,
  viewer: name,
  session: name,
  phase: z.enum(phases),
  ok: z.boolean(),
  reason: name.nullable(),
  alias: count,
  unchangedTokens: z.array(name),
});

const harness = z.object({
  type: z.literal('harness'),
  atMs,
  event: z.enum([
    'body-lost',
    'actor-lost',
    'oracle-failed',
    'interrupted',
    'page-without-markers',
    'secret-on-disk',
    'identity-unusable',
    'warning',
    'finished',
  ]),
  detail: z.string(),
  count,
});

const experiment = z.object({
  type: z.literal('experiment'),
  atMs,
  name,
  where: name,
  tried: count,
  wrong: count,
  detail: z.string(),
});

const drill = z.object({
  type: z.literal('drill'),
  atMs,
  phase: z.enum(phases),
  where: name,
  kind: z.enum(['page', 'api', 'document', 'subresource', 'websocket', 'events']),
  by: z.enum(['browser', 'http']),
  viewer: name,
  owner: name,
  result: z.enum(drillResults),
});

/** One line of a history file. Unknown keys are dropped, so that a newer ledger can still be read. */
export const recordSchema: z.ZodType<HistoryRecord> = z.discriminatedUnion('type', [
  observation,
  tally,
  phase,
  rolloutSchema,
  login,
  harness,
  experiment,
  drill,
]);

/** Where a finding may have been seen. */
export const channelSchema = channel;

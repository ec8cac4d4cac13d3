import { z } from 'zod';

const resultShape = z.object({
  schema: z.literal('sosie/result@1'),
  runId: z.string(),
  verdict: z.enum(['pass', 'inconclusive', 'fail']),
  reasons: z.array(z.object({ text: z.string() })),
  findings: z.array(
    z.object({
      id: z.string(),
      oracle: z.string(),
      severity: z.enum(['violation', 'hazard', 'notice']),
      summary: z.string(),
      where: z.string(),
      firstAtMs: z.number(),
      count: z.number(),
      causes: z.array(z.object({ layer: z.string(), confidence: z.number() })),
    }),
  ),
  exposure: z.object({
    observations: z.number(),
    own: z.number(),
    identities: z.number(),
    handoffs: z.number(),
  }),
  rollout: z.object({ events: z.array(z.object({ event: z.string(), atMs: z.number() })) }),
  durationMs: z.number(),
});

/** The part of a run's `result.json` that the lab reads. The whole document has more. */
export type RunResult = z.infer<typeof resultShape>;

/** Parses the document that `sosie run --json` prints; null where it is none. */
export function parseResult(text: string): RunResult | null {
  try {
    const parsed = resultShape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

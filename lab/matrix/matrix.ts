import { z } from 'zod';
import type { MatrixRow } from './row.js';
import { scoreOf, type Score } from './score.js';

/** The whole matrix, as `matrix.json` and `--json` hold it. */
export interface Matrix {
  readonly schema: 'sosie/matrix@1';
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly command: string;
  readonly rows: readonly MatrixRow[];
  readonly score: Score;
}

/** Puts rows and their score together. */
export function matrixOf(run: Pick<Matrix, 'startedAt' | 'command' | 'rows'>): Matrix {
  return { schema: 'sosie/matrix@1', ...run, score: scoreOf(run.rows) };
}

/** One matrix with the rows of all; date and command are those of the first. Takes at least one. */
export function together(matrices: readonly Matrix[]): Matrix {
  const [first] = matrices;
  if (first === undefined) throw new RangeError('There is no matrix to put together.');
  return matrixOf({ ...first, rows: matrices.flatMap(({ rows }) => rows) });
}

const stored = z.object({
  schema: z.literal('sosie/matrix@1'),
  startedAt: z.string(),
  command: z.string(),
  rows: z.array(
    z.object({
      fault: z.string(),
      control: z.boolean(),
      verdict: z.enum(['pass', 'inconclusive', 'fail']).nullable(),
      oracles: z.record(z.string(), z.number()),
      secondsToDetect: z.number().nullable(),
      layer: z.object({
        expected: z.string().nullable(),
        named: z.string().nullable(),
        confidence: z.number().nullable(),
      }),
      ok: z.boolean(),
      observations: z.number(),
      seconds: z.number(),
    }),
  ),
});

/** Reads a stored matrix; null where the text is none. */
export function parseMatrix(text: string): Matrix | null {
  try {
    const parsed = stored.safeParse(JSON.parse(text));
    return parsed.success ? matrixOf(parsed.data) : null;
  } catch {
    return null;
  }
}

import { z } from 'zod';
import { startModule } from '../child.js';

/** A running target of the benchmark. */
export interface BenchTarget {
  /** Origin without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the target in a process of its own, on a free port of 127.0.0.1. */
export async function openTarget(): Promise<BenchTarget> {
  const { ready, stop } = await startModule('target/serve.ts', []);
  const { port } = z.object({ port: z.number() }).parse(ready);
  return { url: `http://127.0.0.1:${port}`, close: stop };
}

import { simulatedWatch } from './simulated-watch.js';

/**
 * A process of its own (`node --expose-gc`): 24 hours of a watch at five looks a second with a rollout every three hours.
 * Prints the bytes that are held after each hour, the verdicts, and how many looks there were. Under the test runner,
 * which follows every promise, it would take four times as long.
 */
const watch = await simulatedWatch();
const heapBytes: number[] = [];
for (let hour = 0; hour < 24; hour += 1) {
  await watch.looks(`v${String(Math.floor(hour / 3))}`, 3600);
  globalThis.gc?.();
  heapBytes.push(process.memoryUsage().heapUsed);
}
await watch.core.close({ interrupted: false });
await watch.close();
process.stdout.write(
  JSON.stringify({ heapBytes, verdicts: watch.results.map(({ verdict }) => verdict), looks: 24 * 3600 * 5 }),
);

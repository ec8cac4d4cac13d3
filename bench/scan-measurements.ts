import type { Measurement } from './measurement.js';
import { measureScan } from './scan.js';

/** Scan speed on plain bodies, by number of identities; each figure is a median of rounds already. */
export function scanMeasurements(quick: boolean): readonly Measurement[] {
  const counts = quick ? [10] : [10, 1_000, 50_000];
  const nameOf = (identities: number, body: string): string =>
    `${body} bodies, ${identities.toLocaleString('en')} identities`;
  return measureScan(counts).flatMap(({ identities, body, gigabytesPerSecond, buildMs }) => {
    const speed: Measurement = {
      group: 'scan',
      name: nameOf(identities, body),
      unit: 'GB/s',
      median: gigabytesPerSecond,
      rounds: [gigabytesPerSecond],
      comparedWith: identities === counts[0] ? null : nameOf(counts[0] ?? 0, body),
    };
    const name = `index of ${identities.toLocaleString('en')} identities, six markers each`;
    const index: Measurement = {
      group: 'scan',
      name,
      unit: 'ms',
      median: buildMs,
      rounds: [buildMs],
      comparedWith: null,
    };
    return body === 'base64' ? [speed, index] : [speed];
  });
}

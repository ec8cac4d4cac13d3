import type { Marker } from '../../../harness/model/marker.js';
import { createScanner } from '../../../harness/scan/index.js';
import type { Scanner } from '../../../harness/scan/index.js';

export function marker(owner: number, field: string, value: string): Marker {
  return { owner, field, kind: 'given', value };
}

/** A scanner for one identity's values, by field. */
export function scannerFor(values: Readonly<Record<string, string>>): Scanner {
  return createScanner(Object.entries(values).map(([field, value]) => marker(0, field, value)));
}

/** "field via encoding>encoding" of every hit, sorted. */
export function finds(
  scanner: Scanner,
  body: string | Uint8Array,
  contentType = 'text/html',
): readonly string[] {
  const { hits } = scanner.scan(Buffer.from(body), { contentType });
  return hits.map(({ marker: { field }, via }) => `${field} via ${via.join('>')}`).sort();
}

import type { Look } from '../model/look.js';
import type { Marker } from '../model/marker.js';
import { decodeBody, type Scanner } from '../scan/index.js';

/** The markers that the body of a look shows, with its content coding undone; none where it has no body. */
export function markersOn({ body, contentEncoding, contentType }: Look, scanner: Scanner): readonly Marker[] {
  if (body === null) return [];
  const { bytes } = decodeBody(body, contentEncoding);
  return scanner.scan(bytes, { contentType }).hits.map(({ marker }) => marker);
}

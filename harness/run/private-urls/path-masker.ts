/**
 * A name for a harvested path that can be written: every part that only one identity's paths have at this place, and
 * so may name somebody, is cut down to its file extension. "/invoices/….pdf".
 */
export function createMasker(byIdentity: ReadonlyMap<number, readonly string[]>): (path: string) => string {
  const owners = new Map<string, Set<number>>();
  for (const [identity, paths] of byIdentity)
    for (const path of paths)
      for (const key of partsOf(path).map((part, at) => `${String(at)} ${part}`))
        owners.set(key, (owners.get(key) ?? new Set()).add(identity));
  return (path) =>
    partsOf(path)
      .map((part, at) =>
        part === '' || (owners.get(`${String(at)} ${part}`)?.size ?? 0) >= 2
          ? part
          : `…${/\.[a-z]{2,4}$/i.exec(part)?.[0] ?? ''}`,
      )
      .join('/');
}

/** Without the query, whose values may be anything. */
function partsOf(path: string): string[] {
  return path.replace(/\?.*/, '').split('/');
}

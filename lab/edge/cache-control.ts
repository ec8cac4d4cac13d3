/**
 * The directives of a Cache-Control field (RFC 9111, section 5.2): names in lower case, the argument without
 * its quotes, or true where there is none. Of a repeated directive the first counts (section 4.2.1).
 */
export function parseCacheControl(value: string | string[] | undefined): ReadonlyMap<string, string | true> {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  const directives = new Map<string, string | true>();
  for (const [, name = '', quoted, token] of text.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;]*)))?/g)) {
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, quoted ?? token ?? true);
  }
  return directives;
}

/** The argument of a directive in seconds; null where it is absent or no whole number. */
export function secondsOf(directives: ReadonlyMap<string, string | true>, name: string): number | null {
  const argument = directives.get(name);
  return typeof argument === 'string' && /^\d+$/.test(argument) ? Number(argument) : null;
}

/**
 * Every value that must never reach disk, kept in memory so that the run directory can be swept for it at the
 * end: passwords, tokens, markers, and what was seen of strangers. Bounded: past `capacity` the oldest tokens
 * give way first, since they outnumber everything else.
 */
export interface Vault {
  add(what: 'password' | 'token' | 'marker' | 'foreign value', value: string): void;
  entries(): Iterable<{ readonly value: string; readonly what: string }>;
}

/** A vault for at most `capacity` values of each kind. Values under 6 characters prove nothing and are left out. */
export function createVault(capacity = 20_000): Vault {
  const kinds = new Map<string, Set<string>>();
  return {
    add: (what, value) => {
      if (value.length < 6) return;
      const values = kinds.get(what) ?? new Set<string>();
      kinds.set(what, values);
      if (values.has(value)) return;
      if (values.size >= capacity) {
        const [oldest] = values;
        if (oldest !== undefined) values.delete(oldest);
      }
      values.add(value);
    },
    *entries() {
      for (const [what, values] of kinds) for (const value of values) yield { what, value };
    },
  };
}

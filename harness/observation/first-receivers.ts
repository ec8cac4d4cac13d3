/** Who received a body first: a foreign body that its owner received before is a replay, not made wrong. */
export interface FirstReceivers {
  /** Notes a body and gives its first receiver, or null if this is the first time. */
  note(digest: number, receiver: Receiver): Receiver | null;
}

export interface Receiver {
  readonly actor: string;
  readonly viewer: string | null;
  readonly atMs: number;
}

/** Remembers the last `capacity` to twice that many digests, in two generations. */
export function createFirstReceivers(capacity = 50_000): FirstReceivers {
  let young = new Map<number, Receiver>();
  let old = new Map<number, Receiver>();
  return {
    note: (digest, receiver) => {
      const first = young.get(digest) ?? old.get(digest);
      if (first !== undefined) return first;
      if (young.size >= capacity) {
        old = young;
        young = new Map();
      }
      young.set(digest, receiver);
      return null;
    },
  };
}

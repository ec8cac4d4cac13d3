import type { RevisionReading } from './revision-watch.js';

/** What the answers of the target tell of itself, as they come in. */
export interface Readings {
  tell(reading: RevisionReading): void;
  /** Calls `listener` with each reading from now on; gives what ends that. */
  listen(listener: (reading: RevisionReading) => void): () => void;
}

/** Readings that nobody listens to yet are lost. */
export function createReadings(): Readings {
  const listeners = new Set<(reading: RevisionReading) => void>();
  return {
    tell: (reading) => {
      for (const listener of [...listeners]) listener(reading);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

import type { Fault } from '../faults/fault.js';

export interface LabOptions {
  readonly fault: Fault;
  /** The first release; it never has the fault. */
  readonly release: string;
  /** 0: any free one. */
  readonly port: number;
  readonly instances: number;
  /** Strangers who sign in, look around and sign out all the time; 0: nobody. */
  readonly crowd: number;
  readonly customers: number;
  readonly testAccounts: number;
  readonly seed: number;
  /** What happens, line by line, for a person who waits. */
  readonly log: (line: string) => void;
}

/** Sensible numbers; only the fault has to be said. */
export function labOptions(fault: Fault, more: Partial<LabOptions> = {}): LabOptions {
  return {
    fault,
    release: 'v1',
    port: 0,
    instances: 3,
    crowd: 6,
    customers: 10_000,
    testAccounts: 250,
    seed: 1,
    log: () => undefined,
    ...more,
  };
}

import { InvalidArgumentError } from 'commander';
import { faults, findFault } from '../faults/index.js';
import type { Fault } from '../faults/fault.js';

/** Parses `--fault`. An unknown one lists those that there are. */
export function parseFault(id: string): Fault {
  const fault = findFault(id);
  if (fault !== null) return fault;
  const known = faults.map((one) => `  ${one.id}`).join('\n');
  throw new InvalidArgumentError(`there is no such fault. Known are:\n${known}`);
}

/** Parser of a whole number in a range, both ends included. */
export function parseWhole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`it must be a whole number from ${least} to ${most}.`);
  };
}

/** Parses a name that becomes part of a path, a header or a URL. */
export function parseName(text: string): string {
  if (/^[\w][\w.-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError('it must consist of letters, digits, dots and dashes (64 at most).');
}

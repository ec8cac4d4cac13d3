import type { Reason } from '../../model/verdict.js';

/** Codes of the floors of `require`. */
const floors = /^(?:too-few|rate-not)-/;

/** Whether more looking, or a lower floor, would take the reason away. */
export function isFloorReason({ code }: Reason): boolean {
  return floors.test(code);
}

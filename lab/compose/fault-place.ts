import { findFault, faults } from '../faults/index.js';
import type { Fault } from '../faults/fault.js';

/** Edge faults that nginx can be configured to have, each a file of nginx/configs/. */
const edgeFaults: readonly string[] = ['edge-ignores-cookie', 'edge-replays-set-cookie'];

/**
 * Where a fault lies in the containers: `fault-place ID` prints "shop" or "edge". It exits with 2 for an id
 * that does not exist, and for a fault that the containers cannot have: a check that passed because the fault
 * was never there would prove nothing.
 */
function placeOf(fault: Fault): 'shop' | 'edge' | null {
  if (edgeFaults.includes(fault.id)) return 'edge';
  const elsewhere = fault.edge ?? fault.relay ?? fault.rollout ?? fault.population;
  return elsewhere === undefined ? 'shop' : null;
}

const id = process.argv[2] ?? '';
const fault = findFault(id);
const place = fault === null ? null : placeOf(fault);
if (place === null) {
  const possible = faults.filter((one) => placeOf(one) !== null).map((one) => one.id);
  const why = fault === null ? 'does not exist' : 'cannot be had in containers (sosie-lab run has it)';
  process.stderr.write(`The fault "${id}" ${why}; there are ${possible.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(`${place}\n`);
}

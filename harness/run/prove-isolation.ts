import { proveIsolation } from '../actors/index.js';
import { SosieError } from '../model/errors.js';

/**
 * Proves, against an echo server of our own, that actors share no jar, storage, connection state or body: a
 * harness that mixed identities up would accuse the target of its own mistake. Gives a line for the screen;
 * throws SOSIE_INTERNAL_UNEXPECTED where anything was shared.
 */
export async function proveHarnessIsolation(options: Parameters<typeof proveIsolation>[0]): Promise<string> {
  const proof = await proveIsolation(options);
  // Whoever was cut off has seen nothing of their own, and proves nothing; the run looks at nothing from here on.
  if (options.signal.aborted) return 'isolation: not proven, since the run was stopped meanwhile';
  if (proof.faults.length === 0)
    return `isolation: ${String(proof.actors)} actors shared nothing in ${String(proof.looks)} looks at an echo server`;
  throw new SosieError(
    'SOSIE_INTERNAL_UNEXPECTED',
    `the harness mixed its own actors up: ${proof.faults.slice(0, 3).join('; ')}.`,
    {
      hint: 'No run is possible until this is mended; please report it.',
    },
  );
}

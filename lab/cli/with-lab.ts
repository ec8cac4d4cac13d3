import { openControl } from '../rollout/control.js';
import type { Control } from '../rollout/control.js';
import { openLab } from '../rollout/lab.js';
import type { Lab } from '../rollout/lab.js';
import type { LabOptions } from '../rollout/options.js';
import { createTeardown } from '../rollout/teardown.js';
import { onEndSignals, signalCode } from './signals.js';

/**
 * Opens a lab with its control endpoint, calls `use`, and closes both whatever happens. A signal while the lab
 * is starting ends the process; its children end by themselves, since their stdin closes.
 */
export async function withLab<T>(
  options: LabOptions,
  use: (lab: Lab, control: Control) => Promise<T>,
): Promise<T> {
  const teardown = createTeardown();
  const release = onEndSignals((signal) => process.exit(signalCode(signal)));
  try {
    const lab = await openLab(options);
    teardown.add('the lab', () => lab.close());
    const control = await openControl(lab, () => undefined);
    teardown.add('the control endpoint', () => control.close());
    release();
    return await use(lab, control);
  } finally {
    release();
    await teardown.run();
  }
}

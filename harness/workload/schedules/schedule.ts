import type { ScheduleName } from '../../model/schedule-name.js';
import type { Scene } from '../scene.js';

/**
 * One way to press on the target. Schedules run beside each other and share the members: each takes one for a few
 * operations at a time. What is drawn comes from the scene's seed.
 */
export interface Schedule {
  readonly name: ScheduleName;
  /** What it does, and which faults need that; one sentence for the docs. */
  readonly does: string;
  /** Goes on until the run is over; resolves at once where there is nothing for it to do. Never rejects. */
  run(scene: Scene): Promise<void>;
}

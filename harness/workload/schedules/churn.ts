import { paced } from '../scene.js';
import type { Schedule } from './schedule.js';

const meanMs = 3000;
const leaving = 0.25;

/** A login that reaches another account is met only by who signs in on the new release (CAF, October 2021). */
export const churn: Schedule = {
  name: 'churn',
  does: 'Some sign out and in again and again, by each of their identifiers in turn.',
  run: (scene) => {
    const members = scene.people.filter(({ churns }) => churns);
    return paced(scene, { name: 'churn', members, meanMs }, (perform, { random, attempts, member }) => {
      const aliases = member.actor.identity?.aliases.length ?? 0;
      return perform(
        random.next() < leaving ? { kind: 'logout' } : { kind: 'login', alias: attempts % (aliases + 1) },
      );
    });
  },
};

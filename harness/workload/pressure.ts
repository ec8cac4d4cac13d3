import { scheduleNames, type ScheduleName } from '../model/schedule-name.js';

/** How hard, and in what way, the actors press on the target. */
export interface Pressure {
  readonly name: 'gentle' | 'steady' | 'collide';
  /** Multiplies the configured rate of each actor; think times spread around 1 / rate. */
  readonly pace: number;
  /** Every n-th actor signs in again and again; the others keep one session through the whole run. */
  readonly churnerEvery: number;
  readonly schedules: readonly ScheduleName[];
}

/** What asks a little more of a target than its ordinary visitors do is left out of `gentle`. */
const gentle: readonly ScheduleName[] = [
  'keep-reloading',
  'churn',
  'streams',
  'probes',
  'callers',
  'handover',
  'idle-wake',
];

/** The three profiles, gentlest first. */
export const pressures: Readonly<Record<Pressure['name'], Pressure>> = {
  gentle: { name: 'gentle', pace: 0.25, churnerEvery: 4, schedules: gentle },
  steady: {
    name: 'steady',
    pace: 1,
    churnerEvery: 4,
    schedules: [...gentle, 'serial-pairs', 'writers', 'leavers'],
  },
  collide: { name: 'collide', pace: 1, churnerEvery: 3, schedules: scheduleNames },
};

/** The schedules of a load: those that it names, or else those of its profile. */
export function schedulesOf(load: {
  readonly pressure: Pressure['name'];
  readonly schedules: readonly ScheduleName[] | null;
}): readonly ScheduleName[] {
  return load.schedules ?? pressures[load.pressure].schedules;
}

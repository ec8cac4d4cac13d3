/** What can be done to a target beside reloading it, the most ordinary first. */
export const scheduleNames = [
  'keep-reloading',
  'barrier',
  'cancel',
  'churn',
  'login-storm',
  'serial-pairs',
  'idle-wake',
  'drain',
  'streams',
  'writers',
  'leavers',
  'probes',
  'callers',
  'handover',
] as const;
export type ScheduleName = (typeof scheduleNames)[number];

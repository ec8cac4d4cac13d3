import { atEach, type Moment } from '../moments.js';
import type { Schedule } from './schedule.js';

const moments: readonly Moment[] = ['rollout-begins', 'swap', 'rollout-ended'];

/** Logins that share state are mixed up only where several are under way: after a release that ended all sessions (CVE-2026-33544). */
export const loginStorm: Schedule = {
  name: 'login-storm',
  does: 'Whoever signs in again does so at the same moment: when the rollout begins, at each instance that is replaced, and when it has ended.',
  run: async (scene) => {
    const members = scene.people.filter(({ churns }) => churns);
    let storms = 0;
    const storm = async (): Promise<void> => {
      storms += 1;
      const turn = storms;
      await Promise.all(
        members.map((member) => {
          const aliases = member.actor.identity?.aliases.length ?? 0;
          return member.act((perform) => perform({ kind: 'login', alias: turn % (aliases + 1) }));
        }),
      );
    };
    await Promise.all(moments.map((moment) => atEach(scene.moments, moment, storm)));
  },
};

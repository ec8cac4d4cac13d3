import { Redis } from 'ioredis';
import { openRedis } from '../../../lab/redis/open.js';
import type { Later, Setting, Trial } from '../trial.js';

type LabRedis = Awaited<ReturnType<typeof openRedis>>;

/** A target with a Redis of its own, to which something happens during the rollout. */
function withRedis(happen: (redis: LabRedis) => Promise<void>): Trial['begin'] {
  return async (later: Later): Promise<Setting> => {
    const redis = await openRedis({ PATH: process.env['PATH'] });
    later(() => redis.close());
    return {
      redisUrl: redis.url,
      inject: async ({ reached }) => {
        await reached('during');
        await happen(redis);
      },
    };
  };
}

/** The store in which the target keeps its sessions is taken away, or loses all of them. */
export const redisTrials: readonly Trial[] = [
  {
    name: 'redis-gone',
    injected: "the target's Redis ended during the rollout, for good",
    leaks: false,
    deadlineSeconds: 120,
    begin: withRedis((redis) => redis.close()),
    expected: { codes: [3], verdicts: ['inconclusive'] },
  },
  {
    name: 'redis-emptied',
    injected: "the target's Redis emptied during the rollout: every session is lost",
    leaks: false,
    deadlineSeconds: 120,
    begin: withRedis(async ({ url }) => {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    }),
    expected: { codes: [0, 3], verdicts: ['pass', 'inconclusive'] },
  },
];

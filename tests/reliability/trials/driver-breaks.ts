import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Later, Setting, Trial } from '../trial.js';

/** The rollout driver cannot do its part: what was seen until then is judged, and is no pass. */
export const driverTrials: readonly Trial[] = [
  {
    name: 'driver-breaks',
    injected: "the rollout driver's own port is taken: the rollout never starts",
    leaks: false,
    deadlineSeconds: 120,
    begin: async (later: Later): Promise<Setting> => {
      const server = createServer().listen(0, '127.0.0.1');
      later(() => server.close());
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return { config: { rollout: { driver: 'manual', port } }, inject: async () => undefined };
    },
    expected: { codes: [3], verdicts: ['inconclusive'] },
  },
];

import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Later, Setting, Trial } from '../trial.js';

/** What nobody foresaw goes wrong in the middle of the run: what was seen until then is judged all the same. */
export const driverTrials: readonly Trial[] = [
  {
    name: 'driver-breaks',
    injected: "the rollout driver's own port is taken: the run cannot go on",
    leaks: false,
    deadlineSeconds: 120,
    begin: async (later: Later): Promise<Setting> => {
      const server = createServer().listen(0, '127.0.0.1');
      later(() => server.close());
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return { config: { rollout: { driver: 'manual', port } }, inject: async () => undefined };
    },
    expected: { codes: [4], verdicts: ['inconclusive'] },
  },
];

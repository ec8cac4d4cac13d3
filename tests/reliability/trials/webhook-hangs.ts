import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Later, Setting, Trial } from '../trial.js';

/** A server that takes every connection and says nothing. */
async function silentServer(later: Later): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.on('error', () => undefined).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => server.close());
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    asked: () => asked,
  };
}

/** The verdict never waits for whoever was to be told of it for longer than six attempts take. */
export const webhookTrials: readonly Trial[] = [
  {
    name: 'webhook-hangs',
    injected: 'the webhook takes the call and never answers; SIGTERM once all else is over',
    leaks: true,
    deadlineSeconds: 120,
    begin: async (later: Later): Promise<Setting> => {
      const { url, asked } = await silentServer(later);
      return {
        config: { gate: { webhook: { url } }, onViolation: 'stop' },
        inject: async ({ reached, sosie }) => {
          await reached('conclude');
          if (asked() === 0) throw new Error('the webhook was not called');
          sosie.child.kill('SIGTERM');
        },
      };
    },
    expected: { codes: [1], verdicts: ['fail'] },
  },
];

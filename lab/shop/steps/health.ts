import { Router } from 'express';
import type { Step } from '../parts.js';

const redisDeadlineMs = 1_000;

/** GET /healthz: 200 while Redis answers, 503 otherwise and while the process drains. */
export const health: Step = {
  name: 'health',
  create: (shop) =>
    Router().get('/healthz', async (_req, res) => {
      const healthy = !shop.leaving.aborted && (await answers(shop.links.main.ping()));
      res
        .set('cache-control', 'no-store')
        .status(healthy ? 200 : 503)
        .type('text/plain')
        .send(healthy ? 'ok' : 'not now');
    }),
};

async function answers(ping: Promise<string>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), redisDeadlineMs);
  });
  try {
    return await Promise.race([
      ping.then(
        () => true,
        () => false,
      ),
      deadline,
    ]);
  } finally {
    clearTimeout(timer);
  }
}

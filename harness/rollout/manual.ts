import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RolloutDriver, RolloutReporter } from './driver.js';

/**
 * A rollout that somebody else starts and ends: `POST /rollout/start` and `POST /rollout/finish` (or
 * `/rollout/fail`; `/rollout/rollback` and then `/rollout/finish` where it is taken back) on a loopback port, or
 * SIGUSR2 sent twice. `say` tells the user what to send and where. A port that is taken is a rollout that failed.
 */
export function manualDriver(options: {
  port: number;
  timeoutSeconds: number;
  say: (line: string) => void;
}): RolloutDriver {
  return {
    name: 'manual',
    watchesFromTheStart: false,
    run: async (report, signal) => {
      const steps = createSteps(report);
      const server = await listen(options.port, steps.post).catch((error: unknown) => error);
      if (!(server instanceof Server)) {
        const why = server instanceof Error && 'code' in server ? String(server.code) : 'unknown';
        report('failed', `port ${String(options.port)} of 127.0.0.1 cannot be used: ${why}`);
        return;
      }
      const { port } = server.address() as AddressInfo;
      options.say(
        `waiting for the rollout: when it starts and when it ends, send SIGUSR2 to process ${String(process.pid)}, ` +
          `or: curl -X POST http://127.0.0.1:${String(port)}/rollout/start (…/finish, …/fail, …/rollback)`,
      );
      process.on('SIGUSR2', steps.next);
      const timer = setTimeout(() => {
        steps.fail(`no word of its end after ${String(options.timeoutSeconds)} s`);
      }, options.timeoutSeconds * 1000);
      signal.addEventListener('abort', steps.abandon, { once: true });
      // It may have come while the port was opened.
      if (signal.aborted) steps.abandon();
      try {
        await steps.ended;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', steps.abandon);
        process.off('SIGUSR2', steps.next);
        server.closeAllConnections();
        server.close();
      }
    },
    rollBack: null,
  };
}

/** The states of a manual rollout; what does not fit the state is answered with false. */
function createSteps(report: RolloutReporter) {
  let state: 'waiting' | 'running' | 'returning' | 'ended' = 'waiting';
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const start = (): boolean => {
    if (state !== 'waiting') return false;
    state = 'running';
    report('started', 'started by hand');
    return true;
  };
  const goBack = (): boolean => {
    if (state !== 'running') return false;
    state = 'returning';
    report('rolling-back', 'taken back by hand');
    return true;
  };
  const close = (event: 'finished' | 'rolled-back' | 'failed', detail: string): boolean => {
    if (state === 'ended') return false;
    state = 'ended';
    report(event, detail);
    end();
    return true;
  };
  const finish = (): boolean => {
    if (state === 'waiting') return false;
    return close(state === 'returning' ? 'rolled-back' : 'finished', 'ended by hand');
  };
  return {
    ended,
    next: (): void => {
      if (!start()) finish();
    },
    fail: (detail: string): void => {
      close('failed', detail);
    },
    abandon: (): void => {
      state = 'ended';
      end();
    },
    post: (path: string): boolean => {
      if (path === '/rollout/start') return start();
      if (path === '/rollout/finish') return finish();
      if (path === '/rollout/rollback') return goBack();
      return path === '/rollout/fail' && close('failed', 'reported as failed by hand');
    },
  };
}

function listen(port: number, post: (path: string) => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const done = request.method === 'POST' && post(request.url ?? '');
    response.writeHead(done ? 200 : 409, { 'content-type': 'text/plain' });
    response.end(
      done
        ? 'ok\n'
        : 'not now: POST /rollout/start first, then /rollout/finish, /rollout/fail or /rollout/rollback\n',
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}

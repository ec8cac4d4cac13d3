import { createRedisMock } from 'js-redis-server';
import { endWithParent } from '../shop/with-parent.js';

/**
 * The embedded Redis as a process: a server that speaks the same protocol, written in JavaScript. It prints
 * {"ready":true,"url":"redis://…"} when it listens, and ends with its parent or at SIGTERM.
 */
const server = await createRedisMock();
const end = (): void => void server.close().finally(() => process.exit(0));
process.on('SIGTERM', end);
endWithParent(end);
process.stdout.write(`${JSON.stringify({ ready: true, url: server.url })}\n`);

import type { Server } from 'node:http';
import type { RedisLinks } from './links.js';

/** Time for the edge to notice that this copy leaves before it stops listening. */
const noticeMs = 300;
/** Whatever is still open then is cut. */
const deadlineMs = 4_500;

/** Answers what is in flight, stops listening, closes Redis. Resolves within 5 s. */
export async function drain(server: Server, links: RedisLinks): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, noticeMs));
  const cut = setTimeout(() => server.closeAllConnections(), deadlineMs - noticeMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
  await links.close();
}

import { Router, type Request, type Response } from 'express';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Account } from '../account.js';
import type { Notification } from '../notifications.js';
import type { Shop, Step } from '../parts.js';
import { takeOver } from '../upgrades.js';
import { visitorOrRefusal } from '../visitors.js';

/** "Going away" (RFC 6455, section 7.4.1): the reader may connect again, to another copy. */
const goingAway = 1001;

/** GET /notifications/events (server-sent events) and /notifications/socket (WebSocket, JSON texts). */
export const notificationStreams: Step = {
  name: 'notification-streams',
  create: (shop) => {
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on('headers', (lines) => {
      lines.push(`x-revision: ${shop.settings.release}`, `x-instance: ${shop.settings.instance}`);
    });
    return Router()
      .get('/notifications/events', async (req, res) => {
        const account = await readerOrRefusal(shop, req, res);
        if (account !== null) sendEvents(shop, res, account);
      })
      .get('/notifications/socket', async (req, res) => {
        const account = await readerOrRefusal(shop, req, res);
        if (account === null) return;
        const head = takeOver(req, res);
        if (head === null) {
          res.status(426).set('upgrade', 'websocket').type('text/plain').send('WebSocket only');
          return;
        }
        sockets.handleUpgrade(req, req.socket, head, (socket) => sendMessages(shop, socket, account));
      });
  },
};

/** A copy that is about to end takes no new readers. */
async function readerOrRefusal(shop: Shop, req: Request, res: Response): Promise<Account | null> {
  const account = await visitorOrRefusal(shop, req, res);
  if (account === null || !shop.leaving.aborted) return account;
  res.status(503).type('text/plain').send('not now');
  return null;
}

function sendEvents(shop: Shop, res: Response, account: Account): void {
  // Not set by type(): that adds a charset, and the format is UTF-8 by definition.
  res.setHeader('content-type', 'text/event-stream');
  res.flushHeaders();
  const unsubscribe = shop.notifications.subscribe(account, (notification: Notification) => {
    res.write(`data: ${JSON.stringify(notification)}\n\n`);
  });
  const end = (): void => void res.end();
  shop.leaving.addEventListener('abort', end);
  res.once('close', () => {
    unsubscribe();
    shop.leaving.removeEventListener('abort', end);
  });
}

function sendMessages(shop: Shop, socket: WebSocket, account: Account): void {
  const unsubscribe = shop.notifications.subscribe(account, (notification: Notification) => {
    socket.send(JSON.stringify(notification), () => undefined);
  });
  const end = (): void => socket.close(goingAway);
  shop.leaving.addEventListener('abort', end);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    unsubscribe();
    shop.leaving.removeEventListener('abort', end);
  });
}

import { ServerResponse, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

const firstBytes = new WeakMap<IncomingMessage, Buffer>();

/**
 * Lets a request for an upgrade (RFC 9110, section 7.8) pass through the same steps as any other, so that a
 * WebSocket's visitor is found the same way. What no route takes over is answered as usual and closed.
 */
export function passUpgrades(server: Server, listener: RequestListener): void {
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    firstBytes.set(req, head);
    const res = new ServerResponse(req);
    res.shouldKeepAlive = false;
    res.assignSocket(socket);
    res.once('finish', () => socket.end());
    listener(req, res);
  });
}

/** Takes the connection over from HTTP: gives what came after the request, or null where no upgrade was asked for. */
export function takeOver(req: IncomingMessage, res: ServerResponse): Buffer | null {
  const head = firstBytes.get(req);
  if (head === undefined) return null;
  res.detachSocket(req.socket);
  return head;
}

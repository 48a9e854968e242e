import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Transport } from '../../contract/client.ts';

const heartbeatMs = 15_000;
/** A listener that does not read is dropped rather than kept in memory; it asks again on return. */
const mostBuffered = 8 * 1024 * 1024;

export interface EventSocketOptions {
  readonly transport: Transport;
  /** The status a refused upgrade gets, or null to let it in. */
  admit(request: IncomingMessage): number | null;
}

/** Pushes core events as JSON to WebSockets on `/events`. Returns a function that ends them all. */
export function serveEvents(server: Server, options: EventSocketOptions): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, clientTracking: true });
  const alive = new WeakSet<WebSocket>();

  const refuse = (socket: Duplex, status: number): void => {
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const refused = options.admit(request);
    if (refused !== null) return refuse(socket, refused);
    if ((request.url ?? '').split('?')[0] !== '/events') return refuse(socket, 404);
    sockets.handleUpgrade(request, socket, head, (client) => {
      alive.add(client);
      client.on('pong', () => alive.add(client));
      client.on('error', () => client.terminate());
    });
  };
  server.on('upgrade', upgrade);

  const unsubscribe = options.transport.subscribe((event) => {
    if (sockets.clients.size === 0) return;
    const text = JSON.stringify(event);
    for (const client of sockets.clients) {
      if (client.bufferedAmount > mostBuffered) client.terminate();
      else if (client.readyState === client.OPEN) client.send(text);
    }
  });
  const heartbeat = setInterval(() => {
    for (const client of sockets.clients) {
      if (!alive.has(client)) client.terminate();
      alive.delete(client);
      client.ping();
    }
  }, heartbeatMs);
  heartbeat.unref();

  return () => {
    clearInterval(heartbeat);
    unsubscribe();
    server.off('upgrade', upgrade);
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

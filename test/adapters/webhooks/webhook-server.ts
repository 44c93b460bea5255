// A receiver of webhooks on loopback that answers as the test sets it.
import { once } from 'node:events';
import {
  createServer as createHttp,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { afterFile } from '../../support/after-file.js';

/** Answers a request. */
export type WebhookResponder = (response: ServerResponse, socket: Socket) => void;

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The name that the client sent by SNI; empty without TLS. */
  readonly servername: string;
}

export interface TestWebhookServer {
  readonly port: number;
  readonly received: readonly ReceivedWebhook[];
  /** All connections since the start. */
  readonly connections: number;
  /** Resolves when every connection has ended. */
  waitUntilIdle(): Promise<void>;
  /** Answers the next requests in this way. */
  respondWith(answer: WebhookResponder): void;
}

/** Answers 204 until `respondWith` is called; over TLS if a certificate is given. */
export async function startWebhookServer(tls?: ServerOptions): Promise<TestWebhookServer> {
  const received: ReceivedWebhook[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let answer: WebhookResponder = (response) => response.writeHead(204).end();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    received.push(toReceivedWebhook(request, await text(request)));
    answer(response, request.socket);
  };
  // A client that closes the connection within a request has sent none.
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    void take(request, response).catch(() => {});
  const server = tls === undefined ? createHttp(listener) : createHttps(tls, listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  afterFile(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nobody listens');
  return {
    port: address.port,
    received,
    get connections() {
      return connections;
    },
    async waitUntilIdle() {
      await Promise.all([...sockets].map(waitUntilClosed));
    },
    respondWith(given) {
      answer = given;
    },
  };
}

function waitUntilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

function toReceivedWebhook(
  { method = '', url = '', headers, socket }: IncomingMessage,
  body: string,
): ReceivedWebhook {
  const name = socket instanceof TLSSocket ? Reflect.get(socket, 'servername') : '';
  return { method, path: url, headers, body, servername: typeof name === 'string' ? name : '' };
}

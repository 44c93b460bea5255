// A receiver of webhooks on loopback, which answers as it is told.
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
import { afterAll } from 'vitest';

/** What is done once a request is there. */
export type Conduct = (response: ServerResponse, socket: Socket) => void;

export interface TakenHook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The name that the client asked for by SNI; empty without TLS. */
  readonly servername: string;
}

export interface HookServer {
  readonly port: number;
  readonly taken: readonly TakenHook[];
  /** Every connection since the start. */
  readonly connections: number;
  /** Once every connection has ended. */
  idle(): Promise<void>;
  /** From the next request on. */
  behave(answer: Conduct): void;
}

const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing.splice(0)) close();
});

/** Answers 204 until it is told otherwise; over TLS where it is given a certificate. */
export async function hookServer(tls?: ServerOptions): Promise<HookServer> {
  const taken: TakenHook[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let answer: Conduct = (response) => response.writeHead(204).end();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    taken.push(takenOf(request, await text(request)));
    answer(response, request.socket);
  };
  // Whoever hangs up within a request has sent none.
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
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nobody listens');
  return {
    port: address.port,
    taken,
    get connections() {
      return connections;
    },
    async idle() {
      await Promise.all([...sockets].map(closed));
    },
    behave(given) {
      answer = given;
    },
  };
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

function takenOf(
  { method = '', url = '', headers, socket }: IncomingMessage,
  body: string,
): TakenHook {
  const name = socket instanceof TLSSocket ? Reflect.get(socket, 'servername') : '';
  return { method, path: url, headers, body, servername: typeof name === 'string' ? name : '' };
}

// A way to the database that a test can close for good.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterFile } from '../../support/after-file.js';

export interface TcpGate {
  readonly port: number;
  /** Ends every connection, and takes no more. */
  close(): void;
}

export async function openTcpGate(host: string, port: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, host);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('nobody listens');
  const gate = {
    port: address.port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  afterFile(gate.close);
  return gate;
}

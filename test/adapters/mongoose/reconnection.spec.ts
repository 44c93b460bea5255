// A service that starts before its database does.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Connection, createConnection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mongooseRateLimiter, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { commandEntry, user } from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { mongodUri } from '../../support/mongo-connections.js';
import { faultOf, setUpConnection } from './database-fixtures.js';

const register = {
  changes: [insertChange('users', user(1))],
  journal: commandEntry(1),
  messages: [],
};

/** The server of the test run behind a port of its own, which can be down. */
interface Gateway {
  readonly uri: string;
  /** How many sockets are open. */
  openCount(): number;
  up(): Promise<void>;
  down(): Promise<void>;
}

async function createGateway(): Promise<Gateway> {
  const { hostname, port: serverPort } = new URL(mongodUri().replace('mongodb:', 'http:'));
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const listening = createServer((socket) => {
        const behind = connect(Number(serverPort), hostname);
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        for (const [from, to] of [
          [socket, behind],
          [behind, socket],
        ] as const) {
          from.pipe(to);
          from.on('error', () => to.destroy());
        }
      });
      listening.on('error', reject);
      listening.listen(port, '127.0.0.1', () => {
        const address = listening.address();
        server = listening;
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  const down = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server === null) resolve();
      else server.close(() => resolve());
    });
  const port = await listen(0);
  await down();
  return {
    uri: `mongodb://127.0.0.1:${port}/?directConnection=true&serverSelectionTimeoutMS=200`,
    openCount: () => sockets.size,
    up: async () => void (await listen(port)),
    down,
  };
}

describe('a server that is down when the service starts', () => {
  let gateway: Gateway;
  let dbName: string;
  let connection: Connection;

  beforeEach(async () => {
    ({ name: dbName } = await setUpConnection());
    gateway = await createGateway();
    connection = createConnection(gateway.uri, { dbName });
  });

  afterEach(async () => {
    await connection.close();
    await gateway.down();
  });

  it('is found as soon as it is up, by every storage and limiter of the connection', async () => {
    const storage = mongooseStorage({ connection });
    const limiter = mongooseRateLimiter({ connection });
    const take = () => limiter.take({ key: 'k', limit: 1, window: 60 }, 1, new Date());
    for (const call of [() => storage.ready(), () => storage.commit(register), take])
      expect((await faultOf(call())).code).toBe('unavailable');
    await gateway.up();
    await Promise.all([storage.ready(), storage.commit(register), take()]);
    expect((await storage.users.findById(user(1).id))?.value).toEqual(user(1));
    const { User } = await storage.models();
    expect(await User.countDocuments()).toBe(1);
  });

  it('is found again after it was down once more', async () => {
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.ready())).code).toBe('unavailable');
    await gateway.up();
    await storage.ready();
    await gateway.down();
    expect((await faultOf(storage.commit(register))).code).toBe('unavailable');
    await gateway.up();
    await storage.commit(register);
  });

  it('is reached by the new client if the embedder opens the connection again', async () => {
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.ready())).code).toBe('unavailable');
    await gateway.up();
    await storage.ready();
    const before = connection.getClient();
    await connection.openUri(gateway.uri, { dbName });
    expect(connection.getClient()).not.toBe(before);
    await storage.commit(register);
    await connection.close();
    await expect.poll(() => gateway.openCount()).toBe(0);
  });

  it('is not connected for a connection that the embedder has closed', async () => {
    const storage = mongooseStorage({ connection });
    expect((await faultOf(storage.ready())).code).toBe('unavailable');
    await connection.close();
    await gateway.up();
    expect((await faultOf(storage.ready())).code).toBe('unavailable');
    expect(gateway.openCount()).toBe(0);
  });
});

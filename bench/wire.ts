// A proxy between a client and the server that notes the commands and counts the bytes of both directions. It needs no
// monitoring in the client, so every subject can be counted in the same way.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface WireCount {
  /** The commands in the order of their arrival, without those that a driver sends on its own. */
  readonly statements: readonly string[];
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export interface WireCounter {
  /** The address that leads to the server through the proxy. */
  readonly uri: string;
  /** What goes over the wire during the work. */
  countDuring(work: () => Promise<void>): Promise<WireCount>;
  close(): Promise<void>;
}

/** Commands of the driver itself, such as the heartbeat. */
const driverOwnCommands = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'ping',
  'saslStart',
  'saslContinue',
  'endSessions',
]);

/** Null if the wire cannot be read, because the address asks for TLS or has to be looked up. */
export async function openWireCounter(uri: string, primary: string): Promise<WireCounter | null> {
  const proxied = /^mongodb:\/\/([^/@]*@)?[^/?]+(.*)$/.exec(uri);
  if (proxied === null || /[?&](tls|ssl)=true/.test(uri)) return null;
  const [, credentials = '', rest = ''] = proxied;
  let noted: Note[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(toAddress(primary));
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    pipeNoting(client, upstream, (message) => noted.push({ sent: true, ...message }));
    pipeNoting(upstream, client, (message) => noted.push({ sent: false, ...message }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `mongodb://${credentials}127.0.0.1:${portOf(server.address())}${directOptions(rest)}`,
    async countDuring(work) {
      noted = [];
      await work();
      return toCount(noted);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function toAddress(host: string): { readonly host: string; readonly port: number } {
  const [, name = host, port = '27017'] = /^(.*):(\d+)$/.exec(host) ?? [];
  return { host: name, port: Number(port) };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return address.port;
}

/** A client that looked up the replica set would go past the proxy. */
function directOptions(rest: string): string {
  const [, database = '', query = ''] = /^(\/[^?]*)?(?:\?(.*))?$/.exec(rest) ?? [];
  const kept = query.split('&').filter((option) => option !== '' && !/^replicaSet=/i.test(option));
  const options = [...kept, 'directConnection=true', 'serverMonitoringMode=poll'];
  return `${database === '' ? '/' : database}?${options.join('&')}`;
}

interface Message {
  readonly id: number;
  readonly answerTo: number;
  readonly bytes: number;
  /** Null for an answer, and for a message of an older kind, which only a greeting has. */
  readonly command: string | null;
}

interface Note extends Message {
  readonly sent: boolean;
}

/** Answers are counted if their commands are. */
function toCount(noted: readonly Note[]): WireCount {
  const commands = noted.filter(
    ({ sent, command }) => sent && command !== null && !driverOwnCommands.has(command),
  );
  const ids = new Set(commands.map(({ id }) => id));
  const answers = noted.filter(({ sent, answerTo }) => !sent && ids.has(answerTo));
  const bytesOf = (notes: readonly Note[]) => notes.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    statements: commands.flatMap(({ command }) => command ?? []),
    sentBytes: bytesOf(commands),
    receivedBytes: bytesOf(answers),
  };
}

function pipeNoting(from: Socket, to: Socket, note: (message: Message) => void): void {
  let unread: Buffer = Buffer.alloc(0);
  from.on('data', (chunk) => {
    unread = Buffer.concat([unread, chunk]);
    for (let size = sizeOf(unread); size !== null; size = sizeOf(unread)) {
      note(toMessage(unread.subarray(0, size)));
      unread = unread.subarray(size);
    }
    to.write(chunk);
  });
  from.on('close', () => to.end());
}

/** The size of the first message. Null while it is not complete. */
function sizeOf(bytes: Buffer): number | null {
  const size = bytes.length < 4 ? 0 : bytes.readInt32LE(0);
  return size > 0 && bytes.length >= size ? size : null;
}

const [headerBytes, opMsg] = [16, 2013];

/** The name of a command is that of the first field of its body, which follows flags and the kind of the section. */
export function toMessage(bytes: Buffer): Message {
  const nameAt = headerBytes + 4 + 1 + 4 + 1;
  const isCommand = bytes.readInt32LE(12) === opMsg && bytes.readInt32LE(8) === 0;
  return {
    id: bytes.readInt32LE(4),
    answerTo: bytes.readInt32LE(8),
    bytes: bytes.length,
    command: isCommand ? bytes.toString('utf8', nameAt, bytes.indexOf(0, nameAt)) : null,
  };
}

// A name server on loopback that knows some names, and never answers for all others.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterFile } from '../../support/after-file.js';

export interface TestNameServer {
  /** `127.0.0.1:5353` */
  readonly address: string;
  /** The names that were asked for, once for each question. */
  readonly asked: readonly string[];
}

/** Answers for the names in `known` with their IPv4 address, and says of IPv6 that there is none; says nothing of IPv6 for those in `halfSilent`. */
export async function startNameServer(
  known: Readonly<Record<string, string>>,
  halfSilent: readonly string[] = [],
): Promise<TestNameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => {
    const { name, type, end } = parseQuestion(question);
    asked.push(name);
    const ip = known[name];
    if (ip === undefined || (type !== typeA && halfSilent.includes(name))) return;
    socket.send(answerTo(question, end, type === typeA ? ip : null), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  afterFile(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

const typeA = 1;
/** RFC 1035, 4.1.1: the header has 12 bytes. */
const headerLength = 12;

function parseQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = headerLength;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** The question again, and one A record for its name, or none. */
function answerTo(question: Buffer, end: number, ip: string | null): Buffer {
  const header = Buffer.from(question.subarray(0, headerLength));
  header.writeUInt16BE(0x8180, 2); // a response without an error
  header.writeUInt16BE(ip === null ? 0 : 1, 6);
  header.writeUInt32BE(0, 8);
  const echo = question.subarray(headerLength, end);
  if (ip === null) return Buffer.concat([header, echo]);
  // The name by a pointer to the question, type A, class IN, a TTL of 60 seconds, and four bytes.
  const record = Buffer.from([0xc0, headerLength, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4]);
  return Buffer.concat([header, echo, record, Buffer.from(ip.split('.').map(Number))]);
}

// Receivers that mean harm, on this machine, and how long others wait because of them.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { httpWebhookSender } from '../../src/adapters/webhooks/index.js';
import { type Mailer, orThrow, type WebhookSender } from '../../src/index.js';
import { type CrowdStorage, openCrowdWorld } from './crowd-world.js';

const hosts = {
  drip: 'drip.example.com',
  silent: 'silent.example.com',
  honest: 'honest.example.com',
} as const;

interface Receivers {
  readonly sender: WebhookSender;
  /** Resolves when the honest receiver gets its next event. */
  nextHonest(): Promise<void>;
  close(): void;
}

/** One server for all: it never ends its answer to the host that drips; the name of the silent one is never resolved. */
async function startReceivers(): Promise<Receivers> {
  const sockets = new Set<Socket>();
  let heard = () => {};
  const server = createServer((request, response) => {
    if (request.headers.host?.startsWith(hosts.honest) === true) {
      response.writeHead(204).end();
      heard();
    } else {
      const drip = setInterval(
        () => response.socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'),
        500,
      );
      response.once('close', () => clearInterval(drip));
    }
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const real = httpWebhookSender({
    // Shorter than by default, since each measurement ends when the hostile deliveries have.
    timeout: 5,
    loopbackForTests: { hosts: Object.values(hosts), plainHttp: true },
    resolve: (name) =>
      name === hosts.silent
        ? new Promise(() => {})
        : Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
  });
  return {
    // No address that can be configured leads to this machine.
    sender: {
      send: (request) =>
        real.send({ ...request, url: `http://${new URL(request.url).hostname}:${port}/` }),
    },
    nextHonest: () =>
      new Promise((resolve) => {
        heard = resolve;
      }),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export interface HostileDelay {
  readonly mailSeconds: number;
  readonly eventSeconds: number;
}

/** How long a mail and an event of another tenant take, once `events` events to hostile receivers are due. */
export async function measureHostileDelay(
  kind: CrowdStorage,
  uri: string,
  events: number,
  host: 'drip' | 'silent',
): Promise<HostileDelay> {
  const receivers = await startReceivers();
  let mailed = () => {};
  const nextMail = () =>
    new Promise<void>((resolve) => {
      mailed = resolve;
    });
  const mailer: Mailer = { send: async () => mailed() };
  const world = await openCrowdWorld(kind, uri, { mailer, webhookSender: receivers.sender });
  const stop = new AbortController();
  try {
    const { guildhall } = world;
    const [hostile, honest] = [await world.insertTeam(0), await world.insertTeam(0)];
    const configure = async ({ organizationId, admin }: typeof hostile, name: string) =>
      orThrow(
        await guildhall.webhooks.configure(admin.actor, {
          organizationId,
          url: `https://${name}/`,
          events: ['organization.renamed'],
        }),
      );
    await configure(hostile, hosts[host]);
    await configure(honest, hosts.honest);
    const rename = async ({ organizationId, admin }: typeof hostile, count: number) =>
      orThrow(
        await guildhall.organizations.rename(admin.actor, { organizationId, name: `N ${count}` }),
      );
    for (let count = 0; count < events; count += 1) await rename(hostile, count);
    const running = guildhall.relay.run(stop.signal, { idle: 0.1 });
    // Until the hostile receiver has all that it can have at once.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [mail, event] = [nextMail(), receivers.nextHonest()];
    const start = performance.now();
    const [guest] = await world.insertPeople(1);
    const { organizationId, admin } = honest;
    const invitation = { organizationId, email: guest?.email ?? '' };
    orThrow(await guildhall.invitations.invite(admin.actor, invitation));
    await rename(honest, 1);
    const since = async (end: Promise<void>) => {
      await end;
      return (performance.now() - start) / 1000;
    };
    const [mailSeconds, eventSeconds] = await Promise.all([since(mail), since(event)]);
    stop.abort();
    receivers.close();
    await running;
    return { mailSeconds, eventSeconds };
  } finally {
    stop.abort();
    receivers.close();
    await world.close();
  }
}

// What leaves as a webhook, and what becomes of it where the receiver does not take it.
import type { ServerResponse } from 'node:http';
import { getDefaultAutoSelectFamily, type Socket, setDefaultAutoSelectFamily } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpWebhookSender } from '../../../src/adapters/webhooks/index.js';
import type { WebhookOutcome } from '../../../src/ports/webhooks.js';
import { certificate, privateKey } from '../smtp/certificate.js';
import {
  deliveryTo,
  formerSecret,
  host,
  resolverOf,
  secret,
  senderForTests,
} from './deliveries.js';
import { type Conduct, type HookServer, hookServer, type TakenHook } from './hook-server.js';

const tls = { cert: certificate, key: privateKey };

let server: HookServer;
beforeEach(async () => {
  server = await hookServer();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const urlOf = ({ port }: HookServer, scheme = 'http') => `${scheme}://${host}:${port}/hooks?a=1`;

/** What becomes of a delivery, in which nothing of the secrets and of the body may be seen. */
async function outcomeOf(
  options: Parameters<typeof senderForTests>[1] = {},
): Promise<WebhookOutcome> {
  const outcome = await senderForTests(undefined, options).send(deliveryTo(urlOf(server)));
  expect(JSON.stringify(outcome)).not.toMatch(/whsec|AQEB|released|Müller/);
  return outcome;
}

function verifies({ headers, body }: TakenHook, key: string): unknown {
  return new Webhook(key).verify(body, {
    'webhook-id': `${headers['webhook-id']}`,
    'webhook-timestamp': `${headers['webhook-timestamp']}`,
    'webhook-signature': `${headers['webhook-signature']}`,
  });
}

describe('a receiver', () => {
  it('gets the body as it is, signed so that the official library verifies it', async () => {
    const delivery = deliveryTo(urlOf(server));
    expect(await senderForTests(undefined).send(delivery)).toEqual({
      kind: 'delivered',
      status: 204,
    });
    const [taken] = server.taken;
    expect(taken).toMatchObject({ method: 'POST', path: '/hooks?a=1', body: delivery.body });
    expect(taken && verifies(taken, secret)).toEqual(JSON.parse(delivery.body));
    expect(() => taken && verifies(taken, formerSecret)).toThrow('No matching signature');
  });

  it('gets the headers that it needs and no others', async () => {
    const delivery = deliveryTo(urlOf(server));
    await senderForTests(undefined).send(delivery);
    expect(server.taken[0]?.headers).toEqual({
      host: `${host}:${server.port}`,
      connection: 'close',
      'content-type': 'application/json',
      'content-length': `${Buffer.byteLength(delivery.body)}`,
      'user-agent': 'Guildhall-Webhooks',
      'webhook-id': delivery.id,
      'webhook-timestamp': `${Math.floor(delivery.timestamp.getTime() / 1000)}`,
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
  });

  it('may know the new secret or the former one while it is rotated', async () => {
    const secrets = [secret, formerSecret];
    await senderForTests(undefined).send(deliveryTo(urlOf(server), { secrets }));
    const [taken] = server.taken;
    for (const key of secrets) expect(taken && verifies(taken, key)).toHaveProperty('type');
  });

  it('gets a repeat under the same id, at a time of its own', async () => {
    const now = Date.now();
    for (const timestamp of [new Date(now - 60_000), new Date(now)]) {
      await senderForTests(undefined).send(deliveryTo(urlOf(server), { timestamp }));
    }
    const [first, second] = server.taken.map(({ headers }) => headers);
    expect(first?.['webhook-id']).toBe(second?.['webhook-id']);
    expect(first?.['webhook-timestamp']).not.toBe(second?.['webhook-timestamp']);
    expect(server.taken.map((taken) => verifies(taken, secret))).toHaveLength(2);
  });

  it('gets each delivery over a connection of its own, which ends with it', async () => {
    const sender = senderForTests(undefined);
    await sender.send(deliveryTo(urlOf(server)));
    await server.idle();
    await sender.send(deliveryTo(urlOf(server)));
    await server.idle();
    expect(server.connections).toBe(2);
  });

  it('is found by the system where nobody says how', async () => {
    const loopbackForTests = { hosts: ['localhost'], plainHttp: true };
    const url = `http://localhost:${server.port}/`;
    const outcome = await httpWebhookSender({ loopbackForTests }).send(deliveryTo(url));
    expect(outcome).toEqual({ kind: 'delivered', status: 204 });
  });

  it('is reached at its second address where nobody is at the first', async () => {
    const preset = getDefaultAutoSelectFamily();
    for (const elsewhere of [true, false]) {
      setDefaultAutoSelectFamily(elsewhere);
      const { resolve } = resolverOf(['::1', '127.0.0.1']);
      expect(await outcomeOf({ resolve })).toEqual({ kind: 'delivered', status: 204 });
    }
    setDefaultAutoSelectFamily(preset);
  });
});

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('of %i means delivered', async (status) => {
    server.behave((response) => response.writeHead(status).end());
    expect(await outcomeOf()).toEqual({ kind: 'delivered', status });
  });

  it('of 410 means that no more is wanted', async () => {
    server.behave((response) => response.writeHead(410).end());
    expect(await outcomeOf()).toEqual({ kind: 'gone' });
  });

  it.each([400, 401, 404, 413, 429, 500, 503, 599])('of %i means later', async (status) => {
    server.behave((response) => response.writeHead(status).end('no'));
    expect(await outcomeOf()).toEqual({ kind: 'failed', status, reason: 'status' });
  });

  it.each([300, 301, 302, 303, 304, 307, 308])('of %i is not followed', async (status) => {
    const other = await hookServer();
    const location = `http://127.0.0.1:${other.port}/`;
    server.behave((response) => response.writeHead(status, { location }).end());
    expect(await outcomeOf()).toEqual({ kind: 'failed', status, reason: 'redirect' });
    expect([server.connections, server.taken.length, other.connections]).toEqual([1, 1, 0]);
  });

  it('that was announced by others before it is the one that counts', async () => {
    server.behave((response) => {
      response.writeContinue();
      response.writeProcessing();
      response.writeHead(503).end();
    });
    expect(await outcomeOf()).toEqual({ kind: 'failed', status: 503, reason: 'status' });
  });

  const endless = (response: ServerResponse) => {
    const more = () => {
      while (response.writable && response.write('x'.repeat(4_096))) {}
    };
    response.on('drain', more);
    more();
  };

  it.each([
    [200, { kind: 'delivered', status: 200 }],
    [500, { kind: 'failed', status: 500, reason: 'status' }],
  ])('of %i without an end counts by its status, and is hung up on', async (status, outcome) => {
    server.behave((response) => endless(response.writeHead(status)));
    expect(await outcomeOf({ timeout: 60 })).toEqual(outcome);
    await server.idle();
  });

  const patient = 15;

  it.each<[string, number, Conduct]>([
    ['hangs', 1, (response) => response.write('{')],
    ['is cut off', patient, (response, socket) => response.write('{', () => socket.destroy())],
    [
      'is reset',
      patient,
      (response, socket) => response.write('{', () => socket.resetAndDestroy()),
    ],
    ['is not in chunks', patient, (_, socket) => socket.write('!\r\n!')],
  ])('counts by its status although its body %s', async (_what, timeout, conduct) => {
    server.behave((response, socket) => {
      response.writeHead(200).flushHeaders();
      // So that it does not come with the head.
      setTimeout(() => conduct(response, socket), 20);
    });
    expect(await outcomeOf({ timeout })).toEqual({ kind: 'delivered', status: 200 });
    await server.idle();
  });

  it('with a head that is too long is no answer', async () => {
    server.behave((response) => response.writeHead(200, { long: 'x'.repeat(16_384) }).end());
    expect(await outcomeOf()).toEqual({ kind: 'failed', reason: 'too_large' });
    await server.idle();
  });
});

describe('a receiver that gives no answer', () => {
  it.each<[string, Conduct]>([
    ['says nothing', () => {}],
    ['stops within its head', (_, socket) => socket.write('HTTP/1.1 200 OK\r\nx: ')],
    ['promises one for ever', promise],
  ])('in time because it %s is tried again', async (_what, conduct) => {
    server.behave(conduct);
    expect(await outcomeOf({ timeout: 0.2 })).toEqual({ kind: 'failed', reason: 'timeout' });
    await server.idle();
  });

  it.each<[string, Conduct]>([
    ['hangs up', (_, socket) => socket.destroy()],
    ['resets the connection', (_, socket) => socket.resetAndDestroy()],
    ['hangs up within its head', (_, socket) => socket.end('HTTP/1.1 200 OK\r\nx: ')],
    ['speaks something else', (_, socket) => socket.end('220 mail.test ESMTP\r\n')],
    ['changes to another protocol', (_, socket) => upgrade(socket)],
  ])('because it %s is tried again', async (_what, conduct) => {
    server.behave(conduct);
    expect(await outcomeOf()).toEqual({ kind: 'failed', reason: 'connection' });
    expect(server.taken).toHaveLength(1);
    await server.idle();
  });

  function promise(response: ServerResponse): void {
    const timer = setInterval(() => response.writeProcessing(), 10);
    response.once('close', () => clearInterval(timer));
  }

  function upgrade(socket: Socket): void {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  }

  it('because nobody is there is tried again', async () => {
    const sender = senderForTests(undefined);
    const outcome = await sender.send(deliveryTo(`http://${host}:1/`));
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
  });

  it('because its name leads nowhere is tried again', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    for (const resolve of [() => Promise.reject(notFound), () => Promise.resolve([])]) {
      expect(await outcomeOf({ resolve })).toEqual({ kind: 'failed', reason: 'dns' });
    }
    expect(server.connections).toBe(0);
  });

  it('because its name is looked for too long is tried again', async () => {
    const resolve = () => new Promise<never>(() => {});
    expect(await outcomeOf({ resolve, timeout: 0.05 })).toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
  });
});

describe('TLS', () => {
  it('is spoken with the name of the URL, and its certificate looked at by that name', async () => {
    const secure = await hookServer(tls);
    const sender = senderForTests(certificate);
    const outcome = await sender.send(deliveryTo(urlOf(secure, 'https')));
    expect(outcome).toEqual({ kind: 'delivered', status: 204 });
    expect(secure.taken).toMatchObject([
      { servername: host, headers: { host: `${host}:${secure.port}` } },
    ]);
  });

  it.each<[string, string | undefined, string]>([
    ['that nobody vouches for', undefined, host],
    ['of another name', certificate, 'hooks.test'],
  ])('with a certificate %s gets nothing, whatever the environment says', async (_, ca, name) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const secure = await hookServer(tls);
    const loopbackForTests = {
      hosts: [name],
      plainHttp: false,
      ...(ca === undefined ? {} : { ca }),
    };
    const sender = senderForTests(ca, { loopbackForTests });
    const outcome = await sender.send(deliveryTo(`https://${name}:${secure.port}/`));
    expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
    expect(secure.taken).toEqual([]);
  });

  it('that stands is not to blame for an answer that does not come', async () => {
    const secure = await hookServer(tls);
    secure.behave((_, socket) => socket.destroy());
    const outcome = await senderForTests(certificate).send(deliveryTo(urlOf(secure, 'https')));
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
  });

  it('with a server that knows none gets nothing', async () => {
    const outcome = await senderForTests(certificate).send(deliveryTo(urlOf(server, 'https')));
    expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
    expect(server.taken).toEqual([]);
  });
});

describe('what no attempt can be made of', () => {
  it.each([
    ['a dot in an id', { id: 'a.1' }, 'the id of a webhook has 1 to 128 characters'],
    ['no id', { id: '' }, 'the id of a webhook has 1 to 128 characters'],
    ['a long id', { id: 'a'.repeat(129) }, 'the id of a webhook has 1 to 128 characters'],
    ['a line break in an id', { id: 'a\r\nx: y' }, 'the id of a webhook has 1 to 128 characters'],
    ['no time', { timestamp: new Date(Number.NaN) }, 'has no time after 1970'],
    ['a time before 1970', { timestamp: new Date(-1) }, 'has no time after 1970'],
    ['no secret', { secrets: [] }, 'has no secret'],
    ['another secret', { secrets: [secret, 'whsec_hunter2'] }, 'has no secret, or one that is not'],
  ])('is an error: %s', async (_what, given, sentence) => {
    const sent = senderForTests(undefined).send(deliveryTo(urlOf(server), given));
    await expect(sent).rejects.toThrow(sentence);
    await expect(sent).rejects.toThrow(/^(?!.*(?:AQEB|hunter2|released))/);
    expect(server.connections).toBe(0);
  });

  it.each([0, 0.049, 60.1, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'is an error: a timeout of %s',
    (timeout) => {
      expect(() => httpWebhookSender({ timeout })).toThrow('it takes seconds from 0.05 to 60');
    },
  );
});

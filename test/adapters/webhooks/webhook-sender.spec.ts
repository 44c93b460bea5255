// What a sender delivers, and which outcome it returns if the receiver does not accept it.
import type { ServerResponse } from 'node:http';
import { getDefaultAutoSelectFamily, type Socket, setDefaultAutoSelectFamily } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpWebhookSender } from '../../../src/adapters/webhooks/index.js';
import type { WebhookOutcome } from '../../../src/ports/webhook-sender.js';
import { certificate, privateKey } from '../smtp/certificate.js';
import {
  createDelivery,
  createTestSender,
  fakeResolver,
  formerSecret,
  secret,
  testHost,
} from './delivery-helpers.js';
import {
  type ReceivedWebhook,
  startWebhookServer,
  type TestWebhookServer,
  type WebhookResponder,
} from './webhook-server.js';

const tls = { cert: certificate, key: privateKey };

let server: TestWebhookServer;
beforeEach(async () => {
  server = await startWebhookServer();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const urlOf = ({ port }: TestWebhookServer, scheme = 'http') =>
  `${scheme}://${testHost}:${port}/hooks?a=1`;

/** The outcome of a delivery, which must not show the secrets or the body. */
async function outcomeOf(
  options: Parameters<typeof createTestSender>[1] = {},
): Promise<WebhookOutcome> {
  const outcome = await createTestSender(undefined, options).send(createDelivery(urlOf(server)));
  expect(JSON.stringify(outcome)).not.toMatch(/whsec|AQEB|released|Müller/);
  return outcome;
}

function verifies({ headers, body }: ReceivedWebhook, key: string): unknown {
  return new Webhook(key).verify(body, {
    'webhook-id': `${headers['webhook-id']}`,
    'webhook-timestamp': `${headers['webhook-timestamp']}`,
    'webhook-signature': `${headers['webhook-signature']}`,
  });
}

describe('a receiver', () => {
  it('gets the body unchanged, signed so that the official library verifies it', async () => {
    const delivery = createDelivery(urlOf(server));
    expect(await createTestSender(undefined).send(delivery)).toEqual({
      kind: 'delivered',
      status: 204,
    });
    const [taken] = server.received;
    expect(taken).toMatchObject({ method: 'POST', path: '/hooks?a=1', body: delivery.body });
    expect(taken && verifies(taken, secret)).toEqual(JSON.parse(delivery.body));
    expect(() => taken && verifies(taken, formerSecret)).toThrow('No matching signature');
  });

  it('gets only the headers that it needs', async () => {
    const delivery = createDelivery(urlOf(server));
    await createTestSender(undefined).send(delivery);
    expect(server.received[0]?.headers).toEqual({
      host: `${testHost}:${server.port}`,
      connection: 'close',
      'content-type': 'application/json',
      'content-length': `${Buffer.byteLength(delivery.body)}`,
      'user-agent': 'Guildhall-Webhooks',
      'webhook-id': delivery.id,
      'webhook-timestamp': `${Math.floor(delivery.timestamp.getTime() / 1000)}`,
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
  });

  it('answers a challenge with a header', async () => {
    server.respondWith((response) =>
      response.writeHead(200, { 'Webhook-Challenge': 'abc234' }).end(),
    );
    expect(await outcomeOf()).toEqual({ kind: 'delivered', status: 200, challenge: 'abc234' });
    server.respondWith((response) =>
      response.writeHead(500, { 'webhook-challenge': 'abc234' }).end(),
    );
    expect(await outcomeOf()).toEqual({ kind: 'failed', status: 500, reason: 'status' });
  });

  it('can verify with the new or the previous secret during a rotation', async () => {
    const secrets = [secret, formerSecret];
    await createTestSender(undefined).send(createDelivery(urlOf(server), { secrets }));
    const [taken] = server.received;
    for (const key of secrets) expect(taken && verifies(taken, key)).toHaveProperty('type');
  });

  it('gets a retry with the same id and its own time', async () => {
    const now = Date.now();
    for (const timestamp of [new Date(now - 60_000), new Date(now)]) {
      await createTestSender(undefined).send(createDelivery(urlOf(server), { timestamp }));
    }
    const [first, second] = server.received.map(({ headers }) => headers);
    expect(first?.['webhook-id']).toBe(second?.['webhook-id']);
    expect(first?.['webhook-timestamp']).not.toBe(second?.['webhook-timestamp']);
    expect(server.received.map((taken) => verifies(taken, secret))).toHaveLength(2);
  });

  it('gets each delivery over its own connection, which then closes', async () => {
    const sender = createTestSender(undefined);
    await sender.send(createDelivery(urlOf(server)));
    await server.waitUntilIdle();
    await sender.send(createDelivery(urlOf(server)));
    await server.waitUntilIdle();
    expect(server.connections).toBe(2);
  });

  it('on this machine is found without a name server', async () => {
    const loopbackForTests = { hosts: ['localhost'], plainHttp: true };
    const url = `http://localhost:${server.port}/`;
    const outcome = await httpWebhookSender({ loopbackForTests }).send(createDelivery(url));
    expect(outcome).toEqual({ kind: 'delivered', status: 204 });
  });

  it('is reached at its second address if the first does not answer', async () => {
    const preset = getDefaultAutoSelectFamily();
    for (const elsewhere of [true, false]) {
      setDefaultAutoSelectFamily(elsewhere);
      const { resolve } = fakeResolver(['::1', '127.0.0.1']);
      expect(await outcomeOf({ resolve })).toEqual({ kind: 'delivered', status: 204 });
    }
    setDefaultAutoSelectFamily(preset);
  });
});

describe('a response', () => {
  it.each([200, 201, 202, 204, 299])('of %i means delivered', async (status) => {
    server.respondWith((response) => response.writeHead(status).end());
    expect(await outcomeOf()).toEqual({ kind: 'delivered', status });
  });

  it('of 410 means gone', async () => {
    server.respondWith((response) => response.writeHead(410).end());
    expect(await outcomeOf()).toEqual({ kind: 'gone' });
  });

  it.each([400, 401, 404, 413, 429, 500, 503, 599])('of %i means failed', async (status) => {
    server.respondWith((response) => response.writeHead(status).end('no'));
    expect(await outcomeOf()).toEqual({ kind: 'failed', status, reason: 'status' });
  });

  it.each([300, 301, 302, 303, 304, 307, 308])('of %i is not followed', async (status) => {
    const other = await startWebhookServer();
    const location = `http://127.0.0.1:${other.port}/`;
    server.respondWith((response) => response.writeHead(status, { location }).end());
    expect(await outcomeOf()).toEqual({ kind: 'failed', status, reason: 'redirect' });
    expect([server.connections, server.received.length, other.connections]).toEqual([1, 1, 0]);
  });

  it('that follows informational responses is the one that counts', async () => {
    server.respondWith((response) => {
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
  ])(
    'of %i without an end counts by its status, and its connection is closed',
    async (status, outcome) => {
      server.respondWith((response) => endless(response.writeHead(status)));
      expect(await outcomeOf({ timeout: 60 })).toEqual(outcome);
      await server.waitUntilIdle();
    },
  );

  const patient = 15;

  it.each<[string, number, WebhookResponder]>([
    ['hangs', 1, (response) => response.write('{')],
    ['is cut off', patient, (response, socket) => response.write('{', () => socket.destroy())],
    [
      'is reset',
      patient,
      (response, socket) => response.write('{', () => socket.resetAndDestroy()),
    ],
    ['is not in chunks', patient, (_, socket) => socket.write('!\r\n!')],
  ])('counts by its status although its body %s', async (_what, timeout, conduct) => {
    server.respondWith((response, socket) => {
      response.writeHead(200).flushHeaders();
      // So that it does not arrive together with the head.
      setTimeout(() => conduct(response, socket), 20);
    });
    expect(await outcomeOf({ timeout })).toEqual({ kind: 'delivered', status: 200 });
    await server.waitUntilIdle();
  });

  it('with a long body counts before the body has arrived', async () => {
    let isOver = false;
    server.respondWith((response) => {
      response.writeHead(200).flushHeaders();
      response.once('close', () => {
        isOver = true;
      });
    });
    expect(await outcomeOf({ timeout: 60 })).toEqual({ kind: 'delivered', status: 200 });
    expect(isOver).toBe(false);
    await server.waitUntilIdle();
  });

  const tooLong: readonly (readonly [string, WebhookResponder])[] = [
    [
      'one header that is too long',
      (response) => response.writeHead(200, { long: 'x'.repeat(16_384) }).end(),
    ],
    ['headers without an end', (_, socket) => pour(socket, 'HTTP/1.1 200 OK\r\n', 'x: y\r\n')],
    [
      'informational responses without an end',
      (_, socket) => pour(socket, '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    ],
    [
      'long informational responses without an end',
      (_, socket) =>
        pour(socket, '', `HTTP/1.1 103 Early Hints\r\nx: ${'y'.repeat(8_000)}\r\n\r\n`),
    ],
  ];

  it.each(tooLong)('with %s counts as a failure, with and without TLS', async (_what, conduct) => {
    server.respondWith(conduct);
    expect(await outcomeOf({ timeout: 60 })).toEqual({ kind: 'failed', reason: 'too_large' });
    await server.waitUntilIdle();
    const secure = await startWebhookServer(tls);
    secure.respondWith(conduct);
    const sender = createTestSender(certificate, { timeout: 60 });
    const outcome = await sender.send(createDelivery(urlOf(secure, 'https')));
    expect(outcome).toEqual({ kind: 'failed', reason: 'too_large' });
    await secure.waitUntilIdle();
  });

  /** Sends the same text as fast as the other side reads it. */
  function pour(socket: Socket, head: string, text: string): void {
    const more = () => {
      while (socket.writable && socket.write(text)) {}
    };
    socket.write(head);
    socket.on('drain', more);
    more();
  }
});

describe('a receiver that does not respond', () => {
  it.each<[string, WebhookResponder]>([
    ['says nothing', () => {}],
    ['stops within its head', (_, socket) => socket.write('HTTP/1.1 200 OK\r\nx: ')],
    ['promises one for ever', promise],
  ])('in time because it %s is a failure', async (_what, conduct) => {
    server.respondWith(conduct);
    expect(await outcomeOf({ timeout: 0.2 })).toEqual({ kind: 'failed', reason: 'timeout' });
    await server.waitUntilIdle();
  });

  it.each<[string, WebhookResponder]>([
    ['hangs up', (_, socket) => socket.destroy()],
    ['resets the connection', (_, socket) => socket.resetAndDestroy()],
    ['hangs up within its head', (_, socket) => socket.end('HTTP/1.1 200 OK\r\nx: ')],
    ['speaks something else', (_, socket) => socket.end('220 mail.test ESMTP\r\n')],
    ['changes to another protocol', (_, socket) => upgrade(socket)],
  ])('because it %s is a failure', async (_what, conduct) => {
    server.respondWith(conduct);
    expect(await outcomeOf()).toEqual({ kind: 'failed', reason: 'connection' });
    expect(server.received).toHaveLength(1);
    await server.waitUntilIdle();
  });

  function promise(response: ServerResponse): void {
    const timer = setInterval(() => response.writeProcessing(), 10);
    response.once('close', () => clearInterval(timer));
  }

  function upgrade(socket: Socket): void {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  }

  it('because nothing listens there is a failure', async () => {
    const sender = createTestSender(undefined);
    const outcome = await sender.send(createDelivery(`http://${testHost}:1/`));
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
  });

  it('because its name has no address is a failure', async () => {
    const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    for (const resolve of [() => Promise.reject(notFound), () => Promise.resolve([])]) {
      expect(await outcomeOf({ resolve })).toEqual({ kind: 'failed', reason: 'dns' });
    }
    expect(server.connections).toBe(0);
  });

  it('because its lookup takes too long is a failure', async () => {
    const resolve = () => new Promise<never>(() => {});
    expect(await outcomeOf({ resolve, timeout: 0.05 })).toEqual({
      kind: 'failed',
      reason: 'timeout',
    });
  });
});

describe('TLS', () => {
  it('uses the host name of the URL, also to check the certificate', async () => {
    const secure = await startWebhookServer(tls);
    const sender = createTestSender(certificate);
    const outcome = await sender.send(createDelivery(urlOf(secure, 'https')));
    expect(outcome).toEqual({ kind: 'delivered', status: 204 });
    expect(secure.received).toMatchObject([
      { servername: testHost, headers: { host: `${testHost}:${secure.port}` } },
    ]);
  });

  it.each<[string, string | undefined, string]>([
    ['that is not trusted', undefined, testHost],
    ['for another name', certificate, 'hooks.test'],
  ])(
    'sends nothing to a server with a certificate %s, even if the environment disables the check',
    async (_, ca, name) => {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
      const secure = await startWebhookServer(tls);
      const loopbackForTests = {
        hosts: [name],
        plainHttp: false,
        ...(ca === undefined ? {} : { ca }),
      };
      const sender = createTestSender(ca, { loopbackForTests });
      const outcome = await sender.send(createDelivery(`https://${name}:${secure.port}/`));
      expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
      expect(secure.received).toEqual([]);
    },
  );

  it('is not the reported reason if the response is missing after the handshake', async () => {
    const secure = await startWebhookServer(tls);
    secure.respondWith((_, socket) => socket.destroy());
    const outcome = await createTestSender(certificate).send(
      createDelivery(urlOf(secure, 'https')),
    );
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
  });

  it('sends nothing to a server without TLS', async () => {
    const outcome = await createTestSender(certificate).send(
      createDelivery(urlOf(server, 'https')),
    );
    expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
    expect(server.received).toEqual([]);
  });
});

describe('an invalid delivery or option', () => {
  it.each([
    ['a dot in an id', { id: 'a.1' }, 'the id of a webhook has 1 to 128 characters'],
    ['no id', { id: '' }, 'the id of a webhook has 1 to 128 characters'],
    ['a long id', { id: 'a'.repeat(129) }, 'the id of a webhook has 1 to 128 characters'],
    ['a line break in an id', { id: 'a\r\nx: y' }, 'the id of a webhook has 1 to 128 characters'],
    ['no time', { timestamp: new Date(Number.NaN) }, 'is not valid; give a time after 1970'],
    ['a time before 1970', { timestamp: new Date(-1) }, 'is not valid; give a time after 1970'],
    ['no secret', { secrets: [] }, 'needs secrets'],
    ['another secret', { secrets: [secret, 'whsec_hunter2'] }, 'needs secrets, each of whsec_'],
  ])('throws: %s', async (_what, given, sentence) => {
    const sent = createTestSender(undefined).send(createDelivery(urlOf(server), given));
    await expect(sent).rejects.toThrow(sentence);
    await expect(sent).rejects.toThrow(/^(?!.*(?:AQEB|hunter2|released))/);
    expect(server.connections).toBe(0);
  });

  it.each([0, 0.049, 60.1, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'throws: a timeout of %s',
    (timeout) => {
      expect(() => httpWebhookSender({ timeout })).toThrow('it must be from 0.05 to 60 seconds');
    },
  );
});

// Where a sender does not connect to, for any URL and for any addresses of its host, also if they change.
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpWebhookSender } from '../../../src/adapters/webhooks/index.js';
import { certificate, privateKey } from '../smtp/certificate.js';
import { createDelivery, createTestSender, fakeResolver, testHost } from './delivery-helpers.js';
import { startWebhookServer, type TestWebhookServer } from './webhook-server.js';

const refused = { kind: 'refused', reason: 'address' };
const delivered = { kind: 'delivered', status: 204 };
const url = 'https://hooks.example.com/';

/** Records connections instead of opening them, so that nothing leaves this process. */
function connections() {
  return vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket) {
    setImmediate(() => this.destroy(new Error('there is no network here')));
    return this;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

const notPublic = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::127.0.0.1',
  '2002:7f00:1::',
  '2001:0:7f00:1::1',
  'fd00::1',
  'fe80::1%eth0',
  'ff02::1',
];

describe('a host', () => {
  it('with a public address is connected to after one lookup', async () => {
    const connect = connections();
    const { asked, resolve } = fakeResolver(['93.184.215.14']);
    const outcome = await httpWebhookSender({ resolve }).send(createDelivery(url));
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
    expect([asked, connect.mock.calls.length]).toEqual([['hooks.example.com'], 1]);
  });

  it.each(notPublic)('with %s is refused without a connection', async (address) => {
    const connect = connections();
    const { asked, resolve } = fakeResolver([address]);
    expect(await httpWebhookSender({ resolve }).send(createDelivery(url))).toEqual(refused);
    expect([asked, connect.mock.calls.length]).toEqual([['hooks.example.com'], 0]);
  });

  it.each(['127.0.0.1', '10.0.0.1', 'fd00::1'])(
    'with a public address and %s is refused in either order',
    async (address) => {
      const connect = connections();
      for (const found of [
        ['93.184.215.14', address],
        [address, '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
      ]) {
        const { resolve } = fakeResolver(found);
        expect(await httpWebhookSender({ resolve }).send(createDelivery(url))).toEqual(refused);
      }
      expect(connect).not.toHaveBeenCalled();
    },
  );

  it.each(['', 'localhost', '0x7f.1', '127.1', '2130706433', '010.8.8.8', '8.8.8.8 ', '[::1]'])(
    'is refused if its resolver returns %j',
    async (address) => {
      const connect = connections();
      const { resolve } = fakeResolver([address]);
      expect(await httpWebhookSender({ resolve }).send(createDelivery(url))).toEqual(refused);
      expect(connect).not.toHaveBeenCalled();
    },
  );
});

describe('a host with other addresses at every lookup', () => {
  it('is looked up once, and only the checked address is connected to', async () => {
    const server = await startWebhookServer({ cert: certificate, key: privateKey });
    const { asked, resolve } = fakeResolver(['127.0.0.1'], ['10.0.0.1']);
    const sender = createTestSender(certificate, { resolve });
    const delivery = createDelivery(`https://${testHost}:${server.port}/`);
    expect(await sender.send(delivery)).toEqual(delivered);
    expect([asked, server.connections]).toEqual([[testHost], 1]);
    expect(server.received).toMatchObject([{ servername: testHost }]);
    expect(await sender.send(delivery)).toEqual(refused);
    expect([asked, server.connections]).toEqual([[testHost, testHost], 1]);
  });
});

describe('a URL', () => {
  it.each([
    'http://hooks.example.com/',
    'https://hooks.example.com:22/',
    'https://hooks.example.com:8080/',
    'https://user:hunter2@hooks.example.com/',
    'https://hooks.example.com/#a',
    'https://localhost/',
    'https://metadata.google.internal/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://8.8.8.8/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'hooks.example.com',
    '',
  ])('of %j is refused without a lookup of its host', async (text) => {
    const { asked, resolve } = fakeResolver(['93.184.215.14']);
    expect(await httpWebhookSender({ resolve }).send(createDelivery(text))).toEqual(refused);
    expect(asked).toEqual([]);
  });
});

describe('the loopback option for tests', () => {
  let server: TestWebhookServer;
  beforeEach(async () => {
    server = await startWebhookServer();
  });
  const { resolve } = fakeResolver(['127.0.0.1']);
  const here = (name: string, scheme = 'http') => `${scheme}://${name}:${server.port}/`;

  it('applies only if it is set', async () => {
    expect(await httpWebhookSender({ resolve }).send(createDelivery(here(testHost)))).toEqual(
      refused,
    );
    expect(await createTestSender(undefined).send(createDelivery(here(testHost)))).toEqual(
      delivered,
    );
    expect(server.connections).toBe(1);
  });

  it.each(['mail2.test', `x.${testHost}`, 'test', 'hooks.example.com', '127.0.0.1', 'localhost'])(
    'does not apply to another host: %s',
    async (name) => {
      expect(await createTestSender(undefined).send(createDelivery(here(name)))).toEqual(refused);
      const secure = createDelivery(`https://${name}/`);
      const connect = connections();
      expect(await createTestSender(undefined).send(secure)).toEqual(refused);
      expect(connect).not.toHaveBeenCalled();
      expect(server.connections).toBe(0);
    },
  );

  it.each(notPublic.filter((address) => !/^127\.|^::1$/.test(address)))(
    'allows this machine and not %s',
    async (address) => {
      for (const found of [[address], ['127.0.0.1', address]]) {
        const sender = createTestSender(undefined, { resolve: fakeResolver(found).resolve });
        expect(await sender.send(createDelivery(here(testHost)))).toEqual(refused);
      }
      expect(server.connections).toBe(0);
    },
  );

  it('allows plain http only if that is set too', async () => {
    const loopbackForTests = { hosts: [testHost], plainHttp: false };
    const sender = createTestSender(undefined, { loopbackForTests });
    expect(await sender.send(createDelivery(here(testHost)))).toEqual(refused);
    expect(server.connections).toBe(0);
    const outcome = await sender.send(createDelivery(here(testHost, 'https')));
    expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
  });

  it.each([`ftp://${testHost}/`, `http://user@${testHost}/`, `http://:hunter2@${testHost}/`])(
    'does not allow another kind of URL: %s',
    async (text) => {
      expect(await createTestSender(undefined).send(createDelivery(text))).toEqual(refused);
    },
  );
});

// Where a sender does not go: whatever a URL says, and wherever its host leads, now or a moment later.
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { httpWebhookSender } from '../../../src/adapters/webhooks/index.js';
import { certificate, privateKey } from '../smtp/certificate.js';
import { deliveryTo, host, resolverOf, senderForTests } from './deliveries.js';
import { type HookServer, hookServer } from './hook-server.js';

const refused = { kind: 'refused', reason: 'address' };
const delivered = { kind: 'delivered', status: 204 };
const url = 'https://hooks.example.com/';

/** What is connected to, in place of all connections: nothing leaves this process. */
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
  it('that leads to a public address is connected to, after one look', async () => {
    const connect = connections();
    const { asked, resolve } = resolverOf(['93.184.215.14']);
    const outcome = await httpWebhookSender({ resolve }).send(deliveryTo(url));
    expect(outcome).toEqual({ kind: 'failed', reason: 'connection' });
    expect([asked, connect.mock.calls.length]).toEqual([['hooks.example.com'], 1]);
  });

  it.each(notPublic)('that leads to %s is refused without a connection', async (address) => {
    const connect = connections();
    const { asked, resolve } = resolverOf([address]);
    expect(await httpWebhookSender({ resolve }).send(deliveryTo(url))).toEqual(refused);
    expect([asked, connect.mock.calls.length]).toEqual([['hooks.example.com'], 0]);
  });

  it.each(['127.0.0.1', '10.0.0.1', 'fd00::1'])(
    'that leads to a public address and to %s is refused in either order',
    async (address) => {
      const connect = connections();
      for (const found of [
        ['93.184.215.14', address],
        [address, '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
      ]) {
        const { resolve } = resolverOf(found);
        expect(await httpWebhookSender({ resolve }).send(deliveryTo(url))).toEqual(refused);
      }
      expect(connect).not.toHaveBeenCalled();
    },
  );

  it.each(['', 'localhost', '0x7f.1', '127.1', '2130706433', '010.8.8.8', '8.8.8.8 ', '[::1]'])(
    'is refused where its resolver says %j',
    async (address) => {
      const connect = connections();
      const { resolve } = resolverOf([address]);
      expect(await httpWebhookSender({ resolve }).send(deliveryTo(url))).toEqual(refused);
      expect(connect).not.toHaveBeenCalled();
    },
  );
});

describe('a name that leads elsewhere at every look', () => {
  it('is looked up once, and what was looked at is what is connected to', async () => {
    const server = await hookServer({ cert: certificate, key: privateKey });
    const { asked, resolve } = resolverOf(['127.0.0.1'], ['10.0.0.1']);
    const sender = senderForTests(certificate, { resolve });
    const delivery = deliveryTo(`https://${host}:${server.port}/`);
    expect(await sender.send(delivery)).toEqual(delivered);
    expect([asked, server.connections]).toEqual([[host], 1]);
    expect(server.taken).toMatchObject([{ servername: host }]);
    expect(await sender.send(delivery)).toEqual(refused);
    expect([asked, server.connections]).toEqual([[host, host], 1]);
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
  ])('of %j is refused without a look at its host', async (text) => {
    const { asked, resolve } = resolverOf(['93.184.215.14']);
    expect(await httpWebhookSender({ resolve }).send(deliveryTo(text))).toEqual(refused);
    expect(asked).toEqual([]);
  });
});

describe('what is permitted for tests', () => {
  let server: HookServer;
  beforeEach(async () => {
    server = await hookServer();
  });
  const { resolve } = resolverOf(['127.0.0.1']);
  const here = (name: string, scheme = 'http') => `${scheme}://${name}:${server.port}/`;

  it('is permitted only where it is spelled out', async () => {
    expect(await httpWebhookSender({ resolve }).send(deliveryTo(here(host)))).toEqual(refused);
    expect(await senderForTests(undefined).send(deliveryTo(here(host)))).toEqual(delivered);
    expect(server.connections).toBe(1);
  });

  it.each(['mail2.test', `x.${host}`, 'test', 'hooks.example.com', '127.0.0.1', 'localhost'])(
    'is not permitted for another host: %s',
    async (name) => {
      expect(await senderForTests(undefined).send(deliveryTo(here(name)))).toEqual(refused);
      const secure = deliveryTo(`https://${name}/`);
      const connect = connections();
      expect(await senderForTests(undefined).send(secure)).toEqual(refused);
      expect(connect).not.toHaveBeenCalled();
      expect(server.connections).toBe(0);
    },
  );

  it.each(notPublic.filter((address) => !/^127\.|^::1$/.test(address)))(
    'is this machine and not %s',
    async (address) => {
      for (const found of [[address], ['127.0.0.1', address]]) {
        const sender = senderForTests(undefined, { resolve: resolverOf(found).resolve });
        expect(await sender.send(deliveryTo(here(host)))).toEqual(refused);
      }
      expect(server.connections).toBe(0);
    },
  );

  it('is without TLS only where that is said too', async () => {
    const loopbackForTests = { hosts: [host], plainHttp: false };
    const sender = senderForTests(undefined, { loopbackForTests });
    expect(await sender.send(deliveryTo(here(host)))).toEqual(refused);
    expect(server.connections).toBe(0);
    const outcome = await sender.send(deliveryTo(here(host, 'https')));
    expect(outcome).toEqual({ kind: 'failed', reason: 'tls' });
  });

  it.each([`ftp://${host}/`, `http://user@${host}/`, `http://:hunter2@${host}/`])(
    'is no URL of another kind: %s',
    async (text) => {
      expect(await senderForTests(undefined).send(deliveryTo(text))).toEqual(refused);
    },
  );
});

// How a sender finds the addresses of a host, and that a name server that is silent holds up nobody else.
import { lookup } from 'node:dns/promises';
import { describe, expect, it } from 'vitest';
import { httpWebhookSender } from '../../../src/adapters/webhooks/index.js';
import type { WebhookOutcome } from '../../../src/ports/webhook-sender.js';
import { createDelivery, testHost } from './delivery-helpers.js';
import { startNameServer } from './name-server.js';
import { startWebhookServer } from './webhook-server.js';

const loopbackForTests = { hosts: [testHost], plainHttp: true };
const delivered: WebhookOutcome = { kind: 'delivered', status: 204 };

describe('a name server that never answers', () => {
  it('holds up only its own webhooks, however many of them are sent', async () => {
    const { address } = await startNameServer({ [testHost]: '127.0.0.1' });
    const { port, received } = await startWebhookServer();
    const sender = httpWebhookSender({ nameServers: [address], timeout: 60, loopbackForTests });
    const isOver: boolean[] = [];
    for (let n = 0; n < 60; n += 1) {
      void sender
        .send(createDelivery(`https://hooks${n}.silent.example.com/`))
        .then(() => isOver.push(true));
    }
    expect(await sender.send(createDelivery(`http://${testHost}:${port}/`))).toEqual(delivered);
    expect(await lookup('localhost')).toHaveProperty('address');
    expect([received.length, isOver]).toEqual([1, []]);
  });

  it('is given up at the timeout of the delivery', async () => {
    const { address, asked } = await startNameServer({});
    const sender = httpWebhookSender({ nameServers: [address], timeout: 0.2 });
    const outcome = await sender.send(createDelivery('https://hooks.example.com/'));
    expect(outcome).toEqual({ kind: 'failed', reason: 'timeout' });
    expect(new Set(asked)).toEqual(new Set(['hooks.example.com']));
  });

  it('for one family of addresses does not hide the other', async () => {
    const { address } = await startNameServer({ [testHost]: '127.0.0.1' }, [testHost]);
    const { port } = await startWebhookServer();
    const sender = httpWebhookSender({ nameServers: [address], timeout: 60, loopbackForTests });
    expect(await sender.send(createDelivery(`http://${testHost}:${port}/`))).toEqual(delivered);
  });
});

describe('the addresses that a name server gives', () => {
  it('are refused if they are not public', async () => {
    const { address } = await startNameServer({ 'hooks.example.com': '10.0.0.1' });
    const sender = httpWebhookSender({ nameServers: [address] });
    const outcome = await sender.send(createDelivery('https://hooks.example.com/'));
    expect(outcome).toEqual({ kind: 'refused', reason: 'address' });
  });

  it('are asked of name servers with an address', () => {
    expect(() => httpWebhookSender({ nameServers: ['dns.example.com'] })).toThrow(TypeError);
  });
});

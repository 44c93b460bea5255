// From the command to the receiver over a real connection. The official library verifies the signature.
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow, type Storage, type WebhookSender } from '../../../src/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import { createTestSender, testHost } from '../../adapters/webhooks/delivery-helpers.js';
import {
  type ReceivedWebhook,
  startWebhookServer,
  type TestWebhookServer,
} from '../../adapters/webhooks/webhook-server.js';
import { assertPresent, createWorld, day, storageKinds, type World } from '../../support/world.js';
import { type AppWithWebhook, createAppWithWebhook, shownSecretOf } from './webhook-helpers.js';

/** Replaces the URL in the row, since no URL that can be configured leads to this machine. */
function toLoopback({ port }: TestWebhookServer): WebhookSender {
  const sender = createTestSender(undefined);
  return {
    send: (delivery) => sender.send({ ...delivery, url: `http://${testHost}:${port}/in` }),
  };
}

function verified({ headers, body }: ReceivedWebhook, secret: string): unknown {
  return new Webhook(secret).verify(body, {
    'webhook-id': `${headers['webhook-id']}`,
    'webhook-timestamp': `${headers['webhook-timestamp']}`,
    'webhook-signature': `${headers['webhook-signature']}`,
  });
}

describe.each(storageKinds)('webhook deliveries on $name', ({ open }) => {
  let storage: Storage;
  let server: TestWebhookServer;
  let world: World;
  let of: AppWithWebhook;
  beforeEach(async () => {
    storage = await open();
    server = await startWebhookServer();
    // The library checks the time too.
    const clock = manualClock(new Date());
    world = createWorld(storage, { clock, webhookSender: toLoopback(server) });
    of = await createAppWithWebhook(world, ['app.delisted', 'app.relisted']);
  });

  const happen = async (what: 'delist' | 'relist') =>
    orThrow(await world.guildhall.apps[what](of.creator.actor, { appId: of.appId }));
  const run = () => world.guildhall.relay.runOnce();
  const statusOf = async () =>
    orThrow(await world.guildhall.webhooks.get(of.creator.actor, { appId: of.appId }));

  it('arrive signed, with the event and its ids', async () => {
    await happen('delist');
    expect(await run()).toMatchObject({ sent: 1 });
    const taken = assertPresent(server.received[0]);
    expect(verified(taken, of.secret)).toEqual({
      type: 'app.delisted',
      timestamp: world.clock.now().toISOString(),
      data: {
        organizationId: of.organizationId,
        appId: of.appId,
        packageName: of.app.packageName,
      },
    });
    expect(() => verified({ ...taken, body: `${taken.body} ` }, of.secret)).toThrow();
  });

  it('verify with both secrets after a rotation', async () => {
    const input = { appId: of.appId };
    const rotated = orThrow(await world.guildhall.webhooks.rotateSecret(of.creator.actor, input));
    await happen('delist');
    await run();
    const taken = assertPresent(server.received[0]);
    expect(verified(taken, of.secret)).toEqual(verified(taken, shownSecretOf(rotated)));
  });

  it('arrive later with the same id if the receiver fails', async () => {
    await happen('delist');
    server.respondWith((response) => response.writeHead(500).end());
    expect(await run()).toMatchObject({ retry: 1 });
    server.respondWith((response) => response.writeHead(202).end());
    world.clock.advance(120);
    expect(await run()).toMatchObject({ sent: 1 });
    const [first, second] = server.received.map(({ headers }) => headers['webhook-id']);
    expect(first).toMatch(/^[0-9a-f]{24}-0$/);
    expect(second).toBe(first);
  });

  it('stop if the receiver is gone', async () => {
    await happen('delist');
    server.respondWith((response) => response.writeHead(410).end());
    expect(await run()).toMatchObject({ failed: 1 });
    expect(await statusOf()).toMatchObject({ enabled: false, disabledReason: 'gone' });
    await happen('relist');
    expect(await run()).toMatchObject({ claimed: 0 });
    world.clock.advance(day);
    expect(server.received).toHaveLength(1);
  });

  it('are dropped if the webhook was removed', async () => {
    await happen('delist');
    orThrow(await world.guildhall.webhooks.remove(of.creator.actor, { appId: of.appId }));
    expect(await run()).toMatchObject({ dropped: 1 });
    expect(server.connections).toBe(0);
  });
});

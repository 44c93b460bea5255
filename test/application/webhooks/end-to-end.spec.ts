// From the command to the receiver: signed so that the official library verifies it, over a real connection.
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow, type Storage, type WebhookSender } from '../../../src/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import { host, senderForTests } from '../../adapters/webhooks/deliveries.js';
import {
  type HookServer,
  hookServer,
  type TakenHook,
} from '../../adapters/webhooks/hook-server.js';
import { day, present, storages, type World, worldOn } from '../../support/guildhall.js';
import { type Hooked, hookedApp, shown } from './webhook-world.js';

/** No URL that can be configured leads to this machine, so that it is put in place of the one that was. */
function toLoopback({ port }: HookServer): WebhookSender {
  const sender = senderForTests(undefined);
  return {
    send: (delivery) => sender.send({ ...delivery, url: `http://${host}:${port}/in` }),
  };
}

function verified({ headers, body }: TakenHook, secret: string): unknown {
  return new Webhook(secret).verify(body, {
    'webhook-id': `${headers['webhook-id']}`,
    'webhook-timestamp': `${headers['webhook-timestamp']}`,
    'webhook-signature': `${headers['webhook-signature']}`,
  });
}

describe.each(storages)('webhooks on $name', ({ open }) => {
  let storage: Storage;
  let server: HookServer;
  let world: World;
  let of: Hooked;
  beforeEach(async () => {
    storage = await open();
    server = await hookServer();
    // The library looks at the time, too.
    const clock = manualClock(new Date());
    world = worldOn(storage, { clock, webhookSender: toLoopback(server) });
    of = await hookedApp(world, ['app.delisted', 'app.relisted']);
  });

  const happen = async (what: 'delist' | 'relist') =>
    orThrow(await world.guildhall.apps[what](of.founder.actor, { appId: of.appId }));
  const run = () => world.guildhall.relay.runOnce();
  const statusOf = async () =>
    orThrow(await world.guildhall.webhooks.get(of.founder.actor, { appId: of.appId }));

  it('arrive signed, and say what happened to what', async () => {
    await happen('delist');
    expect(await run()).toMatchObject({ sent: 1 });
    const taken = present(server.taken[0]);
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

  it('verify under both secrets while one takes the place of the other', async () => {
    const input = { appId: of.appId };
    const rotated = orThrow(await world.guildhall.webhooks.rotateSecret(of.founder.actor, input));
    await happen('delist');
    await run();
    const taken = present(server.taken[0]);
    expect(verified(taken, of.secret)).toEqual(verified(taken, shown(rotated)));
  });

  it('arrive later under the same id where the receiver could not take them', async () => {
    await happen('delist');
    server.behave((response) => response.writeHead(500).end());
    expect(await run()).toMatchObject({ retry: 1 });
    server.behave((response) => response.writeHead(202).end());
    world.clock.advance(120);
    expect(await run()).toMatchObject({ sent: 1 });
    const [first, second] = server.taken.map(({ headers }) => headers['webhook-id']);
    expect(first).toMatch(/^[0-9a-f]{24}-0$/);
    expect(second).toBe(first);
  });

  it('end where the receiver is gone', async () => {
    await happen('delist');
    server.behave((response) => response.writeHead(410).end());
    expect(await run()).toMatchObject({ failed: 1 });
    expect(await statusOf()).toMatchObject({ enabled: false, disabledReason: 'gone' });
    await happen('relist');
    expect(await run()).toMatchObject({ claimed: 0 });
    world.clock.advance(day);
    expect(server.taken).toHaveLength(1);
  });

  it('are not sent where the webhook was removed meanwhile', async () => {
    await happen('delist');
    orThrow(await world.guildhall.webhooks.remove(of.founder.actor, { appId: of.appId }));
    expect(await run()).toMatchObject({ dropped: 1 });
    expect(server.connections).toBe(0);
  });
});

// Receivers show that they want events before they are sent any.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  orThrow,
  type RelayDelivery,
  type WebhookEventType,
  type WebhookOutcome,
} from '../../../src/index.js';
import { interceptStorage, noPacing } from '../../../src/testing/doubles/index.js';
import { createWorld, day, storageKinds, type World } from '../../support/world.js';
import {
  type AppWithWebhook,
  createAppWithWebhook,
  deliveredOutcome,
  eventTypesOf,
  failedOutcome,
  type RecordingWebhookSender,
  recordingWebhookSender,
  webhookUrl,
} from './webhook-helpers.js';

const otherUrl = `${webhookUrl}/other`;
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};
const subscribed: readonly WebhookEventType[] = ['app.delisted', 'app.relisted'];

describe.each(storageKinds)('the receiver of a webhook on $name', ({ open }) => {
  let sender: RecordingWebhookSender;
  let world: World;
  let of: AppWithWebhook;
  beforeEach(async () => {
    sender = recordingWebhookSender();
    const policy = { webhookVerification: 'challenge' } as const;
    world = createWorld(await open(), { webhookSender: sender, policy });
    of = await createAppWithWebhook(world, subscribed);
  });

  const webhooks = () => world.guildhall.webhooks;
  const app = () => ({ appId: of.appId });
  const view = async () => orThrow(await webhooks().get(of.creator.actor, app()));
  const configure = (url: string, events: readonly WebhookEventType[] = subscribed) =>
    webhooks().configure(of.creator.actor, { ...app(), url, events });
  const sendTest = () => webhooks().sendTest(of.creator.actor, app());
  const happen = async () => orThrow(await world.guildhall.apps.delist(of.creator.actor, app()));
  const run = () => world.guildhall.relay.runOnce();
  /** Long enough for this many attempts. */
  const letTimePass = async (attempts: number) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await run();
      world.clock.advance(2 * day);
    }
    await run();
  };
  const types = () => eventTypesOf(sender.deliveries);
  const lastChallenge = (): string =>
    JSON.parse(sender.deliveries.at(-1)?.body ?? '').data.challenge;
  const answered = (): WebhookOutcome => ({
    kind: 'delivered',
    status: 204,
    challenge: lastChallenge(),
  });

  it('is sent a challenge, and events after the answer', async () => {
    expect(await view()).toMatchObject({ enabled: true, unverifiedSince: world.clock.now() });
    sender.answer(answered);
    expect(await run()).toMatchObject({ sent: 1 });
    expect(JSON.parse(sender.deliveries[0]?.body ?? '')).toEqual({
      type: 'webhook.verification',
      timestamp: world.clock.now().toISOString(),
      data: {
        organizationId: of.organizationId,
        appId: of.appId,
        packageName: of.app.packageName,
        challenge: expect.stringMatching(/^[a-z2-7]{26}$/),
      },
    });
    expect(await view()).not.toHaveProperty('unverifiedSince');
    await happen();
    expect(await run()).toMatchObject({ sent: 1 });
    expect(types()).toEqual(['webhook.verification', 'app.delisted']);
    const { organizationId } = of;
    const trail = await world.guildhall.organizations.audit(of.creator.actor, { organizationId });
    expect(orThrow(trail).items.map(({ action }) => action)).toContain('webhook.verify');
  });

  it.each<[string, () => WebhookOutcome]>([
    ['accepts it without an answer', () => deliveredOutcome],
    ['answers another', () => ({ kind: 'delivered', status: 204, challenge: 'a'.repeat(26) })],
    ['refuses it', () => failedOutcome],
  ])('that %s gets no events and is not disabled', async (_, outcome) => {
    sender.answer(outcome);
    await happen();
    expect(await run()).toMatchObject({ claimed: 2, retry: 2 });
    await letTimePass(3);
    expect(new Set(types())).toEqual(new Set(['webhook.verification']));
    expect(await view()).toMatchObject({ enabled: true, unverifiedSince: expect.any(Date) });
  });

  it('is asked four times in 40 minutes, while its admin gives it the secret', async () => {
    sender.answer(() => failedOutcome);
    const times: number[] = [];
    for (let minute = 0; minute <= 600; minute += 1) {
      const before = sender.deliveries.length;
      await run();
      if (sender.deliveries.length > before) times.push(minute);
      world.clock.advance(60);
    }
    expect(times).toHaveLength(4);
    // Each wait is rounded up to the next minute here.
    expect(times.at(-1)).toBeLessThanOrEqual(42);
  });

  it('gets the events that have waited, once it has answered', async () => {
    sender.answer(() => deliveredOutcome);
    await happen();
    await run();
    sender.answer(answered);
    orThrow(await sendTest());
    expect(await run()).toMatchObject({ sent: 1 });
    await letTimePass(1);
    expect(types()).toEqual(['webhook.verification', 'webhook.verification', 'app.delisted']);
  });

  it('that never answers is disabled after an event has waited for nearly two days, and is asked again when it is enabled', async () => {
    await happen();
    await letTimePass(8);
    expect(await view()).toMatchObject({ enabled: false, disabledReason: 'unverified' });
    expect(new Set(types())).toEqual(new Set(['webhook.verification']));
    orThrow(await webhooks().enable(of.creator.actor, app()));
    sender.answer(answered);
    expect(await run()).toMatchObject({ sent: 1 });
    const { enabled, unverifiedSince } = await view();
    expect([enabled, unverifiedSince]).toEqual([true, undefined]);
  });

  it('that answers a test is enabled again if it was disabled because it had not', async () => {
    await happen();
    await letTimePass(8);
    sender.answer(answered);
    orThrow(await sendTest());
    await run();
    const { enabled, unverifiedSince } = await view();
    expect([enabled, unverifiedSince]).toEqual([true, undefined]);
  });

  it('is asked again for another URL, but not for other events', async () => {
    sender.answer(answered);
    await run();
    orThrow(await configure(webhookUrl, ['app.delisted']));
    expect(await run()).toMatchObject({ claimed: 0 });
    orThrow(await configure(otherUrl));
    await run();
    expect(sender.deliveries.map(({ url }) => url)).toEqual([webhookUrl, otherUrl]);
  });

  it('whose URL is changed while it answers is not verified by this answer', async () => {
    sender.answer(async () => {
      const outcome = answered();
      orThrow(await configure(otherUrl));
      return outcome;
    });
    await run();
    expect(await view()).toMatchObject({ url: otherUrl, unverifiedSince: expect.any(Date) });
  });

  it('that is verified gets a test, and one that is not gets the challenge', async () => {
    sender.answer(answered);
    await run();
    orThrow(await sendTest());
    sender.answer(() => deliveredOutcome);
    await run();
    expect(types()).toEqual(['webhook.verification', 'webhook.test']);
  });

  it('is asked at most ten times an hour, whatever asks', async () => {
    for (let asked = 1; asked < 10; asked += 3) {
      orThrow(await sendTest());
      orThrow(await configure(`${webhookUrl}/${asked}`));
      orThrow(await webhooks().disable(of.creator.actor, app()));
      orThrow(await webhooks().enable(of.creator.actor, app()));
    }
    const limited = { refusal: { code: 'rate_limited' } };
    expect(await sendTest()).toMatchObject(limited);
    expect(await configure(otherUrl)).toMatchObject(limited);
    orThrow(await webhooks().disable(of.creator.actor, app()));
    expect(await webhooks().enable(of.creator.actor, app())).toMatchObject(limited);
    expect(await view()).toMatchObject({ url: `${webhookUrl}/7`, enabled: false });
  });

  it('is verified by its answer although too many commands wait for the row', async () => {
    let isFull = true;
    const storage = interceptStorage(world.storage, async (call, proceed) => {
      if (call.method === 'commit') await until(() => !isFull);
      return proceed();
    });
    const pacing = {
      ...noPacing(),
      backoff: async () => {
        isFull = false;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const policy = { webhookVerification: 'challenge', maxCommandsInLine: 1 } as const;
    const { clock } = world;
    const busy = createWorld(storage, { clock, pacing, policy, webhookSender: sender }).guildhall;
    let delists: readonly Promise<unknown>[] = [];
    sender.answer(async () => {
      delists = [1, 2, 3].map(() => busy.apps.delist(of.creator.actor, app()));
      expect(await Promise.race(delists)).toMatchObject({ refusal: { code: 'overloaded' } });
      return answered();
    });
    const ended: RelayDelivery[] = [];
    const onDelivery = (delivery: RelayDelivery) => void ended.push(delivery);
    expect(await busy.relay.runOnce({ onDelivery })).toMatchObject({ claimed: 1, sent: 1 });
    expect(ended).toMatchObject([{ outcome: 'sent', isRecorded: true }]);
    expect(await view()).not.toHaveProperty('unverifiedSince');
    await Promise.all(delists);
  });

  it('that answers late enables nothing that an admin has disabled in the meantime', async () => {
    await happen();
    await letTimePass(8);
    orThrow(await sendTest());
    const disabled = orThrow(await webhooks().disable(of.creator.actor, app()));
    expect(disabled).toMatchObject({ enabled: false, disabledReason: 'requested' });
    sender.answer(answered);
    await run();
    expect(await view()).toMatchObject({ enabled: false, disabledReason: 'requested' });
  });

  it('is asked only by the challenge of its own URL, whatever was configured before', async () => {
    for (const each of ['/1', '/2', '/3']) orThrow(await configure(`${webhookUrl}${each}`));
    expect(await run()).toMatchObject({ claimed: 4, dropped: 3 });
    expect(sender.deliveries.map(({ url }) => url)).toEqual([`${webhookUrl}/3`]);
  });

  it('at a new URL is asked while the webhook is disabled, and enables it if only that was missing', async () => {
    await happen();
    await letTimePass(8);
    orThrow(await configure(otherUrl));
    sender.answer(answered);
    expect(await run()).toMatchObject({ sent: 1 });
    const { url, enabled, unverifiedSince } = await view();
    expect([url, enabled, unverifiedSince]).toEqual([otherUrl, true, undefined]);
  });

  it('at a new URL that never answers disables the webhook when an older event is given up', async () => {
    sender.answer(answered);
    await run();
    await happen();
    sender.answer(() => failedOutcome);
    await run();
    orThrow(await configure(otherUrl));
    await letTimePass(8);
    expect(await view()).toMatchObject({ enabled: false, disabledReason: 'unverified' });
  });

  it('at a new URL has a day to answer before an older event is given up', async () => {
    sender.answer(answered);
    await run();
    await happen();
    sender.answer(() => failedOutcome);
    await letTimePass(6);
    world.clock.advance(2 * day);
    orThrow(await configure(otherUrl));
    expect(await run()).toMatchObject({ claimed: 2, retry: 2 });
    expect(await view()).toMatchObject({ enabled: true, unverifiedSince: expect.any(Date) });
    sender.answer(answered);
    orThrow(await sendTest());
    await run();
    sender.answer(() => deliveredOutcome);
    world.clock.advance(2 * day);
    await run();
    expect(types().at(-1)).toBe('app.delisted');
  });

  it('that nobody asked is asked when it is configured again, once the policy wants it', async () => {
    const { storage, clock } = world;
    const trusting = createWorld(storage, { clock, webhookSender: sender });
    const trusted = await createAppWithWebhook(trusting, subscribed);
    const same = { appId: trusted.appId, url: webhookUrl, events: subscribed };
    const again = () => webhooks().configure(trusted.creator.actor, same);
    expect(orThrow(await again()).webhook).toMatchObject({ unverifiedSince: expect.any(Date) });
    sender.answer(answered);
    await run();
    expect(orThrow(await again()).webhook).not.toHaveProperty('unverifiedSince');
  });

  it('needs no answer if the policy says so', async () => {
    const trusting = createWorld(await open(), { webhookSender: sender });
    const trusted = await createAppWithWebhook(trusting, subscribed);
    const { guildhall } = trusting;
    const owner = { appId: trusted.appId };
    const shown = orThrow(await guildhall.webhooks.get(trusted.creator.actor, owner));
    expect(shown).not.toHaveProperty('unverifiedSince');
    expect(await guildhall.relay.runOnce()).toMatchObject({ claimed: 0 });
  });
});

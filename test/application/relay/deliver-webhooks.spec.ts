// Relays deliver events to webhooks, with the URL and the secrets at the time of the delivery.
import { beforeEach, describe, expect, it } from 'vitest';
import { updateChange } from '../../../src/application/use-case/changes.js';
import { messageIdOf } from '../../../src/domain/journal/outbox-message.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import {
  orThrow,
  parseOperationId,
  parseOrganizationId,
  type RelayRound,
  type Storage,
  type WebhookMessage,
  type WebhookOutcome,
} from '../../../src/index.js';
import {
  interceptStorage,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createMember,
  createOrganization,
  createSecondService,
  createWorld,
  day,
  storageKinds,
  type World,
} from '../../support/world.js';
import { writtenCommands } from '../support/storage-calls.js';
import {
  type AppWithWebhook,
  createAppWithWebhook,
  createOrganizationWithWebhook,
  deliveredOutcome,
  eventTypesOf,
  failedOutcome,
  type RecordingWebhookSender,
  recordingWebhookSender,
  shownSecretOf,
  webhookUrl,
} from '../webhooks/webhook-helpers.js';

const none: RelayRound = { claimed: 0, sent: 0, retry: 0, failed: 0, dropped: 0, overrun: 0 };
/** Longer than every wait between two attempts. */
const longWait = 2 * day;
const attempts = 8;

describe.each(storageKinds)('the delivery of webhooks on $name', ({ open }) => {
  let storage: Storage;
  let recorded: RecordingStorage;
  let world: World;
  let sender: RecordingWebhookSender;
  let of: AppWithWebhook;
  beforeEach(async () => {
    storage = await open();
    recorded = recordingStorage(storage);
    sender = recordingWebhookSender();
    world = createWorld(recorded, { webhookSender: sender });
    of = await createAppWithWebhook(world, ['app.delisted', 'app.relisted', 'app.deleted']);
  });

  const run = (through: World = world) => through.guildhall.relay.runOnce({ limit: 100 });
  const happen = async (what: 'delist' | 'relist' | 'delete' = 'delist') =>
    orThrow(await world.guildhall.apps[what](of.creator.actor, { appId: of.appId }));
  const webhook = async () =>
    orThrow(await world.guildhall.webhooks.get(of.creator.actor, { appId: of.appId }));
  const stored = async () => assertPresent(await storage.apps.findById(of.appId)).value.webhook;

  it('sends the event type, the time and ids', async () => {
    await happen();
    const happened = world.clock.now();
    world.clock.advance(60);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    const [delivery, ...others] = sender.deliveries;
    expect(others).toEqual([]);
    expect(delivery).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}-0$/),
      url: webhookUrl,
      body: JSON.stringify({
        type: 'app.delisted',
        timestamp: happened.toISOString(),
        data: {
          organizationId: of.organizationId,
          appId: of.appId,
          packageName: of.app.packageName,
        },
      }),
      timestamp: world.clock.now(),
      secrets: [of.secret],
    });
    expect(await run()).toEqual(none);
  });

  it('names submissions, keys and members by their ids', async () => {
    const every = await createAppWithWebhook(world);
    const { creator, appId } = every;
    const input = { appId, name: 'CI', environment: 'live' } as const;
    const { key } = orThrow(await world.guildhall.keys.create(creator.actor, input));
    const app = orThrow(await world.guildhall.apps.get(creator.actor, { appId })).app;
    const { id: submissionId } = orThrow(
      await world.guildhall.submissions.submit(creator.actor, {
        appId,
        draftRevision: app.draft.revision,
      }),
    );
    const club = await createOrganizationWithWebhook(world);
    const { organizationId } = club;
    const to = orThrow(
      await world.guildhall.organizations.get(club.creator.actor, { organizationId }),
    );
    const { id: userId } = await createMember(world, { by: club.creator, to });
    await run();
    const data = sender.deliveries.map(({ body }) => JSON.parse(body).data);
    expect(eventTypesOf(sender.deliveries).toSorted()).toEqual([
      'key.created',
      'organization.member_joined',
      'submission.submitted',
    ]);
    expect(data).toContainEqual(expect.objectContaining({ appId, keyId: key.id }));
    expect(data).toContainEqual(expect.objectContaining({ appId, submissionId }));
    expect(data).toContainEqual({ organizationId, userId });
  });

  it('tries again later with the same id, a new date and a new signature', async () => {
    await happen();
    sender.answer(() => failedOutcome);
    expect(await run()).toEqual({ ...none, claimed: 1, retry: 1 });
    expect(await run()).toEqual(none);
    sender.answer(() => {
      throw new Error('the sender itself has failed');
    });
    world.clock.advance(120);
    expect(await run()).toEqual({ ...none, claimed: 1, retry: 1 });
    sender.answer(() => deliveredOutcome);
    world.clock.advance(600);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    const [first, second, third] = sender.deliveries;
    expect([second?.id, third?.id, third?.body]).toEqual([first?.id, first?.id, first?.body]);
    expect(third?.timestamp).toEqual(world.clock.now());
  });

  const untilGivenUp = async () => {
    sender.answer(() => failedOutcome);
    for (let attempt = 1; attempt < attempts; attempt += 1) {
      expect(await run()).toMatchObject({ retry: 1 });
      world.clock.advance(longWait);
    }
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
  };

  it('gives up after eight attempts, and disables the webhook if it was not changed since the event', async () => {
    await happen();
    await untilGivenUp();
    expect(sender.deliveries).toHaveLength(attempts);
    expect(await webhook()).toMatchObject({ enabled: false, disabledReason: 'failing' });
    expect(assertPresent(writtenCommands(recorded).at(-1)).journal).toMatchObject({
      action: 'webhook.disable',
      actor: { kind: 'system' },
      events: [{ type: 'webhook_disabled', reason: 'failing', appId: of.appId }],
    });
  });

  it('leaves a webhook enabled that was changed since the event', async () => {
    await happen();
    const input = {
      appId: of.appId,
      url: `${webhookUrl}/repaired`,
      events: ['app.delisted'],
    } as const;
    orThrow(await world.guildhall.webhooks.configure(of.creator.actor, input));
    await untilGivenUp();
    expect(sender.deliveries.at(-1)?.url).toBe(`${webhookUrl}/repaired`);
    expect(await webhook()).toMatchObject({ enabled: true });
  });

  it('disables the webhook of a receiver that wants no more, and sends no more', async () => {
    await happen('delist');
    await happen('relist');
    sender.answer(() => ({ kind: 'gone' }));
    expect(await world.guildhall.relay.runOnce({ limit: 1 })).toMatchObject({ failed: 1 });
    expect(await webhook()).toMatchObject({ enabled: false, disabledReason: 'gone' });
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    expect(sender.deliveries).toHaveLength(1);
  });

  /** What the owner sees, and what is stored, after each attempt of an event whose delivery ends so. */
  async function whatOwnersSee(outcome: WebhookOutcome): Promise<readonly unknown[]> {
    world = createWorld(recorded, { webhookSender: sender });
    of = await createAppWithWebhook(world, ['app.delisted', 'app.relisted']);
    sender.answer(() => outcome);
    await happen();
    const seen: unknown[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const counts = await run();
      const { createdAt: _, updatedAt: __, disabledAt: ___, ...view } = await webhook();
      seen.push(counts, view);
      world.clock.advance(longWait);
    }
    const { items } = orThrow(
      await world.guildhall.organizations.audit(of.creator.actor, {
        organizationId: of.organizationId,
      }),
    );
    const [first] = items;
    return [
      ...seen,
      first?.action,
      first?.events.map((event) => ({ ...event, appId: '', organizationId: '' })),
    ];
  }

  it('shows owners no difference between names that resolve inside and those that do not resolve', async () => {
    const inside = await whatOwnersSee({ kind: 'refused', reason: 'address' });
    const nowhere = await whatOwnersSee({ kind: 'failed', reason: 'dns' });
    expect(inside).toEqual(nowhere);
    expect(JSON.stringify(inside)).toContain('"disabledReason":"failing"');
  });

  it('disables no webhook that was changed during the request', async () => {
    await happen();
    const input = { appId: of.appId, url: `${webhookUrl}/new`, events: ['app.delisted'] } as const;
    sender.answer(async () => {
      orThrow(await world.guildhall.webhooks.configure(of.creator.actor, input));
      return { kind: 'gone' };
    });
    expect(await run()).toMatchObject({ failed: 1 });
    expect(await webhook()).toMatchObject({ enabled: true, url: `${webhookUrl}/new` });
  });

  it('disables no webhook that was created again during the request', async () => {
    await happen();
    const input = { appId: of.appId, url: webhookUrl, events: ['app.delisted'] } as const;
    sender.answer(async () => {
      orThrow(await world.guildhall.webhooks.remove(of.creator.actor, { appId: of.appId }));
      world.clock.advance(1);
      orThrow(await world.guildhall.webhooks.configure(of.creator.actor, input));
      return { kind: 'gone' };
    });
    expect(await run()).toMatchObject({ failed: 1 });
    expect(await webhook()).toMatchObject({ enabled: true });
  });

  it('drops events of a disabled or removed webhook, without a subscription, or from before the webhook', async () => {
    const { configure, disable, enable, remove } = world.guildhall.webhooks;
    const { creator, appId } = of;
    await happen('delist');
    orThrow(await disable(creator.actor, { appId }));
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    orThrow(await enable(creator.actor, { appId }));
    await happen('relist');
    orThrow(await configure(creator.actor, { appId, url: webhookUrl, events: ['app.delisted'] }));
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    await happen('delist');
    orThrow(await remove(creator.actor, { appId }));
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    orThrow(await configure(creator.actor, { appId, url: webhookUrl, events: ['app.relisted'] }));
    await happen('relist');
    orThrow(await remove(creator.actor, { appId }));
    world.clock.advance(1);
    orThrow(await configure(creator.actor, { appId, url: webhookUrl, events: ['app.relisted'] }));
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    expect(sender.deliveries).toEqual([]);
  });

  it('drops what waited when the webhook was disabled, although it is enabled again', async () => {
    const { disable, enable } = world.guildhall.webhooks;
    const { creator, appId } = of;
    sender.answer(() => failedOutcome);
    await happen('delist');
    expect(await run()).toEqual({ ...none, claimed: 1, retry: 1 });
    orThrow(await disable(creator.actor, { appId }));
    orThrow(await enable(creator.actor, { appId }));
    await happen('relist');
    sender.answer(() => deliveredOutcome);
    world.clock.advance(day);
    expect(await run()).toEqual({ ...none, claimed: 2, sent: 1, dropped: 1 });
    expect(eventTypesOf(sender.deliveries)).toEqual(['app.delisted', 'app.relisted']);
  });

  it('sends the event that deletes its own app or organization', async () => {
    await happen('delete');
    const club = await createOrganizationWithWebhook(world, ['organization.deleted']);
    const { organizationId } = club;
    orThrow(await world.guildhall.apps.delete(club.creator.actor, { appId: club.appId }));
    orThrow(await world.guildhall.organizations.delete(club.creator.actor, { organizationId }));
    expect(await run()).toEqual({ ...none, claimed: 2, sent: 2 });
    expect(eventTypesOf(sender.deliveries).toSorted()).toEqual([
      'app.deleted',
      'organization.deleted',
    ]);
  });

  it('moves with the app if the mover keeps it, and names the new organization', async () => {
    const moved = await createAppWithWebhook(world, ['app.moved']);
    const { id: toOrganizationId } = await createOrganization(world, moved.creator);
    const input = { appId: moved.appId, toOrganizationId, keepWebhook: true };
    orThrow(await world.guildhall.apps.move(moved.creator.actor, input));
    await run();
    expect(JSON.parse(assertPresent(sender.deliveries[0]).body).data).toMatchObject({
      organizationId: toOrganizationId,
      appId: moved.appId,
    });
  });

  it('signs with both secrets for a day after a rotation, the newest first', async () => {
    const { appId, creator } = of;
    const rotated = orThrow(await world.guildhall.webhooks.rotateSecret(creator.actor, { appId }));
    await happen('delist');
    await run();
    world.clock.advance(day);
    await happen('relist');
    await run();
    expect(sender.deliveries.map(({ secrets }) => secrets)).toEqual([
      [shownSecretOf(rotated), of.secret],
      [shownSecretOf(rotated)],
    ]);
  });

  it('leaves events to a relay that has a sender and field keys', async () => {
    await happen();
    const { webhookSender: _sender, ...without } = world.options;
    const mute = createWorld(recorded, { ...without, clock: world.clock });
    const keyless = createSecondService(world, recorded, { fieldSecrets: null });
    for (const relay of [mute, keyless]) expect(await run(relay)).toEqual(none);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
  });

  it('keeps events that a relay lacks the key for, and disables no webhook for that', async () => {
    await happen();
    const other = { kid: 'other', secret: 'another secret that only tests know, of 32 bytes' };
    const stranger = createSecondService(world, recorded, { fieldSecrets: [other] });
    for (let attempt = 0; attempt < 2 * attempts; attempt += 1) {
      expect(await run(stranger)).toEqual({ ...none, claimed: 1, retry: 1 });
      world.clock.advance(longWait);
    }
    expect(sender.deliveries).toEqual([]);
    expect(await webhook()).toMatchObject({ enabled: true });
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
  });

  it('encrypts secrets again with the newest key, which no view shows', async () => {
    const { appId, creator } = of;
    const rotated = orThrow(await world.guildhall.webhooks.rotateSecret(creator.actor, { appId }));
    const { secrets } = world;
    const newest = { kid: 'newest', secret: 'the newest secret that only tests know, of 32 bytes' };
    const renewed = createSecondService(world, recorded, { fieldSecrets: [newest, ...secrets] });
    await happen();
    const row = async () => assertPresent(await storage.apps.findById(appId)).value;
    const before = { row: await row(), view: await webhook() };
    world.clock.advance(1);
    await run(renewed);
    expect((await row()).updatedAt).toEqual(before.row.updatedAt);
    expect(await stored()).toMatchObject({
      secret: expect.stringMatching(/^v1\.newest\./),
      previousSecret: { secret: expect.stringMatching(/^v1\.newest\./) },
      revision: before.row.webhook?.revision,
    });
    expect(await webhook()).toEqual(before.view);
    const { items } = orThrow(
      await world.guildhall.organizations.audit(creator.actor, {
        organizationId: of.organizationId,
      }),
    );
    expect(items.map(({ action }) => action)).not.toContain('webhook.reencrypt');
    await happen('relist');
    const commits = writtenCommands(recorded).length;
    const alone = createSecondService(world, recorded, { fieldSecrets: [newest] });
    expect(await run(alone)).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(writtenCommands(recorded)).toHaveLength(commits);
    expect(sender.deliveries.at(-1)?.secrets).toEqual([shownSecretOf(rotated), of.secret]);
  });

  it('works for an organization too, and disables its webhook where the receiver is gone', async () => {
    const { creator, organizationId } = await createOrganizationWithWebhook(world, [
      'organization.renamed',
    ]);
    const { organizations, webhooks } = world.guildhall;
    const newest = { kid: 'newest', secret: 'the newest secret that only tests know, of 32 bytes' };
    const renewed = createSecondService(world, recorded, {
      fieldSecrets: [newest, ...world.secrets],
    });
    const row = async () =>
      assertPresent(
        await storage.organizations.findById(assertPresent(parseOrganizationId(organizationId))),
      ).value;
    orThrow(await organizations.rename(creator.actor, { organizationId, name: 'One' }));
    const { updatedAt } = await row();
    world.clock.advance(1);
    expect(await run(renewed)).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(await row()).toMatchObject({
      updatedAt,
      webhook: { secret: expect.stringMatching(/^v1\.newest\./), revision: 1 },
    });
    orThrow(await organizations.rename(creator.actor, { organizationId, name: 'Two' }));
    sender.answer(() => ({ kind: 'gone' }));
    expect(await run(renewed)).toMatchObject({ failed: 1 });
    const view = orThrow(await webhooks.get(creator.actor, { organizationId }));
    expect(view).toMatchObject({ enabled: false, disabledReason: 'gone' });
    const { items } = orThrow(await organizations.audit(creator.actor, { organizationId }));
    expect(items.map(({ action }) => action)).not.toContain('webhook.reencrypt');
    expect(items[0]?.events).toEqual([
      { type: 'webhook_disabled', reason: 'gone', organizationId },
    ]);
  });

  it('decrypts no secret that was copied from another row', async () => {
    const other = await createAppWithWebhook(world, ['app.delisted']);
    const foreign = assertPresent(
      assertPresent(await storage.apps.findById(other.appId)).value.webhook,
    );
    const mine = assertPresent(await storage.apps.findById(of.appId));
    await commitChanges(storage, [updateChange('apps', mine, { ...mine.value, webhook: foreign })]);
    await happen();
    expect(await run()).toEqual({ ...none, claimed: 1, retry: 1 });
    expect(sender.deliveries).toEqual([]);
  });

  it('sends a test once, enabled or not, and disables no webhook after a failed test', async () => {
    const { sendTest, disable } = world.guildhall.webhooks;
    const { creator, appId } = of;
    orThrow(await disable(creator.actor, { appId }));
    orThrow(await sendTest(creator.actor, { appId }));
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    const { type, data } = JSON.parse(assertPresent(sender.deliveries[0]).body);
    expect([type, data]).toEqual([
      'webhook.test',
      { organizationId: of.organizationId, appId, packageName: of.app.packageName },
    ]);
    orThrow(await world.guildhall.webhooks.enable(creator.actor, { appId }));
    orThrow(await sendTest(creator.actor, { appId }));
    sender.answer(() => failedOutcome);
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
    expect(await webhook()).toMatchObject({ enabled: true });
  });

  it.each<[string, WebhookOutcome]>([
    ['wants no more', { kind: 'gone' }],
    ['is not at a public address', { kind: 'refused', reason: 'address' }],
  ])('disables no webhook where the receiver of a test %s', async (_what, outcome) => {
    orThrow(await world.guildhall.webhooks.sendTest(of.creator.actor, { appId: of.appId }));
    sender.answer(() => outcome);
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
    expect(await webhook()).toMatchObject({ enabled: true });
  });

  it('sends again with the same id after a crash between sending and recording', async () => {
    await happen();
    const cut = interceptStorage(recorded, async (call, proceed) => {
      if (call.method === 'settle') throw new Error('the relay was killed');
      return proceed();
    });
    const dying = createSecondService(world, cut);
    await expect(run(dying)).rejects.toMatchObject({
      message: expect.stringMatching(/ 1 deliveries that were sent, .*: event [0-9a-f]{24}-0$/),
      cause: new Error('the relay was killed'),
    });
    expect(await run()).toEqual(none);
    world.clock.advance(300);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    const [first, second] = sender.deliveries.map(({ id }) => id);
    expect(second).toBe(first);
    expect(sender.deliveries).toHaveLength(2);
  });

  it('sends everything once with two relays', async () => {
    for (let turn = 0; turn < 6; turn += 1) await happen(turn % 2 === 0 ? 'delist' : 'relist');
    const other = createSecondService(world, recorded);
    const limit = { limit: 2 };
    for (let turn = 0; turn < 3; turn += 1) {
      await Promise.all([world, other].map(({ guildhall }) => guildhall.relay.runOnce(limit)));
    }
    const ids = sender.deliveries.map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });

  it('gives a message id without a dot, also after a fence', async () => {
    const id = assertPresent(parseOperationId(`${'e'.repeat(24)}.1`));
    const message: WebhookMessage = {
      kind: 'event',
      id: messageIdOf(id, 0),
      eventType: 'app.delisted',
      organizationId: of.app.organizationId,
      appId: of.appId,
      relatedIds: {},
      revision: 1,
      delivery: queuedDelivery(world.clock.now()),
      createdAt: world.clock.now(),
    };
    const journal = { kind: 'fence', id, at: world.clock.now() } as const;
    await storage.commit({ changes: [], journal, messages: [message] });
    expect(await run()).toMatchObject({ sent: 1 });
    expect(sender.deliveries.map((delivery) => delivery.id)).toEqual([`${'e'.repeat(24)}_1-0`]);
  });
});

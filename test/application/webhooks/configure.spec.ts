// Configuring and managing webhooks, on both storages.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  appEventTypes,
  type ConfigureWebhookInput,
  organizationEventTypes,
  orThrow,
  type Storage,
} from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { type DraftedApp, draftApp } from '../../support/app-steps.js';
import {
  assertPresent,
  createMember,
  createPerson,
  createSecondService,
  createWorld,
  day,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { writtenCommands } from '../support/storage-calls.js';
import {
  createAppWithWebhook,
  createOrganizationWithWebhook,
  shownSecretOf,
  webhookUrl,
} from './webhook-helpers.js';

const secretForm = /^whsec_[A-Za-z0-9+/]{43}=$/;

describe.each(storageKinds)('webhooks on $name', ({ open }) => {
  let storage: Storage;
  let world: World;
  let of: DraftedApp;
  beforeAll(async () => {
    storage = await open();
    world = createWorld(storage);
    of = await draftApp(world);
  });

  const webhooks = () => world.guildhall.webhooks;
  const storedOf = async ({ appId }: Pick<DraftedApp, 'appId'>) =>
    assertPresent(await storage.apps.findById(appId)).value.webhook;

  it('are created with a secret that is returned once and stored encrypted', async () => {
    const { creator, appId, app } = await draftApp(world);
    const input = { appId, url: webhookUrl, events: ['app.moved', 'app.released'] } as const;
    const made = orThrow(await webhooks().configure(creator.actor, input));
    expect(made.webhook).toEqual({
      url: webhookUrl,
      // In the order of the catalog.
      events: ['app.released', 'app.moved'],
      enabled: true,
      createdAt: world.clock.now(),
      updatedAt: world.clock.now(),
    });
    expect(shownSecretOf(made)).toMatch(secretForm);
    expect(await storedOf({ appId })).toMatchObject({
      secret: expect.stringMatching(/^v1\.test\./),
      revision: 1,
    });
    const { app: view } = orThrow(await world.guildhall.apps.get(creator.actor, { appId }));
    expect(view).toEqual({ ...app, updatedAt: view.updatedAt });
    expect(orThrow(await webhooks().get(creator.actor, { appId }))).toEqual(made.webhook);
  });

  it('keep their secret and stay enabled or disabled when they are configured again, and a repeat changes nothing', async () => {
    const { creator, appId } = await createAppWithWebhook(world, ['app.released']);
    orThrow(await webhooks().disable(creator.actor, { appId }));
    const before = assertPresent(await storedOf({ appId }));
    const other = 'https://hooks.example.org/other';
    const input = { appId, url: other, events: ['app.moved'] } as const;
    const changed = orThrow(await webhooks().configure(creator.actor, input));
    expect(changed).toMatchObject({ secret: null, webhook: { url: other, enabled: false } });
    const after = assertPresent(await storedOf({ appId }));
    expect([after.secret, after.revision]).toEqual([before.secret, before.revision + 1]);
    const version = assertPresent(await storage.apps.findById(appId)).version;
    expect(orThrow(await webhooks().configure(creator.actor, input))).toEqual(changed);
    expect(assertPresent(await storage.apps.findById(appId)).version).toBe(version);
  });

  it('belong to an app or an organization, each with its own event types', async () => {
    const { creator, organizationId, appId } = await createOrganizationWithWebhook(world);
    const view = orThrow(await webhooks().get(creator.actor, { organizationId }));
    expect(view.events).toEqual(organizationEventTypes);
    const { organizations } = world.guildhall;
    const organization = orThrow(await organizations.get(creator.actor, { organizationId }));
    expect(organization).not.toHaveProperty('webhook');
    const none = { ok: false, refusal: { code: 'webhook_not_found', path: ['appId'] } };
    expect(await webhooks().get(creator.actor, { appId })).toEqual(none);
    const wrong: readonly ConfigureWebhookInput[] = [
      { organizationId, url: webhookUrl, events: ['key.created', 'app.released'] },
      { appId, url: webhookUrl, events: ['key.created', 'organization.member_joined'] },
    ];
    for (const input of wrong) {
      expect(await webhooks().configure(creator.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input', issues: [{ code: 'event', path: ['events', 1] }] },
      });
    }
    for (const nobodys of ['webhook.test', 'webhook.verification'] as const) {
      const input = { appId, url: webhookUrl, events: [nobodys] };
      expect(await webhooks().configure(creator.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input', issues: [{ path: ['events', 0] }] },
      });
    }
  });

  it.each([
    'http://hooks.example.org/',
    'https://user:hunter2@hooks.example.org/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest',
    'https://localhost/',
    'https://hooks.example.org:22/',
    'https://hooks.example.org/#x',
  ])('do not lead to %s', async (bad) => {
    const { creator, appId } = of;
    const answer = await webhooks().configure(creator.actor, {
      appId,
      url: bad,
      events: appEventTypes,
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input', path: ['url'] } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('subscribe to at least one event, and refuse duplicate and unknown ones', async () => {
    const { creator, appId } = of;
    const refusedAt = async (events: unknown, path: readonly unknown[]) => {
      const input = Object.assign({ appId, url: webhookUrl, events: appEventTypes }, { events });
      expect(await webhooks().configure(creator.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input', path },
      });
    };
    await refusedAt([], ['events']);
    await refusedAt(['app.released', 'app.moved', 'app.released'], ['events', 2]);
    await refusedAt(['app.installed'], ['events', 0]);
    await refusedAt(
      Array.from({ length: 1_000 }, () => 'app.released'),
      ['events'],
    );
  });

  it('accept no secret, no state and no dates from the caller', async () => {
    const { creator, appId } = of;
    const extras = [
      'secret',
      'enabled',
      'revision',
      'createdAt',
      'disabled',
      'previous',
      'webhook',
    ];
    for (const name of extras) {
      const input = Object.assign(
        { appId, url: webhookUrl, events: appEventTypes },
        { [name]: 'mine' },
      );
      expect(await webhooks().configure(creator.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input' },
      });
    }
    expect(await storedOf(of)).toBeUndefined();
  });

  it('are managed by admins, and hidden from everybody else', async () => {
    const { creator, appId, app, organizationId } = await createAppWithWebhook(world);
    const to = orThrow(await world.guildhall.organizations.get(creator.actor, { organizationId }));
    const member = await createMember(world, { by: creator, to });
    const stranger = await createPerson(world);
    const { key } = orThrow(
      await world.guildhall.keys.create(creator.actor, { appId, name: 'CI', environment: 'live' }),
    );
    const actors = [
      [member.actor, 'permission_denied'],
      [stranger.actor, 'app_not_found'],
      [{ kind: 'key', keyId: key.id }, 'permission_denied'],
      [{ kind: 'reviewer', userId: stranger.id }, 'app_not_found'],
    ] as const;
    const { configure, rotateSecret, enable, disable, remove, sendTest, get } = webhooks();
    for (const [actor, code] of actors) {
      const refused = { ok: false, refusal: { code } };
      expect(
        await configure(actor, { appId, url: webhookUrl, events: appEventTypes }),
      ).toMatchObject(refused);
      for (const useCase of [rotateSecret, enable, disable, remove, sendTest, get]) {
        expect(await useCase(actor, { appId })).toMatchObject(refused);
      }
    }
    orThrow(await get(systemActor, { appId }));
    expect(app.id).toBe(appId);
  });

  it('of an organization are managed by its admins', async () => {
    const { creator, organizationId } = await createOrganizationWithWebhook(world);
    const to = orThrow(await world.guildhall.organizations.get(creator.actor, { organizationId }));
    const { actor } = await createMember(world, { by: creator, to });
    const denied = { ok: false, refusal: { code: 'permission_denied' } };
    const { configure, ...others } = webhooks();
    const input = { organizationId, url: webhookUrl, events: organizationEventTypes };
    expect(await configure(actor, input)).toMatchObject(denied);
    for (const useCase of Object.values(others)) {
      expect(await useCase(actor, { organizationId })).toMatchObject(denied);
    }
  });

  it('need field keys, and name the missing option', async () => {
    const bare = createSecondService(world, storage, { fieldSecrets: null });
    const { creator, appId } = of;
    const input = { appId, url: webhookUrl, events: appEventTypes };
    await expect(bare.guildhall.webhooks.configure(creator.actor, input)).rejects.toThrow(
      /keys\.fields/,
    );
    const { appId: hooked, creator: other } = await createAppWithWebhook(world);
    orThrow(await bare.guildhall.webhooks.disable(other.actor, { appId: hooked }));
    await expect(
      bare.guildhall.webhooks.rotateSecret(other.actor, { appId: hooked }),
    ).rejects.toThrow(/keys\.fields/);
  });

  it('rotate their secret, and accept both for a day', async () => {
    const { creator, appId, secret } = await createAppWithWebhook(world);
    const rotated = orThrow(await webhooks().rotateSecret(creator.actor, { appId }));
    const until = new Date(world.clock.now().getTime() + day * 1000);
    expect(shownSecretOf(rotated)).toMatch(secretForm);
    expect(shownSecretOf(rotated)).not.toBe(secret);
    expect(rotated.webhook.previousSecretUntil).toEqual(until);
    const again = () => webhooks().rotateSecret(creator.actor, { appId });
    expect(await again()).toEqual({
      ok: false,
      refusal: { code: 'rotation_in_progress', until },
    });
    world.clock.advance(day);
    orThrow(await again());
  });

  it('are removed with their secrets, and a later one is a new webhook', async () => {
    const { creator, appId, secret } = await createAppWithWebhook(world);
    const removed = orThrow(await webhooks().remove(creator.actor, { appId }));
    expect(removed).toEqual({ kind: 'app', appId });
    expect(await storedOf({ appId })).toBeUndefined();
    const gone = { ok: false, refusal: { code: 'webhook_not_found', path: ['appId'] } };
    const { remove, enable, disable, rotateSecret, sendTest } = webhooks();
    for (const useCase of [remove, enable, disable, rotateSecret, sendTest]) {
      expect(await useCase(creator.actor, { appId })).toEqual(gone);
    }
    const recreated = await webhooks().configure(creator.actor, {
      appId,
      url: webhookUrl,
      events: appEventTypes,
    });
    expect(shownSecretOf(orThrow(recreated))).not.toBe(secret);
  });

  it('are disabled and enabled by admins, and the journal does not contain the URL', async () => {
    const { creator, organizationId } = await createOrganizationWithWebhook(world, [
      'organization.renamed',
    ]);
    world.clock.advance(1);
    const off = orThrow(await webhooks().disable(creator.actor, { organizationId }));
    expect(off).toMatchObject({
      enabled: false,
      disabledAt: world.clock.now(),
      disabledReason: 'requested',
    });
    world.clock.advance(1);
    const on = orThrow(await webhooks().enable(creator.actor, { organizationId }));
    expect(on).toEqual({ ...on, enabled: true });
    expect(Object.keys(on)).not.toContain('disabledAt');
    const trail = orThrow(
      await world.guildhall.organizations.audit(creator.actor, { organizationId }),
    );
    const entries = trail.items.filter(({ action }) => action.startsWith('webhook.'));
    expect(entries.map(({ events }) => events)).toEqual([
      [{ type: 'webhook_enabled', organizationId }],
      [{ type: 'webhook_disabled', organizationId, reason: 'requested' }],
      [{ type: 'webhook_configured', organizationId, events: ['organization.renamed'] }],
    ]);
    expect(JSON.stringify(entries)).not.toContain('hooks.example.org');
  });

  it('can be tested ten times an hour', async () => {
    const { creator, appId } = await createAppWithWebhook(world);
    const once = createWorld(storage, { ...world.options, clock: world.clock, pacing: noPacing() });
    const test = () => once.guildhall.webhooks.sendTest(creator.actor, { appId });
    for (let n = 0; n < 10; n += 1) orThrow(await test());
    expect(await test()).toMatchObject({ refusal: { code: 'rate_limited' } });
    world.clock.advance(3_600);
    orThrow(await test());
  });

  it('are removed with the app and with the organization', async () => {
    const { creator, organizationId, appId } = await createOrganizationWithWebhook(world);
    orThrow(
      await webhooks().configure(creator.actor, { appId, url: webhookUrl, events: appEventTypes }),
    );
    orThrow(await world.guildhall.apps.delete(creator.actor, { appId }));
    expect(await storedOf({ appId })).toBeDefined();
    orThrow(await world.guildhall.organizations.delete(creator.actor, { organizationId }));
    world.clock.advance(31 * day);
    const recorded = recordingStorage(storage);
    await createSecondService(world, recorded).guildhall.maintenance.runOnce();
    expect(await storedOf({ appId })).toBeUndefined();
    expect(assertPresent(await storage.apps.findById(appId)).value.archivedAt).toBeDefined();
    // At once, not only after the last row is purged.
    const [closed] = writtenCommands(recorded)
      .flatMap(({ changes }) => changes)
      .filter(({ kind, id }) => kind === 'update' && id === organizationId);
    expect(closed).toMatchObject({ value: { purgingSince: world.clock.now() } });
    expect(closed).not.toHaveProperty('value.webhook');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import {
  appEvents,
  type ConfigureWebhookInput,
  organizationEvents,
  orThrow,
  type Storage,
} from '../../../src/index.js';
import { noPacing, recordingStorage } from '../../../src/testing/doubles/index.js';
import { type Drafted, drafted } from '../../support/apps.js';
import {
  besides,
  day,
  joined,
  person,
  present,
  storages,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { landed } from '../support/calls.js';
import { hookedApp, hookedOrganization, shown, url } from './webhook-world.js';

const secretForm = /^whsec_[A-Za-z0-9+/]{43}=$/;

describe.each(storages)('webhooks on $name', ({ open }) => {
  let storage: Storage;
  let world: World;
  let of: Drafted;
  beforeAll(async () => {
    storage = await open();
    world = worldOn(storage);
    of = await drafted(world);
  });

  const webhooks = () => world.guildhall.webhooks;
  const storedOf = async ({ appId }: Pick<Drafted, 'appId'>) =>
    present(await storage.apps.findById(appId)).value.webhook;

  it('are made with a secret that is shown once and kept encrypted', async () => {
    const { founder, appId, app } = await drafted(world);
    const input = { appId, url, events: ['app.moved', 'app.released'] } as const;
    const made = orThrow(await webhooks().configure(founder.actor, input));
    expect(made.webhook).toEqual({
      url,
      // In the order of the catalogue.
      events: ['app.released', 'app.moved'],
      enabled: true,
      createdAt: world.clock.now(),
      updatedAt: world.clock.now(),
    });
    expect(shown(made)).toMatch(secretForm);
    expect(await storedOf({ appId })).toMatchObject({
      secret: expect.stringMatching(/^v1\.test\./),
      revision: 1,
    });
    const { app: view } = orThrow(await world.guildhall.apps.get(founder.actor, { appId }));
    expect(view).toEqual({ ...app, updatedAt: view.updatedAt });
    expect(orThrow(await webhooks().get(founder.actor, { appId }))).toEqual(made.webhook);
  });

  it('keep secret and switch where they are changed, and change nothing where all is as asked', async () => {
    const { founder, appId } = await hookedApp(world, ['app.released']);
    orThrow(await webhooks().disable(founder.actor, { appId }));
    const before = present(await storedOf({ appId }));
    const other = 'https://hooks.example.org/other';
    const input = { appId, url: other, events: ['app.moved'] } as const;
    const changed = orThrow(await webhooks().configure(founder.actor, input));
    expect(changed).toMatchObject({ secret: null, webhook: { url: other, enabled: false } });
    const after = present(await storedOf({ appId }));
    expect([after.secret, after.revision]).toEqual([before.secret, before.revision + 1]);
    const version = present(await storage.apps.findById(appId)).version;
    expect(orThrow(await webhooks().configure(founder.actor, input))).toEqual(changed);
    expect(present(await storage.apps.findById(appId)).version).toBe(version);
  });

  it('are an organization’s, too, and neither knows the other’s events', async () => {
    const { founder, organizationId, appId } = await hookedOrganization(world);
    const view = orThrow(await webhooks().get(founder.actor, { organizationId }));
    expect(view.events).toEqual(organizationEvents);
    const { organizations } = world.guildhall;
    const organization = orThrow(await organizations.get(founder.actor, { organizationId }));
    expect(organization).not.toHaveProperty('webhook');
    const none = { ok: false, refusal: { code: 'webhook_not_found', path: ['appId'] } };
    expect(await webhooks().get(founder.actor, { appId })).toEqual(none);
    const wrong: readonly ConfigureWebhookInput[] = [
      { organizationId, url, events: ['key.created', 'app.released'] },
      { appId, url, events: ['key.created', 'organization.member_joined'] },
      { appId, url, events: ['key.created', 'webhook.test'] },
    ];
    for (const input of wrong) {
      expect(await webhooks().configure(founder.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input', issues: [{ code: 'event', path: ['events', 1] }] },
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
    const { founder, appId } = of;
    const answer = await webhooks().configure(founder.actor, {
      appId,
      url: bad,
      events: appEvents,
    });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invalid_input', path: ['url'] } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('tell at least one event, none twice, and none that is unknown', async () => {
    const { founder, appId } = of;
    const refusedAt = async (events: unknown, path: readonly unknown[]) => {
      const input = Object.assign({ appId, url, events: appEvents }, { events });
      expect(await webhooks().configure(founder.actor, input)).toMatchObject({
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

  it('take no secret, no switch and no history from whoever configures', async () => {
    const { founder, appId } = of;
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
      const input = Object.assign({ appId, url, events: appEvents }, { [name]: 'mine' });
      expect(await webhooks().configure(founder.actor, input)).toMatchObject({
        refusal: { code: 'invalid_input' },
      });
    }
    expect(await storedOf(of)).toBeUndefined();
  });

  it('are for admins of whoever they tell about, and hidden from everybody else', async () => {
    const { founder, appId, app, organizationId } = await hookedApp(world);
    const to = orThrow(await world.guildhall.organizations.get(founder.actor, { organizationId }));
    const member = await joined(world, { by: founder, to });
    const stranger = await person(world);
    const { key } = orThrow(
      await world.guildhall.keys.create(founder.actor, { appId, name: 'CI', environment: 'live' }),
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
      expect(await configure(actor, { appId, url, events: appEvents })).toMatchObject(refused);
      for (const verb of [rotateSecret, enable, disable, remove, sendTest, get]) {
        expect(await verb(actor, { appId })).toMatchObject(refused);
      }
    }
    orThrow(await get(theSystem, { appId }));
    expect(app.id).toBe(appId);
  });

  it('of an organization are for its admins', async () => {
    const { founder, organizationId } = await hookedOrganization(world);
    const to = orThrow(await world.guildhall.organizations.get(founder.actor, { organizationId }));
    const { actor } = await joined(world, { by: founder, to });
    const denied = { ok: false, refusal: { code: 'permission_denied' } };
    const { configure, ...verbs } = webhooks();
    const input = { organizationId, url, events: organizationEvents };
    expect(await configure(actor, input)).toMatchObject(denied);
    for (const verb of Object.values(verbs)) {
      expect(await verb(actor, { organizationId })).toMatchObject(denied);
    }
  });

  it('need keys for fields, and say what to give', async () => {
    const bare = besides(world, storage, { fieldSecrets: null });
    const { founder, appId } = of;
    const input = { appId, url, events: appEvents };
    await expect(bare.guildhall.webhooks.configure(founder.actor, input)).rejects.toThrow(
      /keys\.fields/,
    );
    const { appId: hooked, founder: other } = await hookedApp(world);
    orThrow(await bare.guildhall.webhooks.disable(other.actor, { appId: hooked }));
    await expect(
      bare.guildhall.webhooks.rotateSecret(other.actor, { appId: hooked }),
    ).rejects.toThrow(/keys\.fields/);
  });

  it('rotate their secret with a day of both', async () => {
    const { founder, appId, secret } = await hookedApp(world);
    const rotated = orThrow(await webhooks().rotateSecret(founder.actor, { appId }));
    const until = new Date(world.clock.now().getTime() + day * 1000);
    expect(shown(rotated)).toMatch(secretForm);
    expect(shown(rotated)).not.toBe(secret);
    expect(rotated.webhook.previousSecretUntil).toEqual(until);
    const again = () => webhooks().rotateSecret(founder.actor, { appId });
    expect(await again()).toEqual({
      ok: false,
      refusal: { code: 'rotation_in_progress', until },
    });
    world.clock.advance(day);
    orThrow(await again());
  });

  it('are removed with their secrets, and what is made after them is another one', async () => {
    const { founder, appId, secret } = await hookedApp(world);
    const removed = orThrow(await webhooks().remove(founder.actor, { appId }));
    expect(removed).toEqual({ kind: 'app', appId });
    expect(await storedOf({ appId })).toBeUndefined();
    const gone = { ok: false, refusal: { code: 'webhook_not_found', path: ['appId'] } };
    const { remove, enable, disable, rotateSecret, sendTest } = webhooks();
    for (const verb of [remove, enable, disable, rotateSecret, sendTest]) {
      expect(await verb(founder.actor, { appId })).toEqual(gone);
    }
    const anew = await webhooks().configure(founder.actor, { appId, url, events: appEvents });
    expect(shown(orThrow(anew))).not.toBe(secret);
  });

  it('are switched off and on by admins, which the journal says without where they lead', async () => {
    const { founder, organizationId } = await hookedOrganization(world, ['organization.renamed']);
    world.clock.advance(1);
    const off = orThrow(await webhooks().disable(founder.actor, { organizationId }));
    expect(off).toMatchObject({
      enabled: false,
      disabledAt: world.clock.now(),
      disabledReason: 'asked',
    });
    world.clock.advance(1);
    const on = orThrow(await webhooks().enable(founder.actor, { organizationId }));
    expect(on).toEqual({ ...on, enabled: true });
    expect(Object.keys(on)).not.toContain('disabledAt');
    const trail = orThrow(
      await world.guildhall.organizations.audit(founder.actor, { organizationId }),
    );
    const told = trail.items.filter(({ action }) => action.startsWith('webhook.'));
    expect(told.map(({ facts }) => facts)).toEqual([
      [{ type: 'webhook_enabled', organizationId }],
      [{ type: 'webhook_disabled', organizationId, reason: 'asked' }],
      [{ type: 'webhook_configured', organizationId, events: ['organization.renamed'] }],
    ]);
    expect(JSON.stringify(told)).not.toContain('hooks.example.org');
  });

  it('are tested ten times an hour', async () => {
    const { founder, appId } = await hookedApp(world);
    const once = worldOn(storage, { ...world.options, clock: world.clock, pacing: noPacing() });
    const test = () => once.guildhall.webhooks.sendTest(founder.actor, { appId });
    for (let n = 0; n < 10; n += 1) orThrow(await test());
    expect(await test()).toMatchObject({ refusal: { code: 'rate_limited' } });
    world.clock.advance(3_600);
    orThrow(await test());
  });

  it('end with the app, and with the organization', async () => {
    const { founder, organizationId, appId } = await hookedOrganization(world);
    orThrow(await webhooks().configure(founder.actor, { appId, url, events: appEvents }));
    orThrow(await world.guildhall.apps.delete(founder.actor, { appId }));
    expect(await storedOf({ appId })).toBeDefined();
    orThrow(await world.guildhall.organizations.delete(founder.actor, { organizationId }));
    world.clock.advance(31 * day);
    const recorded = recordingStorage(storage);
    await besides(world, recorded).guildhall.maintenance.runOnce();
    expect(await storedOf({ appId })).toBeUndefined();
    expect(present(await storage.apps.findById(appId)).value.archivedAt).toBeDefined();
    // At once, and not only when the last of its rows is gone.
    const [closed] = landed(recorded)
      .flatMap(({ changes }) => changes)
      .filter(({ kind, id }) => kind === 'update' && id === organizationId);
    expect(closed).toMatchObject({ value: { purgingSince: world.clock.now() } });
    expect(closed).not.toHaveProperty('value.webhook');
  });
});

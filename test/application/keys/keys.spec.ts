// Creating, revoking and listing keys: who may, and who sees what.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import type { App } from '../../../src/domain/app/app.js';
import { type Actor, type OrganizationView, orThrow } from '../../../src/index.js';
import {
  interceptStorage,
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import {
  requestedWrites,
  storageErrorOf,
  withLostAnswers,
  withLostFirstAnswer,
  writtenCommands,
} from '../support/storage-calls.js';
import {
  createKeyService,
  createKeyWithText,
  insertApp,
  loadKey,
  overwriteApp,
  refusalResult,
  secretPartOf,
  sha256,
} from './key-helpers.js';

const unknown = 'f'.repeat(24);
const [name, environment] = ['CI', 'live'] as const;

describe.each(storageKinds)('keys on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let keys: Keys;
  let ada: Person;
  let member: Person;
  let outsider: Person;
  let acme: OrganizationView;
  let organizationId: OrganizationView['id'];
  let app: App;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    keys = createKeyService(world);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    organizationId = acme.id;
    member = await createMember(world, { by: ada, to: acme });
    outsider = await createPerson(world);
    app = await insertApp(world, organizationId);
  });

  const authenticates = async (text: string) => (await keys.authenticate({ key: text })).ok;

  it('are created for an app, returned once, and stored as the digest of the secret', async () => {
    const now = world.clock.now();
    const input = { appId: app.id, name: '  Captions   in production ', environment } as const;
    const { key, secret } = orThrow(await keys.create(ada.actor, input));
    const text = secret ?? '';
    expect(key).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      owner: { kind: 'app', appId: app.id },
      name: 'Captions in production',
      environment: 'live',
      permissions: ['apps:read', 'apps:edit'],
      lastFour: secretPartOf(text).slice(-4),
      createdBy: ada.id,
      createdAt: now,
    });
    expect(text).toMatch(new RegExp(`^guild_live_${key.id}_[a-z2-7]{52}[0-9a-f]{8}$`));
    expect(text.slice(-8)).toBe(sha256(text.slice(0, -8)).slice(0, 8));
    expect((await loadKey(world, key.id)).digest).toBe(sha256(secretPartOf(text)));
    const written = writtenCommands(recorded).at(-1);
    expect(written?.journal).toMatchObject({
      action: 'key.create',
      subject: { kind: 'key', id: key.id },
      auditOrganizationIds: [organizationId],
      events: [{ type: 'key_created', organizationId, keyId: key.id, appId: app.id }],
      replayIds: { keyId: key.id },
    });
    expect(written?.changes.map(({ kind, collection }) => `${kind} ${collection}`)).toEqual([
      'touch organizations',
      'touch apps',
      'insert apikeys',
    ]);
  });

  it('are created for an organization, and then name no app', async () => {
    const { key, text } = await createKeyWithText(keys, systemActor, {
      organizationId,
      environment: 'test',
    });
    expect(text.startsWith(`guild_test_${key.id}_`)).toBe(true);
    expect(key).not.toHaveProperty('createdBy');
    const written = writtenCommands(recorded).at(-1);
    expect(written?.journal.events).toEqual([
      { type: 'key_created', organizationId, keyId: key.id },
    ]);
    expect(written?.changes.map(({ kind, collection }) => `${kind} ${collection}`)).toEqual([
      'touch organizations',
      'insert apikeys',
    ]);
  });

  it('are not returned again to a repeated command', async () => {
    const input = { appId: app.id, name, environment };
    const options = { idempotencyKey: 'once' };
    const first = orThrow(await keys.create(ada.actor, input, options));
    const again = await createKeyService(world).create(ada.actor, input, options);
    expect(again).toEqual({ ok: true, value: { key: first.key, secret: null } });
    const deaf = createSecondService(world, withLostAnswers(recorded), { pacing: noPacing() });
    const { operationId } = await storageErrorOf(
      createKeyService(deaf).create(ada.actor, { ...input, name: 'Lost' }),
    );
    const found = await keys.create(
      ada.actor,
      { ...input, name: 'Lost' },
      { operationId: operationId ?? '' },
    );
    expect(found).toMatchObject({ ok: true, value: { key: { name: 'Lost' }, secret: null } });
  });

  it("are returned once even if the storage's answer is lost", async () => {
    const losing = createKeyService(world, withLostFirstAnswer(recorded));
    const { text } = await createKeyWithText(losing, ada.actor, { appId: app.id });
    expect(await authenticates(text)).toBe(true);
    const before = await createKeyWithText(keys, ada.actor, { appId: app.id });
    const rotating = createKeyService(world, withLostFirstAnswer(recorded));
    const rotated = orThrow(await rotating.rotate(ada.actor, { keyId: before.key.id }));
    expect(await authenticates(rotated.secret ?? '')).toBe(true);
  });

  it('are returned to a repeated command even if they have expired since', async () => {
    const expiresAt = new Date(world.clock.now().getTime() + 1_000);
    const input = { appId: app.id, name, environment, expiresAt };
    const options = { idempotencyKey: 'soon-over' };
    const { key } = orThrow(await keys.create(ada.actor, input, options));
    world.clock.advance(2);
    const again = await keys.create(ada.actor, input, options);
    expect(again).toEqual({ ok: true, value: { key, secret: null } });
    expect(await keys.create(ada.actor, input)).toMatchObject(
      refusalResult('invalid_input', 'expiresAt'),
    );
  });

  it('belong to either an app or an organization', async () => {
    for (const ids of [{}, { appId: app.id, organizationId }]) {
      expect(await keys.create(ada.actor, { ...ids, name, environment })).toMatchObject(
        refusalResult('invalid_input'),
      );
      expect(await keys.list(ada.actor, ids)).toMatchObject(refusalResult('invalid_input'));
    }
  });

  it('expire in the future and within ten years, or never', async () => {
    const now = world.clock.now().getTime();
    const tenYears = 3_650 * day * 1_000;
    const made = (after: number) =>
      keys.create(ada.actor, {
        appId: app.id,
        name,
        environment,
        expiresAt: new Date(now + after),
      });
    expect(await made(0)).toMatchObject(refusalResult('invalid_input', 'expiresAt'));
    expect(await made(tenYears + 1)).toMatchObject(refusalResult('invalid_input', 'expiresAt'));
    expect(await made(Number.NaN)).toMatchObject(refusalResult('invalid_input', 'expiresAt'));
    for (const after of [1, tenYears]) {
      expect(orThrow(await made(after)).key.expiresAt).toEqual(new Date(now + after));
    }
  });

  it.each([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['é'.repeat(101), 'too_long'],
    ['zero\u200bwidth', 'invisible_character'],
    ['turned \u202e', 'invisible_character'],
    ['half \ud800', 'ill_formed'],
    ['x'.repeat(1_000_000), 'too_big'],
  ])('are not called what nobody can read: case %#', async (typed, code) => {
    const answer = await keys.create(ada.actor, { appId: app.id, name: typed, environment });
    expect(answer).toMatchObject({
      refusal: { code: 'invalid_input', path: ['name'], issues: [{ code }] },
    });
  });

  it('have readable names', async () => {
    const { key } = await createKeyWithText(keys, ada.actor, {
      appId: app.id,
      name: '🗝️'.repeat(50),
    });
    expect(key.name).toBe('🗝️'.repeat(50));
    const cafe = await createKeyWithText(keys, ada.actor, { appId: app.id, name: 'Cafe\u0301' });
    expect(cafe.key.name).toBe('Café');
  });

  it('are managed by admins', async () => {
    const { key } = await createKeyWithText(keys, ada.actor, { appId: app.id });
    const asKey: Actor = { kind: 'key', keyId: key.id };
    const asReviewer: Actor = { kind: 'reviewer', userId: ada.id };
    const tried = async (actor: Actor) =>
      Promise.all([
        keys.create(actor, { appId: app.id, name, environment }),
        keys.list(actor, { appId: app.id }),
        keys.create(actor, { organizationId, name, environment }),
        keys.list(actor, { organizationId }),
        keys.rotate(actor, { keyId: key.id }),
        keys.revoke(actor, { keyId: key.id }),
      ]);
    const asked = requestedWrites(recorded).length;
    const denied = refusalResult('permission_denied', 'actor');
    expect(await tried(member.actor)).toEqual(Array(6).fill(denied));
    const appUnknown = refusalResult('app_not_found', 'appId');
    const organizationUnknown = refusalResult('organization_not_found', 'organizationId');
    const keyUnknown = refusalResult('key_not_found', 'keyId');
    const unseen = [
      ...[appUnknown, appUnknown, organizationUnknown, organizationUnknown],
      ...[keyUnknown, keyUnknown],
    ];
    expect(await tried(outsider.actor)).toEqual(unseen);
    expect(await tried(asReviewer)).toEqual(unseen);
    expect(await tried(asKey)).toEqual([
      ...[denied, denied, organizationUnknown, organizationUnknown],
      ...[denied, denied],
    ]);
    expect(requestedWrites(recorded)).toHaveLength(asked);
  });

  it('are not found for an unknown app, organization or key', async () => {
    const of = { name, environment };
    const { actor } = ada;
    expect(await keys.create(actor, { appId: unknown, ...of })).toEqual(
      refusalResult('app_not_found', 'appId'),
    );
    expect(await keys.rotate(actor, { keyId: unknown })).toEqual(
      refusalResult('key_not_found', 'keyId'),
    );
    expect(await keys.revoke(systemActor, { keyId: unknown })).toEqual(
      refusalResult('key_not_found', 'keyId'),
    );
    expect(await keys.revoke(actor, { keyId: 'K'.repeat(24) })).toMatchObject(
      refusalResult('invalid_input', 'keyId'),
    );
  });

  it('cannot be managed while their app or organization is deleted, or the admin is suspended', async () => {
    const creator = await createPerson(world);
    const own = await createOrganization(world, creator);
    const [its, other] = [await insertApp(world, own.id), await insertApp(world, own.id)];
    const { key } = await createKeyWithText(keys, creator.actor, { appId: its.id });
    const { key: otherKey } = await createKeyWithText(keys, creator.actor, { appId: other.id });
    await overwriteApp(recorded, its.id, { deletedAt: world.clock.now() });
    const { actor } = creator;
    expect(await keys.create(actor, { appId: its.id, name, environment })).toEqual(
      refusalResult('app_deleted', 'appId'),
    );
    expect(await keys.rotate(actor, { keyId: key.id })).toEqual(
      refusalResult('app_deleted', 'keyId'),
    );
    await writeDeletedOrganization(world, own.id);
    expect(await keys.list(actor, { organizationId: own.id })).toEqual(
      refusalResult('organization_deleted', 'organizationId'),
    );
    expect(await keys.revoke(actor, { keyId: otherKey.id })).toEqual(
      refusalResult('organization_deleted', 'keyId'),
    );
    await writeSuspendedUser(world, creator.id);
    expect(await keys.revoke(actor, { keyId: otherKey.id })).toEqual(
      refusalResult('account_inactive', 'actor'),
    );
  });

  it('are not created for an app that has moved away since it was read', async () => {
    const moving = await insertApp(world, organizationId);
    const elsewhere = await createOrganization(world, outsider, 'Elsewhere');
    let isMoved = false;
    const late = interceptStorage(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findById' && call.port === 'apps' && !isMoved) {
        isMoved = true;
        await overwriteApp(recorded, moving.id, { organizationId: elsewhere.id });
      }
      return answer;
    });
    const input = { appId: moving.id, name, environment };
    expect(await createKeyService(world, late).create(ada.actor, input)).toEqual(
      refusalResult('app_not_found', 'appId'),
    );
    expect(orThrow(await keys.list(outsider.actor, { appId: moving.id }))).toEqual([]);
  });

  it('are not created by an admin who was removed before the commit', async () => {
    const deputy = await createMember(world, { by: ada, to: acme, as: 'admin' });
    let isRemoved = false;
    const late = interceptStorage(recorded, async (call, proceed) => {
      if (call.method === 'commit' && !isRemoved) {
        isRemoved = true;
        const { remove } = world.guildhall.memberships;
        orThrow(await remove(ada.actor, { organizationId, userId: deputy.id }));
      }
      return proceed();
    });
    expect(
      await createKeyService(world, late).create(deputy.actor, {
        organizationId,
        name,
        environment,
      }),
    ).toEqual(refusalResult('organization_not_found', 'organizationId'));
  });
});

// How keys end: by rotation, revocation or expiry. Also the limit of valid keys, and which ended keys are listed.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import { insertChange } from '../../../src/application/use-case/changes.js';
import { type ApiKey, createApiKey, revokeApiKey } from '../../../src/domain/app/api-key.js';
import { parseApiKeyId } from '../../../src/domain/shared/ids.js';
import { addSeconds } from '../../../src/domain/shared/time.js';
import { type OrganizationId, type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';
import {
  type CreatedKey,
  createKeyService,
  createKeyWithText,
  insertApp,
  loadKey,
  refusalResult,
  secretPartOf,
  sha256,
} from './key-helpers.js';

describe.each(storageKinds)('keys that end on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let keys: Keys;
  let ada: Person;
  let acme: OrganizationView;
  let organizationId: OrganizationId;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    keys = createKeyService(world);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    organizationId = acme.id;
  });

  const authenticates = async (text: string | null) =>
    (await keys.authenticate({ key: text ?? '' })).ok;
  const inAnHour = () => addSeconds(world.clock.now(), 3_600);
  /** A new app, so that no test counts another test's keys. */
  const ofNewApp = async (given: { expiresAt?: Date; environment?: 'test' } = {}) => {
    const { id: appId } = await insertApp(world, organizationId);
    return { ...(await createKeyWithText(keys, ada.actor, { appId, ...given })), appId };
  };

  it('stay valid for a day beside the new key after a rotation', async () => {
    const { key, text, appId } = await ofNewApp({ environment: 'test' });
    const now = world.clock.now();
    const until = addSeconds(now, day);
    const rotated = orThrow(await keys.rotate(ada.actor, { keyId: key.id }));
    const after = rotated.key;
    expect(rotated.before).toEqual({ ...key, expiresAt: until, replacedBy: after.id });
    expect(after).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      owner: { kind: 'app', appId },
      name: key.name,
      environment: 'test',
      permissions: ['apps:read', 'apps:edit'],
      lastFour: secretPartOf(rotated.secret ?? '').slice(-4),
      createdBy: ada.id,
      createdAt: now,
      overlapUntil: until,
    });
    expect(rotated.secret).toMatch(new RegExp(`^guild_test_${after.id}_`));
    expect((await loadKey(world, after.id)).digest).toBe(
      sha256(secretPartOf(rotated.secret ?? '')),
    );
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'key.rotate',
      subject: { kind: 'key', id: key.id },
      auditOrganizationIds: [organizationId],
      events: [{ type: 'key_rotated', organizationId, appId, keyId: key.id, newKeyId: after.id }],
    });
    world.clock.set(new Date(until.getTime() - 1));
    expect([await authenticates(text), await authenticates(rotated.secret)]).toEqual([true, true]);
    world.clock.set(until);
    expect([await authenticates(text), await authenticates(rotated.secret)]).toEqual([false, true]);
  });

  it('cannot be rotated again before the overlap is over, neither the old key nor the new one', async () => {
    const { key } = await ofNewApp();
    const { key: next } = orThrow(await keys.rotate(ada.actor, { keyId: key.id, overlap: 60 }));
    const until = addSeconds(world.clock.now(), 60);
    const inProgress = { ok: false, refusal: { code: 'rotation_in_progress', until } };
    world.clock.advance(59);
    expect(await keys.rotate(ada.actor, { keyId: key.id })).toEqual(inProgress);
    expect(await keys.rotate(ada.actor, { keyId: next.id })).toEqual(inProgress);
    orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
    expect(await keys.rotate(ada.actor, { keyId: next.id })).toEqual(inProgress);
    world.clock.advance(1);
    expect((await keys.rotate(ada.actor, { keyId: next.id })).ok).toBe(true);
  });

  it('end at once without an overlap, and after at most a week', async () => {
    const { key, text } = await ofNewApp();
    for (const overlap of [-1, 604_801, 0.5, Number.NaN]) {
      expect(await keys.rotate(ada.actor, { keyId: key.id, overlap })).toMatchObject(
        refusalResult('invalid_input', 'overlap'),
      );
    }
    const { secret, key: next } = orThrow(
      await keys.rotate(ada.actor, { keyId: key.id, overlap: 0 }),
    );
    expect([await authenticates(text), await authenticates(secret)]).toEqual([false, true]);
    const { before } = orThrow(await keys.rotate(ada.actor, { keyId: next.id, overlap: 604_800 }));
    expect(before.expiresAt).toEqual(addSeconds(world.clock.now(), 604_800));
  });

  it('use the overlap of the policy by default', async () => {
    const { key } = await ofNewApp();
    const shorter = createKeyService(
      createSecondService(world, recorded, { policy: { keyRotationOverlap: 5 } }),
    );
    const { before } = orThrow(await shorter.rotate(ada.actor, { keyId: key.id }));
    expect(before.expiresAt).toEqual(addSeconds(world.clock.now(), 5));
  });

  it('are not extended by a rotation: neither key outlives the expiry of the old key', async () => {
    const expiresAt = inAnHour();
    const { key, text } = await ofNewApp({ expiresAt });
    const { before, key: after, secret } = orThrow(await keys.rotate(ada.actor, { keyId: key.id }));
    expect([before.expiresAt, after.expiresAt]).toEqual([expiresAt, expiresAt]);
    world.clock.set(expiresAt);
    expect([await authenticates(text), await authenticates(secret)]).toEqual([false, false]);
    expect(await keys.rotate(ada.actor, { keyId: after.id })).toEqual(
      refusalResult('key_invalid', 'keyId'),
    );
  });

  it('are returned to a repeated rotation without the secret', async () => {
    const { key } = await ofNewApp();
    const options = { idempotencyKey: 'rotating-once' };
    const first = orThrow(await keys.rotate(ada.actor, { keyId: key.id }, options));
    const again = await createKeyService(world).rotate(ada.actor, { keyId: key.id }, options);
    expect(again).toEqual({ ok: true, value: { ...first, secret: null } });
  });

  it('are revoked at once and for good, and only once', async () => {
    const { key, text, appId } = await ofNewApp();
    const revoked = orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
    expect(revoked).toEqual({ ...key, revokedAt: world.clock.now() });
    expect(await authenticates(text)).toBe(false);
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'key.revoke',
      subject: { kind: 'key', id: key.id },
      events: [{ type: 'key_revoked', organizationId, appId, keyId: key.id }],
    });
    const asked = requestedWrites(recorded).length;
    world.clock.advance(60);
    expect(await keys.revoke(ada.actor, { keyId: key.id })).toEqual({ ok: true, value: revoked });
    expect(requestedWrites(recorded)).toHaveLength(asked);
    expect(await keys.rotate(ada.actor, { keyId: key.id })).toEqual(
      refusalResult('key_invalid', 'keyId'),
    );
  });

  it('stay valid when their creator leaves', async () => {
    const deputy = await createMember(world, { by: ada, to: acme, as: 'admin' });
    const { id: appId } = await insertApp(world, organizationId);
    const { key, text } = await createKeyWithText(keys, deputy.actor, { appId });
    const { remove } = world.guildhall.memberships;
    orThrow(await remove(ada.actor, { organizationId, userId: deputy.id }));
    expect(await authenticates(text)).toBe(true);
    const [listed] = orThrow(await keys.list(ada.actor, { appId }));
    expect(listed).toMatchObject({ id: key.id, createdBy: deputy.id });
    expect((await keys.revoke(ada.actor, { keyId: key.id })).ok).toBe(true);
  });

  describe('with a limit of two valid keys', () => {
    let few: Keys;
    beforeAll(() => {
      few = createKeyService(
        createSecondService(world, recorded, { policy: { maxKeysPerOwner: 2 } }),
      );
    });

    const limited = (...path: string[]) => ({
      ok: false,
      refusal: { code: 'key_limit_reached', path, limit: 2 },
    });
    const another = (appId: string) =>
      few.create(ada.actor, { appId, name: 'One more', environment: 'live' });

    it('make room for new ones', async () => {
      const { id: appId } = await insertApp(world, organizationId);
      const [first] = [await createKeyWithText(few, ada.actor, { appId })];
      await createKeyWithText(few, ada.actor, { appId, expiresAt: inAnHour() });
      expect(await another(appId)).toEqual(limited('appId'));
      world.clock.set(inAnHour());
      const { key } = orThrow(await another(appId));
      expect(await another(appId)).toEqual(limited('appId'));
      orThrow(await few.revoke(ada.actor, { keyId: first.key.id }));
      expect((await another(appId)).ok).toBe(true);
      expect(await another(appId)).toEqual(limited('appId'));
      const rotated = orThrow(await few.rotate(ada.actor, { keyId: key.id, overlap: 0 }));
      expect(await authenticates(rotated.secret)).toBe(true);
    });

    it('count for each owner separately', async () => {
      const creator = await createPerson(world);
      const own = await createOrganization(world, creator);
      const of = { organizationId: own.id };
      const { id: appId } = await insertApp(world, own.id);
      for (const owner of [of, of, { appId }, { appId }]) {
        await createKeyWithText(few, creator.actor, owner);
      }
      const input = { ...of, name: 'One more', environment: 'live' } as const;
      expect(await few.create(creator.actor, input)).toEqual(limited('organizationId'));
    });
  });

  it('are listed with the valid ones, by id, without a digest', async () => {
    const { key: first, appId } = await ofNewApp();
    const { key: second } = await createKeyWithText(keys, ada.actor, {
      appId,
      environment: 'test',
      permissions: ['apps:read', 'apps:edit'],
    });
    const rotated = orThrow(await keys.rotate(ada.actor, { keyId: first.id }));
    const revoked = orThrow(await keys.revoke(ada.actor, { keyId: second.id }));
    const { lastUsedAt: _used, ...before } = rotated.before;
    const expected = [before, revoked, rotated.key];
    expect(orThrow(await keys.list(ada.actor, { appId }))).toEqual(expected);
    expect(orThrow(await keys.list(ada.actor, { organizationId }))).toEqual([]);
  });

  it('are removed except for the last 200, some with every new key', async () => {
    const valid = await ofNewApp();
    const { appId } = valid;
    const rows = endedRows(await loadKey(world, valid.key.id), 305);
    await commitChanges(
      recorded,
      rows.map((row) => insertChange('apikeys', row.id, row)),
    );
    const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).sort();
    const listed = async () => idsOf(orThrow(await keys.list(ada.actor, { appId })));
    const stored = async () =>
      idsOf(
        (await recorded.apiKeys.listByOwner({ kind: 'app', appId }, 1_000)).map(
          ({ value }) => value,
        ),
      );
    const kept = idsOf([valid.key, ...rows.slice(105)]);
    expect(await listed()).toEqual(kept);
    const made: CreatedKey = await createKeyWithText(keys, ada.actor, { appId });
    expect(await stored()).toEqual(idsOf([valid.key, made.key, ...rows.slice(100)]));
    const { key: next } = orThrow(await keys.rotate(ada.actor, { keyId: made.key.id }));
    expect(await stored()).toEqual(idsOf([valid.key, made.key, next, ...rows.slice(105)]));
    expect(await authenticates(valid.text)).toBe(true);
  });
});

let made = 0;

/** Keys of one owner that ended long ago, the earliest first; their ids are in no order. */
function endedRows(like: ApiKey, count: number): readonly ApiKey[] {
  return Array.from({ length: count }, (_, index) => {
    made += 1;
    const id = assertPresent(
      parseApiKeyId(((made * 7_919) % 99_991).toString(16).padStart(24, 'b')),
    );
    const endedAt = addSeconds(like.createdAt, index - 2 * count);
    const row = { ...createApiKey({ ...like, id, expiresAt: null, by: null, now: endedAt }) };
    return index % 2 === 0 ? revokeApiKey(row, endedAt) : { ...row, expiresAt: endedAt };
  });
}

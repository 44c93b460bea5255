// How keys end: by rotation, by revocation, by time; how many there may be, and which of them are still listed.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import { inserted } from '../../../src/application/use-case/changes.js';
import { type ApiKey, createKey, revokeKey } from '../../../src/domain/app/api-key.js';
import { parseApiKeyId } from '../../../src/domain/shared/ids.js';
import { secondsAfter } from '../../../src/domain/shared/time.js';
import { type OrganizationId, type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  besides,
  day,
  joined,
  organizationOf,
  type Person,
  person,
  present,
  storages,
  type World,
  worldOn,
  writeRows,
} from '../../support/guildhall.js';
import { landed, writesAsked } from '../support/calls.js';
import {
  appOf,
  keyMade,
  keysIn,
  type MadeKey,
  refusedWith,
  secretIn,
  sha256,
  storedKey,
} from './key-world.js';

describe.each(storages)('the ends of keys on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let keys: Keys;
  let ada: Person;
  let acme: OrganizationView;
  let organizationId: OrganizationId;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
    keys = keysIn(world);
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
    organizationId = acme.id;
  });

  const authenticates = async (text: string | null) =>
    (await keys.authenticate({ key: text ?? '' })).ok;
  const inAnHour = () => secondsAfter(world.clock.now(), 3_600);
  /** An app of its own, so that no test counts another one's keys. */
  const ofNewApp = async (given: { expiresAt?: Date; environment?: 'test' } = {}) => {
    const { id: appId } = await appOf(world, organizationId);
    return { ...(await keyMade(keys, ada.actor, { appId, ...given })), appId };
  };

  it('leave a rotated key valid for a day beside the new one', async () => {
    const { key, text, appId } = await ofNewApp({ environment: 'test' });
    const now = world.clock.now();
    const until = secondsAfter(now, day);
    const rotated = orThrow(await keys.rotate(ada.actor, { keyId: key.id }));
    const after = rotated.key;
    expect(rotated.before).toEqual({ ...key, expiresAt: until, replacedBy: after.id });
    expect(after).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      owner: { kind: 'app', appId },
      name: key.name,
      environment: 'test',
      lastFour: secretIn(rotated.secret ?? '').slice(-4),
      createdBy: ada.id,
      createdAt: now,
      overlapUntil: until,
    });
    expect(rotated.secret).toMatch(new RegExp(`^guild_test_${after.id}_`));
    expect((await storedKey(world, after.id)).digest).toBe(sha256(secretIn(rotated.secret ?? '')));
    expect(landed(recorded).at(-1)?.journal).toMatchObject({
      action: 'key.rotate',
      subject: { kind: 'key', id: key.id },
      organizations: [organizationId],
      facts: [{ type: 'key_rotated', organizationId, appId, keyId: key.id, newKeyId: after.id }],
    });
    world.clock.set(new Date(until.getTime() - 1));
    expect([await authenticates(text), await authenticates(rotated.secret)]).toEqual([true, true]);
    world.clock.set(until);
    expect([await authenticates(text), await authenticates(rotated.secret)]).toEqual([false, true]);
  });

  it('are not rotated again before the overlap is over, neither the old nor the new one', async () => {
    const { key } = await ofNewApp();
    const { key: next } = orThrow(await keys.rotate(ada.actor, { keyId: key.id, overlap: 60 }));
    const until = secondsAfter(world.clock.now(), 60);
    const inProgress = { ok: false, refusal: { code: 'rotation_in_progress', until } };
    world.clock.advance(59);
    expect(await keys.rotate(ada.actor, { keyId: key.id })).toEqual(inProgress);
    expect(await keys.rotate(ada.actor, { keyId: next.id })).toEqual(inProgress);
    orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
    expect(await keys.rotate(ada.actor, { keyId: next.id })).toEqual(inProgress);
    world.clock.advance(1);
    expect((await keys.rotate(ada.actor, { keyId: next.id })).ok).toBe(true);
  });

  it('come at once where no overlap is wanted, and never after a week', async () => {
    const { key, text } = await ofNewApp();
    for (const overlap of [-1, 604_801, 0.5, Number.NaN]) {
      expect(await keys.rotate(ada.actor, { keyId: key.id, overlap })).toMatchObject(
        refusedWith('invalid_input', 'overlap'),
      );
    }
    const { secret, key: next } = orThrow(
      await keys.rotate(ada.actor, { keyId: key.id, overlap: 0 }),
    );
    expect([await authenticates(text), await authenticates(secret)]).toEqual([false, true]);
    const { before } = orThrow(await keys.rotate(ada.actor, { keyId: next.id, overlap: 604_800 }));
    expect(before.expiresAt).toEqual(secondsAfter(world.clock.now(), 604_800));
  });

  it('come with the overlap that the policy names', async () => {
    const { key } = await ofNewApp();
    const shorter = keysIn(besides(world, recorded, { policy: { keyOverlap: 5 } }));
    const { before } = orThrow(await shorter.rotate(ada.actor, { keyId: key.id }));
    expect(before.expiresAt).toEqual(secondsAfter(world.clock.now(), 5));
  });

  it('are not put off by rotation: neither key outlives what the first was given', async () => {
    const expiresAt = inAnHour();
    const { key, text } = await ofNewApp({ expiresAt });
    const { before, key: after, secret } = orThrow(await keys.rotate(ada.actor, { keyId: key.id }));
    expect([before.expiresAt, after.expiresAt]).toEqual([expiresAt, expiresAt]);
    world.clock.set(expiresAt);
    expect([await authenticates(text), await authenticates(secret)]).toEqual([false, false]);
    expect(await keys.rotate(ada.actor, { keyId: after.id })).toEqual(
      refusedWith('key_invalid', 'keyId'),
    );
  });

  it('are shown to a repeat of the rotation without the secret', async () => {
    const { key } = await ofNewApp();
    const options = { idempotencyKey: 'rotating-once' };
    const first = orThrow(await keys.rotate(ada.actor, { keyId: key.id }, options));
    const again = await keysIn(world).rotate(ada.actor, { keyId: key.id }, options);
    expect(again).toEqual({ ok: true, value: { ...first, secret: null } });
  });

  it('come by revocation at once and for good, and only once', async () => {
    const { key, text, appId } = await ofNewApp();
    const revoked = orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
    expect(revoked).toEqual({ ...key, revokedAt: world.clock.now() });
    expect(await authenticates(text)).toBe(false);
    expect(landed(recorded).at(-1)?.journal).toMatchObject({
      action: 'key.revoke',
      subject: { kind: 'key', id: key.id },
      facts: [{ type: 'key_revoked', organizationId, appId, keyId: key.id }],
    });
    const asked = writesAsked(recorded).length;
    world.clock.advance(60);
    expect(await keys.revoke(ada.actor, { keyId: key.id })).toEqual({ ok: true, value: revoked });
    expect(writesAsked(recorded)).toHaveLength(asked);
    expect(await keys.rotate(ada.actor, { keyId: key.id })).toEqual(
      refusedWith('key_invalid', 'keyId'),
    );
  });

  it('do not come with the end of whoever has made a key', async () => {
    const deputy = await joined(world, { by: ada, to: acme, as: 'admin' });
    const { id: appId } = await appOf(world, organizationId);
    const { key, text } = await keyMade(keys, deputy.actor, { appId });
    const { remove } = world.guildhall.memberships;
    orThrow(await remove(ada.actor, { organizationId, userId: deputy.id }));
    expect(await authenticates(text)).toBe(true);
    const [listed] = orThrow(await keys.list(ada.actor, { appId }));
    expect(listed).toMatchObject({ id: key.id, createdBy: deputy.id });
    expect((await keys.revoke(ada.actor, { keyId: key.id })).ok).toBe(true);
  });

  describe('with two valid keys an owner', () => {
    let few: Keys;
    beforeAll(() => {
      few = keysIn(besides(world, recorded, { policy: { keysPerOwner: 2 } }));
    });

    const limited = (...path: string[]) => ({
      ok: false,
      refusal: { code: 'key_limit_reached', path, limit: 2 },
    });
    const another = (appId: string) =>
      few.create(ada.actor, { appId, name: 'One more', environment: 'live' });

    it('make room for others', async () => {
      const { id: appId } = await appOf(world, organizationId);
      const [first] = [await keyMade(few, ada.actor, { appId })];
      await keyMade(few, ada.actor, { appId, expiresAt: inAnHour() });
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

    it('are counted for each owner by itself', async () => {
      const founder = await person(world);
      const own = await organizationOf(world, founder);
      const of = { organizationId: own.id };
      const { id: appId } = await appOf(world, own.id);
      for (const owner of [of, of, { appId }, { appId }]) {
        await keyMade(few, founder.actor, owner);
      }
      const input = { ...of, name: 'One more', environment: 'live' } as const;
      expect(await few.create(founder.actor, input)).toEqual(limited('organizationId'));
    });
  });

  it('are listed with what is valid, by id, without a digest', async () => {
    const { key: first, appId } = await ofNewApp();
    const { key: second } = await keyMade(keys, ada.actor, { appId, environment: 'test' });
    const rotated = orThrow(await keys.rotate(ada.actor, { keyId: first.id }));
    const revoked = orThrow(await keys.revoke(ada.actor, { keyId: second.id }));
    const { lastUsedAt: _used, ...before } = rotated.before;
    const expected = [before, revoked, rotated.key];
    expect(orThrow(await keys.list(ada.actor, { appId }))).toEqual(expected);
    expect(orThrow(await keys.list(ada.actor, { organizationId }))).toEqual([]);
  });

  it('are forgotten but for the 200 that came last, some with every new key', async () => {
    const valid = await ofNewApp();
    const { appId } = valid;
    const rows = endedRows(await storedKey(world, valid.key.id), 305);
    await writeRows(
      recorded,
      rows.map((row) => inserted('apikeys', row.id, row)),
    );
    const idsOf = (some: readonly { readonly id: string }[]) => some.map(({ id }) => id).sort();
    const listed = async () => idsOf(orThrow(await keys.list(ada.actor, { appId })));
    const stored = async () =>
      idsOf((await recorded.keys.ofOwner({ kind: 'app', appId }, 1_000)).map(({ value }) => value));
    const kept = idsOf([valid.key, ...rows.slice(105)]);
    expect(await listed()).toEqual(kept);
    const made: MadeKey = await keyMade(keys, ada.actor, { appId });
    expect(await stored()).toEqual(idsOf([valid.key, made.key, ...rows.slice(100)]));
    const { key: next } = orThrow(await keys.rotate(ada.actor, { keyId: made.key.id }));
    expect(await stored()).toEqual(idsOf([valid.key, made.key, next, ...rows.slice(105)]));
    expect(await authenticates(valid.text)).toBe(true);
  });
});

let made = 0;

/** Keys of one owner that ended long ago, the longest first; their ids are in no order. */
function endedRows(like: ApiKey, count: number): readonly ApiKey[] {
  return Array.from({ length: count }, (_, index) => {
    made += 1;
    const id = present(parseApiKeyId(((made * 7_919) % 99_991).toString(16).padStart(24, 'b')));
    const endedAt = secondsAfter(like.createdAt, index - 2 * count);
    const row = { ...createKey({ ...like, id, expiresAt: null, by: null, now: endedAt }) };
    return index % 2 === 0 ? revokeKey(row, endedAt) : { ...row, expiresAt: endedAt };
  });
}

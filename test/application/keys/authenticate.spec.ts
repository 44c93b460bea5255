// Authentication with keys. The refusal does not reveal what is wrong with a key.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import { addSeconds } from '../../../src/domain/shared/time.js';
import { type OrganizationId, type OrganizationView, orThrow } from '../../../src/index.js';
import {
  interceptStorage,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  type World,
  writeDeletedOrganization,
} from '../../support/world.js';
import { withUnavailableCalls } from '../support/storage-calls.js';
import {
  createKeyService,
  createKeyWithText,
  insertApp,
  loadKey,
  overwriteApp,
  refusalResult,
  secretPartOf,
  withValidChecksum,
} from './key-helpers.js';

const invalid = refusalResult('key_invalid', 'key');

describe.each(storageKinds)('authentication with a key on $name', ({ open }) => {
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

  const shown = (text: string) => keys.authenticate({ key: text });
  const ofNewApp = async (given: { expiresAt?: Date } = {}) => {
    const { id: appId } = await insertApp(world, organizationId);
    return { ...(await createKeyWithText(keys, ada.actor, { appId, ...given })), appId };
  };

  it('returns the app or the organization, and the environment', async () => {
    const { key, text, appId } = await ofNewApp();
    expect(await shown(text)).toEqual({
      ok: true,
      value: {
        actor: { kind: 'key', keyId: key.id },
        owner: { kind: 'app', appId },
        environment: 'live',
        permissions: ['apps:read', 'apps:edit'],
        organizationId,
        appId,
      },
    });
    const shared = await createKeyWithText(keys, ada.actor, {
      organizationId,
      environment: 'test',
    });
    expect(await shown(shared.text)).toEqual({
      ok: true,
      value: {
        actor: { kind: 'key', keyId: shared.key.id },
        owner: { kind: 'organization', organizationId },
        environment: 'test',
        permissions: ['apps:read', 'apps:edit'],
        organizationId,
      },
    });
  });

  it('accepts only the whole key', async () => {
    const { key, text } = await ofNewApp();
    const other = await ofNewApp();
    const { digest } = await loadKey(world, key.id);
    const head = text.slice(0, -60);
    const wrong: Readonly<Record<string, string>> = {
      nothing: '',
      'its id': key.id,
      'the secret alone': secretPartOf(text),
      'no checksum': text.slice(0, -8),
      'the last character cut': text.slice(0, -1),
      'the first character cut': text.slice(1),
      'one character more': `${text}0`,
      'a line break behind it': `${text}\n`,
      'a space before it': ` ${text}`,
      'upper case': text.toUpperCase(),
      'NUL behind it': `${text}\0`,
      'NUL in it': text.replace('_live_', '_li\0e_'),
      'its checksum wrong':
        text.slice(0, -8) + (text.endsWith('0'.repeat(8)) ? '1' : '0').repeat(8),
      'another secret': withValidChecksum(head + secretPartOf(other.text) + text.slice(-8)),
      'another id': withValidChecksum(text.replace(key.id, other.key.id)),
      'an unknown id': withValidChecksum(text.replace(key.id, 'f'.repeat(24))),
      'another prefix': withValidChecksum(text.replace('guild_', 'build_')),
      'another environment': withValidChecksum(text.replace('_live_', '_test_')),
      'an environment that is none': withValidChecksum(text.replace('_live_', '_beta_')),
      'the stored digest': digest,
      'the stored digest for a secret': withValidChecksum(`${head}${digest}00000000`),
      'as much of the stored digest as fits': withValidChecksum(
        `${head}${digest.replace(/[0189]/g, 'a').slice(0, 52)}00000000`,
      ),
      'many characters': 'x'.repeat(1_024),
      'letters that look the same': text.replace('g', 'ɡ'),
    };
    for (const [what, one] of Object.entries(wrong)) {
      expect([what, await shown(one)]).toEqual([what, invalid]);
    }
    expect((await shown(text)).ok).toBe(true);
  });

  it('refuses text that is too long, and input that is not text', async () => {
    const bad = refusalResult('invalid_input', 'key');
    expect(await shown('x'.repeat(1_000_000))).toMatchObject(bad);
    expect(await shown('half \ud800')).toMatchObject(bad);
    for (const key of [null, 1, {}, [], { $ne: null }]) {
      const input = { key };
      expect(await Reflect.apply(keys.authenticate, null, [input])).toMatchObject(bad);
    }
    const more = { key: 'x', $where: 'x' };
    expect(await keys.authenticate(more)).toMatchObject({ refusal: { code: 'invalid_input' } });
  });

  it('reads and compares whether or not the key exists, and reads nothing for a mistyped key', async () => {
    const { key, text } = await ofNewApp();
    const asked = async (one: string) => {
      const before = recorded.calls.length;
      expect(await shown(one)).toEqual(invalid);
      return recorded.calls.slice(before).map(({ call }) => `${call.port}.${call.method}`);
    };
    const unknown = withValidChecksum(text.replace(key.id, 'f'.repeat(24)));
    const forged = withValidChecksum(`${text.slice(0, -60)}${'a'.repeat(52)}00000000`);
    expect(await asked(unknown)).toEqual(['apiKeys.findById']);
    expect(await asked(forged)).toEqual(['apiKeys.findById']);
    expect(await asked(text.slice(0, -8) + (text.endsWith('f') ? '0' : 'f').repeat(8))).toEqual([]);
  });

  it('fails once the key has expired or is revoked', async () => {
    const expiresAt = addSeconds(world.clock.now(), 60);
    const { key, text } = await ofNewApp({ expiresAt });
    const revoked = await ofNewApp();
    orThrow(await keys.revoke(ada.actor, { keyId: revoked.key.id }));
    expect(await shown(revoked.text)).toEqual(invalid);
    world.clock.set(new Date(expiresAt.getTime() - 1));
    expect((await shown(text)).ok).toBe(true);
    world.clock.set(expiresAt);
    expect(await shown(text)).toEqual(invalid);
    expect(key.expiresAt).toEqual(expiresAt);
  });

  it.each(['suspended', 'taken_down'] as const)(
    'returns app_suspended for a valid key if the app is %s',
    async (state) => {
      const { text, key, appId } = await ofNewApp();
      await overwriteApp(recorded, appId, { enforcement: { state: 'warned' } });
      expect((await shown(text)).ok).toBe(true);
      await overwriteApp(recorded, appId, { enforcement: { state } });
      expect(await shown(text)).toEqual(refusalResult('app_suspended', 'key'));
      expect(
        await shown(withValidChecksum(text.replace(secretPartOf(text), 'b'.repeat(52)))),
      ).toEqual(invalid);
      orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
      expect(await shown(text)).toEqual(invalid);
    },
  );

  it('accepts the key of an organization while one of its apps is suspended', async () => {
    const { appId } = await ofNewApp();
    const { text } = await createKeyWithText(keys, ada.actor, { organizationId });
    await overwriteApp(recorded, appId, { enforcement: { state: 'suspended' } });
    expect((await shown(text)).ok).toBe(true);
  });

  it('fails while the app or the organization is deleted', async () => {
    const creator = await createPerson(world);
    const own = await createOrganization(world, creator);
    const [gone, left] = [await insertApp(world, own.id), await insertApp(world, own.id)];
    const made = async (of: { appId: string } | { organizationId: string }) =>
      (await createKeyWithText(keys, creator.actor, of)).text;
    const ofGone = await made({ appId: gone.id });
    const ofLeft = await made({ appId: left.id });
    const ofOrganization = await made({ organizationId: own.id });
    await overwriteApp(recorded, gone.id, {
      deletedAt: world.clock.now(),
      enforcement: { state: 'suspended' },
    });
    expect(await shown(ofGone)).toEqual(invalid);
    expect([(await shown(ofLeft)).ok, (await shown(ofOrganization)).ok]).toEqual([true, true]);
    await writeDeletedOrganization(world, own.id);
    expect(await shown(ofLeft)).toEqual(invalid);
    expect(await shown(ofOrganization)).toEqual(invalid);
  });

  it('returns the new organization after the app has moved, whose admins then manage the key', async () => {
    const { key, text, appId } = await ofNewApp();
    const grace = await createPerson(world);
    const elsewhere = await createOrganization(world, grace, 'Elsewhere');
    await overwriteApp(recorded, appId, { organizationId: elsewhere.id });
    expect(await shown(text)).toMatchObject({
      ok: true,
      value: { organizationId: elsewhere.id, appId },
    });
    const listed = orThrow(await keys.list(grace.actor, { appId }));
    expect(listed.map(({ id }) => id)).toEqual([key.id]);
    expect(await keys.list(ada.actor, { appId })).toEqual(refusalResult('app_not_found', 'appId'));
    expect(await keys.revoke(ada.actor, { keyId: key.id })).toEqual(
      refusalResult('key_not_found', 'keyId'),
    );
    expect((await keys.revoke(grace.actor, { keyId: key.id })).ok).toBe(true);
  });

  it('records the use at most once a minute, and only if it succeeds', async () => {
    const { key, text, appId } = await ofNewApp();
    const lastUse = async () => (await loadKey(world, key.id)).lastUsedAt;
    await shown(`${text.slice(0, -8)}00000000`);
    await overwriteApp(recorded, appId, { enforcement: { state: 'suspended' } });
    await shown(text);
    expect(await lastUse()).toBeUndefined();
    await overwriteApp(recorded, appId, { enforcement: { state: 'none' } });
    const first = world.clock.now();
    await shown(text);
    world.clock.advance(59);
    await shown(text);
    expect(await lastUse()).toEqual(first);
    world.clock.advance(1);
    await shown(text);
    expect(await lastUse()).toEqual(addSeconds(first, 60));
    const [listed] = orThrow(await keys.list(ada.actor, { appId }));
    expect(listed?.lastUsedAt).toEqual(addSeconds(first, 60));
  });

  it('succeeds if the use cannot be recorded, and fails if the key cannot be read', async () => {
    const { key, text } = await ofNewApp();
    const noteless = withUnavailableCalls(recorded, ({ method }) => method === 'recordUse');
    expect((await createKeyService(world, noteless).authenticate({ key: text })).ok).toBe(true);
    expect((await loadKey(world, key.id)).lastUsedAt).toBeUndefined();
    const broken = interceptStorage(recorded, async ({ method }, proceed) => {
      if (method === 'recordUse') throw new TypeError('a slip in the code');
      return proceed();
    });
    await expect(createKeyService(world, broken).authenticate({ key: text })).rejects.toThrow(
      'a slip',
    );
    const away = withUnavailableCalls(recorded, ({ port }) => port === 'apiKeys');
    await expect(createKeyService(world, away).authenticate({ key: text })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

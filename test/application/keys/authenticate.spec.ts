// Whom a key lets in, and that whatever is wrong with one is answered alike.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import { secondsAfter } from '../../../src/domain/shared/time.js';
import { type OrganizationId, type OrganizationView, orThrow } from '../../../src/index.js';
import {
  passThrough,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  deleteOrganization,
  organizationOf,
  type Person,
  person,
  storages,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { withoutReach } from '../support/calls.js';
import {
  appOf,
  changeApp,
  keyMade,
  keysIn,
  mended,
  refusedWith,
  secretIn,
  storedKey,
} from './key-world.js';

const invalid = refusedWith('key_invalid', 'key');

describe.each(storages)('showing a key on $name', ({ open }) => {
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

  const shown = (text: string) => keys.authenticate({ key: text });
  const ofNewApp = async (given: { expiresAt?: Date } = {}) => {
    const { id: appId } = await appOf(world, organizationId);
    return { ...(await keyMade(keys, ada.actor, { appId, ...given })), appId };
  };

  it('tells which app or organization it is, and in which environment', async () => {
    const { key, text, appId } = await ofNewApp();
    expect(await shown(text)).toEqual({
      ok: true,
      value: {
        actor: { kind: 'key', keyId: key.id },
        owner: { kind: 'app', appId },
        environment: 'live',
        organizationId,
        appId,
      },
    });
    const shared = await keyMade(keys, ada.actor, { organizationId, environment: 'test' });
    expect(await shown(shared.text)).toEqual({
      ok: true,
      value: {
        actor: { kind: 'key', keyId: shared.key.id },
        owner: { kind: 'organization', organizationId },
        environment: 'test',
        organizationId,
      },
    });
  });

  it('lets nobody in by anything but the whole key', async () => {
    const { key, text } = await ofNewApp();
    const other = await ofNewApp();
    const { digest } = await storedKey(world, key.id);
    const head = text.slice(0, -60);
    const wrong: Readonly<Record<string, string>> = {
      nothing: '',
      'its id': key.id,
      'the secret alone': secretIn(text),
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
      'another secret': mended(head + secretIn(other.text) + text.slice(-8)),
      'another id': mended(text.replace(key.id, other.key.id)),
      'an unknown id': mended(text.replace(key.id, 'f'.repeat(24))),
      'another prefix': mended(text.replace('guild_', 'build_')),
      'another environment': mended(text.replace('_live_', '_test_')),
      'an environment that is none': mended(text.replace('_live_', '_beta_')),
      'the stored digest': digest,
      'the stored digest for a secret': mended(`${head}${digest}00000000`),
      'as much of the stored digest as fits': mended(
        `${head}${digest.replace(/[0189]/g, 'a').slice(0, 52)}00000000`,
      ),
      'many characters': 'x'.repeat(1_024),
      'letters that look alike': text.replace('g', 'ɡ'),
    };
    for (const [what, one] of Object.entries(wrong)) {
      expect([what, await shown(one)]).toEqual([what, invalid]);
    }
    expect((await shown(text)).ok).toBe(true);
  });

  it('reads no text that is too long to be looked at, nor what is no text', async () => {
    const bad = refusedWith('invalid_input', 'key');
    expect(await shown('x'.repeat(1_000_000))).toMatchObject(bad);
    expect(await shown('half \ud800')).toMatchObject(bad);
    for (const key of [null, 1, {}, [], { $ne: null }]) {
      const input = { key };
      expect(await Reflect.apply(keys.authenticate, null, [input])).toMatchObject(bad);
    }
    const more = { key: 'x', $where: 'x' };
    expect(await keys.authenticate(more)).toMatchObject({ refusal: { code: 'invalid_input' } });
  });

  it('reads and compares whether or not there is such a key, and nothing for a typing error', async () => {
    const { key, text } = await ofNewApp();
    const asked = async (one: string) => {
      const before = recorded.calls.length;
      expect(await shown(one)).toEqual(invalid);
      return recorded.calls.slice(before).map(({ call }) => `${call.port}.${call.method}`);
    };
    const unknown = mended(text.replace(key.id, 'f'.repeat(24)));
    const forged = mended(`${text.slice(0, -60)}${'a'.repeat(52)}00000000`);
    expect(await asked(unknown)).toEqual(['keys.findById']);
    expect(await asked(forged)).toEqual(['keys.findById']);
    expect(await asked(text.slice(0, -8) + (text.endsWith('f') ? '0' : 'f').repeat(8))).toEqual([]);
  });

  it('is in vain from the moment on at which the key expires, or is revoked', async () => {
    const expiresAt = secondsAfter(world.clock.now(), 60);
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
    'tells that the app is kept out where it is %s, to whoever has the right key',
    async (state) => {
      const { text, key, appId } = await ofNewApp();
      await changeApp(recorded, appId, { enforcement: { state: 'warned' } });
      expect((await shown(text)).ok).toBe(true);
      await changeApp(recorded, appId, { enforcement: { state } });
      expect(await shown(text)).toEqual(refusedWith('app_suspended', 'key'));
      expect(await shown(mended(text.replace(secretIn(text), 'b'.repeat(52))))).toEqual(invalid);
      orThrow(await keys.revoke(ada.actor, { keyId: key.id }));
      expect(await shown(text)).toEqual(invalid);
    },
  );

  it('lets an organization in while one of its apps is suspended', async () => {
    const { appId } = await ofNewApp();
    const { text } = await keyMade(keys, ada.actor, { organizationId });
    await changeApp(recorded, appId, { enforcement: { state: 'suspended' } });
    expect((await shown(text)).ok).toBe(true);
  });

  it('is in vain while the app or the organization is deleted', async () => {
    const founder = await person(world);
    const own = await organizationOf(world, founder);
    const [gone, left] = [await appOf(world, own.id), await appOf(world, own.id)];
    const made = async (of: { appId: string } | { organizationId: string }) =>
      (await keyMade(keys, founder.actor, of)).text;
    const ofGone = await made({ appId: gone.id });
    const ofLeft = await made({ appId: left.id });
    const ofOrganization = await made({ organizationId: own.id });
    await changeApp(recorded, gone.id, {
      deletedAt: world.clock.now(),
      enforcement: { state: 'suspended' },
    });
    expect(await shown(ofGone)).toEqual(invalid);
    expect([(await shown(ofLeft)).ok, (await shown(ofOrganization)).ok]).toEqual([true, true]);
    await deleteOrganization(world, own.id);
    expect(await shown(ofLeft)).toEqual(invalid);
    expect(await shown(ofOrganization)).toEqual(invalid);
  });

  it('goes with the app to another organization, whose admins have the key from then on', async () => {
    const { key, text, appId } = await ofNewApp();
    const grace = await person(world);
    const elsewhere = await organizationOf(world, grace, 'Elsewhere');
    await changeApp(recorded, appId, { organizationId: elsewhere.id });
    expect(await shown(text)).toMatchObject({
      ok: true,
      value: { organizationId: elsewhere.id, appId },
    });
    const listed = orThrow(await keys.list(grace.actor, { appId }));
    expect(listed.map(({ id }) => id)).toEqual([key.id]);
    expect(await keys.list(ada.actor, { appId })).toEqual(refusedWith('app_not_found', 'appId'));
    expect(await keys.revoke(ada.actor, { keyId: key.id })).toEqual(
      refusedWith('key_not_found', 'keyId'),
    );
    expect((await keys.revoke(grace.actor, { keyId: key.id })).ok).toBe(true);
  });

  it('is noted at most once a minute, and not where it was in vain', async () => {
    const { key, text, appId } = await ofNewApp();
    const lastUse = async () => (await storedKey(world, key.id)).lastUsedAt;
    await shown(`${text.slice(0, -8)}00000000`);
    await changeApp(recorded, appId, { enforcement: { state: 'suspended' } });
    await shown(text);
    expect(await lastUse()).toBeUndefined();
    await changeApp(recorded, appId, { enforcement: { state: 'none' } });
    const first = world.clock.now();
    await shown(text);
    world.clock.advance(59);
    await shown(text);
    expect(await lastUse()).toEqual(first);
    world.clock.advance(1);
    await shown(text);
    expect(await lastUse()).toEqual(secondsAfter(first, 60));
    const [listed] = orThrow(await keys.list(ada.actor, { appId }));
    expect(listed?.lastUsedAt).toEqual(secondsAfter(first, 60));
  });

  it('succeeds although the storage cannot take the note, and fails where it cannot be asked', async () => {
    const { key, text } = await ofNewApp();
    const noteless = withoutReach(recorded, ({ method }) => method === 'noteUsed');
    expect((await keysIn(world, noteless).authenticate({ key: text })).ok).toBe(true);
    expect((await storedKey(world, key.id)).lastUsedAt).toBeUndefined();
    const broken = passThrough(recorded, async ({ method }, proceed) => {
      if (method === 'noteUsed') throw new TypeError('a slip in the code');
      return proceed();
    });
    await expect(keysIn(world, broken).authenticate({ key: text })).rejects.toThrow('a slip');
    const away = withoutReach(recorded, ({ port }) => port === 'keys');
    await expect(keysIn(world, away).authenticate({ key: text })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

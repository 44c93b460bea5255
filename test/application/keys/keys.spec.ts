// Making keys, ending them and looking at them: who may, and what is shown to whom.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import type { App } from '../../../src/domain/app/app.js';
import { type Actor, type OrganizationView, orThrow } from '../../../src/index.js';
import {
  noPacing,
  passThrough,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  day,
  deleteOrganization,
  joined,
  organizationOf,
  type Person,
  person,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import {
  faultOf,
  landed,
  losingAnswers,
  losingFirstAnswer,
  writesAsked,
} from '../support/calls.js';
import {
  appOf,
  changeApp,
  keyMade,
  keysIn,
  refusedWith,
  secretIn,
  sha256,
  storedKey,
} from './key-world.js';

const unknown = 'f'.repeat(24);
const [name, environment] = ['CI', 'live'] as const;

describe.each(storages)('keys on $name', ({ open }) => {
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
    world = worldOn(recorded);
    keys = keysIn(world);
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
    organizationId = acme.id;
    member = await joined(world, { by: ada, to: acme });
    outsider = await person(world);
    app = await appOf(world, organizationId);
  });

  const authenticates = async (text: string) => (await keys.authenticate({ key: text })).ok;

  it('are made for an app, shown once, and kept by the digest of the secret', async () => {
    const now = world.clock.now();
    const input = { appId: app.id, name: '  Captions   in production ', environment } as const;
    const { key, secret } = orThrow(await keys.create(ada.actor, input));
    const text = secret ?? '';
    expect(key).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      owner: { kind: 'app', appId: app.id },
      name: 'Captions in production',
      environment: 'live',
      lastFour: secretIn(text).slice(-4),
      createdBy: ada.id,
      createdAt: now,
    });
    expect(text).toMatch(new RegExp(`^guild_live_${key.id}_[a-z2-7]{52}[0-9a-f]{8}$`));
    expect(text.slice(-8)).toBe(sha256(text.slice(0, -8)).slice(0, 8));
    expect((await storedKey(world, key.id)).digest).toBe(sha256(secretIn(text)));
    const written = landed(recorded).at(-1);
    expect(written?.journal).toMatchObject({
      action: 'key.create',
      subject: { kind: 'key', id: key.id },
      organizations: [organizationId],
      facts: [{ type: 'key_created', organizationId, keyId: key.id, appId: app.id }],
      answer: { keyId: key.id },
    });
    expect(written?.changes.map(({ kind, collection }) => `${kind} ${collection}`)).toEqual([
      'touch organizations',
      'touch apps',
      'insert apikeys',
    ]);
  });

  it('are made for an organization, which its own keys name and no app', async () => {
    const { key, text } = await keyMade(keys, theSystem, { organizationId, environment: 'test' });
    expect(text.startsWith(`guild_test_${key.id}_`)).toBe(true);
    expect(key).not.toHaveProperty('createdBy');
    const written = landed(recorded).at(-1);
    expect(written?.journal.facts).toEqual([
      { type: 'key_created', organizationId, keyId: key.id },
    ]);
    expect(written?.changes.map(({ kind, collection }) => `${kind} ${collection}`)).toEqual([
      'touch organizations',
      'insert apikeys',
    ]);
  });

  it('are not shown again to a repeated command', async () => {
    const input = { appId: app.id, name, environment };
    const options = { idempotencyKey: 'once' };
    const first = orThrow(await keys.create(ada.actor, input, options));
    const again = await keysIn(world).create(ada.actor, input, options);
    expect(again).toEqual({ ok: true, value: { key: first.key, secret: null } });
    const deaf = besides(world, losingAnswers(recorded), { pacing: noPacing() });
    const { operationId } = await faultOf(
      keysIn(deaf).create(ada.actor, { ...input, name: 'Lost' }),
    );
    const found = await keys.create(
      ada.actor,
      { ...input, name: 'Lost' },
      { operationId: operationId ?? '' },
    );
    expect(found).toMatchObject({ ok: true, value: { key: { name: 'Lost' }, secret: null } });
  });

  it('are shown once although the answer of the storage was lost', async () => {
    const losing = keysIn(world, losingFirstAnswer(recorded));
    const { text } = await keyMade(losing, ada.actor, { appId: app.id });
    expect(await authenticates(text)).toBe(true);
    const before = await keyMade(keys, ada.actor, { appId: app.id });
    const rotating = keysIn(world, losingFirstAnswer(recorded));
    const rotated = orThrow(await rotating.rotate(ada.actor, { keyId: before.key.id }));
    expect(await authenticates(rotated.secret ?? '')).toBe(true);
  });

  it('are found by a repeat although they have expired meanwhile', async () => {
    const expiresAt = new Date(world.clock.now().getTime() + 1_000);
    const input = { appId: app.id, name, environment, expiresAt };
    const options = { idempotencyKey: 'soon-over' };
    const { key } = orThrow(await keys.create(ada.actor, input, options));
    world.clock.advance(2);
    const again = await keys.create(ada.actor, input, options);
    expect(again).toEqual({ ok: true, value: { key, secret: null } });
    expect(await keys.create(ada.actor, input)).toMatchObject(
      refusedWith('invalid_input', 'expiresAt'),
    );
  });

  it('belong to an app or to an organization, and not to both or to neither', async () => {
    for (const ids of [{}, { appId: app.id, organizationId }]) {
      expect(await keys.create(ada.actor, { ...ids, name, environment })).toMatchObject(
        refusedWith('invalid_input'),
      );
      expect(await keys.list(ada.actor, ids)).toMatchObject(refusedWith('invalid_input'));
    }
  });

  it('expire after now and within ten years, or not by themselves', async () => {
    const now = world.clock.now().getTime();
    const tenYears = 3_650 * day * 1_000;
    const made = (after: number) =>
      keys.create(ada.actor, {
        appId: app.id,
        name,
        environment,
        expiresAt: new Date(now + after),
      });
    expect(await made(0)).toMatchObject(refusedWith('invalid_input', 'expiresAt'));
    expect(await made(tenYears + 1)).toMatchObject(refusedWith('invalid_input', 'expiresAt'));
    expect(await made(Number.NaN)).toMatchObject(refusedWith('invalid_input', 'expiresAt'));
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
    ['half \ud800', 'custom'],
    ['x'.repeat(1_000_000), 'too_big'],
  ])('are not called what nobody can read: case %#', async (typed, code) => {
    const answer = await keys.create(ada.actor, { appId: app.id, name: typed, environment });
    expect(answer).toMatchObject({
      refusal: { code: 'invalid_input', path: ['name'], issues: [{ code }] },
    });
  });

  it('have names that people can read', async () => {
    const { key } = await keyMade(keys, ada.actor, { appId: app.id, name: '🗝️'.repeat(50) });
    expect(key.name).toBe('🗝️'.repeat(50));
    const cafe = await keyMade(keys, ada.actor, { appId: app.id, name: 'Cafe\u0301' });
    expect(cafe.key.name).toBe('Café');
  });

  it('are managed by admins', async () => {
    const { key } = await keyMade(keys, ada.actor, { appId: app.id });
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
    const asked = writesAsked(recorded).length;
    const denied = refusedWith('permission_denied', 'actor');
    expect(await tried(member.actor)).toEqual(Array(6).fill(denied));
    const appUnknown = refusedWith('app_not_found', 'appId');
    const organizationUnknown = refusedWith('organization_not_found', 'organizationId');
    const keyUnknown = refusedWith('key_not_found', 'keyId');
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
    expect(writesAsked(recorded)).toHaveLength(asked);
  });

  it('are unknown where nothing is', async () => {
    const of = { name, environment };
    const { actor } = ada;
    expect(await keys.create(actor, { appId: unknown, ...of })).toEqual(
      refusedWith('app_not_found', 'appId'),
    );
    expect(await keys.rotate(actor, { keyId: unknown })).toEqual(
      refusedWith('key_not_found', 'keyId'),
    );
    expect(await keys.revoke(theSystem, { keyId: unknown })).toEqual(
      refusedWith('key_not_found', 'keyId'),
    );
    expect(await keys.revoke(actor, { keyId: 'K'.repeat(24) })).toMatchObject(
      refusedWith('invalid_input', 'keyId'),
    );
  });

  it('are left alone while their app or organization is deleted, or the admin suspended', async () => {
    const founder = await person(world);
    const own = await organizationOf(world, founder);
    const [its, other] = [await appOf(world, own.id), await appOf(world, own.id)];
    const { key } = await keyMade(keys, founder.actor, { appId: its.id });
    const { key: otherKey } = await keyMade(keys, founder.actor, { appId: other.id });
    await changeApp(recorded, its.id, { deletedAt: world.clock.now() });
    const { actor } = founder;
    expect(await keys.create(actor, { appId: its.id, name, environment })).toEqual(
      refusedWith('app_deleted', 'appId'),
    );
    expect(await keys.rotate(actor, { keyId: key.id })).toEqual(
      refusedWith('app_deleted', 'keyId'),
    );
    await deleteOrganization(world, own.id);
    expect(await keys.list(actor, { organizationId: own.id })).toEqual(
      refusedWith('organization_deleted', 'organizationId'),
    );
    expect(await keys.revoke(actor, { keyId: otherKey.id })).toEqual(
      refusedWith('organization_deleted', 'keyId'),
    );
    await suspend(world, founder.id);
    expect(await keys.revoke(actor, { keyId: otherKey.id })).toEqual(
      refusedWith('account_inactive', 'actor'),
    );
  });

  it('are not made by whose app has moved away while it was looked at', async () => {
    const moving = await appOf(world, organizationId);
    const elsewhere = await organizationOf(world, outsider, 'Elsewhere');
    let isMoved = false;
    const late = passThrough(recorded, async (call, proceed) => {
      const answer = await proceed();
      if (call.method === 'findById' && call.port === 'apps' && !isMoved) {
        isMoved = true;
        await changeApp(recorded, moving.id, { organizationId: elsewhere.id });
      }
      return answer;
    });
    const input = { appId: moving.id, name, environment };
    expect(await keysIn(world, late).create(ada.actor, input)).toEqual(
      refusedWith('app_not_found', 'appId'),
    );
    expect(orThrow(await keys.list(outsider.actor, { appId: moving.id }))).toEqual([]);
  });

  it('are not made by an admin who was removed while it was written', async () => {
    const deputy = await joined(world, { by: ada, to: acme, as: 'admin' });
    let isRemoved = false;
    const late = passThrough(recorded, async (call, proceed) => {
      if (call.method === 'commit' && !isRemoved) {
        isRemoved = true;
        const { remove } = world.guildhall.memberships;
        orThrow(await remove(ada.actor, { organizationId, userId: deputy.id }));
      }
      return proceed();
    });
    expect(
      await keysIn(world, late).create(deputy.actor, { organizationId, name, environment }),
    ).toEqual(refusedWith('organization_not_found', 'organizationId'));
  });
});

// What moves with an app: only the keys and the webhook that the mover keeps. On both storages.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import { recordingStorage } from '../../../src/testing/doubles/index.js';
import { draftApp } from '../../support/app-steps.js';
import {
  assertPresent,
  createOrganization,
  createWorld,
  storageKinds,
  type World,
} from '../../support/world.js';
import { writtenCommands } from '../support/storage-calls.js';
import { type AppWithWebhook, createAppWithWebhook } from '../webhooks/webhook-helpers.js';

describe.each(storageKinds)('an app that moves, on $name', ({ open }) => {
  let recorded: ReturnType<typeof recordingStorage>;
  let world: World;
  let of: AppWithWebhook;
  let toOrganizationId: string;

  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  beforeEach(async () => {
    of = await createAppWithWebhook(world, ['app.moved', 'key.revoked']);
    ({ id: toOrganizationId } = await createOrganization(world, of.creator));
  });

  const createKey = async (owner: { appId: string } | { organizationId: string }) => {
    const input = { ...owner, name: 'server', environment: 'live' } as const;
    const { key, secret } = orThrow(await world.guildhall.keys.create(of.creator.actor, input));
    return { id: key.id, text: assertPresent(secret) };
  };
  const move = (kept: { keepKeyIds?: readonly string[]; keepWebhook?: boolean }) =>
    world.guildhall.apps.move(of.creator.actor, { appId: of.appId, toOrganizationId, ...kept });
  const storedApp = async () => assertPresent(await world.storage.apps.findById(of.appId));
  const opens = async ({ text }: { text: string }) =>
    (await world.guildhall.keys.authenticate({ key: text })).ok;

  it('loses its keys and its webhook at the time of the move, in the same commit', async () => {
    const { appId, organizationId } = of;
    const [one, other] = [await createKey({ appId }), await createKey({ appId })];
    const edit = () =>
      world.guildhall.apps.updateDraft(
        { kind: 'key', keyId: one.id },
        { appId, expectedRevision: 1, changes: { description: 'Of the seller.' } },
      );
    world.clock.advance(60);
    orThrow(await move({}));
    expect([await opens(one), await opens(other)]).toEqual([false, false]);
    expect(await edit()).toMatchObject({ ok: false, refusal: { code: 'app_not_found' } });
    const keys = orThrow(await world.guildhall.keys.list(of.creator.actor, { appId }));
    expect(keys.map(({ revokedAt }) => revokedAt)).toEqual([world.clock.now(), world.clock.now()]);
    expect((await storedApp()).value).not.toHaveProperty('webhook');
    const { journal, messages } = assertPresent(writtenCommands(recorded).at(-1));
    expect(journal.events).toEqual([
      { type: 'key_revoked', organizationId, appId, keyId: one.id },
      { type: 'key_revoked', organizationId, appId, keyId: other.id },
      { type: 'webhook_removed', organizationId, appId },
      { type: 'app_moved_out', organizationId, appId },
      { type: 'app_moved_in', organizationId: toOrganizationId, appId },
    ]);
    expect(messages).toEqual([]);
  });

  it('keeps the keys and the webhook that the mover names', async () => {
    const { appId } = of;
    const [kept, lost] = [await createKey({ appId }), await createKey({ appId })];
    const ofSeller = await createKey({ organizationId: of.organizationId });
    const { webhook } = (await storedApp()).value;
    orThrow(await move({ keepKeyIds: [kept.id, kept.id], keepWebhook: true }));
    expect([await opens(kept), await opens(lost), await opens(ofSeller)]).toEqual([
      true,
      false,
      true,
    ]);
    expect((await storedApp()).value.webhook).toEqual(webhook);
    const { messages } = assertPresent(writtenCommands(recorded).at(-1));
    expect(messages).toMatchObject([
      { eventType: 'key.revoked', relatedIds: { keyId: lost.id } },
      { eventType: 'app.moved', organizationId: toOrganizationId },
    ]);
  });

  it('leaves the keys that have ended as they are', async () => {
    const { appId } = of;
    const revoked = await createKey({ appId });
    orThrow(await world.guildhall.keys.revoke(of.creator.actor, { keyId: revoked.id }));
    const before = await world.storage.apiKeys.findById(assertPresent(revoked.id));
    world.clock.advance(60);
    orThrow(await move({}));
    expect(await world.storage.apiKeys.findById(assertPresent(revoked.id))).toEqual(before);
  });

  it('is refused with a key that it does not have or that has ended, and nothing changes', async () => {
    const { appId, organizationId } = of;
    const [valid, ended] = [await createKey({ appId }), await createKey({ appId })];
    orThrow(await world.guildhall.keys.revoke(of.creator.actor, { keyId: ended.id }));
    const elsewhere = await draftApp(world, of);
    const foreign = [
      'f'.repeat(24),
      (await createKey({ organizationId })).id,
      (await createKey({ appId: elsewhere.appId })).id,
    ];
    const before = await storedApp();
    for (const [id, code] of [
      ...foreign.map((one) => [one, 'key_not_found'] as const),
      [ended.id, 'key_invalid'] as const,
    ]) {
      expect(await move({ keepKeyIds: [valid.id, id] })).toEqual({
        ok: false,
        refusal: { code, path: ['keepKeyIds', 1] },
      });
    }
    const tooMany = Array.from({ length: 2_001 }, () => valid.id);
    expect(await move({ keepKeyIds: tooMany })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path: ['keepKeyIds'] },
    });
    expect(await storedApp()).toEqual(before);
    expect(await opens(valid)).toBe(true);
  });

  it('changes nothing where it already is', async () => {
    const { appId } = of;
    const key = await createKey({ appId });
    const before = await storedApp();
    const { organizationId: here } = of;
    const input = { appId, toOrganizationId: here };
    orThrow(await world.guildhall.apps.move(of.creator.actor, input));
    expect(await storedApp()).toEqual(before);
    expect(await opens(key)).toBe(true);
  });
});

// What an organization does with its apps, on both storages.
import { beforeAll, describe, expect, it } from 'vitest';
import { orThrow } from '../../../src/index.js';
import {
  type AppPublisher,
  completeManifest,
  createPublisher,
  createReviewer,
  type DraftedApp,
  draftApp,
  releaseApp,
  submitApp,
  uniquePackageName,
  updateDraft,
} from '../../support/app-steps.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';

const refused = (code: string, path: readonly (string | number)[]) => ({
  ok: false,
  refusal: { code, path },
});

describe.each(storageKinds)('apps on $name', ({ open }) => {
  let world: World;
  let acme: AppPublisher;
  let member: Person;
  let stranger: Person;
  beforeAll(async () => {
    world = createWorld(await open());
    acme = await createPublisher(world);
    const organization = orThrow(
      await world.guildhall.organizations.get(acme.creator.actor, {
        organizationId: acme.organizationId,
      }),
    );
    member = await createMember(world, { by: acme.creator, to: organization });
    stranger = await createPerson(world);
  });

  it('start as a private draft that only the organization sees', async () => {
    const { apps, store } = world.guildhall;
    const packageName = uniquePackageName();
    const input = { organizationId: acme.organizationId, packageName, name: 'Live  Captions ' };
    const app = orThrow(await apps.create(member.actor, input));
    expect(app).toMatchObject({
      packageName,
      organizationId: acme.organizationId,
      draft: { revision: 1, manifest: { name: 'Live Captions', permissions: [] } },
      visibility: 'private',
      enforcement: { state: 'none' },
      submissionCount: 0,
    });
    expect(app).not.toHaveProperty('live');
    const { id: appId } = app;
    expect(orThrow(await apps.get(acme.creator.actor, { appId })).status).toBe('DEVELOPMENT');
    expect(await apps.get(stranger.actor, { appId })).toEqual(refused('app_not_found', ['appId']));
    expect(await store.get(null, { packageName })).toMatchObject(
      refused('app_not_found', ['packageName']),
    );
  });

  it('keep their package name forever, and no other app gets it', async () => {
    const { apps } = world.guildhall;
    const { app, creator, organizationId } = await draftApp(world);
    const { packageName } = app;
    const again = { organizationId: acme.organizationId, packageName, name: 'Other' };
    const taken = refused('package_name_taken', ['packageName']);
    expect(await apps.create(member.actor, again)).toEqual(taken);
    orThrow(await apps.delete(creator.actor, { appId: app.id }));
    expect(await apps.create(creator.actor, { ...again, organizationId })).toEqual(taken);
    const check = await apps.checkPackageName(stranger.actor, { packageName });
    expect(check).toMatchObject({ ok: true, value: { isFree: false } });
    const free = await apps.checkPackageName(stranger.actor, { packageName: uniquePackageName() });
    expect(free).toEqual({ ok: true, value: { isFree: true } });
    for (const [text, reason] of [
      ['captions', 'form'],
      ['Org.captions.app', 'form'],
      ['com.guildhall.app', 'reserved'],
      [`org.${'a'.repeat(200)}`, 'too_long'],
    ] as const) {
      expect(await apps.create(member.actor, { ...again, packageName: text })).toEqual({
        ok: false,
        refusal: { code: 'package_name_invalid', path: ['packageName'], reason },
      });
    }
  });

  it('are edited by members at the revision that they have read', async () => {
    const { apps } = world.guildhall;
    const { appId, app } = await draftApp(world, acme);
    const edit = (revision: number, description: string) =>
      apps.updateDraft(member.actor, {
        appId,
        expectedRevision: revision,
        changes: { description },
      });
    const { revision } = app.draft;
    const edited = orThrow(await edit(revision, 'One'));
    expect(edited.draft).toMatchObject({ revision: revision + 1, updatedBy: member.id });
    expect(await edit(revision, 'Two')).toEqual({
      ok: false,
      refusal: { code: 'draft_conflict', path: ['expectedRevision'], revision: revision + 1 },
    });
    expect(orThrow(await edit(revision + 1, 'One')).draft.revision).toBe(revision + 1);
    const bad = { tools: [{ id: '1', description: '', parameters: {} }], publicUrl: 'ftp://x' };
    const refusal = await apps.updateDraft(member.actor, {
      appId,
      expectedRevision: revision + 1,
      changes: bad,
    });
    expect(refusal).toMatchObject({ ok: false, refusal: { code: 'invalid_input' } });
    const paths =
      refusal.ok || refusal.refusal.code !== 'invalid_input' ? [] : refusal.refusal.issues;
    expect(paths.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['changes.publicUrl', 'changes.tools.0.id']),
    );
  });

  it('refuses a parameter with the name __proto__ at its path', async () => {
    const { apps } = world.guildhall;
    const { appId, app } = await draftApp(world, acme);
    const parameters: unknown = JSON.parse(
      '{"what":{"type":"string","description":"x","required":true},"__proto__":{"type":"string","description":"x","required":true}}',
    );
    const changes = { tools: [{ id: 'remind', description: 'x', parameters }] };
    const path = ['changes', 'tools', 0, 'parameters', '__proto__'];
    const answer: unknown = await Reflect.apply(apps.updateDraft, null, [
      member.actor,
      { appId, expectedRevision: app.draft.revision, changes },
    ]);
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', path, issues: [{ code: 'reserved', path }] },
    });
  });

  it('are shared with testers, who need a verified address to run the draft', async () => {
    const { apps } = world.guildhall;
    const { appId, app, creator } = await draftApp(world);
    const { packageName } = app;
    const tess = await createPerson(world);
    const tim = await createPerson(world, { emailVerified: false });
    const testers = [tess.email.toUpperCase(), tim.email];
    const shared = orThrow(await apps.share(creator.actor, { appId, testers }));
    expect(shared.testers).toEqual(testers);
    const run = async (who: Person) => apps.getRunnable(who.actor, { packageName });
    expect(await run(tess)).toMatchObject({ ok: true, value: { draft: app.draft.manifest } });
    for (const who of [tim, stranger]) {
      expect(await run(who)).toEqual(refused('app_not_found', ['packageName']));
    }
    expect(await run(creator)).toMatchObject({ ok: true, value: { release: null } });
    const twice = await apps.share(creator.actor, {
      appId,
      testers: ['ada@example.org', 'ADA@EXAMPLE.ORG'],
    });
    expect(twice).toMatchObject(refused('invalid_input', ['testers', 1]));
  });

  it('are moved by an admin of both organizations, with their keys and their release', async () => {
    const { apps, keys, store, submissions } = world.guildhall;
    const of = await releaseApp(world);
    const { appId, creator, app } = of;
    const { key, secret } = orThrow(
      await keys.create(creator.actor, { appId, name: 'server', environment: 'live' }),
    );
    const { id: toOrganizationId } = await createOrganization(world, creator, 'New Home');
    const { id: elsewhere } = await createOrganization(world, stranger, 'Elsewhere');
    expect(await apps.move(creator.actor, { appId, toOrganizationId: elsewhere })).toEqual(
      refused('organization_not_found', ['toOrganizationId']),
    );
    const keepKeyIds = [key.id];
    const moved = orThrow(await apps.move(creator.actor, { appId, toOrganizationId, keepKeyIds }));
    expect(moved).toMatchObject({ organizationId: toOrganizationId, live: { revision: 1 } });
    expect(await keys.authenticate({ key: assertPresent(secret) })).toMatchObject({
      ok: true,
      value: { organizationId: toOrganizationId },
    });
    expect(orThrow(await keys.list(creator.actor, { appId }))).toHaveLength(1);
    const found = orThrow(await store.get(null, { packageName: app.packageName }));
    expect(found.listing.publisher.organizationId).toBe(of.organizationId);
    for (const organizationId of [of.organizationId, toOrganizationId]) {
      const trail = orThrow(
        await world.guildhall.organizations.audit(creator.actor, { organizationId }),
      );
      const [entry] = trail.items;
      expect(entry?.events).toEqual([
        {
          type: organizationId === toOrganizationId ? 'app_moved_in' : 'app_moved_out',
          organizationId,
          appId,
        },
      ]);
    }
    const { draft } = await updateDraft(world, of, { version: '2.0.0' });
    const input = { appId, draftRevision: draft.revision };
    const { id } = orThrow(await submissions.submit(creator.actor, input));
    const back = { appId, toOrganizationId: of.organizationId };
    expect(await apps.move(creator.actor, back)).toEqual({
      ok: false,
      refusal: { code: 'submission_already_open', submissionId: id },
    });
  });

  it('lose their testers and their tier when they move', async () => {
    const { apps, review, store } = world.guildhall;
    const { appId, app, creator } = await releaseApp(world);
    const { packageName } = app;
    const tess = await createPerson(world);
    orThrow(await apps.share(creator.actor, { appId, testers: [tess.email] }));
    orThrow(await review.setTier(await createReviewer(world), { appId, tier: 'verified' }));
    const seen = async () => ({
      draft: orThrow(await apps.getRunnable(tess.actor, { packageName })).draft?.name ?? null,
      tier: orThrow(await store.get(null, { packageName })).tier,
    });
    expect(await seen()).toEqual({ draft: 'Captions', tier: 'verified' });
    const { id: toOrganizationId } = await createOrganization(world, creator, 'Newer Home');
    const moved = orThrow(await apps.move(creator.actor, { appId, toOrganizationId }));
    expect(moved).toMatchObject({ testers: [], tier: 'none' });
    expect(await seen()).toEqual({ draft: null, tier: 'none' });
  });

  it('are deleted and restored by admins, but not while a submission is open', async () => {
    const { apps, store, submissions } = world.guildhall;
    const open = await submitApp(world, await draftApp(world, acme));
    const { appId } = open;
    expect(await apps.delete(member.actor, { appId })).toEqual(
      refused('permission_denied', ['actor']),
    );
    expect(await apps.delete(acme.creator.actor, { appId })).toMatchObject({
      ok: false,
      refusal: { code: 'submission_already_open', submissionId: open.submission.id },
    });
    orThrow(await submissions.withdraw(member.actor, { submissionId: open.submission.id }));
    orThrow(await apps.delete(acme.creator.actor, { appId }));
    expect(
      await apps.updateDraft(member.actor, { appId, expectedRevision: 3, changes: {} }),
    ).toEqual(refused('app_deleted', ['appId']));
    const { items } = orThrow(await apps.list(member.actor, { ...acmeOnly(), limit: 200 }));
    expect(items.map(({ id }) => id)).not.toContain(appId);
    orThrow(await apps.restore(acme.creator.actor, { appId }));
    expect(orThrow(await apps.get(member.actor, { appId })).app).not.toHaveProperty('deletedAt');

    const live = await releaseApp(world);
    const { packageName } = live.app;
    orThrow(await apps.delete(live.creator.actor, { appId: live.appId }));
    expect((await store.get(null, { packageName })).ok).toBe(false);
    orThrow(await apps.restore(live.creator.actor, { appId: live.appId }));
    expect((await store.get(null, { packageName })).ok).toBe(true);
    orThrow(await apps.delete(live.creator.actor, { appId: live.appId }));
    world.clock.advance(31 * day);
    expect(await apps.restore(live.creator.actor, { appId: live.appId })).toMatchObject({
      ok: false,
      refusal: { code: 'restore_window_over' },
    });
  });

  const acmeOnly = () => ({ organizationId: acme.organizationId });

  it('are delisted and relisted by their organization, but not while they are suspended', async () => {
    const { apps, review, store } = world.guildhall;
    const { appId, app, creator, by } = await releaseApp(world);
    const { packageName } = app;
    const isFound = async () => (await store.get(null, { packageName })).ok;
    orThrow(await apps.delist(creator.actor, { appId }));
    expect(await isFound()).toBe(false);
    expect(orThrow(await apps.get(creator.actor, { appId })).app.live?.revision).toBe(1);
    orThrow(await review.suspend(by, { appId, reason: 'It listens.' }));
    expect(await apps.relist(creator.actor, { appId })).toEqual(
      refused('app_suspended', ['appId']),
    );
    orThrow(await review.reinstate(by, { appId, reason: 'It does not.' }));
    expect(await isFound()).toBe(false);
    orThrow(await apps.relist(creator.actor, { appId }));
    expect(await isFound()).toBe(true);
  });

  it('are read and edited by their own keys, which cannot share, submit or manage them', async () => {
    const { apps, keys, submissions } = world.guildhall;
    const { appId, app, creator, organizationId } = await draftApp(world);
    const other = await draftApp(world, { creator, organizationId });
    const made = async (owner: { appId: string } | { organizationId: string }) =>
      orThrow(await keys.create(creator.actor, { ...owner, name: 'ci', environment: 'live' })).key;
    const [ofApp, ofOrganization] = [await made({ appId }), await made({ organizationId })];
    const acting = ({ id }: { id: string }) => ({ kind: 'key', keyId: id }) as const;
    const edit = (key: { id: string }, of: DraftedApp) =>
      apps.updateDraft(acting(key), {
        appId: of.appId,
        expectedRevision: of.app.draft.revision,
        changes: { description: 'By a machine.' },
      });
    const byApp = orThrow(await edit(ofApp, { creator, organizationId, app, appId }));
    expect(byApp.draft).not.toHaveProperty('updatedBy');
    expect(await edit(ofApp, other)).toEqual(refused('app_not_found', ['appId']));
    expect((await edit(ofOrganization, other)).ok).toBe(true);
    const input = { appId, draftRevision: byApp.draft.revision };
    const denied = refused('permission_denied', ['actor']);
    expect(await submissions.submit(acting(ofApp), input)).toEqual(denied);
    expect(await submissions.submit(systemActor, input)).toEqual(denied);
    expect(await apps.share(acting(ofApp), { appId, visibility: 'public' })).toEqual(denied);
    expect(await apps.delist(acting(ofOrganization), { appId })).toEqual(denied);
    expect(await apps.delete(acting(ofOrganization), { appId })).toEqual(denied);
    orThrow(await keys.revoke(creator.actor, { keyId: ofApp.id }));
    expect(await apps.get(acting(ofApp), { appId })).toEqual(refused('app_not_found', ['appId']));
  });

  it('are not found while their organization is deleted, and return with it', async () => {
    const { apps, organizations } = world.guildhall;
    const { appId, app, creator, organizationId } = await draftApp(world);
    const { packageName } = app;
    const tess = await createPerson(world);
    orThrow(await apps.share(creator.actor, { appId, testers: [tess.email] }));
    orThrow(await organizations.delete(creator.actor, { organizationId }));
    expect(await apps.get(creator.actor, { appId })).toEqual(
      refused('organization_deleted', ['appId']),
    );
    for (const who of [creator, tess]) {
      expect(await apps.getRunnable(who.actor, { packageName })).toEqual(
        refused('app_not_found', ['packageName']),
      );
    }
    orThrow(await organizations.restore(systemActor, { organizationId }));
    expect((await apps.getRunnable(tess.actor, { packageName })).ok).toBe(true);
    expect(orThrow(await apps.get(creator.actor, { appId })).app.draft.manifest.description).toBe(
      completeManifest.description,
    );
  });
});

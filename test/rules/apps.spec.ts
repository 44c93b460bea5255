// Rules of apps that no other test file proves.
import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import { interceptStorage } from '../../src/testing/doubles/index.js';
import {
  approveApp,
  createPublisher,
  createReviewer,
  type DraftedApp,
  draftApp,
  releaseApp,
  uniquePackageName,
} from '../support/app-steps.js';
import {
  assertPresent,
  createMember,
  createMemoryWorld,
  createPerson,
  createSecondService,
  type Person,
  systemActor,
  type World,
} from '../support/world.js';

/** A member, and a service that removes the member just before its first commit. */
async function createMemberRemovedAtCommit(
  world: World,
  { creator, organizationId }: DraftedApp,
): Promise<{ readonly member: Person; readonly late: World }> {
  const { organizations, memberships } = world.guildhall;
  const to = orThrow(await organizations.get(creator.actor, { organizationId }));
  const member = await createMember(world, { by: creator, to });
  let isRemoved = false;
  const storage = interceptStorage(world.storage, async (call, proceed) => {
    if (call.method === 'commit' && !isRemoved) {
      isRemoved = true;
      orThrow(await memberships.remove(creator.actor, { organizationId, userId: member.id }));
    }
    return proceed();
  });
  return { member, late: createSecondService(world, storage) };
}

describe('an app', () => {
  it('is the only one with its package name if several are created with it at once', async () => {
    const world = createMemoryWorld();
    const input = { packageName: uniquePackageName(), name: 'Captions' };
    const publishers = await Promise.all(Array.from({ length: 4 }, () => createPublisher(world)));
    const results = await Promise.all(
      publishers.map(({ creator, organizationId }) =>
        world.guildhall.apps.create(creator.actor, { ...input, organizationId }),
      ),
    );
    const codes = results.map((result) => (result.ok ? 'ok' : result.refusal.code)).sort();
    expect(codes).toEqual(['ok', ...Array(3).fill('package_name_taken')]);
  });

  it('has at most a hundred testers', async () => {
    const world = createMemoryWorld();
    const { appId, creator } = await draftApp(world);
    const testers = Array.from({ length: 101 }, (_, index) => `tess${index}@example.org`);
    const { apps } = world.guildhall;
    expect((await apps.share(creator.actor, { appId, testers: testers.slice(1) })).ok).toBe(true);
    expect(await apps.share(creator.actor, { appId, testers })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['testers'] }] },
    });
  });

  it('cannot be run while the platform has suspended it', async () => {
    const world = createMemoryWorld();
    const { appId, app, creator } = await releaseApp(world);
    const { apps, review } = world.guildhall;
    const { packageName } = app;
    expect((await apps.getRunnable(creator.actor, { packageName })).ok).toBe(true);
    orThrow(await review.suspend(await createReviewer(world), { appId, reason: 'It listens.' }));
    expect(await apps.getRunnable(creator.actor, { packageName })).toMatchObject({
      ok: false,
      refusal: { code: 'app_not_found' },
    });
  });

  it('runs as a draft only for members and testers', async () => {
    const world = createMemoryWorld();
    const { app, creator } = await releaseApp(world);
    const { creator: stranger } = await createPublisher(world);
    const { packageName } = app;
    const { apps } = world.guildhall;
    const run = async (who: typeof creator) =>
      orThrow(await apps.getRunnable(who.actor, { packageName }));
    expect((await run(creator)).draft?.name).toBe('Captions');
    expect(await run(stranger)).toMatchObject({
      draft: null,
      release: { listing: { name: 'Captions' } },
    });
  });

  it('has one open submission if several people submit it at once', async () => {
    const world = createMemoryWorld();
    const { appId, app, creator } = await draftApp(world);
    const input = { appId, draftRevision: app.draft.revision };
    const { submissions } = world.guildhall;
    const results = await Promise.all(
      Array.from({ length: 4 }, () => submissions.submit(creator.actor, input)),
    );
    const codes = results.map((result) => (result.ok ? 'ok' : result.refusal.code)).sort();
    expect(codes).toEqual(['ok', ...Array(3).fill('submission_already_open')]);
  });

  it('is submitted only at the revision that was seen', async () => {
    const world = createMemoryWorld();
    const { appId, app, creator } = await draftApp(world);
    const { revision } = app.draft;
    const stale = { appId, draftRevision: revision - 1 };
    expect(await world.guildhall.submissions.submit(creator.actor, stale)).toEqual({
      ok: false,
      refusal: { code: 'draft_conflict', path: ['draftRevision'], revision },
    });
  });

  it('is not submitted by a member who is removed before the commit', async () => {
    const world = createMemoryWorld();
    const of = await draftApp(world);
    const { member, late } = await createMemberRemovedAtCommit(world, of);
    const input = { appId: of.appId, draftRevision: of.app.draft.revision };
    expect(await late.guildhall.submissions.submit(member.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'app_not_found' },
    });
  });

  it('is not released by a member who is removed before the commit', async () => {
    const world = createMemoryWorld();
    const of = await approveApp(world);
    const { member, late } = await createMemberRemovedAtCommit(world, of);
    const input = { submissionId: of.submission.id };
    expect(await late.guildhall.submissions.release(member.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'submission_not_found' },
    });
  });

  it('needs a contact address that a member or the service has verified', async () => {
    const world = createMemoryWorld();
    const { appId, creator, organizationId } = await draftApp(world);
    const { apps, memberships, organizations } = world.guildhall;
    const issueCodes = async () =>
      orThrow(await apps.readiness(creator.actor, { appId })).map(({ code }) => code);
    expect(await issueCodes()).toEqual([]);
    const to = orThrow(await organizations.get(creator.actor, { organizationId }));
    const member = await createMember(world, { by: creator, to });
    const withMemberEmail = { organizationId, contactEmail: member.email };
    orThrow(await organizations.updateProfile(creator.actor, withMemberEmail));
    expect(await issueCodes()).toEqual([]);
    orThrow(await memberships.remove(creator.actor, { organizationId, userId: member.id }));
    expect(await issueCodes()).toEqual(['contact_email_not_verified']);
    const tim = await createPerson(world);
    for (const contactEmail of ['office@example.org', tim.email]) {
      const profile = { organizationId, contactEmail };
      orThrow(await organizations.updateProfile(creator.actor, profile));
      expect(await issueCodes()).toEqual(['contact_email_not_verified']);
    }
    const verified = { organizationId, contactEmail: tim.email };
    orThrow(await organizations.verifyContact(systemActor, verified));
    expect(await issueCodes()).toEqual([]);
  });

  it('is not ready if the member has not verified the contact address', async () => {
    const world = createMemoryWorld();
    const { apps, organizations } = world.guildhall;
    const creator = await createPerson(world, { emailVerified: false });
    const { items } = orThrow(await organizations.listForUser(creator.actor, {}));
    const organizationId = assertPresent(items[0]).organization.id;
    const { appId } = await draftApp(world, { creator, organizationId });
    const issues = orThrow(await apps.readiness(creator.actor, { appId }));
    expect(issues.map(({ code }) => code)).toEqual(['contact_email_not_verified']);
  });
});

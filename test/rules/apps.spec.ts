import { describe, expect, it } from 'vitest';
import { orThrow } from '../../src/index.js';
import { passThrough } from '../../src/testing/doubles/index.js';
import {
  approved,
  type Drafted,
  drafted,
  freshPackageName,
  publisher,
  released,
  reviewer,
} from '../support/apps.js';
import {
  besides,
  joined,
  memoryWorld,
  type Person,
  person,
  present,
  theSystem,
  type World,
} from '../support/guildhall.js';

/** A member, and a service whose first commit finds that they have been removed a moment before. */
async function removedMeanwhile(
  world: World,
  { founder, organizationId }: Drafted,
): Promise<{ readonly member: Person; readonly late: World }> {
  const { organizations, memberships } = world.guildhall;
  const to = orThrow(await organizations.get(founder.actor, { organizationId }));
  const member = await joined(world, { by: founder, to });
  let isRemoved = false;
  const storage = passThrough(world.storage, async (call, proceed) => {
    if (call.method === 'commit' && !isRemoved) {
      isRemoved = true;
      orThrow(await memberships.remove(founder.actor, { organizationId, userId: member.id }));
    }
    return proceed();
  });
  return { member, late: besides(world, storage) };
}

describe('an app', () => {
  it('has its package name alone, where several ask for it at once', async () => {
    const world = memoryWorld();
    const input = { packageName: freshPackageName(), name: 'Captions' };
    const askers = await Promise.all(Array.from({ length: 4 }, () => publisher(world)));
    const answers = await Promise.all(
      askers.map(({ founder, organizationId }) =>
        world.guildhall.apps.create(founder.actor, { ...input, organizationId }),
      ),
    );
    const said = answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).sort();
    expect(said).toEqual(['ok', ...Array(3).fill('package_name_taken')]);
  });

  it('has at most a hundred testers', async () => {
    const world = memoryWorld();
    const { appId, founder } = await drafted(world);
    const testers = Array.from({ length: 101 }, (_, index) => `tess${index}@example.org`);
    const { apps } = world.guildhall;
    expect((await apps.share(founder.actor, { appId, testers: testers.slice(1) })).ok).toBe(true);
    expect(await apps.share(founder.actor, { appId, testers })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['testers'] }] },
    });
  });

  it('is run by nobody while the platform keeps it out', async () => {
    const world = memoryWorld();
    const { appId, app, founder } = await released(world);
    const { apps, review } = world.guildhall;
    const { packageName } = app;
    expect((await apps.getRunnable(founder.actor, { packageName })).ok).toBe(true);
    orThrow(await review.suspend(await reviewer(world), { appId, reason: 'It listens.' }));
    expect(await apps.getRunnable(founder.actor, { packageName })).toMatchObject({
      ok: false,
      refusal: { code: 'app_not_found' },
    });
  });

  it('is run as a draft by its members and its testers, and by nobody else', async () => {
    const world = memoryWorld();
    const { app, founder } = await released(world);
    const { founder: stranger } = await publisher(world);
    const { packageName } = app;
    const { apps } = world.guildhall;
    const run = async (who: typeof founder) =>
      orThrow(await apps.getRunnable(who.actor, { packageName }));
    expect((await run(founder)).draft?.name).toBe('Captions');
    expect(await run(stranger)).toMatchObject({
      draft: null,
      release: { listing: { name: 'Captions' } },
    });
  });

  it('has one open submission, where several submit it at once', async () => {
    const world = memoryWorld();
    const { appId, app, founder } = await drafted(world);
    const input = { appId, draftRevision: app.draft.revision };
    const { submissions } = world.guildhall;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => submissions.submit(founder.actor, input)),
    );
    const said = answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code)).sort();
    expect(said).toEqual(['ok', ...Array(3).fill('submission_already_open')]);
  });

  it('is submitted at the revision that was looked at', async () => {
    const world = memoryWorld();
    const { appId, app, founder } = await drafted(world);
    const { revision } = app.draft;
    const stale = { appId, draftRevision: revision - 1 };
    expect(await world.guildhall.submissions.submit(founder.actor, stale)).toEqual({
      ok: false,
      refusal: { code: 'draft_conflict', path: ['draftRevision'], revision },
    });
  });

  it('is not submitted by who is removed meanwhile', async () => {
    const world = memoryWorld();
    const of = await drafted(world);
    const { member, late } = await removedMeanwhile(world, of);
    const input = { appId: of.appId, draftRevision: of.app.draft.revision };
    expect(await late.guildhall.submissions.submit(member.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'app_not_found' },
    });
  });

  it('is not released by who is removed meanwhile', async () => {
    const world = memoryWorld();
    const of = await approved(world);
    const { member, late } = await removedMeanwhile(world, of);
    const input = { submissionId: of.submission.id };
    expect(await late.guildhall.submissions.release(member.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: 'submission_not_found' },
    });
  });

  it('is submitted under a contact that a member has verified, or the service has vouched for', async () => {
    const world = memoryWorld();
    const { appId, founder, organizationId } = await drafted(world);
    const { apps, memberships, organizations } = world.guildhall;
    const faults = async () =>
      orThrow(await apps.readiness(founder.actor, { appId })).map(({ code }) => code);
    expect(await faults()).toEqual([]);
    const to = orThrow(await organizations.get(founder.actor, { organizationId }));
    const member = await joined(world, { by: founder, to });
    const hers = { organizationId, contactEmail: member.email };
    orThrow(await organizations.updateProfile(founder.actor, hers));
    expect(await faults()).toEqual([]);
    orThrow(await memberships.remove(founder.actor, { organizationId, userId: member.id }));
    expect(await faults()).toEqual(['contact_email_not_verified']);
    const tim = await person(world);
    for (const contactEmail of ['office@example.org', tim.email]) {
      const profile = { organizationId, contactEmail };
      orThrow(await organizations.updateProfile(founder.actor, profile));
      expect(await faults()).toEqual(['contact_email_not_verified']);
    }
    const vouched = { organizationId, contactEmail: tim.email };
    orThrow(await organizations.verifyContact(theSystem, vouched));
    expect(await faults()).toEqual([]);
  });

  it('is not submitted under a contact that its member has not verified', async () => {
    const world = memoryWorld();
    const { apps, organizations } = world.guildhall;
    const founder = await person(world, { emailVerified: false });
    const { items } = orThrow(await organizations.listOfUser(founder.actor, {}));
    const organizationId = present(items[0]).organization.id;
    const { appId } = await drafted(world, { founder, organizationId });
    const issues = orThrow(await apps.readiness(founder.actor, { appId }));
    expect(issues.map(({ code }) => code)).toEqual(['contact_email_not_verified']);
  });
});

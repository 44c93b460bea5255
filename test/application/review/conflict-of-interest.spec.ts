// Who may not review an app, whatever they do to hide their ties to it, on both storages.
import { beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationId, orThrow, type UserId } from '../../../src/index.js';
import {
  approveApp,
  approveAppOnce,
  claimApp,
  createPublisher,
  createReviewer,
  type DraftedApp,
  draftApp,
  releaseApp,
  submitApp,
  updateDraft,
} from '../../support/app-steps.js';
import {
  assertPresent,
  createMember,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';

const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
const said = { reasons: ['privacy'], text: 'Say what is recorded.' } as const;
const asReviewer = (userId: UserId) => ({ kind: 'reviewer', userId }) as const;

/** An app whose creator has another admin in the organization, who is its contact. */
async function appOfTwo(world: World): Promise<DraftedApp & { readonly friend: Person }> {
  const of = await draftApp(world);
  const { creator, organizationId } = of;
  const { organizations } = world.guildhall;
  const organization = orThrow(await organizations.get(creator.actor, { organizationId }));
  const friend = await createMember(world, { by: creator, to: organization, as: 'admin' });
  orThrow(
    await organizations.updateProfile(friend.actor, { organizationId, contactEmail: friend.email }),
  );
  return { ...of, friend };
}

describe.each(storageKinds)('a reviewer with ties to an app on $name', ({ open }) => {
  let world: World;
  beforeEach(async () => {
    world = createWorld(await open());
  });

  it('is its creator, who leaves, lets a friend submit it, and wants to approve it before coming back', async () => {
    const { memberships, review } = world.guildhall;
    const { friend, creator, organizationId, ...app } = await appOfTwo(world);
    orThrow(await memberships.leave(creator.actor, { organizationId }));
    world.clock.advance(91 * day);
    const of = await submitApp(world, { ...app, organizationId, creator: friend });
    const { id: submissionId, digest } = of.submission;
    const creatorAsReviewer = asReviewer(creator.id);
    expect(await review.claim(creatorAsReviewer, { submissionId })).toEqual(conflict);
    await approveAppOnce(world, await claimApp(world, of));
    expect(await review.secondApprove(creatorAsReviewer, { submissionId, digest })).toEqual(
      conflict,
    );
    orThrow(await review.secondApprove(await createReviewer(world), { submissionId, digest }));
  });

  it('is who changed its draft last, and whoever submitted it', async () => {
    const { memberships, review } = world.guildhall;
    const { friend, creator, organizationId, appId, ...app } = await appOfTwo(world);
    await updateDraft(world, { creator: friend, appId }, { description: 'All that is said.' });
    const of = await submitApp(world, { ...app, appId, creator, organizationId });
    const { id: submissionId } = of.submission;
    const { authors } = assertPresent(
      await world.storage.submissions.findById(of.submission.id),
    ).value;
    expect(authors).toEqual([creator.id, friend.id]);
    orThrow(await memberships.remove(creator.actor, { organizationId, userId: friend.id }));
    world.clock.advance(365 * day);
    expect(await review.claim(asReviewer(friend.id), { submissionId })).toEqual(conflict);
  });

  it('is whoever left the organization less than 90 days before the case', async () => {
    const { memberships, organizations, review } = world.guildhall;
    const of = await draftApp(world);
    const { creator, organizationId } = of;
    const organization = orThrow(await organizations.get(creator.actor, { organizationId }));
    const early = await createMember(world, { by: creator, to: organization });
    const late = await createMember(world, { by: creator, to: organization });
    orThrow(await memberships.leave(early.actor, { organizationId }));
    world.clock.advance(day);
    orThrow(await memberships.leave(late.actor, { organizationId }));
    world.clock.advance(90 * day - 60);
    const { submission } = await submitApp(world, of);
    const input = { submissionId: submission.id };
    expect(await review.claim(asReviewer(late.id), input)).toEqual(conflict);
    world.clock.advance(30 * day);
    expect(await review.claim(asReviewer(late.id), input)).toEqual(conflict);
    orThrow(await review.claim(asReviewer(early.id), input));
  });

  it('loses every right to a submission by joining, and its next repeated call', async () => {
    const { review, organizations } = world.guildhall;
    const of = await claimApp(world);
    const { organizationId, creator, by } = of;
    const { submissionId, leaseToken } = of.decisionInput;
    const options = { idempotencyKey: 'once' };
    const renewed = await review.renewClaim(by, { submissionId, leaseToken }, options);
    expect(renewed.ok).toBe(true);
    const organization = orThrow(await organizations.get(creator.actor, { organizationId }));
    await join(world, { userId: by.userId, by: creator, organizationId: organization.id });
    for (const call of [
      () => review.renewClaim(by, { submissionId, leaseToken }, options),
      () => review.renewClaim(by, { submissionId, leaseToken }),
      () => review.releaseClaim(by, { submissionId, leaseToken }),
      () => review.setLane(by, { submissionId, lane: 'security', reason: said.text }),
      () => review.reject(by, { ...of.decisionInput, ...said }),
      () => review.get(by, { submissionId }),
    ]) {
      expect(await call()).toEqual(conflict);
    }
  });

  it('does not learn who decided', async () => {
    const { review } = world.guildhall;
    const of = await approveApp(world);
    const { submissionId, digest } = of.decisionInput;
    const own = asReviewer(of.creator.id);
    expect(await review.get(own, { submissionId })).toEqual(conflict);
    expect(await review.claim(own, { submissionId })).toEqual(conflict);
    expect(await review.approve(own, of.decisionInput)).toEqual(conflict);
    expect(await review.secondApprove(own, { submissionId, digest })).toEqual(conflict);
  });

  it('cannot enforce on it or revoke its release, while others and the platform can', async () => {
    const { review } = world.guildhall;
    const of = await releaseApp(world);
    const { appId, creator } = of;
    const { submissionId } = of.decisionInput;
    const reason = 'It listens.';
    const own = asReviewer(creator.id);
    const all = async (by: typeof own | typeof systemActor) => [
      await review.warn(by, { appId, reason }),
      await review.suspend(by, { appId, reason }),
      await review.takeDown(by, { appId, reason }),
      await review.reinstate(by, { appId, reason }),
      await review.setTier(by, { appId, tier: 'verified' }),
    ];
    expect(await all(own)).toEqual(Array.from({ length: 5 }, () => conflict));
    expect(await review.revoke(own, { submissionId, ...said })).toEqual(conflict);
    expect((await all(systemActor)).map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    const other = await createReviewer(world);
    orThrow(await review.warn(other, { appId, reason }));
    orThrow(await review.revoke(other, { submissionId, ...said }));
  });

  it('sees it marked in the queue, exactly if the claim is refused', async () => {
    const { organizations, review } = world.guildhall;
    const own = await submitApp(world);
    const { creator, organizationId } = own;
    const organization = orThrow(await organizations.get(creator.actor, { organizationId }));
    const colleague = await createMember(world, { by: creator, to: organization });
    await submitApp(world);
    for (const userId of [creator.id, colleague.id, (await createReviewer(world)).userId]) {
      const by = asReviewer(userId);
      const { items } = orThrow(await review.queue(by, {}));
      expect(items).toHaveLength(2);
      for (const { id: submissionId, conflictOfInterest, ...item } of items) {
        const claim = await review.claim(by, { submissionId });
        expect(claim.ok).toBe(!conflictOfInterest);
        if (!claim.ok) expect(claim).toEqual(conflict);
        expect('authors' in item).toBe(!conflictOfInterest);
        if (claim.ok) {
          const leaseToken = claim.value.lease?.leaseToken ?? 0;
          const [held] = orThrow(await review.listClaimed(by, {}));
          expect(held).toMatchObject({ id: submissionId, conflictOfInterest: false });
          orThrow(await review.releaseClaim(by, { submissionId, leaseToken }));
        }
      }
    }
  });

  it('finds no action on it', async () => {
    const { apps } = world.guildhall;
    const of = await submitApp(world);
    const { appId } = of;
    expect(orThrow(await apps.availableActions(asReviewer(of.creator.id), { appId }))).toEqual([]);
    const actions = orThrow(await apps.availableActions(await createReviewer(world), { appId }));
    expect(actions).toEqual(['claim', 'setLane', 'warn', 'suspend', 'takeDown', 'setTier']);
  });
});

async function join(
  world: World,
  {
    userId,
    by,
    organizationId,
  }: { readonly userId: UserId; readonly by: Person; readonly organizationId: OrganizationId },
): Promise<void> {
  const { email } = assertPresent(await world.storage.users.findById(userId)).value;
  const { invitations } = world.guildhall;
  const { id } = orThrow(await invitations.invite(by.actor, { organizationId, email }));
  const token = await currentTokenOf(world, id);
  orThrow(await invitations.accept({ kind: 'user', userId }, { token }));
}

describe.each(storageKinds)('an update on $name', ({ open }) => {
  it('needs as many approvals as a new app if it changes the name or the publisher', async () => {
    const world = createWorld(await open());
    const { organizations } = world.guildhall;
    const of = await releaseApp(world);
    const { creator, organizationId } = of;
    const stateAfterApproval = async () => {
      const claimed = await claimApp(world, await submitApp(world, of));
      const { view } = await approveAppOnce(world, claimed);
      const { submissionId } = claimed.decisionInput;
      orThrow(await world.guildhall.submissions.withdraw(creator.actor, { submissionId }));
      return view.state;
    };
    await updateDraft(world, of, { version: '1.1.0', name: 'Captions Pro' });
    expect(await stateAfterApproval()).toBe('pending_second_approval');
    await updateDraft(world, of, { name: 'Captions' });
    expect(await stateAfterApproval()).toBe('approved');
    orThrow(await organizations.rename(creator.actor, { organizationId, name: 'Mentra Two' }));
    expect(await stateAfterApproval()).toBe('pending_second_approval');
    const alone = createWorld(world.storage, {
      clock: world.clock,
      policy: { secondApproval: 'never' },
    });
    const claimed = await claimApp(alone, await submitApp(alone, of));
    const { review } = alone.guildhall;
    const { submissionId } = claimed.decisionInput;
    expect(orThrow(await review.get(claimed.by, { submissionId })).needsSecondApproval).toBe(false);
    expect((await approveAppOnce(alone, claimed)).view.state).toBe('approved');
  });

  it('of a desk of one is approved by its one reviewer, also the first release', async () => {
    const world = createWorld(await open(), { policy: { secondApproval: 'never' } });
    const { view } = await approveAppOnce(
      world,
      await claimApp(
        world,
        await submitApp(world, await draftApp(world, await createPublisher(world))),
      ),
    );
    expect(view.state).toBe('approved');
  });
});

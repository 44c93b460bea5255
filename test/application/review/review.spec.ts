// The review of an app from its draft to the store and back, on both storages.
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow, type ReviewerCapability } from '../../../src/index.js';
import {
  approveApp,
  approveAppOnce,
  claimApp,
  completeManifest,
  createReviewer,
  draftApp,
  releaseApp,
  releaseUpdate,
  submitApp,
  updateDraft,
} from '../../support/app-steps.js';
import {
  assertPresent,
  createPerson,
  createSecondService,
  createWorld,
  day,
  storageKinds,
  systemActor,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';

const said = { reasons: ['privacy'], text: 'Say what is recorded.' } as const;

describe.each(storageKinds)('review on $name', ({ open }) => {
  let world: World;
  beforeEach(async () => {
    world = createWorld(await open());
  });

  it('decides on the snapshot, which is released even if the draft has changed', async () => {
    const { apps, review, store, submissions } = world.guildhall;
    const of = await claimApp(world);
    const { draft } = await updateDraft(world, of, { description: 'Sells what is said.' });
    expect(draft.manifest.description).toBe('Sells what is said.');
    const seen = orThrow(await review.get(of.by, { submissionId: of.submission.id }));
    expect(seen.submission.snapshot.manifest.description).toBe(completeManifest.description);
    await releaseApp(world, of);
    const { listing } = orThrow(await store.get(null, { packageName: of.app.packageName }));
    expect(listing.description).toBe(completeManifest.description);
    const { app } = orThrow(await apps.get(of.creator.actor, { appId: of.appId }));
    expect(app.draft).toEqual(draft);
    const { items } = orThrow(await submissions.list(of.creator.actor, { appId: of.appId }));
    expect(items.map(({ state, revision }) => [state, revision])).toEqual([['released', 1]]);
  });

  it('does not change the live release, whatever happens to an update', async () => {
    const { apps, review, store, submissions } = world.guildhall;
    const of = await releaseApp(world);
    const { packageName } = of.app;
    const shown = async () => orThrow(await store.get(null, { packageName }));
    const before = await shown();
    const status = async () =>
      orThrow(await apps.get(of.creator.actor, { appId: of.appId })).status;
    expect(await status()).toBe('PUBLISHED');
    await updateDraft(world, of, { version: '1.1.0', description: 'Other.' });
    const update = await claimApp(world, await submitApp(world, of));
    expect(update.submission).toMatchObject({ lane: 'update', revision: 2 });
    expect([await shown(), await status()]).toEqual([before, 'PUBLISHED']);
    orThrow(await review.reject(update.by, { ...update.decisionInput, ...said }));
    expect([await shown(), await status()]).toEqual([before, 'PUBLISHED']);
    const again = await approveAppOnce(world, await claimApp(world, await submitApp(world, of)));
    expect(again.view.state).toBe('approved');
    expect(await shown()).toEqual(before);
    orThrow(await submissions.release(of.creator.actor, { submissionId: again.submission.id }));
    expect((await shown()).listing.description).toBe('Other.');
    const list = orThrow(await submissions.list(of.creator.actor, { appId: of.appId }));
    expect(list.items.map(({ state }) => state)).toEqual(['released', 'rejected', 'superseded']);
  });

  it('makes the release before live again when the live one is revoked', async () => {
    const { apps, review, store } = world.guildhall;
    const first = await releaseApp(world);
    const second = await releaseUpdate(world, first, '1.1.0');
    const { packageName } = first.app;
    const version = async () => {
      const found = await store.get(null, { packageName });
      return found.ok ? found.value.listing.version : null;
    };
    expect(await version()).toBe('1.1.0');
    const revoke = (of: typeof first) =>
      review.revoke(of.by, { submissionId: of.submission.id, ...said });
    expect(orThrow(await revoke(second)).state).toBe('revoked');
    expect(await version()).toBe('1.0.0');
    expect(orThrow(await revoke(first)).state).toBe('revoked');
    expect(await version()).toBeNull();
    const { app, status } = orThrow(await apps.get(first.creator.actor, { appId: first.appId }));
    expect(app).not.toHaveProperty('live');
    expect(status).toBe('REJECTED');
    expect(await revoke(first)).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'revoke', decidedBy: first.by.userId },
    });
  });

  it('keeps the case and the place in the queue when changes are requested and resubmitted', async () => {
    const { apps, review, submissions } = world.guildhall;
    const of = await claimApp(world);
    orThrow(await review.requestChanges(of.by, { ...of.decisionInput, ...said }));
    const submissionId = of.submission.id;
    const { decisions } = orThrow(await submissions.get(of.creator.actor, { submissionId }));
    expect(decisions).toEqual([{ kind: 'requestChanges', at: world.clock.now(), ...said }]);
    const { draft } = orThrow(await apps.get(of.creator.actor, { appId: of.appId })).app;
    const resubmit = (draftRevision: number) =>
      submissions.resubmit(of.creator.actor, { submissionId, draftRevision });
    expect(await resubmit(draft.revision)).toMatchObject({
      ok: false,
      refusal: { code: 'not_ready', issues: [{ code: 'nothing_changed', path: ['draft'] }] },
    });
    world.clock.advance(2 * day);
    const edited = await updateDraft(world, of, { description: 'Says what is recorded.' });
    const again = orThrow(await resubmit(edited.draft.revision));
    expect(again).toMatchObject({
      caseId: submissionId,
      revision: 2,
      state: 'waiting_for_review',
      enteredAt: of.submission.enteredAt,
    });
    expect(await resubmit(edited.draft.revision)).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'resubmit' },
    });
  });

  it('shows the queue by lane and due time, and its statistics', async () => {
    const { review } = world.guildhall;
    const live = await releaseApp(world);
    const fresh = await submitApp(world);
    world.clock.advance(day);
    await updateDraft(world, live, { version: '1.1.0' });
    const update = await submitApp(world, live);
    const urgent = await submitApp(world);
    const desk = await createReviewer(world);
    const lane = {
      submissionId: urgent.submission.id,
      lane: 'security',
      reason: 'A leak.',
    } as const;
    orThrow(await review.setLane(desk, lane));
    const ids = async (input: Parameters<typeof review.queue>[1]) =>
      orThrow(await review.queue(desk, input)).items.map(({ id }) => id);
    const order = [urgent, update, fresh].map(({ submission }) => submission.id);
    expect(await ids({})).toEqual(order);
    const first = orThrow(await review.queue(desk, { limit: 2 }));
    expect(first.items.map(({ id }) => id)).toEqual(order.slice(0, 2));
    expect(await ids({ limit: 2, cursor: first.next })).toEqual(order.slice(2));
    expect(orThrow(await review.stats(desk, {}))).toEqual({
      waiting: 3,
      byLane: { security: 1, update: 1, new: 1 },
      oldestWait: 86_400,
      p50Wait: 0,
      p90Wait: 86_400,
      onTimeShare: 1,
    });
    const { lease } = orThrow(await review.claim(desk, { submissionId: urgent.submission.id }));
    expect(await ids({})).toEqual(order.slice(1));
    expect(await ids({ state: 'in_review' })).toEqual(order.slice(0, 1));
    expect(orThrow(await review.listClaimed(desk, {})).map(({ id }) => id)).toEqual(
      order.slice(0, 1),
    );
    world.clock.advance(3_600);
    expect(assertPresent(lease).until).toEqual(world.clock.now());
    expect(await ids({})).toEqual(order);
    expect(orThrow(await review.listClaimed(desk, {}))).toEqual([]);
    world.clock.advance(7 * day);
    expect(orThrow(await review.stats(desk, {})).onTimeShare).toBe(0);
  });

  it('is only for users whom the directory names, with their capability, and who can sign in', async () => {
    const granted = new Map<string, readonly ReviewerCapability[]>();
    const directory = { capabilitiesOf: async (id: string) => granted.get(id) ?? [] };
    const { guildhall } = createSecondService(world, world.storage, { reviewers: directory });
    const { submission, appId } = await submitApp(world);
    const submissionId = submission.id;
    const someone = await createReviewer(world);
    const denied = { ok: false, refusal: { code: 'permission_denied', path: ['actor'] } };
    const asUser = { kind: 'user', userId: someone.userId } as const;
    expect(await guildhall.review.claim(someone, { submissionId })).toEqual(denied);
    granted.set(someone.userId, ['review']);
    expect(await guildhall.review.claim(asUser, { submissionId })).toEqual(denied);
    expect(await guildhall.review.claim(systemActor, { submissionId })).toEqual(denied);
    expect((await guildhall.review.claim(someone, { submissionId })).ok).toBe(true);
    const enforce = { appId, reason: 'It listens.' };
    expect(await guildhall.review.suspend(someone, enforce)).toEqual(denied);
    expect(await guildhall.review.revoke(someone, { submissionId, ...said })).toEqual(denied);
    granted.set(someone.userId, ['enforce']);
    expect((await guildhall.review.suspend(someone, enforce)).ok).toBe(true);
    expect(await guildhall.review.queue(someone, {})).toEqual(denied);
    expect((await guildhall.review.reinstate(systemActor, enforce)).ok).toBe(true);
    granted.set(someone.userId, ['review', 'enforce']);
    await writeSuspendedUser(world, someone.userId);
    for (const call of [
      guildhall.review.queue(someone, {}),
      guildhall.review.suspend(someone, enforce),
      guildhall.review.releaseClaim(someone, { submissionId, leaseToken: 1 }),
    ]) {
      expect(await call).toMatchObject({ ok: false, refusal: { code: 'account_inactive' } });
    }
  });

  it('needs two approvals for sensitive permissions, from different reviewers', async () => {
    const { review } = world.guildhall;
    const once = await approveAppOnce(world);
    const { submissionId, digest } = once.decisionInput;
    const second = { submissionId, digest };
    expect(once.view.state).toBe('pending_second_approval');
    expect(await review.secondApprove(once.by, second)).toEqual({
      ok: false,
      refusal: { code: 'second_reviewer_required', path: ['actor'] },
    });
    const other = await createReviewer(world);
    const elsewhere = { submissionId, digest: 'f'.repeat(64) };
    expect(await review.secondApprove(other, elsewhere)).toEqual({
      ok: false,
      refusal: { code: 'digest_mismatch', path: ['digest'] },
    });
    orThrow(await review.sendBack(other, { ...second, ...said }));
    const { leaseToken } = assertPresent(
      orThrow(await review.claim(once.by, { submissionId })).lease,
    );
    orThrow(await review.approve(once.by, { ...second, leaseToken }));
    expect(orThrow(await review.secondApprove(other, second)).state).toBe('approved');

    const live = await releaseApp(world);
    const permissions = [
      ...(completeManifest.permissions ?? []),
      { type: 'CAMERA', reason: 'to see who speaks', required: false } as const,
    ];
    await updateDraft(world, live, { version: '1.1.0', permissions });
    const more = await claimApp(world, await submitApp(world, live));
    expect(orThrow(await review.get(more.by, { submissionId: more.submission.id }))).toMatchObject({
      permissions: { added: ['CAMERA'], removed: [] },
      needsSecondApproval: true,
    });
    expect((await approveAppOnce(world, more)).view.state).toBe('pending_second_approval');
  });

  it('refuses reviewers with ties to the organization', async () => {
    const { review, invitations, memberships } = world.guildhall;
    const { submission, creator, organizationId } = await submitApp(world);
    const submissionId = submission.id;
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const own = { kind: 'reviewer', userId: creator.id } as const;
    expect(await review.claim(own, { submissionId })).toEqual(conflict);
    const rob = await createPerson(world);
    const asReviewer = { kind: 'reviewer', userId: rob.id } as const;
    const { id } = orThrow(
      await invitations.invite(creator.actor, { organizationId, email: rob.email }),
    );
    await world.guildhall.relay.runOnce();
    const mail = assertPresent(world.mailer.mails.at(-1));
    const token = assertPresent(/token=(\S+)/.exec(mail.text)?.[1]);
    expect(id).toHaveLength(24);
    orThrow(await invitations.accept(rob.actor, { token }));
    expect(await review.claim(asReviewer, { submissionId })).toEqual(conflict);
    world.clock.advance(60);
    orThrow(await memberships.leave(rob.actor, { organizationId }));
    expect(await review.claim(asReviewer, { submissionId })).toEqual(conflict);
  });

  it('shows the organization what was decided and why, but not by whom', async () => {
    const { organizations, submissions } = world.guildhall;
    const of = await approveApp(world);
    const { organizationId, creator } = of;
    const submissionId = of.submission.id;
    const view = orThrow(await submissions.get(creator.actor, { submissionId }));
    expect(view.decisions.map(({ kind }) => kind)).toEqual(['approve', 'secondApprove']);
    const trail = orThrow(await organizations.audit(creator.actor, { organizationId }));
    expect(trail.items.map(({ action }) => action).slice(0, 4)).toEqual([
      'review.second_approve',
      'review.approve',
      'review.claim',
      'submission.submit',
    ]);
    expect(JSON.stringify([view, trail])).not.toContain(of.by.userId);
    const reviewers = trail.items.filter(({ actor }) => actor.kind === 'reviewer');
    expect(reviewers.map(({ actor }) => actor)).toEqual(
      reviewers.map(() => ({ kind: 'reviewer' })),
    );
  });

  it('shows members who come too late the decision and its time, and reviewers also who decided', async () => {
    const { review, submissions } = world.guildhall;
    const of = await claimApp(world);
    const { submissionId } = of.decisionInput;
    orThrow(await review.reject(of.by, { ...of.decisionInput, ...said }));
    const decidedAt = world.clock.now();
    const path = ['submissionId'];
    const refusal = { code: 'already_decided', path, decision: 'reject', decidedAt };
    const { actor } = of.creator;
    const { revision: draftRevision } = of.app.draft;
    for (const late of [
      await submissions.withdraw(actor, { submissionId }),
      await submissions.release(actor, { submissionId }),
      await submissions.resubmit(actor, { submissionId, draftRevision }),
    ]) {
      expect(late).toStrictEqual({ ok: false, refusal });
    }
    expect(await review.approve(await createReviewer(world), of.decisionInput)).toStrictEqual({
      ok: false,
      refusal: { ...refusal, decidedBy: of.by.userId },
    });
  });

  it('refuses a text with characters that nobody can see', async () => {
    const { review } = world.guildhall;
    const of = await claimApp(world, await submitApp(world, await draftApp(world)));
    const text = `${said.text}\u{e0069}\u{e0067}`;
    const refused = {
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ code: 'invisible_character' }] },
    };
    const decision = { ...of.decisionInput, ...said, text };
    expect(await review.reject(of.by, decision)).toMatchObject(refused);
    expect(await review.requestChanges(of.by, decision)).toMatchObject(refused);
    const { appId } = of;
    expect(await review.suspend(of.by, { appId, reason: text })).toMatchObject(refused);
    const readable = { ...of.decisionInput, ...said, text: 'Say 👩‍💻 what\n\tis recorded.' };
    expect((await review.reject(of.by, readable)).ok).toBe(true);
  });

  it('refuses a command in the wrong state with the state of the submission', async () => {
    const { review, submissions } = world.guildhall;
    const of = await approveAppOnce(world);
    const { submissionId, digest } = of.decisionInput;
    const notFrom = (from: string, command: string) => ({
      ok: false,
      refusal: { code: 'invalid_transition', path: ['submissionId'], from, command },
    });
    const release = () => submissions.release(of.creator.actor, { submissionId });
    expect(await release()).toStrictEqual(notFrom('pending_second_approval', 'release'));
    orThrow(await review.sendBack(await createReviewer(world), { submissionId, digest, ...said }));
    expect(await release()).toStrictEqual(notFrom('waiting_for_review', 'release'));
    expect(await review.approve(of.by, of.decisionInput)).toStrictEqual(
      notFrom('waiting_for_review', 'approve'),
    );
  });

  it('refuses to submit or release a suspended app', async () => {
    const { apps, review, submissions } = world.guildhall;
    const of = await approveApp(world);
    const other = await draftApp(world, of);
    const platform = await createReviewer(world);
    const kept = { ok: false, refusal: { code: 'app_suspended', path: ['appId'] } };
    for (const { appId } of [of, other]) {
      orThrow(await review.takeDown(platform, { appId, reason: 'It listens.' }));
    }
    const release = () => submissions.release(of.creator.actor, { submissionId: of.submission.id });
    expect(await release()).toEqual(kept);
    const submit = { appId: other.appId, draftRevision: other.app.draft.revision };
    expect(await submissions.submit(of.creator.actor, submit)).toEqual(kept);
    const seen = orThrow(await apps.get(of.creator.actor, { appId: of.appId })).app;
    expect(seen.enforcement).toMatchObject({ state: 'taken_down', reason: 'It listens.' });
    orThrow(await review.reinstate(platform, { appId: of.appId, reason: 'It does not.' }));
    expect((await release()).ok).toBe(true);
  });

  it('lets an approval expire after ninety days, whether or not it is marked as expired', async () => {
    const { apps, maintenance, submissions } = world.guildhall;
    const of = await approveApp(world);
    const submissionId = of.submission.id;
    const release = () => submissions.release(of.creator.actor, { submissionId });
    const offered = async () =>
      orThrow(await apps.availableActions(of.creator.actor, { appId: of.appId }));
    expect(await offered()).toEqual(expect.arrayContaining(['withdraw', 'release']));
    world.clock.advance(90 * day);
    const expired = { ok: false, refusal: { code: 'approval_expired' } };
    expect(await release()).toEqual(expired);
    expect(await submissions.withdraw(of.creator.actor, { submissionId })).toEqual(expired);
    const left = await offered();
    expect(left).not.toContain('withdraw');
    expect(left).not.toContain('release');
    expect((await maintenance.runOnce()).expiredApprovals).toBe(1);
    expect(await release()).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'expireApproval' },
    });
    const next = await updateDraft(world, of, { version: '1.0.1' });
    const input = { appId: of.appId, draftRevision: next.draft.revision };
    expect((await submissions.submit(of.creator.actor, input)).ok).toBe(true);
  });
});

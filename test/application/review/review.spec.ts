// From a draft to the store and back, on both storages.
import { beforeEach, describe, expect, it } from 'vitest';
import { orThrow, type ReviewerCapability } from '../../../src/index.js';
import {
  approved,
  approvedOnce,
  claimed,
  completeManifest,
  drafted,
  nextVersion,
  released,
  reviewer,
  submitted,
  updated,
} from '../../support/apps.js';
import {
  besides,
  day,
  person,
  present,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';

const said = { reasons: ['privacy'], text: 'Say what is recorded.' } as const;

describe.each(storages)('review on $name', ({ open }) => {
  let world: World;
  beforeEach(async () => {
    world = worldOn(await open());
  });

  it('decides on the snapshot, which is released, whatever the draft has become', async () => {
    const { apps, review, store, submissions } = world.guildhall;
    const of = await claimed(world);
    const { draft } = await nextVersion(world, of, { description: 'Sells what is said.' });
    expect(draft.manifest.description).toBe('Sells what is said.');
    const seen = orThrow(await review.get(of.by, { submissionId: of.submission.id }));
    expect(seen.submission.snapshot.manifest.description).toBe(completeManifest.description);
    await released(world, of);
    const { listing } = orThrow(await store.get(null, { packageName: of.app.packageName }));
    expect(listing.description).toBe(completeManifest.description);
    const { app } = orThrow(await apps.get(of.founder.actor, { appId: of.appId }));
    expect(app.draft).toEqual(draft);
    const { items } = orThrow(await submissions.list(of.founder.actor, { appId: of.appId }));
    expect(items.map(({ state, revision }) => [state, revision])).toEqual([['released', 1]]);
  });

  it('leaves what is live alone, whatever becomes of an update', async () => {
    const { apps, review, store, submissions } = world.guildhall;
    const of = await released(world);
    const { packageName } = of.app;
    const shown = async () => orThrow(await store.get(null, { packageName }));
    const before = await shown();
    const status = async () =>
      orThrow(await apps.get(of.founder.actor, { appId: of.appId })).status;
    expect(await status()).toBe('PUBLISHED');
    await nextVersion(world, of, { version: '1.1.0', description: 'Other.' });
    const update = await claimed(world, await submitted(world, of));
    expect(update.submission).toMatchObject({ lane: 'update', revision: 2 });
    expect([await shown(), await status()]).toEqual([before, 'PUBLISHED']);
    orThrow(await review.reject(update.by, { ...update.verdict, ...said }));
    expect([await shown(), await status()]).toEqual([before, 'PUBLISHED']);
    const again = await approvedOnce(world, await claimed(world, await submitted(world, of)));
    expect(again.view.state).toBe('approved');
    expect(await shown()).toEqual(before);
    orThrow(await submissions.release(of.founder.actor, { submissionId: again.submission.id }));
    expect((await shown()).listing.description).toBe('Other.');
    const list = orThrow(await submissions.list(of.founder.actor, { appId: of.appId }));
    expect(list.items.map(({ state }) => state)).toEqual(['released', 'rejected', 'superseded']);
  });

  it('falls back on the release before where what is live is revoked', async () => {
    const { apps, review, store } = world.guildhall;
    const first = await released(world);
    const second = await updated(world, first, '1.1.0');
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
    const { app, status } = orThrow(await apps.get(first.founder.actor, { appId: first.appId }));
    expect(app).not.toHaveProperty('live');
    expect(status).toBe('REJECTED');
    expect(await revoke(first)).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'revoke', decidedBy: first.by.userId },
    });
  });

  it('goes back to the developer and comes again in the same case, at the place that it had', async () => {
    const { apps, review, submissions } = world.guildhall;
    const of = await claimed(world);
    orThrow(await review.requestChanges(of.by, { ...of.verdict, ...said }));
    const submissionId = of.submission.id;
    const { decisions } = orThrow(await submissions.get(of.founder.actor, { submissionId }));
    expect(decisions).toEqual([{ kind: 'requestChanges', at: world.clock.now(), ...said }]);
    const { draft } = orThrow(await apps.get(of.founder.actor, { appId: of.appId })).app;
    const resubmit = (draftRevision: number) =>
      submissions.resubmit(of.founder.actor, { submissionId, draftRevision });
    expect(await resubmit(draft.revision)).toMatchObject({
      ok: false,
      refusal: { code: 'not_ready', issues: [{ code: 'nothing_changed', path: ['draft'] }] },
    });
    world.clock.advance(2 * day);
    const mended = await nextVersion(world, of, { description: 'Says what is recorded.' });
    const again = orThrow(await resubmit(mended.draft.revision));
    expect(again).toMatchObject({
      caseId: submissionId,
      revision: 2,
      state: 'waiting_for_review',
      enteredAt: of.submission.enteredAt,
    });
    expect(await resubmit(mended.draft.revision)).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'resubmit' },
    });
  });

  it('shows the queue by lane and by when it is due, and its figures', async () => {
    const { review } = world.guildhall;
    const live = await released(world);
    const fresh = await submitted(world);
    world.clock.advance(day);
    await nextVersion(world, live, { version: '1.1.0' });
    const update = await submitted(world, live);
    const urgent = await submitted(world);
    const desk = await reviewer(world);
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
    expect(orThrow(await review.figures(desk, {}))).toEqual({
      waiting: 3,
      byLane: { security: 1, update: 1, new: 1 },
      oldest: 86_400,
      p50: 0,
      p90: 86_400,
      withinDue: 1,
    });
    const { lease } = orThrow(await review.claim(desk, { submissionId: urgent.submission.id }));
    expect(await ids({})).toEqual(order.slice(1));
    expect(await ids({ state: 'in_review' })).toEqual(order.slice(0, 1));
    expect(orThrow(await review.claimed(desk, {})).map(({ id }) => id)).toEqual(order.slice(0, 1));
    world.clock.advance(3_600);
    expect(present(lease).until).toEqual(world.clock.now());
    expect(await ids({})).toEqual(order);
    expect(orThrow(await review.claimed(desk, {}))).toEqual([]);
    world.clock.advance(7 * day);
    expect(orThrow(await review.figures(desk, {})).withinDue).toBe(0);
  });

  it('is for those whom the directory knows, as far as it says, and who can sign in', async () => {
    const granted = new Map<string, readonly ReviewerCapability[]>();
    const directory = { capabilitiesOf: async (id: string) => granted.get(id) ?? [] };
    const { guildhall } = besides(world, world.storage, { reviewers: directory });
    const { submission, appId } = await submitted(world);
    const submissionId = submission.id;
    const someone = await reviewer(world);
    const denied = { ok: false, refusal: { code: 'permission_denied', path: ['actor'] } };
    const asUser = { kind: 'user', userId: someone.userId } as const;
    expect(await guildhall.review.claim(someone, { submissionId })).toEqual(denied);
    granted.set(someone.userId, ['review']);
    expect(await guildhall.review.claim(asUser, { submissionId })).toEqual(denied);
    expect(await guildhall.review.claim(theSystem, { submissionId })).toEqual(denied);
    expect((await guildhall.review.claim(someone, { submissionId })).ok).toBe(true);
    const enforce = { appId, reason: 'It listens.' };
    expect(await guildhall.review.suspend(someone, enforce)).toEqual(denied);
    expect(await guildhall.review.revoke(someone, { submissionId, ...said })).toEqual(denied);
    granted.set(someone.userId, ['enforce']);
    expect((await guildhall.review.suspend(someone, enforce)).ok).toBe(true);
    expect(await guildhall.review.queue(someone, {})).toEqual(denied);
    expect((await guildhall.review.reinstate(theSystem, enforce)).ok).toBe(true);
    granted.set(someone.userId, ['review', 'enforce']);
    await suspend(world, someone.userId);
    for (const call of [
      guildhall.review.queue(someone, {}),
      guildhall.review.suspend(someone, enforce),
      guildhall.review.releaseClaim(someone, { submissionId, token: 1 }),
    ]) {
      expect(await call).toMatchObject({ ok: false, refusal: { code: 'account_inactive' } });
    }
  });

  it('asks for two where much is asked for, and never for the same one twice', async () => {
    const { review } = world.guildhall;
    const once = await approvedOnce(world);
    const { submissionId, digest } = once.verdict;
    const second = { submissionId, digest };
    expect(once.view.state).toBe('pending_second_approval');
    expect(await review.secondApprove(once.by, second)).toEqual({
      ok: false,
      refusal: { code: 'second_reviewer_required', path: ['actor'] },
    });
    const other = await reviewer(world);
    const elsewhere = { submissionId, digest: 'f'.repeat(64) };
    expect(await review.secondApprove(other, elsewhere)).toEqual({
      ok: false,
      refusal: { code: 'digest_mismatch', path: ['digest'] },
    });
    orThrow(await review.sendBack(other, { ...second, ...said }));
    const { token } = present(orThrow(await review.claim(once.by, { submissionId })).lease);
    orThrow(await review.approve(once.by, { ...second, token }));
    expect(orThrow(await review.secondApprove(other, second)).state).toBe('approved');

    const live = await released(world);
    const permissions = [
      ...(completeManifest.permissions ?? []),
      { type: 'CAMERA', reason: 'to see who speaks', required: false } as const,
    ];
    await nextVersion(world, live, { version: '1.1.0', permissions });
    const more = await claimed(world, await submitted(world, live));
    expect(orThrow(await review.get(more.by, { submissionId: more.submission.id }))).toMatchObject({
      permissions: { added: ['CAMERA'], removed: [] },
      needsSecondApproval: true,
    });
    expect((await approvedOnce(world, more)).view.state).toBe('pending_second_approval');
  });

  it('is not for whoever has ties to the organization', async () => {
    const { review, invitations, memberships } = world.guildhall;
    const { submission, founder, organizationId } = await submitted(world);
    const submissionId = submission.id;
    const conflict = { ok: false, refusal: { code: 'conflict_of_interest' } };
    const own = { kind: 'reviewer', userId: founder.id } as const;
    expect(await review.claim(own, { submissionId })).toEqual(conflict);
    const rob = await person(world);
    const asReviewer = { kind: 'reviewer', userId: rob.id } as const;
    const { id } = orThrow(
      await invitations.invite(founder.actor, { organizationId, email: rob.email }),
    );
    await world.guildhall.relay.runOnce();
    const mail = present(world.mails.mails.at(-1));
    const token = present(/token=(\S+)/.exec(mail.text)?.[1]);
    expect(id).toHaveLength(24);
    orThrow(await invitations.accept(rob.actor, { token }));
    expect(await review.claim(asReviewer, { submissionId })).toEqual(conflict);
    world.clock.advance(60);
    orThrow(await memberships.leave(rob.actor, { organizationId }));
    expect(await review.claim(asReviewer, { submissionId })).toEqual(conflict);
  });

  it('tells an organization what was decided and why, and not who has decided it', async () => {
    const { organizations, submissions } = world.guildhall;
    const of = await approved(world);
    const { organizationId, founder } = of;
    const submissionId = of.submission.id;
    const view = orThrow(await submissions.get(founder.actor, { submissionId }));
    expect(view.decisions.map(({ kind }) => kind)).toEqual(['approve', 'secondApprove']);
    const trail = orThrow(await organizations.audit(founder.actor, { organizationId }));
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

  it('tells members who come too late what was decided and when, and reviewers by whom', async () => {
    const { review, submissions } = world.guildhall;
    const of = await claimed(world);
    const { submissionId } = of.verdict;
    orThrow(await review.reject(of.by, { ...of.verdict, ...said }));
    const decidedAt = world.clock.now();
    const path = ['submissionId'];
    const refusal = { code: 'already_decided', path, decision: 'reject', decidedAt };
    const { actor } = of.founder;
    const { revision: draftRevision } = of.app.draft;
    for (const late of [
      await submissions.withdraw(actor, { submissionId }),
      await submissions.release(actor, { submissionId }),
      await submissions.resubmit(actor, { submissionId, draftRevision }),
    ]) {
      expect(late).toStrictEqual({ ok: false, refusal });
    }
    expect(await review.approve(await reviewer(world), of.verdict)).toStrictEqual({
      ok: false,
      refusal: { ...refusal, decidedBy: of.by.userId },
    });
  });

  it('tells whoever does what is not its turn where the submission is', async () => {
    const { review, submissions } = world.guildhall;
    const of = await approvedOnce(world);
    const { submissionId, digest } = of.verdict;
    const notFrom = (from: string, command: string) => ({
      ok: false,
      refusal: { code: 'invalid_transition', path: ['submissionId'], from, command },
    });
    const release = () => submissions.release(of.founder.actor, { submissionId });
    expect(await release()).toStrictEqual(notFrom('pending_second_approval', 'release'));
    orThrow(await review.sendBack(await reviewer(world), { submissionId, digest, ...said }));
    expect(await release()).toStrictEqual(notFrom('waiting_for_review', 'release'));
    expect(await review.approve(of.by, of.verdict)).toStrictEqual(
      notFrom('waiting_for_review', 'approve'),
    );
  });

  it('keeps an app that is suspended from being submitted and released', async () => {
    const { apps, review, submissions } = world.guildhall;
    const of = await approved(world);
    const other = await drafted(world, of);
    const platform = await reviewer(world);
    const kept = { ok: false, refusal: { code: 'app_suspended', path: ['appId'] } };
    for (const { appId } of [of, other]) {
      orThrow(await review.takeDown(platform, { appId, reason: 'It listens.' }));
    }
    const release = () => submissions.release(of.founder.actor, { submissionId: of.submission.id });
    expect(await release()).toEqual(kept);
    const submit = { appId: other.appId, draftRevision: other.app.draft.revision };
    expect(await submissions.submit(of.founder.actor, submit)).toEqual(kept);
    const seen = orThrow(await apps.get(of.founder.actor, { appId: of.appId })).app;
    expect(seen.enforcement).toMatchObject({ state: 'taken_down', reason: 'It listens.' });
    orThrow(await review.reinstate(platform, { appId: of.appId, reason: 'It does not.' }));
    expect((await release()).ok).toBe(true);
  });

  it('gives an approval ninety days, written down or not', async () => {
    const { apps, maintenance, submissions } = world.guildhall;
    const of = await approved(world);
    const submissionId = of.submission.id;
    const release = () => submissions.release(of.founder.actor, { submissionId });
    const offered = async () =>
      orThrow(await apps.availableActions(of.founder.actor, { appId: of.appId }));
    expect(await offered()).toEqual(expect.arrayContaining(['withdraw', 'release']));
    world.clock.advance(90 * day);
    const expired = { ok: false, refusal: { code: 'approval_expired' } };
    expect(await release()).toEqual(expired);
    expect(await submissions.withdraw(of.founder.actor, { submissionId })).toEqual(expired);
    const left = await offered();
    expect(left).not.toContain('withdraw');
    expect(left).not.toContain('release');
    expect((await maintenance.runOnce()).approvals).toBe(1);
    expect(await release()).toMatchObject({
      ok: false,
      refusal: { code: 'already_decided', decision: 'expireApproval' },
    });
    const next = await nextVersion(world, of, { version: '1.0.1' });
    const input = { appId: of.appId, draftRevision: next.draft.revision };
    expect((await submissions.submit(of.founder.actor, input)).ok).toBe(true);
  });
});

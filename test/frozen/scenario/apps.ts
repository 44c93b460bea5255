// Apps and submissions in every state.
import {
  type ManifestChange,
  orThrow,
  type ReviewerActor,
  type SubmissionView,
  type UserActor,
} from '../../../src/index.js';
import { type FrozenService, system } from '../service.js';
import { register } from './people.js';

const day = 86_400;

const manifest: ManifestChange = {
  description: 'Shows what is said.',
  version: '1.0.0',
  appType: 'standard',
  publicUrl: 'https://captions.example.org/',
  webviewUrl: 'https://captions.example.org/view',
  logoUrl: 'https://captions.example.org/logo.png',
  previewImages: [{ url: 'https://captions.example.org/1.png', orientation: 'portrait' }],
  privacyPolicyUrl: 'https://captions.example.org/privacy',
  supportUrl: 'https://captions.example.org/support',
  onboardingInstructions: 'Put on the glasses.',
  permissions: [{ type: 'MICROPHONE', reason: 'to hear what is said', required: true }],
  tools: [
    {
      id: 'caption',
      description: 'Shows a caption',
      parameters: { text: { type: 'string', description: 'What to show', required: true } },
    },
  ],
  settings: [{ type: 'toggle', key: 'loud', label: 'Loud', defaultValue: false }],
  hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED', description: 'for the text' }],
};

/** Who publishes, and for whom. */
export interface Publisher {
  readonly actor: UserActor;
  readonly organizationId: string;
}

export interface Reviewers {
  readonly first: ReviewerActor;
  readonly second: ReviewerActor;
}

export async function registerReviewers(service: FrozenService): Promise<Reviewers> {
  const [first, second] = [await register(service, 'rita'), await register(service, 'rolf')];
  return {
    first: { kind: 'reviewer', userId: first.userId },
    second: { kind: 'reviewer', userId: second.userId },
  };
}

/** Creates an app that is ready for submission. */
export async function draft(
  { guildhall }: FrozenService,
  { actor, organizationId }: Publisher,
  name: string,
): Promise<string> {
  const { apps } = guildhall;
  const packageName = `org.frozen.${name}`;
  const { id: appId } = orThrow(await apps.create(actor, { organizationId, packageName, name }));
  orThrow(await apps.updateDraft(actor, { appId, expectedRevision: 1, changes: manifest }));
  const testers = ['Tess@example.org'];
  orThrow(await apps.share(actor, { appId, visibility: 'public', testers }));
  return appId;
}

/** The steps of a case, for one publisher. */
function casesOf(service: FrozenService, by: Publisher, reviewers: Reviewers) {
  const { apps, submissions, review } = service.guildhall;
  const { actor } = by;
  const reasons = { reasons: ['misleading'], text: 'It shows what nobody says.' } as const;
  const submit = async (appId: string) => {
    const { app } = orThrow(await apps.get(actor, { appId }));
    return orThrow(await submissions.submit(actor, { appId, draftRevision: app.draft.revision }));
  };
  const claim = async ({ id: submissionId, digest }: SubmissionView) => {
    const { lease } = orThrow(await review.claim(reviewers.first, { submissionId }));
    if (lease === undefined) throw new Error('a claimed submission has a lease');
    return { submissionId, digest, leaseToken: lease.leaseToken };
  };
  const approve = async (submission: SubmissionView) => {
    const claimed = await claim(submission);
    const { state } = orThrow(await review.approve(reviewers.first, claimed));
    if (state !== 'pending_second_approval') return;
    const { submissionId, digest } = claimed;
    orThrow(await review.secondApprove(reviewers.second, { submissionId, digest }));
  };
  const release = async (appId: string) => {
    const submission = await submit(appId);
    await approve(submission);
    orThrow(await submissions.release(actor, { submissionId: submission.id }));
    return submission;
  };
  const update = async (appId: string, version: string) => {
    const { app } = orThrow(await apps.get(actor, { appId }));
    const expectedRevision = app.draft.revision;
    const changes = { version };
    orThrow(await apps.updateDraft(actor, { appId, expectedRevision, changes }));
  };
  return { reasons, submit, claim, approve, release, update };
}

/** What expires or is archived by the maintenance of a later day. */
export async function writeOldApps(
  service: FrozenService,
  by: Publisher,
  reviewers: Reviewers,
): Promise<void> {
  const { approve, submit } = casesOf(service, by, reviewers);
  await approve(await submit(await draft(service, by, 'overdue')));
  const archivedId = await draft(service, by, 'archived');
  orThrow(await service.guildhall.apps.delete(by.actor, { appId: archivedId }));
}

export interface Apps {
  readonly publisher: UserActor;
  readonly organizationId: string;
  readonly reviewer: ReviewerActor;
  readonly liveId: string;
  readonly waitingId: string;
  readonly approvedSubmissionId: string;
  readonly inReview: {
    readonly submissionId: string;
    readonly digest: string;
    readonly leaseToken: number;
  };
}

/** An app for each state of a submission, and one for each state of enforcement. */
export async function writeApps(
  service: FrozenService,
  by: Publisher,
  reviewers: Reviewers,
): Promise<Apps> {
  const { apps, review, submissions } = service.guildhall;
  const { actor } = by;
  const { reasons, submit, claim, approve, release, update } = casesOf(service, by, reviewers);
  const newDraft = (name: string) => draft(service, by, name);
  const liveId = await newDraft('live');
  await release(liveId);
  await update(liveId, '1.1.0');
  await release(liveId);
  orThrow(await review.setTier(reviewers.first, { appId: liveId, tier: 'verified' }));

  const { id: withdrawnId } = await submit(await newDraft('withdrawn'));
  orThrow(await submissions.withdraw(actor, { submissionId: withdrawnId }));
  orThrow(
    await review.reject(reviewers.first, {
      ...(await claim(await submit(await newDraft('rejected')))),
      ...reasons,
    }),
  );
  const revoked = await release(await newDraft('revoked'));
  orThrow(await review.revoke(reviewers.first, { submissionId: revoked.id, ...reasons }));
  await writeReplaced(service, by, reviewers);
  orThrow(
    await review.requestChanges(reviewers.first, {
      ...(await claim(await submit(await newDraft('changes')))),
      ...reasons,
    }),
  );
  const second = await claim(await submit(await newDraft('second')));
  orThrow(await review.approve(reviewers.first, second));
  const approved = await submit(await newDraft('approved'));
  await approve(approved);

  const enforced = { reason: 'It listens though nobody has asked it to.' };
  for (const [name, enforce] of [
    ['warned', review.warn],
    ['suspended', review.suspend],
    ['takendown', review.takeDown],
  ] as const) {
    const appId = await newDraft(name);
    await release(appId);
    orThrow(await enforce(system, { appId, ...enforced }));
  }
  const delistedId = await newDraft('delisted');
  await release(delistedId);
  orThrow(await apps.delist(actor, { appId: delistedId }));
  const deletedId = await newDraft('deleted');
  orThrow(await apps.delete(actor, { appId: deletedId }));

  const inReview = await claim(await submit(await newDraft('inreview')));
  const waitingId = await newDraft('waiting');
  const { id: waitingSubmissionId } = await submit(waitingId);
  const lane = { lane: 'security', reason: 'It asks for the microphone.' } as const;
  orThrow(await review.setLane(reviewers.first, { submissionId: waitingSubmissionId, ...lane }));
  return {
    publisher: actor,
    organizationId: by.organizationId,
    reviewer: reviewers.first,
    liveId,
    waitingId,
    approvedSubmissionId: approved.id,
    inReview,
  };
}

/** A submission with changes requested, which a resubmission has replaced. */
async function writeReplaced(
  service: FrozenService,
  by: Publisher,
  reviewers: Reviewers,
): Promise<void> {
  const { review, submissions, apps } = service.guildhall;
  const { reasons, submit, claim, update } = casesOf(service, by, reviewers);
  const appId = await draft(service, by, 'replaced');
  const claimed = await claim(await submit(appId));
  orThrow(await review.requestChanges(reviewers.first, { ...claimed, ...reasons }));
  service.clock.advance(day / 24);
  await update(appId, '1.0.1');
  const { app } = orThrow(await apps.get(by.actor, { appId }));
  const { submissionId } = claimed;
  const draftRevision = app.draft.revision;
  orThrow(await submissions.resubmit(by.actor, { submissionId, draftRevision }));
}

// Brings apps to the states that tests need: drafted, submitted, claimed, approved, released.
import {
  type AppId,
  type AppView,
  type ManifestChange,
  orThrow,
  type ReviewerActor,
  type ReviewerSubmissionView,
  type SubmissionView,
} from '../../src/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  type Person,
  type World,
} from './world.js';

/** A manifest with everything that a submission needs. */
export const completeManifest: ManifestChange = {
  description: 'Shows what is said.',
  version: '1.0.0',
  publicUrl: 'https://captions.example.org/',
  logoUrl: 'https://captions.example.org/logo.png',
  privacyPolicyUrl: 'https://captions.example.org/privacy',
  supportUrl: 'https://captions.example.org/support',
  permissions: [{ type: 'MICROPHONE', reason: 'to hear what is said', required: true }],
  hardwareRequirements: [{ type: 'DISPLAY', level: 'REQUIRED' }],
};

export interface AppPublisher {
  readonly creator: Person;
  readonly organizationId: string;
}

export interface DraftedApp extends AppPublisher {
  readonly app: AppView;
  readonly appId: AppId;
}

let packageCount = 0;

export function uniquePackageName(): string {
  packageCount += 1;
  return `org.captions.app${packageCount}`;
}

export async function createPublisher(world: World): Promise<AppPublisher> {
  const creator = await createPerson(world);
  const { id: organizationId } = await createOrganization(world, creator);
  return { creator, organizationId };
}

/** Creates an app with a draft that is ready for submission, in the given organization or in a new one. */
export async function draftApp(world: World, given?: AppPublisher): Promise<DraftedApp> {
  const by = given ?? (await createPublisher(world));
  const { apps } = world.guildhall;
  const { actor } = by.creator;
  const input = {
    organizationId: by.organizationId,
    packageName: uniquePackageName(),
    name: 'Captions',
  };
  const { id: appId } = orThrow(await apps.create(actor, input));
  const changes = completeManifest;
  orThrow(await apps.updateDraft(actor, { appId, expectedRevision: 1, changes }));
  const app = orThrow(await apps.share(actor, { appId, visibility: 'public' }));
  return { ...by, app, appId };
}

/** Changes the draft of an app. */
export async function updateDraft(
  { guildhall }: World,
  { creator, appId }: Pick<DraftedApp, 'creator' | 'appId'>,
  changes: ManifestChange,
): Promise<AppView> {
  const { app } = orThrow(await guildhall.apps.get(creator.actor, { appId }));
  const expectedRevision = app.draft.revision;
  return orThrow(
    await guildhall.apps.updateDraft(creator.actor, { appId, expectedRevision, changes }),
  );
}

export interface SubmittedApp extends DraftedApp {
  readonly submission: SubmissionView;
}

export async function submitApp(world: World, given?: DraftedApp): Promise<SubmittedApp> {
  const of = given ?? (await draftApp(world));
  const { apps, submissions } = world.guildhall;
  const { app } = orThrow(await apps.get(of.creator.actor, { appId: of.appId }));
  const input = { appId: of.appId, draftRevision: app.draft.revision };
  const submission = orThrow(await submissions.submit(of.creator.actor, input));
  return { ...of, submission };
}

/** Creates a reviewer of the platform, who is a member of no organization except the personal one. */
export async function createReviewer(world: World): Promise<ReviewerActor> {
  const { id: userId } = await createPerson(world);
  return { kind: 'reviewer', userId };
}

export interface ClaimedApp extends SubmittedApp {
  readonly by: ReviewerActor;
  readonly leaseToken: number;
  /** The input of a decision: the snapshot and the claim. */
  readonly decisionInput: {
    readonly submissionId: string;
    readonly digest: string;
    readonly leaseToken: number;
  };
}

export async function claimApp(world: World, given?: SubmittedApp): Promise<ClaimedApp> {
  const of = given ?? (await submitApp(world));
  const by = await createReviewer(world);
  const { id: submissionId, digest } = of.submission;
  const view = orThrow(await world.guildhall.review.claim(by, { submissionId }));
  const { leaseToken } = assertPresent(view.lease);
  return { ...of, by, leaseToken, decisionInput: { submissionId, digest, leaseToken } };
}

/** Approves once. A new app then waits for the second reviewer. */
export async function approveAppOnce(
  world: World,
  given?: ClaimedApp,
): Promise<ClaimedApp & { readonly view: ReviewerSubmissionView }> {
  const of = given ?? (await claimApp(world));
  const view = orThrow(await world.guildhall.review.approve(of.by, of.decisionInput));
  return { ...of, view };
}

/** Approves with as many reviewers as needed. */
export async function approveApp(world: World, given?: ClaimedApp): Promise<ClaimedApp> {
  const of = await approveAppOnce(world, given);
  if (of.view.state === 'pending_second_approval') {
    const { submissionId, digest } = of.decisionInput;
    const other = await createReviewer(world);
    orThrow(await world.guildhall.review.secondApprove(other, { submissionId, digest }));
  }
  return of;
}

export async function releaseApp(world: World, given?: ClaimedApp): Promise<ClaimedApp> {
  const of = await approveApp(world, given);
  const { submissionId } = of.decisionInput;
  orThrow(await world.guildhall.submissions.release(of.creator.actor, { submissionId }));
  return of;
}

/** Releases another version of an app that is live. */
export async function releaseUpdate(
  world: World,
  of: DraftedApp,
  version: string,
): Promise<ClaimedApp> {
  await updateDraft(world, of, { version });
  return releaseApp(world, await claimApp(world, await submitApp(world, of)));
}

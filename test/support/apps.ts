// Apps as tests use them: drafted, submitted, claimed, approved, released, each by the commands that lead there.
import {
  type AppId,
  type AppView,
  type ManifestChange,
  orThrow,
  type ReviewerActor,
  type ReviewView,
  type SubmissionView,
} from '../../src/index.js';
import { organizationOf, type Person, person, present, type World } from './guildhall.js';

/** Everything that a submission needs. */
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

export interface Publisher {
  readonly founder: Person;
  readonly organizationId: string;
}

export interface Drafted extends Publisher {
  readonly app: AppView;
  readonly appId: AppId;
}

let packages = 0;

export function freshPackageName(): string {
  packages += 1;
  return `org.captions.app${packages}`;
}

export async function publisher(world: World): Promise<Publisher> {
  const founder = await person(world);
  const { id: organizationId } = await organizationOf(world, founder);
  return { founder, organizationId };
}

/** An app of an organization, which may be new, with a draft that is ready to be submitted. */
export async function drafted(world: World, given?: Publisher): Promise<Drafted> {
  const by = given ?? (await publisher(world));
  const { apps } = world.guildhall;
  const { actor } = by.founder;
  const input = {
    organizationId: by.organizationId,
    packageName: freshPackageName(),
    name: 'Captions',
  };
  const { id: appId } = orThrow(await apps.create(actor, input));
  const changes = completeManifest;
  orThrow(await apps.updateDraft(actor, { appId, expectedRevision: 1, changes }));
  const app = orThrow(await apps.share(actor, { appId, visibility: 'public' }));
  return { ...by, app, appId };
}

/** The draft with another version, as an update of the app. */
export async function nextVersion(
  { guildhall }: World,
  { founder, appId }: Pick<Drafted, 'founder' | 'appId'>,
  changes: ManifestChange,
): Promise<AppView> {
  const { app } = orThrow(await guildhall.apps.get(founder.actor, { appId }));
  const expectedRevision = app.draft.revision;
  return orThrow(
    await guildhall.apps.updateDraft(founder.actor, { appId, expectedRevision, changes }),
  );
}

export interface Submitted extends Drafted {
  readonly submission: SubmissionView;
}

export async function submitted(world: World, given?: Drafted): Promise<Submitted> {
  const of = given ?? (await drafted(world));
  const { apps, submissions } = world.guildhall;
  const { app } = orThrow(await apps.get(of.founder.actor, { appId: of.appId }));
  const input = { appId: of.appId, draftRevision: app.draft.revision };
  const submission = orThrow(await submissions.submit(of.founder.actor, input));
  return { ...of, submission };
}

/** Somebody who reviews for the platform and belongs to no organization but the own one. */
export async function reviewer(world: World): Promise<ReviewerActor> {
  const { id: userId } = await person(world);
  return { kind: 'reviewer', userId };
}

export interface Claimed extends Submitted {
  readonly by: ReviewerActor;
  readonly token: number;
  /** Which snapshot, and under which claim. */
  readonly verdict: {
    readonly submissionId: string;
    readonly digest: string;
    readonly token: number;
  };
}

export async function claimed(world: World, given?: Submitted): Promise<Claimed> {
  const of = given ?? (await submitted(world));
  const by = await reviewer(world);
  const { id: submissionId, digest } = of.submission;
  const view = orThrow(await world.guildhall.review.claim(by, { submissionId }));
  const { token } = present(view.lease);
  return { ...of, by, token, verdict: { submissionId, digest, token } };
}

/** Approved once; a new app then waits for the second reviewer. */
export async function approvedOnce(
  world: World,
  given?: Claimed,
): Promise<Claimed & { readonly view: ReviewView }> {
  const of = given ?? (await claimed(world));
  const view = orThrow(await world.guildhall.review.approve(of.by, of.verdict));
  return { ...of, view };
}

/** Approved by as many as are needed. */
export async function approved(world: World, given?: Claimed): Promise<Claimed> {
  const of = await approvedOnce(world, given);
  if (of.view.state === 'pending_second_approval') {
    const { submissionId, digest } = of.verdict;
    const other = await reviewer(world);
    orThrow(await world.guildhall.review.secondApprove(other, { submissionId, digest }));
  }
  return of;
}

export async function released(world: World, given?: Claimed): Promise<Claimed> {
  const of = await approved(world, given);
  const { submissionId } = of.verdict;
  orThrow(await world.guildhall.submissions.release(of.founder.actor, { submissionId }));
  return of;
}

/** Another version of an app that is live, all the way to its release. */
export async function updated(world: World, of: Drafted, version: string): Promise<Claimed> {
  await nextVersion(world, of, { version });
  return released(world, await claimed(world, await submitted(world, of)));
}

// An app: the draft that its organization edits, what users have of it, and what stands beside both.

import type { Digest } from '../review/submission.js';
import { isPastRestoring } from '../shared/deletion.js';
import { type DisplayName, displayNameOf } from '../shared/display-name.js';
import type { AppId, OrganizationId, SubmissionId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Email, EmailKey } from '../user/email.js';
import type { Webhook } from '../webhook/webhook.js';
import { emptyManifest, type Manifest } from './manifest.js';
import type { PackageName } from './package-name.js';

/** All ways to share an app. */
export const appVisibilities = ['private', 'organization', 'public'] as const;
/** `private`: members see and run the draft. `organization`: it is among the apps of every member. `public`: for everybody, through review. */
export type AppVisibility = (typeof appVisibilities)[number];

/** All tiers of verification. */
export const appTiers = ['none', 'community', 'verified'] as const;
/** How far the platform vouches for an app. */
export type AppTier = (typeof appTiers)[number];

/** What an organization is editing. Nothing of it reaches users, nor a reviewer, before it is submitted. */
export interface Draft {
  readonly manifest: Manifest;
  /** Raised with every change. */
  readonly revision: number;
  readonly updatedAt: Date;
  /** Absent where a key or the platform has changed it. */
  readonly updatedBy?: UserId;
}

/** Who an app is from, as it was when it was submitted: a new name is reviewed before users see it. */
export interface Publisher {
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
  readonly website?: string;
  readonly logo?: string;
}

/** What reviewers see and decide on, and what a release gives to users: frozen. */
export interface Snapshot {
  readonly packageName: PackageName;
  readonly manifest: Manifest;
  readonly publisher: Publisher;
}

/** What the store shows of a release. */
export interface Listing
  extends Pick<
    Manifest,
    | 'name'
    | 'description'
    | 'version'
    | 'appType'
    | 'logoUrl'
    | 'previewImages'
    | 'privacyPolicyUrl'
    | 'supportUrl'
    | 'permissions'
    | 'hardwareRequirements'
  > {
  readonly publisher: Publisher;
}

/** The release that users have. */
export interface LiveRelease {
  readonly submissionId: SubmissionId;
  readonly revision: number;
  readonly digest: Digest;
  readonly releasedAt: Date;
  readonly listing: Listing;
}

/** All states of enforcement. */
export const enforcementStates = ['none', 'warned', 'suspended', 'taken_down'] as const;
/** What the platform imposes on an app. */
export type EnforcementState = (typeof enforcementStates)[number];

/** What the platform imposes on an app, and why. */
export interface Enforcement {
  readonly state: EnforcementState;
  readonly at?: Date;
  /** For the organization: 1 to 4,000 characters. */
  readonly reason?: string;
}

/** An app of an organization. */
export interface App {
  readonly id: AppId;
  /** Never given twice, whatever becomes of the app. */
  readonly packageName: PackageName;
  readonly organizationId: OrganizationId;
  readonly draft: Draft;
  readonly visibility: AppVisibility;
  /** Who may run the draft beside the members: at most 100, by their verified addresses. */
  readonly testers: readonly Email[];
  readonly tier: AppTier;
  /** How often it has been submitted: the revision of the last submission. */
  readonly submissions: number;
  /** Absent where nothing is released. */
  readonly live?: LiveRelease;
  readonly enforcement: Enforcement;
  /** The organization's own mark that the app is not to be found in the store. */
  readonly delistedAt?: Date;
  readonly createdBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt?: Date;
  /** Nothing is left but the package name, which stays taken. */
  readonly archivedAt?: Date;
  readonly webhook?: Webhook;
}

export interface NewApp {
  readonly id: AppId;
  readonly packageName: PackageName;
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
  readonly by: UserId | null;
  readonly now: Date;
}

/** A draft with a name and nothing else, for its organization's members only. */
export function createApp({ id, packageName, organizationId, name, by, now }: NewApp): App {
  return {
    id,
    packageName,
    organizationId,
    draft: draftOf(emptyManifest(name), 1, by, now),
    visibility: /* APP-8 */ 'private',
    testers: [],
    tier: 'none',
    submissions: 0,
    enforcement: { state: 'none' },
    ...(by === null ? {} : { createdBy: by }),
    createdAt: now,
    updatedAt: now,
  };
}

function draftOf(manifest: Manifest, revision: number, by: UserId | null, now: Date): Draft {
  return { manifest, revision, updatedAt: now, ...(by === null ? {} : { updatedBy: by }) };
}

/** The draft with another manifest. Nothing that is under review or live changes with it. */
export function editDraft(app: App, manifest: Manifest, by: UserId | null, now: Date): App {
  return /* APP-15 */ {
    ...app,
    draft: draftOf(manifest, /* APP-13 */ app.draft.revision + 1, by, now),
    updatedAt: now,
  };
}

/** Refused where the draft is no longer the one that was looked at. */
export function draftRefusal(
  { draft }: Pick<App, 'draft'>,
  expected: number,
): RefusalOf<'draft_conflict'> | null {
  if (/* APP-12 */ draft.revision === expected) return null;
  return { code: 'draft_conflict', path: ['expectedRevision'], revision: draft.revision };
}

export const mostTesters = /* APP-29 */ 100;

export interface Sharing {
  readonly visibility?: AppVisibility;
  readonly testers?: readonly Email[];
}

export function shareApp(app: App, { visibility, testers }: Sharing, now: Date): App {
  return {
    ...app,
    visibility: visibility ?? app.visibility,
    testers: testers ?? app.testers,
    updatedAt: now,
  };
}

export function isTester({ testers }: Pick<App, 'testers'>, key: EmailKey): boolean {
  return testers.some((tester) => tester.key === key);
}

/** Nothing of this address stays. */
export function withoutTester(app: App, key: EmailKey, now: Date): App {
  return { ...app, testers: app.testers.filter((tester) => tester.key !== key), updatedAt: now };
}

/** The platform keeps it from users, from its keys, and from being submitted or released. */
export function isKeptOut({ enforcement }: Pick<App, 'enforcement'>): boolean {
  return enforcement.state === 'suspended' || enforcement.state === 'taken_down';
}

/** Whether everybody finds it in the store. */
export function isPublished(
  app: Pick<App, 'live' | 'visibility' | 'enforcement' | 'delistedAt' | 'deletedAt'>,
): boolean {
  return (
    /* STORE-3 */ app.live !== undefined &&
    /* STORE-2 */ app.visibility === 'public' &&
    /* STORE-4 */ !isKeptOut(app) &&
    /* STORE-5 */ app.delistedAt === undefined &&
    /* STORE-6 */ app.deletedAt === undefined
  );
}

/** Whether an organization cannot be deleted for its sake. */
export function isLive({ live, deletedAt }: Pick<App, 'live' | 'deletedAt'>): boolean {
  return live !== undefined && deletedAt === undefined;
}

export function listingOf({ manifest, publisher }: Snapshot): Listing {
  const {
    /* STORE-1 */ publicUrl: _publicUrl,
    webviewUrl: _webviewUrl,
    onboardingInstructions: _onboarding,
    tools: _tools,
    settings: _settings,
    ...shown
  } = manifest;
  return { ...shown, publisher };
}

/** Soft: it leaves the store at once, and its name stays taken. */
export function deleteApp(app: App, now: Date): App {
  return app.deletedAt === undefined ? { ...app, deletedAt: now, updatedAt: now } : app;
}

/** As it was. Refused once it is past restoring. */
export function restoreApp(
  app: App,
  policy: Pick<Policy, 'restoreWindow'>,
  now: Date,
): Result<App, RefusalOf<'restore_window_over'>> {
  if (app.deletedAt === undefined) return ok(app);
  if (app.archivedAt !== undefined || /* APP-73 */ isPastRestoring(app, policy, now)) {
    return refuse({ code: 'restore_window_over' });
  }
  const { deletedAt: _deletedAt, ...back } = app;
  return ok({ ...back, updatedAt: now });
}

/** To another organization, without its past, its testers and its tier. What is live keeps the publisher that was reviewed. */
export function moveApp(app: App, to: OrganizationId, now: Date): App {
  return /* APP-69 WEBHOOK-14 */ {
    ...app,
    organizationId: to,
    testers: [],
    tier: 'none',
    updatedAt: now,
  };
}

/** What an app is called that nobody has any more: a name that people gave it may be a person's. */
const archived = displayNameOf('Archived');

/** Only the package name stays, so that nobody else ever goes by it. */
export function archiveApp(app: App, now: Date): App {
  const {
    live: _live,
    delistedAt: _delistedAt,
    createdBy: _createdBy,
    /* WEBHOOK-15 */ webhook: _webhook,
    ...rest
  } = app;
  return {
    ...rest,
    draft: draftOf(emptyManifest(archived), app.draft.revision + 1, null, now),
    visibility: 'private',
    testers: [],
    enforcement: { state: 'none' },
    deletedAt: app.deletedAt ?? now,
    archivedAt: now,
    updatedAt: now,
  };
}

export function setTier(app: App, tier: AppTier, now: Date): App {
  return app.tier === tier ? app : { ...app, tier, updatedAt: now };
}

/** Null takes it away. */
export function withWebhook(app: App, webhook: Webhook | null, now: Date): App {
  const { webhook: _before, ...rest } = app;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}

// An app: the draft that its organization edits, the live release that users have, and how both change.

import { isRestoreWindowOver } from '../shared/deletion.js';
import { type DisplayName, displayNameOrThrow } from '../shared/display-name.js';
import type { AppId, OrganizationId, SubmissionId, UserId } from '../shared/ids.js';
import type { Policy } from '../shared/policy.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { Email, EmailKey } from '../user/email.js';
import type { Webhook } from '../webhook/webhook.js';
import { emptyManifest, type Manifest } from './manifest.js';
import type { PackageName } from './package-name.js';
import type { SnapshotDigest } from './snapshot-digest.js';

/** All ways to share an app. */
export const appVisibilities = ['private', 'organization', 'public'] as const;
/** `private`: members can see and run the draft. `organization`: it is in every member's list of apps. `public`: for everybody, after review. */
export type AppVisibility = (typeof appVisibilities)[number];

/** All tiers of verification. */
export const appTiers = ['none', 'community', 'verified'] as const;
/** How far the platform has verified an app. */
export type AppTier = (typeof appTiers)[number];

/** The draft that an organization edits. Users and reviewers see nothing of it before it is submitted. */
export interface Draft {
  readonly manifest: Manifest;
  /** Goes up by one with every change. */
  readonly revision: number;
  readonly updatedAt: Date;
  /** Absent if a key or the platform changed it last. */
  readonly updatedBy?: UserId;
}

/** The organization that publishes an app, as it was at submission. A new name is reviewed before users see it. */
export interface Publisher {
  readonly organizationId: OrganizationId;
  readonly name: DisplayName;
  readonly website?: string;
  readonly logo?: string;
}

/** A frozen copy of the app. Reviewers decide on it, and a release makes it live. */
export interface AppSnapshot {
  readonly packageName: PackageName;
  readonly manifest: Manifest;
  readonly publisher: Publisher;
}

/** The part of a release that the store shows. */
export interface StoreListing
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

/** The release that users have now. */
export interface LiveRelease {
  readonly submissionId: SubmissionId;
  readonly revision: number;
  readonly digest: SnapshotDigest;
  readonly releasedAt: Date;
  readonly listing: StoreListing;
}

/** All states of enforcement. */
export const enforcementStates = ['none', 'warned', 'suspended', 'taken_down'] as const;
/** The state of enforcement by the platform. */
export type EnforcementState = (typeof enforcementStates)[number];

/** The platform's enforcement against an app, and its reason. */
export interface Enforcement {
  readonly state: EnforcementState;
  readonly at?: Date;
  /** For the organization: 1 to 4,000 characters. */
  readonly reason?: string;
}

/** An app of an organization. */
export interface App {
  readonly id: AppId;
  /** Unique forever. It is never used again, even if the app is deleted. */
  readonly packageName: PackageName;
  readonly organizationId: OrganizationId;
  readonly draft: Draft;
  readonly visibility: AppVisibility;
  /** Who may run the draft beside the members, by their verified email addresses: at most 100. */
  readonly testers: readonly Email[];
  readonly tier: AppTier;
  /** How often it was submitted. This is the revision of the last submission. */
  readonly submissionCount: number;
  /** Absent if nothing is released. */
  readonly live?: LiveRelease;
  readonly enforcement: Enforcement;
  /** Set while the organization hides the app in the store. */
  readonly delistedAt?: Date;
  readonly createdBy?: UserId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt?: Date;
  /** Set when the app was archived. Only its package name is left, which stays taken. */
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

/** Creates a private app whose draft has only a name. */
export function createApp({ id, packageName, organizationId, name, by, now }: NewApp): App {
  return {
    id,
    packageName,
    organizationId,
    draft: newDraft(emptyManifest(name), 1, by, now),
    visibility: /* APP-8 */ 'private',
    testers: [],
    tier: 'none',
    submissionCount: 0,
    enforcement: { state: 'none' },
    ...(by === null ? {} : { createdBy: by }),
    createdAt: now,
    updatedAt: now,
  };
}

function newDraft(manifest: Manifest, revision: number, by: UserId | null, now: Date): Draft {
  return { manifest, revision, updatedAt: now, ...(by === null ? {} : { updatedBy: by }) };
}

/** Replaces the draft's manifest. Submissions and the live release do not change. */
export function editDraft(app: App, manifest: Manifest, by: UserId | null, now: Date): App {
  return /* APP-15 */ {
    ...app,
    draft: newDraft(manifest, /* APP-13 */ app.draft.revision + 1, by, now),
    updatedAt: now,
  };
}

/** The refusal if the draft is not at the revision that the caller expects. Null if it is. */
export function draftConflictRefusal(
  { draft }: Pick<App, 'draft'>,
  expectedRevision: number,
): RefusalOf<'draft_conflict'> | null {
  if (/* APP-12 */ draft.revision === expectedRevision) return null;
  return { code: 'draft_conflict', path: ['expectedRevision'], revision: draft.revision };
}

export const maxTesters = /* APP-29 */ 100;

export interface AppSharing {
  readonly visibility?: AppVisibility;
  readonly testers?: readonly Email[];
}

export function shareApp(app: App, { visibility, testers }: AppSharing, now: Date): App {
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

/** Removes the tester with this email address. */
export function removeTester(app: App, key: EmailKey, now: Date): App {
  return { ...app, testers: app.testers.filter((tester) => tester.key !== key), updatedAt: now };
}

/** Whether the platform has suspended or taken down the app. Users and its keys cannot use it, and it cannot be submitted or released. */
export function isSuspendedByPlatform({ enforcement }: Pick<App, 'enforcement'>): boolean {
  return enforcement.state === 'suspended' || enforcement.state === 'taken_down';
}

/** Whether everybody can find the app in the store. */
export function isPublished(
  app: Pick<App, 'live' | 'visibility' | 'enforcement' | 'delistedAt' | 'deletedAt'>,
): boolean {
  return (
    /* STORE-3 */ app.live !== undefined &&
    /* STORE-2 */ app.visibility === 'public' &&
    /* STORE-4 */ !isSuspendedByPlatform(app) &&
    /* STORE-5 */ app.delistedAt === undefined &&
    /* STORE-6 */ app.deletedAt === undefined
  );
}

/** Whether the app is live and not deleted. Such an app prevents the deletion of its organization. */
export function isLiveApp({ live, deletedAt }: Pick<App, 'live' | 'deletedAt'>): boolean {
  return live !== undefined && deletedAt === undefined;
}

export function storeListingOfSnapshot({ manifest, publisher }: AppSnapshot): StoreListing {
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

/** Marks the app as deleted. It leaves the store at once, and its package name stays taken. */
export function deleteApp(app: App, now: Date): App {
  return app.deletedAt === undefined ? { ...app, deletedAt: now, updatedAt: now } : app;
}

/** Restores the app as it was. Refused: `restore_window_over`. */
export function restoreApp(
  app: App,
  policy: Pick<Policy, 'restoreWindow'>,
  now: Date,
): Result<App, RefusalOf<'restore_window_over'>> {
  if (app.deletedAt === undefined) return ok(app);
  if (app.archivedAt !== undefined || /* APP-73 */ isRestoreWindowOver(app, policy, now)) {
    return refuse({ code: 'restore_window_over' });
  }
  const { deletedAt: _deletedAt, ...back } = app;
  return ok({ ...back, updatedAt: now });
}

/** Moves the app to another organization without its testers and tier. The live release keeps its reviewed publisher. */
export function moveApp(app: App, to: OrganizationId, now: Date): App {
  return /* APP-69 WEBHOOK-14 */ {
    ...app,
    organizationId: to,
    testers: [],
    tier: 'none',
    updatedAt: now,
  };
}

/** The name of an archived app. The old name is removed because it may be the name of a person. */
const archivedAppName = displayNameOrThrow('Archived');

/** Removes everything but the package name, so that nobody else can use it. */
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
    draft: newDraft(emptyManifest(archivedAppName), app.draft.revision + 1, null, now),
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

/** Sets the webhook; null removes it. */
export function withAppWebhook(app: App, webhook: Webhook | null, now: Date): App {
  const { webhook: _before, ...rest } = app;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}

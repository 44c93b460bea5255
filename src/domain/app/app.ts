// An app: the draft that its organization edits, the live release that users have, and how both change.

import type { DisplayName } from '../shared/display-name.js';
import type { AppId, OrganizationId, SubmissionId, UserId } from '../shared/ids.js';
import type { EmailWithKey } from '../user/email.js';
import type { Webhook } from '../webhook/webhook.js';
import type { Manifest } from './manifest.js';
import type { PackageName } from './package-name.js';
import type { SnapshotDigest } from './snapshot-digest.js';

/** All ways to share an app. */
export const appVisibilities = ['private', 'organization', 'public'] as const;
/** Members can open and run the draft in each case. `private` and `organization` are the same to the core: the embedder's own code tells them apart. `public`: everybody can also find the live release in the store. */
export type AppVisibility = (typeof appVisibilities)[number];

/** All tiers of verification. */
export const appTiers = ['none', 'community', 'verified'] as const;
/** How far the platform has verified an app. */
export type AppTier = (typeof appTiers)[number];

/** The draft that an organization edits. Only members and testers see it. Reviewers and other users see it only as a submitted snapshot. */
export interface Draft {
  readonly manifest: Manifest;
  /** Goes up by one with every change. */
  readonly revision: number;
  readonly updatedAt: Date;
  /** Absent if a key or the embedding service changed it last. */
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
  /** `serverHostsOf` the released manifest. An update that adds a host needs two approvals. */
  readonly serverHosts: readonly string[];
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
  /** Who may run the draft besides the members, by their verified email addresses: at most 100. */
  readonly testers: readonly EmailWithKey[];
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

/** Whether the platform has suspended or taken down the app. Users and its keys cannot use it, and it cannot be submitted or released. */
export function isSuspendedOrTakenDown({ enforcement }: Pick<App, 'enforcement'>): boolean {
  return enforcement.state === 'suspended' || enforcement.state === 'taken_down';
}

/** Whether the app is live and not deleted. Such an app prevents the deletion of its organization. */
export function hasUndeletedLiveRelease({
  live,
  deletedAt,
}: Pick<App, 'live' | 'deletedAt'>): boolean {
  return live !== undefined && deletedAt === undefined;
}

export function setAppTier(app: App, tier: AppTier, now: Date): App {
  return app.tier === tier ? app : { ...app, tier, updatedAt: now };
}

/** Sets the webhook; null removes it. */
export function setAppWebhook(app: App, webhook: Webhook | null, now: Date): App {
  const { webhook: _before, ...rest } = app;
  return { ...rest, ...(webhook === null ? {} : { webhook }), updatedAt: now };
}

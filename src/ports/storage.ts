// The storage port: everything that the core needs from a storage. Numbers such as READ-1 are clauses of `docs/contract.md`;
// `describeStorageContract` tests them.

import type { ApiKey } from '../domain/app/api-key.js';
import type { App } from '../domain/app/app.js';
import type { AppSummary, PublishedAppSummary } from '../domain/app/app-summary.js';
import type { PackageName } from '../domain/app/package-name.js';
import type { JournalEntry } from '../domain/journal/journal-entry.js';
import type {
  DeliveryChannel,
  MessageId,
  OutboxMessage,
} from '../domain/journal/outbox-message.js';
import type { ExternalId } from '../domain/organization/external-id.js';
import type { Invitation, InvitationState } from '../domain/organization/invitation.js';
import type { Membership, MembershipSummary } from '../domain/organization/membership.js';
import type { Organization, OrganizationSummary } from '../domain/organization/organization.js';
import type { Role } from '../domain/organization/role-permissions.js';
import type { UndecidedSubmissionTimes } from '../domain/review/review-queue.js';
import type { OpenSubmissionState, Submission } from '../domain/review/submission.js';
import type { SubmissionSummary } from '../domain/review/submission-summary.js';
import type { DeliveryLease, DeliveryOutcome } from '../domain/shared/delivery-lease-and-retry.js';
import type { DeliveryQuotas } from '../domain/shared/delivery-quota.js';
import type { DisplayName } from '../domain/shared/display-name.js';
import type {
  ApiKeyId,
  AppId,
  DeliveryLeaseId,
  InvitationId,
  MembershipId,
  OperationId,
  OrganizationId,
  SubmissionId,
  UserId,
} from '../domain/shared/ids.js';
import type { ResourceOwner } from '../domain/shared/resource-owner.js';
import type { Versioned } from '../domain/shared/result.js';
import type { Slug, SlugRecord } from '../domain/slug/slug.js';
import type { EmailKey } from '../domain/user/email.js';
import type { User, UserState, UserSummary } from '../domain/user/user.js';
import type { Migration } from './migration.js';

/** The collections with the type of their rows: one collection for each aggregate. */
export interface Collections {
  readonly users: User;
  readonly organizations: Organization;
  readonly memberships: Membership;
  readonly invitations: Invitation;
  /** The `id` of a row is the slug itself. */
  readonly slugs: SlugRecord;
  readonly apps: App;
  readonly submissions: Submission;
  readonly apikeys: ApiKey;
}

/** The name of a collection. */
export type CollectionName = keyof Collections;

/**
 * One write to one row. All kinds but `insert` have the version that was read, and fail if the row has another one. A
 * `touch` raises the version and changes nothing else. VERSION-1 to VERSION-9.
 */
export type Change = { [C in CollectionName]: CollectionChange<C> }[CollectionName];

/** One write to one row of a collection. */
export type CollectionChange<C extends CollectionName> =
  | {
      readonly kind: 'insert';
      readonly collection: C;
      readonly id: string;
      readonly value: Collections[C];
    }
  | {
      readonly kind: 'update';
      readonly collection: C;
      readonly id: string;
      readonly expectedVersion: number;
      readonly value: Collections[C];
      /** Leaves the metadata of the row as it is. `value` has none. VERSION-10. */
      readonly keepsMetadata?: true;
    }
  | {
      readonly kind: 'remove';
      readonly collection: C;
      readonly id: string;
      readonly expectedVersion: number;
    }
  | {
      readonly kind: 'touch';
      readonly collection: C;
      readonly id: string;
      readonly expectedVersion: number;
    };

/** All writes of a command, which are committed together. Each row is changed at most once, except that it may be removed and inserted again. */
export interface Operation {
  readonly changes: readonly Change[];
  readonly journal: JournalEntry;
  readonly messages: readonly OutboxMessage[];
}

/** The names of the unique constraints, the same in every storage. `users.id` means that no two rows of `users` have the same id. The clauses UNIQUE-1 to UNIQUE-22 test them. */
export const uniqueConstraints = [
  'users.id',
  'users.email',
  'organizations.id',
  'organizations.personal',
  'organizations.external_id',
  'memberships.id',
  'memberships.organization_user',
  'invitations.id',
  'invitations.pending',
  'slugs.id',
  'apps.id',
  'apps.package_name',
  'submissions.id',
  'submissions.open',
  'apikeys.id',
  'journal.id',
  'outbox.id',
] as const;
/** The name of a unique constraint. */
export type UniqueConstraint = (typeof uniqueConstraints)[number];

/**
 * The part of a list to read: start after the row with the key `after`, skip `skip` rows, and return at most `limit`
 * rows. PAGE-1 to PAGE-7.
 */
export interface PageRequest<K> {
  readonly limit: number;
  readonly after: K | null;
  readonly skip: number;
  /** The page ends before the row with which its rows take more bytes, in the storage's own measure such as JSON or BSON; but it has at least one row. If absent, only `limit` counts. */
  readonly maxBytes?: number;
}

/** The rows of one page. `next` is the key to continue after; null if there are no more rows. */
export interface RowPage<T, K> {
  readonly items: readonly T[];
  readonly next: K | null;
}

/** An organization with one user's account and membership in it, each with its version. */
export interface VersionedAccess {
  readonly organization: Versioned<Organization> | null;
  readonly user: Versioned<User> | null;
  /** The active membership, or null. */
  readonly membership: Versioned<Membership> | null;
}

/** The role of an active member in an organization that is not deleted. */
export interface RoleAndSignIn {
  readonly role: Role;
  readonly canSignIn: boolean;
}

/** An organization with one user's membership in it. */
export interface OrganizationOfUser {
  readonly membershipId: MembershipId;
  readonly role: Role;
  readonly joinedAt: Date;
  readonly organization: OrganizationSummary;
}

/** A membership with the fields of the user that member lists show. */
export interface MemberOfOrganization {
  readonly membership: MembershipSummary;
  readonly user: Pick<User, 'id' | 'name' | 'email' | 'state'>;
}

/** An ended membership with the fields of the user that the list of former members shows. */
export interface FormerMemberOfOrganization {
  readonly membership: MembershipSummary;
  /** Null if the user was purged. */
  readonly user: Pick<User, 'id' | 'name' | 'email'> | null;
}

/** An organization with one user's role in it. */
export interface OrganizationAccess {
  readonly organization: Pick<Organization, 'id' | 'name' | 'slug'>;
  readonly role: Role;
}

/** What a user is in their organizations. */
export interface AccessPage extends RowPage<OrganizationAccess, MembershipId> {
  /** False also if there is no such user. */
  readonly canSignIn: boolean;
}

/** Reads of users. `findById` and `findByEmailKey`: READ-1, READ-2. */
export interface UserReads {
  findById(id: UserId): Promise<Versioned<User> | null>;
  findByEmailKey(key: EmailKey): Promise<Versioned<User> | null>;
  /** Users deleted at or before `until`, sorted by deletion time, at most `limit`. READ-26. */
  listIdsDeletedUntil(until: Date, limit: number): Promise<readonly UserId[]>;
  /** Users of a range: those in this state, or all (null). READ-75 to READ-79, READ-82. */
  list(
    range: UserRange,
    state: UserState | null,
    pageRequest: PageRequest<UserPageKey>,
  ): Promise<RowPage<UserSummary, UserPageKey>>;
}

/** A part of all users, in one order. Keys are compared by code point. */
export type UserRange =
  /** Those whose `emailKey` begins with `prefix`, by this key. */
  | { readonly by: 'email'; readonly prefix: string }
  /** Those whose name key (`nameKeyOf`) begins with `prefix`, by this key, then by `emailKey`. Users without a name are not among them. */
  | { readonly by: 'name'; readonly prefix: string };

/** The place of a user in an order: the `emailKey` or the name key; then the `emailKey`. */
export interface UserPageKey {
  readonly value: string;
  readonly emailKey: string;
}

/** Reads of organizations. */
export interface OrganizationReads {
  /** Also a deleted organization. READ-3. */
  findById(id: OrganizationId): Promise<Versioned<Organization> | null>;
  /** The personal organization of a user. READ-4. */
  findPersonal(userId: UserId): Promise<Versioned<Organization> | null>;
  /** Also a deleted organization. READ-80. */
  findByExternalId(externalId: ExternalId): Promise<Versioned<Organization> | null>;
  /** The organization with this current or former slug, and the viewer's access. Null if no organization has the slug. READ-5, READ-6. */
  findBySlug(slug: Slug, viewer: UserId | null): Promise<VersionedAccess | null>;
  /** Organizations deleted at or before `until`, without personal ones, sorted by deletion time and id, at most `limit`. READ-27. */
  listIdsDeletedUntil(until: Date, limit: number): Promise<readonly OrganizationId[]>;
  /** Organizations with this contact address, also deleted ones, sorted by id, at most `limit`. READ-28. */
  listByContactEmail(key: EmailKey, limit: number): Promise<readonly Versioned<Organization>[]>;
  /** What the creation of an organization depends on. Counts up to `limit`. The creator is read first, so that a guard on the creator also covers the count. READ-7, READ-62. */
  readForCreation(
    creatorId: UserId,
    slugs: readonly Slug[],
    limit: number,
  ): Promise<ReadForCreation>;
  /** Organizations of which the user is an active member, without deleted ones, sorted by membership id. READ-8, READ-81. */
  listByMember(
    userId: UserId,
    pageRequest: PageRequest<MembershipId>,
  ): Promise<RowPage<OrganizationOfUser, MembershipId>>;
  /** Organizations of a range, with personal ones: live ones, deleted ones, or both (null). READ-73, READ-74, READ-81. */
  list(
    range: OrganizationRange,
    state: 'live' | 'deleted' | null,
    pageRequest: PageRequest<OrganizationPageKey>,
  ): Promise<RowPage<OrganizationSummary, OrganizationPageKey>>;
}

/** A part of all organizations, in one order. */
export type OrganizationRange =
  /** Those whose name key (`nameKeyOf`) begins with `prefix`, by this key, then by id. Keys are compared by code point. */
  | { readonly by: 'name'; readonly prefix: string }
  /** Those whose current slug begins with `prefix`, by slug. */
  | { readonly by: 'slug'; readonly prefix: string }
  /** Those created at or after `from` and before `until`, by the time of creation, then by id. */
  | { readonly by: 'creation'; readonly from?: Date; readonly until?: Date };

/** The place of an organization in an order: its name key, its slug, or the time of its creation as ISO 8601 text; then its id. */
export interface OrganizationPageKey {
  readonly value: string;
  readonly id: OrganizationId;
}

/** What the creation of an organization depends on. */
export interface ReadForCreation {
  readonly creator: Versioned<User> | null;
  /** The number of organizations that the creator has created, including deleted ones, which can be restored, and without personal ones. */
  readonly createdCount: number;
  /** Those of the given slugs that are taken, as `slugs.listTaken` returns them. */
  readonly takenSlugs: readonly Slug[];
}

/** Reads of memberships. */
export interface MembershipReads {
  /** The active membership of a user in an organization. READ-11. */
  findActive(organizationId: OrganizationId, userId: UserId): Promise<Versioned<Membership> | null>;
  /** All active memberships of a user, also in deleted organizations, sorted by id. READ-29, READ-82. */
  listActiveByUser(userId: UserId): Promise<readonly Versioned<MembershipSummary>[]>;
  /** All memberships of an organization, also ended ones, sorted by id, at most `limit`. READ-30. */
  listAllByOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly Versioned<Membership>[]>;
  /** All memberships of a user in these organizations, also ended ones, sorted by id. READ-38, READ-82. */
  listAllByOrganizationsAndUser(
    organizationIds: readonly OrganizationId[],
    userId: UserId,
  ): Promise<readonly MembershipSummary[]>;
  /** Also an ended membership. READ-12. */
  findById(id: MembershipId): Promise<Versioned<Membership> | null>;
  /** The user's access to an organization. The organization is read first, so that a guard on the organization also covers the user and the membership. READ-13, READ-14. */
  findAccess(organizationId: OrganizationId, userId: UserId): Promise<VersionedAccess>;
  /** Null if the user is not an active member, or the organization is deleted. READ-15. */
  findRole(organizationId: OrganizationId, userId: UserId): Promise<RoleAndSignIn | null>;
  /** Active admins whose accounts can sign in, sorted by membership id, at most `limit`. READ-16. */
  listActiveAdminIds(organizationId: OrganizationId, limit: number): Promise<readonly UserId[]>;
  /** Active members, sorted by membership id, and the viewer's role. READ-17 to READ-20, READ-82. */
  listMembers(
    organizationId: OrganizationId,
    viewer: UserId | null,
    filter: { readonly role?: Role },
    pageRequest: PageRequest<MembershipId>,
  ): Promise<MemberPageWithViewer>;
  /** How many active members there are, and the viewer's role. READ-70. */
  countMembers(
    organizationId: OrganizationId,
    viewer: UserId | null,
    filter: { readonly role?: Role },
  ): Promise<MemberCountWithViewer>;
  /** Ended memberships, highest id first, also of users who are members again. READ-71, READ-82. */
  listFormer(
    organizationId: OrganizationId,
    pageRequest: PageRequest<MembershipId>,
  ): Promise<RowPage<FormerMemberOfOrganization, MembershipId>>;
  /** The roles of a user: the next `limit` active memberships, sorted by id, without those of deleted organizations. So a page can have fewer, although more follow. READ-72. */
  listAccess(
    userId: UserId,
    pageRequest: Pick<PageRequest<MembershipId>, 'limit' | 'after'>,
  ): Promise<AccessPage>;
}

/** What is needed to decide whether a viewer may see members. */
export interface OrganizationViewer {
  /** The result of `findRole` for the viewer. */
  readonly viewerRole: RoleAndSignIn | null;
  /** True if the organization exists and is not deleted. */
  readonly isOrganizationLive: boolean;
}

/** The number of members, with what is needed to decide whether the viewer may see it. */
export interface MemberCountWithViewer extends OrganizationViewer {
  readonly count: number;
}

/** A page of members, with what is needed to decide whether the viewer may see it. */
export interface MemberPageWithViewer
  extends RowPage<MemberOfOrganization, MembershipId>,
    OrganizationViewer {}

/** Reads of invitations. An invitation past its expiry keeps the stored state `pending` until maintenance closes it. In these reads, "pending" is the stored state. */
export interface InvitationReads {
  /** In any state. READ-21. */
  findById(id: InvitationId): Promise<Versioned<Invitation> | null>;
  /** The pending invitation of an organization to an email address, even past its expiry. READ-68. */
  findPending(organizationId: OrganizationId, key: EmailKey): Promise<Versioned<Invitation> | null>;
  /** What inviting these addresses depends on. Counts up to `limit`. READ-22, READ-23, READ-63. */
  readForInviting(
    organizationId: OrganizationId,
    inviterId: UserId,
    addresses: readonly EmailKey[],
    pending: { readonly now: Date; readonly limit: number },
  ): Promise<ReadForInviting>;
  /** What the answer of a user to an invitation depends on. The invitation is read first, so that a guard on the invitation also covers the rest; then the user. READ-64, READ-65. */
  readForAnswer(
    organizationId: OrganizationId,
    invitationId: InvitationId,
    userId: UserId,
  ): Promise<ReadForAnswer>;
  /** Pending invitations that this user sent, in one organization or in all (null), sorted by id. READ-24. */
  listPendingByInviter(
    inviter: UserId,
    organizationId: OrganizationId | null,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Pending invitations of an organization, sorted by id. READ-31. */
  listPendingByOrganization(
    organizationId: OrganizationId,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Pending invitations that are not expired at `now` and whose token was signed with this key, sorted by id, at most `limit`. READ-32. */
  listPendingBySigningKey(
    kid: string,
    now: Date,
    limit: number,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Pending invitations that are expired at `now`, sorted by expiry and id, at most `limit`. READ-33. */
  listPendingPastExpiry(now: Date, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Invitations closed at or before `until`, sorted by closing time and id, at most `limit`. READ-34. */
  listClosedUntil(until: Date, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Invitations to an email address in any state, sorted by id, at most `limit`. READ-35. */
  listByEmail(key: EmailKey, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Invitations to the email address of this user that are pending and not expired at `now`, in all organizations, highest id first. READ-67, READ-69. */
  listPendingByEmail(
    addressee: Pick<User, 'id' | 'emailKey'>,
    now: Date,
    pageRequest: PageRequest<InvitationId>,
  ): Promise<RowPage<InvitationOfAddressee, InvitationId>>;
  /** Invitations of an organization in any state, sorted by id, at most `limit`. READ-36. */
  listAllByOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Invitations of an organization, highest id first. `state` is the state at `now`, not the stored one: a pending invitation past its expiry counts as expired. READ-25. */
  listByOrganization(
    organizationId: OrganizationId,
    filter: { readonly state?: InvitationState; readonly now: Date },
    pageRequest: PageRequest<InvitationId>,
  ): Promise<RowPage<Invitation, InvitationId>>;
}

/** An invitation with what its addressee sees of its organization and its inviter. */
export interface InvitationOfAddressee {
  readonly invitation: Invitation;
  /** Also a deleted one; null if it is gone. */
  readonly organization: OrganizationSummary | null;
  /** Absent if the inviter has no name, or is gone. */
  readonly inviterName?: DisplayName;
  /** Whether the addressee is an active member of the organization. */
  readonly isMember: boolean;
}

/** What inviting some addresses depends on. */
export interface ReadForInviting {
  /** The inviter's access to the organization, as `memberships.findAccess` returns it. */
  readonly access: VersionedAccess;
  /** The number of pending invitations of the organization that are not expired at `now`. */
  readonly pendingCount: number;
  /** One for each address, in the given order. */
  readonly addressees: readonly {
    /** Whether the account with this address is an active member of the organization. */
    readonly isMember: boolean;
    /** The pending invitation to this address. If there is none, the newest (highest id) of those stored as expired. */
    readonly reusableInvitation: Versioned<Invitation> | null;
  }[];
}

/** What the answer of a user to an invitation depends on. */
export interface ReadForAnswer {
  /** The invitation in any state. */
  readonly invitation: Versioned<Invitation> | null;
  /** The user's access to the organization, as `memberships.findAccess` returns it. */
  readonly access: VersionedAccess;
  /** The inviter's account and active membership in the organization. */
  readonly inviter: Pick<VersionedAccess, 'user' | 'membership'>;
}

/** Reads of slugs. */
export interface SlugReads {
  /** The slugs of this list that are taken, in the given order. READ-9. */
  listTaken(slugs: readonly Slug[]): Promise<readonly Slug[]>;
  /** The current and the former slugs of an organization, sorted by slug. READ-37. */
  listAllByOrganization(organizationId: OrganizationId): Promise<readonly Versioned<SlugRecord>[]>;
}

/** A filter for published apps. */
export interface StorefrontFilter {
  /** The app must have all of these search terms. An empty list matches every app. */
  readonly terms: readonly string[];
  /** The organization that published the live release. */
  readonly organizationId?: OrganizationId;
  /** The `hardwareMask` of the user's glasses. Apps that require more hardware are left out. */
  readonly hardwareMask?: number;
}

/** Reads of apps. */
export interface AppReads {
  /** In any state. READ-39. */
  findById(id: AppId): Promise<Versioned<App> | null>;
  /** In any state. READ-40. */
  findByPackageName(name: PackageName): Promise<Versioned<App> | null>;
  /** Summaries (`summarizeApp`) of the apps of an organization, without deleted ones, sorted by id. READ-41. */
  listByOrganization(
    organizationId: OrganizationId,
    pageRequest: PageRequest<AppId>,
  ): Promise<RowPage<AppSummary, AppId>>;
  /** Apps of an organization, with deleted ones but without archived ones, sorted by id, at most `limit`. READ-42. */
  listUnarchivedIdsByOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly AppId[]>;
  /** Apps of an organization that are live and not deleted, sorted by id, at most `limit`. READ-43. */
  listLiveIdsByOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly AppId[]>;
  /** Apps that have a tester with this email address, sorted by id, at most `limit`. READ-44. */
  listByTester(key: EmailKey, limit: number): Promise<readonly Versioned<App>[]>;
  /** Apps deleted at or before `until` and not archived, sorted by deletion time and id, at most `limit`. READ-45. */
  listIdsDeletedUntil(until: Date, limit: number): Promise<readonly AppId[]>;
  /** Summaries (`summarizePublishedApp`) of the published apps (`isPublished`) that match the filter, sorted by id. READ-46 to READ-48. */
  listPublished(
    filter: StorefrontFilter,
    pageRequest: PageRequest<AppId>,
  ): Promise<RowPage<PublishedAppSummary, AppId>>;
}

/** The place of a submission in the review queue. */
export interface QueuePageKey {
  /** The rank of its lane from `laneRank`. */
  readonly rank: number;
  readonly dueAt: Date;
  readonly id: SubmissionId;
}

/** A filter for the review queue: submissions in one state, or those that a reviewer can claim at `now`. */
export type QueueFilter =
  | { readonly state: OpenSubmissionState }
  | { readonly state: 'claimable'; readonly now: Date };

/** Reads of submissions. */
export interface SubmissionReads {
  /** In any state. READ-49. */
  findById(id: SubmissionId): Promise<Versioned<Submission> | null>;
  /** The open submission of an app. READ-50. */
  findOpen(appId: AppId): Promise<Versioned<Submission> | null>;
  /** The submission of an app with the highest id, in any state. READ-66. */
  findNewest(appId: AppId): Promise<Versioned<Submission> | null>;
  /** Summaries (`summarizeSubmission`) of the submissions of an app, highest id first. READ-51. */
  listByApp(
    appId: AppId,
    pageRequest: PageRequest<SubmissionId>,
  ): Promise<RowPage<SubmissionSummary, SubmissionId>>;
  /** Submissions of an app, sorted by id, at most `limit`. READ-52. */
  listAllByApp(appId: AppId, limit: number): Promise<readonly Versioned<Submission>[]>;
  /** The superseded submission of an app with the latest release time. Of equal times, the one with the highest id. READ-53. */
  findLastSuperseded(appId: AppId): Promise<Versioned<Submission> | null>;
  /** Summaries of the queue, sorted by lane rank, due time and id. Claimable are submissions that wait, and those in review whose lease has expired. READ-54, READ-55. */
  listQueue(
    filter: QueueFilter,
    pageRequest: PageRequest<QueuePageKey>,
  ): Promise<RowPage<SubmissionSummary, QueuePageKey>>;
  /** Submissions that wait for a first or second decision or are in review, in no order, at most `limit`. READ-56. */
  listUndecided(limit: number): Promise<readonly UndecidedSubmissionTimes[]>;
  /** Summaries of the submissions in review whose lease this reviewer holds at `now`, sorted by id, at most `limit`. READ-57. */
  listClaimedBy(reviewer: UserId, now: Date, limit: number): Promise<readonly SubmissionSummary[]>;
  /** Apps of an organization that have an open submission, sorted by submission id, at most `limit`. READ-58. */
  listAppIdsWithOpen(organizationId: OrganizationId, limit: number): Promise<readonly AppId[]>;
  /** Approved submissions whose `approvedUntil` is at or before `now`, sorted by `approvedUntil` and id, at most `limit`. READ-59. */
  listExpiredApprovals(now: Date, limit: number): Promise<readonly Versioned<Submission>[]>;
}

/** Reads of API keys, and the one write to them that is not part of a commit. */
export interface ApiKeyAccess {
  /** In any state. READ-60. */
  findById(id: ApiKeyId): Promise<Versioned<ApiKey> | null>;
  /** Keys of an owner in any state, sorted by id, at most `limit`. READ-61. */
  listByOwner(owner: ResourceOwner, limit: number): Promise<readonly Versioned<ApiKey>[]>;
  /** Updates `lastUsedAt` if `isKeyUseWorthRecording` says so. Does not raise the version. Does nothing if there is no such key. NOTE-1 to NOTE-3. */
  recordUse(id: ApiKeyId, at: Date): Promise<void>;
}

/** The place of an entry in an audit trail. */
export interface JournalPageKey {
  readonly at: Date;
  readonly id: OperationId;
}

/** Reads of the journal. */
export interface JournalReads {
  /** The entry of a command, or a fence. JOURNAL-1, JOURNAL-4. */
  findById(id: OperationId): Promise<JournalEntry | null>;
  /** The audit trail of an organization, newest first, sorted by time and id. JOURNAL-2, JOURNAL-3. */
  listByOrganization(
    organizationId: OrganizationId,
    pageRequest: PageRequest<JournalPageKey>,
  ): Promise<RowPage<JournalEntry, JournalPageKey>>;
}

/** A delivery that a relay has claimed: an invitation, which has its own delivery, or a message of the outbox. */
export type ClaimedItem =
  | { readonly kind: 'invitation'; readonly id: InvitationId; readonly invitation: Invitation }
  | { readonly kind: 'message'; readonly id: MessageId; readonly message: OutboxMessage };

/** A relay's request for at most `limit` deliveries under this lease. */
export interface DeliveryClaimRequest {
  readonly now: Date;
  readonly lease: DeliveryLease;
  readonly channel: DeliveryChannel;
  readonly limit: number;
  /** How many deliveries of one organization the claim may take. If absent, any number. */
  readonly perOrganization?: DeliveryQuotas;
}

/** The outcome of an attempt to deliver, and under which lease it was made. */
export interface DeliverySettlement {
  readonly kind: ClaimedItem['kind'];
  readonly id: InvitationId | MessageId;
  readonly leaseId: DeliveryLeaseId;
  readonly outcome: DeliveryOutcome;
  readonly at: Date;
}

/**
 * Claims and settles deliveries, and removes old rows. These writes are not part of a commit and make no journal
 * entry. If an answer is lost, the caller may call again. `claim` and `settle` raise the version of an invitation.
 */
export interface Outbox {
  /**
   * Claims deliveries of one channel that are due and not leased, oldest first, up to `limit`. Those of an organization
   * that is at its quota (`createDeliveryQuota`) stay, and later ones of other organizations come instead. Each gets the
   * lease, and its attempts go up by one. Two relays never get the same one. OUTBOX-1 to OUTBOX-8, OUTBOX-20 to OUTBOX-22.
   */
  claim(claim: DeliveryClaimRequest): Promise<readonly ClaimedItem[]>;
  /** Records the outcome of an attempt. If the lease is no longer held, it writes nothing and returns false. OUTBOX-9 to OUTBOX-19. */
  settle(settlement: DeliverySettlement): Promise<boolean>;
  /**
   * Removes rows older than `before`: at most `limit` messages whose delivery is final, then at most `limit` journal
   * entries that have no messages left. Returns the number of removed rows. PRUNE-1 to PRUNE-4.
   */
  prune(before: Date, limit: number): Promise<number>;
}

/**
 * A storage. Reads see every acknowledged commit. Every method may throw a `StorageError`. Only bugs and invalid rows
 * throw other errors.
 */
export interface Storage {
  readonly users: UserReads;
  readonly organizations: OrganizationReads;
  readonly memberships: MembershipReads;
  readonly invitations: InvitationReads;
  readonly slugs: SlugReads;
  readonly apps: AppReads;
  readonly submissions: SubmissionReads;
  readonly apiKeys: ApiKeyAccess;
  readonly journal: JournalReads;
  readonly outbox: Outbox;
  /**
   * Writes the whole operation or nothing. Removals, updates and touches come first. Inserts follow, with the journal
   * entry and the messages. Both groups are sorted by collection and id. The first violation is thrown:
   * `version_conflict`, or `unique_conflict` with the name of the constraint. COMMIT-1 to COMMIT-11, RACE-1 to
   * RACE-14.
   */
  commit(operation: Operation): Promise<void>;
  /** The time of the storage. Services whose own clocks differ can all use it. READ-10. */
  time(): Promise<Date>;
  /**
   * Brings stored rows to the version that this release needs; a storage whose rows already have it changes nothing. Once in
   * a deployment, before services of the release start; services of the previous release may run at the same time. It may
   * be called several times at once, and after it was interrupted. Throws `misconfigured` if the rows have a version that this
   * release cannot use; the message says what to do. MIGRATE-1, MIGRATE-2.
   */
  migrate(): Promise<Migration>;
  /** Closes the storage. FAULT-2, FAULT-3. */
  close(): Promise<void>;
}

// What the core needs of a storage. `docs/contract.md` says each obligation with its number; `describeStorageContract` checks them.

import type { ApiKey, KeyOwner } from '../domain/app/api-key.js';
import type { App } from '../domain/app/app.js';
import type { PackageName } from '../domain/app/package-name.js';
import type { JournalEntry } from '../domain/journal/entry.js';
import type { Message, MessageId } from '../domain/journal/message.js';
import type { Invitation, InvitationState } from '../domain/organization/invitation.js';
import type { Membership } from '../domain/organization/membership.js';
import type { Organization } from '../domain/organization/organization.js';
import type { Role } from '../domain/organization/role.js';
import type { Waiting } from '../domain/review/queue.js';
import type { OpenState, Submission } from '../domain/review/submission.js';
import type { Lease, Outcome } from '../domain/shared/delivery.js';
import type {
  ApiKeyId,
  AppId,
  InvitationId,
  LeaseId,
  MembershipId,
  OperationId,
  OrganizationId,
  SubmissionId,
  UserId,
} from '../domain/shared/ids.js';
import type { Versioned } from '../domain/shared/result.js';
import type { Slug, SlugRecord } from '../domain/slug/slug.js';
import type { EmailKey } from '../domain/user/email.js';
import type { User } from '../domain/user/user.js';

/** The aggregates, each in a collection of its own. */
export interface Collections {
  readonly users: User;
  readonly organizations: Organization;
  readonly memberships: Membership;
  readonly invitations: Invitation;
  /** By slug: `id` is the slug itself. */
  readonly slugs: SlugRecord;
  readonly apps: App;
  readonly submissions: Submission;
  readonly apikeys: ApiKey;
}

/** The name of a collection. */
export type CollectionName = keyof Collections;

/** One write. All but an insert are guarded by the version that was read; a `touch` raises the version and changes nothing else. VERSION-1 to VERSION-9. */
export type Change = { [C in CollectionName]: ChangeTo<C> }[CollectionName];

/** One write to a collection. */
export type ChangeTo<C extends CollectionName> =
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
      readonly expected: number;
      readonly value: Collections[C];
    }
  | {
      readonly kind: 'remove';
      readonly collection: C;
      readonly id: string;
      readonly expected: number;
    }
  | {
      readonly kind: 'touch';
      readonly collection: C;
      readonly id: string;
      readonly expected: number;
    };

/** A command's writes: all of them or none. It names each row once at most, but for one that it removes and inserts anew. */
export interface Operation {
  readonly changes: readonly Change[];
  readonly journal: JournalEntry;
  readonly messages: readonly Message[];
}

/** The names of the unique constraints, the same in every storage. `X.id` is the id of a collection's row. UNIQUE-1 to UNIQUE-20. */
export const constraints = [
  'users.id',
  'users.email',
  'organizations.id',
  'organizations.personal',
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
export type Constraint = (typeof constraints)[number];

/** Which part of a list: of the rows after the one with the key `after`, `skip` are passed over and at most `limit` follow. PAGE-1 to PAGE-6. */
export interface Keyset<K> {
  readonly limit: number;
  readonly after: K | null;
  readonly skip: number;
}

/** The rows asked for, and the key to go on after; null where nothing follows. */
export interface Slice<T, K> {
  readonly items: readonly T[];
  readonly next: K | null;
}

/** An organization with what one user is in it, as commands need it: each part with its version. */
export interface VersionedStanding {
  readonly organization: Versioned<Organization> | null;
  readonly user: Versioned<User> | null;
  /** The active membership. */
  readonly membership: Versioned<Membership> | null;
}

/** What a user is in an organization that is not deleted. */
export interface CurrentRole {
  readonly role: Role;
  readonly canSignIn: boolean;
}

/** An organization with what one user is in it. */
export interface OrganizationOfUser {
  readonly membershipId: MembershipId;
  readonly role: Role;
  readonly joinedAt: Date;
  readonly organization: Organization;
}

/** A membership with what a list shows of the person. */
export interface MemberOfOrganization {
  readonly membership: Membership;
  readonly user: Pick<User, 'id' | 'name' | 'email' | 'state'>;
}

/** READ-1, READ-2. */
export interface UserReads {
  findById(id: UserId): Promise<Versioned<User> | null>;
  findByEmailKey(key: EmailKey): Promise<Versioned<User> | null>;
  /** Deleted at `until` or before, by the time of deletion and id, at most `limit`. READ-26. */
  deletedUntil(until: Date, limit: number): Promise<readonly UserId[]>;
}

/** Questions about organizations. */
export interface OrganizationReads {
  /** Deleted ones, too: READ-3. */
  findById(id: OrganizationId): Promise<Versioned<Organization> | null>;
  /** READ-4. */
  findPersonal(userId: UserId): Promise<Versioned<Organization> | null>;
  /** By a current or a former slug, with what one user is in it; null where no organization has the slug. READ-5, READ-6. */
  findBySlug(slug: Slug, viewer: UserId | null): Promise<VersionedStanding | null>;
  /** Deleted at `until` or before, personal ones left out, by the time of deletion and id, at most `limit`. READ-27. */
  deletedUntil(until: Date, limit: number): Promise<readonly OrganizationId[]>;
  /** Those, deleted ones too, whose contact address has this key, by id, at most `limit`. READ-28. */
  listByContact(key: EmailKey, limit: number): Promise<readonly Versioned<Organization>[]>;
  /** Organizations that a user has founded, personal and deleted ones left out; counted up to `limit`. READ-7. */
  countFoundedBy(userId: UserId, limit: number): Promise<number>;
  /** The organizations, not deleted, of which a user is an active member, by membership id. READ-8. */
  listByMember(
    userId: UserId,
    keyset: Keyset<MembershipId>,
  ): Promise<Slice<OrganizationOfUser, MembershipId>>;
}

/** Questions about who belongs where. */
export interface MembershipReads {
  /** READ-11. */
  findActive(organizationId: OrganizationId, userId: UserId): Promise<Versioned<Membership> | null>;
  /** All active ones of a user, those in deleted organizations too, by id. READ-29. */
  activeOf(userId: UserId): Promise<readonly Versioned<Membership>[]>;
  /** Of an organization, ended ones too, by id, at most `limit`. READ-30. */
  ofOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly Versioned<Membership>[]>;
  /** All of one user in one organization, ended ones too, by id. READ-38. */
  everOf(organizationId: OrganizationId, userId: UserId): Promise<readonly Membership[]>;
  /** Ended ones, too: READ-12. */
  findById(id: MembershipId): Promise<Versioned<Membership> | null>;
  /** The organization is read before the rest of it. READ-13, READ-14. */
  standing(organizationId: OrganizationId, userId: UserId): Promise<VersionedStanding>;
  /** Null where the user is no active member, or the organization is deleted. READ-15. */
  findRole(organizationId: OrganizationId, userId: UserId): Promise<CurrentRole | null>;
  /** Active admins whose accounts can sign in, by membership id, up to `limit`. READ-16. */
  adminsAbleToSignIn(organizationId: OrganizationId, limit: number): Promise<readonly UserId[]>;
  /** Active members by membership id, and what the viewer is in the organization. READ-17 to READ-20. */
  list(
    organizationId: OrganizationId,
    viewer: UserId | null,
    filter: { readonly role?: Role },
    keyset: Keyset<MembershipId>,
  ): Promise<MemberList>;
}

/** A page of members, and what the viewer may see of it. */
export interface MemberList extends Slice<MemberOfOrganization, MembershipId> {
  /** As in `findRole`. */
  readonly viewer: CurrentRole | null;
  /** Whether the organization exists and is not deleted. */
  readonly isLive: boolean;
}

/** Questions about invitations. */
export interface InvitationReads {
  /** READ-21. */
  findById(id: InvitationId): Promise<Versioned<Invitation> | null>;
  /** The one stored as pending, expired by time or not; else the newest by id that is stored as expired. READ-22. */
  findOpen(
    organizationId: OrganizationId,
    emailKey: EmailKey,
  ): Promise<Versioned<Invitation> | null>;
  /** Stored as pending and not expired at `now`, counted up to `limit`. READ-23. */
  countPending(organizationId: OrganizationId, now: Date, limit: number): Promise<number>;
  /** Stored as pending that this user has sent, in one organization or, where null, in all, by id. READ-24. */
  pendingBy(
    inviter: UserId,
    organizationId: OrganizationId | null,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Stored as pending in an organization, by id. READ-31. */
  pendingOf(organizationId: OrganizationId): Promise<readonly Versioned<Invitation>[]>;
  /** Stored as pending and not expired at `now` whose token was made with this key, by id, at most `limit`. READ-32. */
  pendingUnder(kid: string, now: Date, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Stored as pending and expired at `now`, the longest first, then by id, at most `limit`. READ-33. */
  overdue(now: Date, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Closed at `until` or before, by the time of closing and id, at most `limit`. READ-34. */
  closedUntil(until: Date, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** To an address, in whatever state, by id, at most `limit`. READ-35. */
  addressedTo(key: EmailKey, limit: number): Promise<readonly Versioned<Invitation>[]>;
  /** Of an organization, in whatever state, by id, at most `limit`. READ-36. */
  ofOrganization(
    organizationId: OrganizationId,
    limit: number,
  ): Promise<readonly Versioned<Invitation>[]>;
  /** Newest first, by id; `state` as it is at `now`, a pending one past its expiry being expired. READ-25. */
  list(
    organizationId: OrganizationId,
    filter: { readonly state?: InvitationState; readonly now: Date },
    keyset: Keyset<InvitationId>,
  ): Promise<Slice<Invitation, InvitationId>>;
}

/** Questions about slugs. */
export interface SlugReads {
  /** Those of these slugs that are taken, in the order given. READ-9. */
  taken(slugs: readonly Slug[]): Promise<readonly Slug[]>;
  /** An organization's current slug and its former ones, by slug. READ-37. */
  ofOrganization(organizationId: OrganizationId): Promise<readonly Versioned<SlugRecord>[]>;
}

/** Which published apps somebody looks for. */
export interface StoreFilter {
  /** Every one of them must be among the search terms of the app; none asks for all. */
  readonly terms: readonly string[];
  /** Whose they are, as released. */
  readonly organizationId?: OrganizationId;
  /** What the glasses have, as `hardwareMask` says; an app that requires more is left out. */
  readonly hardware?: number;
}

/** Questions about apps. */
export interface AppReads {
  /** In whatever state. READ-39. */
  findById(id: AppId): Promise<Versioned<App> | null>;
  /** In whatever state. READ-40. */
  findByPackageName(name: PackageName): Promise<Versioned<App> | null>;
  /** Of an organization, deleted ones left out, by id. READ-41. */
  listByOrganization(
    organizationId: OrganizationId,
    keyset: Keyset<AppId>,
  ): Promise<Slice<App, AppId>>;
  /** Of an organization, deleted ones too and archived ones not, by id, at most `limit`. READ-42. */
  ofOrganization(organizationId: OrganizationId, limit: number): Promise<readonly Versioned<App>[]>;
  /** Those of an organization that are live and not deleted, by id, at most `limit`. READ-43. */
  liveOf(organizationId: OrganizationId, limit: number): Promise<readonly AppId[]>;
  /** Those that are shared with a tester of this address, by id, at most `limit`. READ-44. */
  sharedWith(key: EmailKey, limit: number): Promise<readonly Versioned<App>[]>;
  /** Deleted at `until` or before and not archived, by the time of deletion and id, at most `limit`. READ-45. */
  deletedUntil(until: Date, limit: number): Promise<readonly AppId[]>;
  /** Published ones (`isPublished`) that the filter lets through, by id. READ-46 to READ-48. */
  search(filter: StoreFilter, keyset: Keyset<AppId>): Promise<Slice<App, AppId>>;
}

/** Where a submission stands in the queue. */
export interface QueueKey {
  /** As `rankOf` gives it. */
  readonly rank: number;
  readonly dueAt: Date;
  readonly id: SubmissionId;
}

/** Which submissions a reviewer looks at: those of a state, or those that can be claimed at `now`. */
export type QueueFilter =
  | { readonly state: OpenState }
  | { readonly state: 'claimable'; readonly now: Date };

/** Questions about submissions. */
export interface SubmissionReads {
  /** READ-49. */
  findById(id: SubmissionId): Promise<Versioned<Submission> | null>;
  /** The one of an app that is open. READ-50. */
  findOpen(appId: AppId): Promise<Versioned<Submission> | null>;
  /** Of an app, newest first, by id. READ-51. */
  listByApp(appId: AppId, keyset: Keyset<SubmissionId>): Promise<Slice<Submission, SubmissionId>>;
  /** Of an app, by id, at most `limit`. READ-52. */
  ofApp(appId: AppId, limit: number): Promise<readonly Versioned<Submission>[]>;
  /** The superseded one of an app that was released last; of one time, the one with the highest id. READ-53. */
  lastSuperseded(appId: AppId): Promise<Versioned<Submission> | null>;
  /** By rank, the time when due, and id. Claimable are those that wait, and those in review whose lease is over. READ-54, READ-55. */
  queue(filter: QueueFilter, keyset: Keyset<QueueKey>): Promise<Slice<Submission, QueueKey>>;
  /** What waits for a first or a second decision: in review too; at most `limit`, in no order. READ-56. */
  waiting(limit: number): Promise<readonly Waiting[]>;
  /** Those in review whose lease this reviewer holds at `now`, by id, at most `limit`. READ-57. */
  claimedBy(reviewer: UserId, now: Date, limit: number): Promise<readonly Submission[]>;
  /** The apps of an organization that have an open submission, by the submission's id, at most `limit`. READ-58. */
  openOf(organizationId: OrganizationId, limit: number): Promise<readonly AppId[]>;
  /** Approved, and `approvedUntil` at `now` or before, the longest first, then by id, at most `limit`. READ-59. */
  overdue(now: Date, limit: number): Promise<readonly Versioned<Submission>[]>;
}

/** Questions about API keys, and the one thing that is written of them beside commits. */
export interface KeyReads {
  /** In whatever state. READ-60. */
  findById(id: ApiKeyId): Promise<Versioned<ApiKey> | null>;
  /** Of one owner, in whatever state, by id, at most `limit`. READ-61. */
  ofOwner(owner: KeyOwner, limit: number): Promise<readonly Versioned<ApiKey>[]>;
  /** Notes that the key was used, where that is worth it (`isWorthNoting`); raises no version, and does nothing where there is no such key. NOTE-1 to NOTE-3. */
  noteUsed(id: ApiKeyId, at: Date): Promise<void>;
}

/** Where an entry stands in a trail. */
export interface JournalKey {
  readonly at: Date;
  readonly id: OperationId;
}

/** Questions about what was done. */
export interface JournalReads {
  /** JOURNAL-1, JOURNAL-4. */
  find(id: OperationId): Promise<JournalEntry | null>;
  /** Newest first, by time and id. JOURNAL-2, JOURNAL-3. */
  listByOrganization(
    organizationId: OrganizationId,
    keyset: Keyset<JournalKey>,
  ): Promise<Slice<JournalEntry, JournalKey>>;
}

/** What a relay has claimed: an invitation that carries its own delivery, or a row of the outbox. */
export type Claimed =
  | { readonly kind: 'invitation'; readonly id: InvitationId; readonly invitation: Invitation }
  | { readonly kind: 'message'; readonly id: MessageId; readonly message: Message };

/** How much a relay asks for, and under which lease. */
export interface Claim {
  readonly now: Date;
  readonly lease: Lease;
  readonly limit: number;
}

/** What came of an attempt to deliver, and whose. */
export interface Settlement {
  readonly kind: Claimed['kind'];
  readonly id: InvitationId | MessageId;
  readonly lease: LeaseId;
  readonly outcome: Outcome;
  readonly at: Date;
}

/** Writes beside `commit`: idempotent, without a journal entry. `claim` and `settle` raise an invitation's version. */
export interface Outbox {
  /** Takes what is due and not leased, oldest first: each under the lease, one attempt more, no two relays the same. OUTBOX-1 to OUTBOX-8. */
  claim(claim: Claim): Promise<readonly Claimed[]>;
  /** Records what came of an attempt. False, and nothing written, where the lease is no longer held. OUTBOX-9 to OUTBOX-19. */
  settle(settlement: Settlement): Promise<boolean>;
  /**
   * Forgets what is older than `before`: messages at rest, then at most `limit` journal entries that no message is
   * left of. Answers how many rows went. PRUNE-1 to PRUNE-4.
   */
  prune(before: Date, limit: number): Promise<number>;
}

/**
 * A storage. Reads see every commit that was acknowledged. Every method may throw a `StorageError`, and nothing
 * else for what the world does.
 */
export interface Storage {
  readonly users: UserReads;
  readonly organizations: OrganizationReads;
  readonly memberships: MembershipReads;
  readonly invitations: InvitationReads;
  readonly slugs: SlugReads;
  readonly apps: AppReads;
  readonly submissions: SubmissionReads;
  readonly keys: KeyReads;
  readonly journal: JournalReads;
  readonly outbox: Outbox;
  /**
   * All of it or nothing. Removals, updates and touches first, then inserts (journal and messages included), each
   * by collection and id; the first violation decides: `version_conflict`, or `unique_conflict` with the
   * constraint's name. COMMIT-1 to COMMIT-11, RACE-1 to RACE-14.
   */
  commit(operation: Operation): Promise<void>;
  /** The storage's own time, which several services with wrong clocks can agree on. READ-10. */
  time(): Promise<Date>;
  /** FAULT-2, FAULT-3. */
  close(): Promise<void>;
}

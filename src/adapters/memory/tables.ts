// All tables with their unique constraints and indexes. The classes for apps, submissions and API keys are in
// app-tables.ts.

import type { JournalEntry } from '../../domain/journal/journal-entry.js';
import type { MessageId, OutboxMessage } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Delivery } from '../../domain/shared/delivery-lease-and-retry.js';
import { nameKeyOf } from '../../domain/shared/name-key.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import { parseEmail } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import { ApiKeysTable, AppsTable, SubmissionsTable } from './app-tables.js';
import {
  compositeKey,
  type SortedIndex,
  singleIndexKey,
  timeOrZero,
  type UniqueIndex,
} from './indexes.js';
import { MemoryTable } from './table.js';

class UsersTable extends MemoryTable<User> {
  readonly byEmailKey: UniqueIndex<User> = this.addUniqueIndex(
    'users.email',
    (user) => user.emailKey,
  );
  readonly byDeletedAt: SortedIndex<User> = this.addSortedIndex(
    ({ deletedAt }) => (deletedAt === undefined ? [] : [singleIndexKey]),
    ({ deletedAt }) => timeOrZero(deletedAt),
  );
  /** All of them, and by state, in two orders. Users without a name are not in that of names. */
  readonly byEmail: SortedIndex<User> = this.addTextIndex(
    ({ state }) => [singleIndexKey, state],
    ({ emailKey }) => emailKey,
  );
  readonly byName: SortedIndex<User> = this.addTextIndex(
    ({ state, name }) => (name === undefined ? [] : [singleIndexKey, state]),
    ({ name = '', emailKey }) => textOfNamePlace(nameKeyOf(name), emailKey),
  );
}

/** One text that sorts by the first, then by the second. No name has the character between them, which is below all others. */
export function textOfNamePlace(nameKey: string, emailKey: string): string {
  return `${nameKey}\0${emailKey}`;
}

class OrganizationsTable extends MemoryTable<Organization> {
  readonly byPersonalOwner: UniqueIndex<Organization> = this.addUniqueIndex(
    'organizations.personal',
    ({ personalOf }) => personalOf ?? null,
  );
  readonly byExternalId: UniqueIndex<Organization> = this.addUniqueIndex(
    'organizations.external_id',
    ({ externalId }) => externalId ?? null,
  );
  /** Without personal organizations. */
  readonly byCreator: SortedIndex<Organization> = this.addSortedIndex(
    ({ createdBy, personalOf }) => (personalOf === undefined ? [createdBy] : []),
  );
  /** Without personal organizations. */
  readonly byDeletedAt: SortedIndex<Organization> = this.addSortedIndex(
    ({ personalOf, deletedAt }) =>
      personalOf === undefined && deletedAt !== undefined ? [singleIndexKey] : [],
    ({ deletedAt }) => timeOrZero(deletedAt),
  );
  /** By the email key of the contact address. */
  readonly byContactEmail: SortedIndex<Organization> = this.addSortedIndex(({ profile }) => {
    const contact = parseEmail(profile.contactEmail, []);
    return contact.ok ? [contact.value.key] : [];
  });
  /** All of them, and by state, each in three orders. */
  readonly byNameKey: SortedIndex<Organization> = this.addTextIndex(stateKeys, ({ name }) =>
    nameKeyOf(name),
  );
  readonly bySlug: SortedIndex<Organization> = this.addTextIndex(stateKeys, ({ slug }) => slug);
  readonly byCreation: SortedIndex<Organization> = this.addSortedIndex(stateKeys, ({ createdAt }) =>
    createdAt.getTime(),
  );
}

function stateKeys({ deletedAt }: Organization): readonly string[] {
  return [singleIndexKey, deletedAt === undefined ? 'live' : 'deleted'];
}

/** Ended memberships are only in `allByUser`, `allByOrganization` and `endedByOrganization`. */
class MembershipsTable extends MemoryTable<Membership> {
  readonly byOrganizationAndUser: UniqueIndex<Membership> = this.addUniqueIndex(
    'memberships.organization_user',
    ({ organizationId, userId, state }) =>
      /* ORG-38 */ state === 'active' ? compositeKey(organizationId, userId) : null,
  );
  /** By organization, and by organization and role. */
  readonly activeByOrganization: SortedIndex<Membership> = this.addSortedIndex(
    ({ organizationId, role, state }) =>
      state === 'active' ? [organizationId, compositeKey(organizationId, role)] : [],
  );
  readonly allByUser: SortedIndex<Membership> = this.addSortedIndex(({ userId }) => [userId]);
  readonly allByOrganization: SortedIndex<Membership> = this.addSortedIndex(
    ({ organizationId }) => [organizationId],
  );
  readonly endedByOrganization: SortedIndex<Membership> = this.addSortedIndex(
    ({ organizationId, state }) => (state === 'ended' ? [organizationId] : []),
  );
}

class InvitationsTable extends MemoryTable<Invitation> {
  readonly pendingByEmail: UniqueIndex<Invitation> = this.addUniqueIndex(
    'invitations.pending',
    ({ organizationId, emailKey, state }) =>
      /* INV-22 */ state === 'pending' ? compositeKey(organizationId, emailKey) : null,
  );
  /** By organization, and by organization and stored state. */
  readonly byOrganization: SortedIndex<Invitation> = this.addSortedIndex(
    ({ organizationId, state }) => [organizationId, compositeKey(organizationId, state)],
  );
  /** Those stored as pending, by inviter, and by inviter and organization. */
  readonly pendingByInviter: SortedIndex<Invitation> = this.addSortedIndex(
    ({ organizationId, invitedBy, state }) =>
      state === 'pending' ? [invitedBy, compositeKey(invitedBy, organizationId)] : [],
  );
  /** Those stored as pending, by the key that signs their token. */
  readonly pendingByKid: SortedIndex<Invitation> = this.addSortedIndex(({ kid, state }) =>
    state === 'pending' ? [kid] : [],
  );
  /** Those stored as pending, by expiry time. */
  readonly pendingByExpiresAt: SortedIndex<Invitation> = this.addSortedIndex(
    ({ state }) => (state === 'pending' ? [singleIndexKey] : []),
    ({ expiresAt }) => expiresAt.getTime(),
  );
  readonly byClosedAt: SortedIndex<Invitation> = this.addSortedIndex(
    ({ closedAt }) => (closedAt === undefined ? [] : [singleIndexKey]),
    ({ closedAt }) => timeOrZero(closedAt),
  );
  /** By email key; those stored as expired also by organization and email key. */
  readonly byEmail: SortedIndex<Invitation> = this.addSortedIndex(
    ({ organizationId, emailKey, state }) =>
      state === 'expired' ? [emailKey, compositeKey(organizationId, emailKey)] : [emailKey],
  );
  /** Those stored as pending, by email key. */
  readonly pendingByAddressee: SortedIndex<Invitation> = this.addSortedIndex(
    ({ emailKey, state }) => (state === 'pending' ? [emailKey] : []),
  );
  readonly byNextAttempt: SortedIndex<Invitation> = this.addSortedIndex(
    ({ delivery }) => dueIndexKeys(delivery),
    ({ delivery }) => dueTimeOrZero(delivery),
  );
}

class SlugsTable extends MemoryTable<SlugRecord> {
  readonly byOrganization: SortedIndex<SlugRecord> = this.addSortedIndex(({ organizationId }) => [
    organizationId,
  ]);
}

class JournalTable extends MemoryTable<JournalEntry> {
  readonly byOrganization: SortedIndex<JournalEntry> = this.addSortedIndex(
    (entry) => (entry.kind === 'command' ? /* JOURNAL-4 */ entry.auditOrganizationIds : []),
    ({ at }) => at.getTime(),
  );
  readonly byTime: SortedIndex<JournalEntry> = this.addSortedIndex(
    () => [singleIndexKey],
    ({ at }) => at.getTime(),
  );
}

class OutboxTable extends MemoryTable<OutboxMessage> {
  readonly byNextAttempt: SortedIndex<OutboxMessage> = this.addSortedIndex(
    ({ delivery }) => dueIndexKeys(delivery),
    ({ delivery }) => dueTimeOrZero(delivery),
  );
  readonly finalByCreatedAt: SortedIndex<OutboxMessage> = this.addSortedIndex(
    ({ delivery }) => (delivery.state === 'queued' ? [] : [singleIndexKey]),
    ({ createdAt }) => createdAt.getTime(),
  );
  readonly byOperationId: SortedIndex<OutboxMessage> = this.addSortedIndex(({ id }) => [
    operationIdOf(id),
  ]);
}

/** The operation that a message belongs to. The message's id is the operation's id, a hyphen, and a number. */
function operationIdOf(id: MessageId): string {
  return id.slice(0, id.lastIndexOf('-'));
}

function dueIndexKeys({ state, nextAttemptAt }: Delivery): readonly string[] {
  return state === 'queued' && nextAttemptAt !== undefined ? [singleIndexKey] : [];
}

export function dueTimeOrZero({ nextAttemptAt }: Delivery): number {
  return timeOrZero(nextAttemptAt);
}

export interface MemoryTables {
  readonly users: UsersTable;
  readonly organizations: OrganizationsTable;
  readonly memberships: MembershipsTable;
  readonly invitations: InvitationsTable;
  readonly slugs: SlugsTable;
  readonly apps: AppsTable;
  readonly submissions: SubmissionsTable;
  readonly apikeys: ApiKeysTable;
  readonly journal: JournalTable;
  readonly outbox: OutboxTable;
}

export function createEmptyTables(): MemoryTables {
  return {
    users: new UsersTable('users'),
    organizations: new OrganizationsTable('organizations'),
    memberships: new MembershipsTable('memberships'),
    invitations: new InvitationsTable('invitations'),
    slugs: new SlugsTable('slugs'),
    apps: new AppsTable('apps'),
    submissions: new SubmissionsTable('submissions'),
    apikeys: new ApiKeysTable('apikeys'),
    journal: new JournalTable('journal'),
    outbox: new OutboxTable('outbox'),
  };
}

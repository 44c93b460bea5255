// The collections with their unique constraints and indexes; those of apps stand in a file of their own.

import type { JournalEntry } from '../../domain/journal/entry.js';
import type { Message, MessageId } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Delivery } from '../../domain/shared/delivery.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import { parseEmail } from '../../domain/user/email.js';
import type { User } from '../../domain/user/user.js';
import { ApiKeys, Apps, Submissions } from './app-tables.js';
import { all, keyOf, type SortedIndex, timeOf, type UniqueIndex } from './indexes.js';
import { Table } from './table.js';

class Users extends Table<User> {
  readonly byEmailKey: UniqueIndex<User> = this.unique('users.email', (user) => user.emailKey);
  readonly byDeletion: SortedIndex<User> = this.sorted(
    ({ deletedAt }) => (deletedAt === undefined ? [] : [all]),
    ({ deletedAt }) => timeOf(deletedAt),
  );
}

class Organizations extends Table<Organization> {
  readonly byOwner: UniqueIndex<Organization> = this.unique(
    'organizations.personal',
    /* ORG-15 */ ({ personalOf }) => personalOf ?? null,
  );
  /** Personal and deleted ones left out. */
  readonly byFounder: SortedIndex<Organization> = this.sorted(
    ({ foundedBy, personalOf, deletedAt }) =>
      personalOf === undefined && deletedAt === undefined ? [foundedBy] : [],
  );
  /** Personal ones left out. */
  readonly byDeletion: SortedIndex<Organization> = this.sorted(
    ({ personalOf, deletedAt }) =>
      personalOf === undefined && deletedAt !== undefined ? [all] : [],
    ({ deletedAt }) => timeOf(deletedAt),
  );
  /** By the key of the contact's address. */
  readonly byContact: SortedIndex<Organization> = this.sorted(({ profile }) => {
    const contact = parseEmail(profile.contactEmail, []);
    return contact.ok ? [contact.value.key] : [];
  });
}

/** Ended memberships stand in none of the indexes but the last. */
class Memberships extends Table<Membership> {
  readonly byOrganizationAndUser: UniqueIndex<Membership> = this.unique(
    'memberships.organization_user',
    ({ organizationId, userId, state }) =>
      /* ORG-38 */ state === 'active' ? keyOf(organizationId, userId) : null,
  );
  /** By organization, and by organization and role. */
  readonly byOrganization: SortedIndex<Membership> = this.sorted(
    ({ organizationId, role, state }) =>
      state === 'active' ? [organizationId, keyOf(organizationId, role)] : [],
  );
  readonly byUser: SortedIndex<Membership> = this.sorted(({ userId, state }) =>
    state === 'active' ? [userId] : [],
  );
  /** By organization, and by organization and user. */
  readonly everByOrganization: SortedIndex<Membership> = this.sorted(
    ({ organizationId, userId }) => [organizationId, keyOf(organizationId, userId)],
  );
}

class Invitations extends Table<Invitation> {
  readonly byAddress: UniqueIndex<Invitation> = this.unique(
    'invitations.pending',
    ({ organizationId, emailKey, state }) =>
      /* INV-22 */ state === 'pending' ? keyOf(organizationId, emailKey) : null,
  );
  /** By organization, and by organization and stored state. */
  readonly byOrganization: SortedIndex<Invitation> = this.sorted(({ organizationId, state }) => [
    organizationId,
    keyOf(organizationId, state),
  ]);
  /** Those stored as pending: by inviter, and by inviter and organization. */
  readonly byInviter: SortedIndex<Invitation> = this.sorted(
    ({ organizationId, invitedBy, state }) =>
      state === 'pending' ? [invitedBy, keyOf(invitedBy, organizationId)] : [],
  );
  /** Those stored as pending: by the key that their token was made with. */
  readonly byKid: SortedIndex<Invitation> = this.sorted(({ kid, state }) =>
    state === 'pending' ? [kid] : [],
  );
  /** Those stored as pending. */
  readonly byExpiry: SortedIndex<Invitation> = this.sorted(
    ({ state }) => (state === 'pending' ? [all] : []),
    ({ expiresAt }) => expiresAt.getTime(),
  );
  readonly byClosing: SortedIndex<Invitation> = this.sorted(
    ({ closedAt }) => (closedAt === undefined ? [] : [all]),
    ({ closedAt }) => timeOf(closedAt),
  );
  /** By address and, where stored as expired, by organization and address. */
  readonly byInvitee: SortedIndex<Invitation> = this.sorted(
    ({ organizationId, emailKey, state }) =>
      state === 'expired' ? [emailKey, keyOf(organizationId, emailKey)] : [emailKey],
  );
  readonly toSend: SortedIndex<Invitation> = this.sorted(
    ({ delivery }) => sendGroup(delivery),
    ({ delivery }) => dueTime(delivery),
  );
}

class Slugs extends Table<SlugRecord> {
  readonly byOrganization: SortedIndex<SlugRecord> = this.sorted(({ organizationId }) => [
    organizationId,
  ]);
}

class Journal extends Table<JournalEntry> {
  readonly byOrganization: SortedIndex<JournalEntry> = this.sorted(
    (entry) => (entry.kind === 'command' ? /* JOURNAL-4 */ entry.organizations : []),
    ({ at }) => at.getTime(),
  );
  readonly byTime: SortedIndex<JournalEntry> = this.sorted(
    () => [all],
    ({ at }) => at.getTime(),
  );
}

class Messages extends Table<Message> {
  readonly toSend: SortedIndex<Message> = this.sorted(
    ({ delivery }) => sendGroup(delivery),
    ({ delivery }) => dueTime(delivery),
  );
  readonly atRest: SortedIndex<Message> = this.sorted(
    ({ delivery }) => (delivery.state === 'queued' ? [] : [all]),
    ({ createdAt }) => createdAt.getTime(),
  );
  readonly byEntry: SortedIndex<Message> = this.sorted(({ id }) => [operationIdOf(id)]);
}

/** The operation whose message it is: a message's id ends with its place there. */
function operationIdOf(id: MessageId): string {
  return id.slice(0, id.lastIndexOf('-'));
}

function sendGroup({ state, nextAttemptAt }: Delivery): readonly string[] {
  return state === 'queued' && nextAttemptAt !== undefined ? [all] : [];
}

export function dueTime({ nextAttemptAt }: Delivery): number {
  return timeOf(nextAttemptAt);
}

export interface Tables {
  readonly users: Users;
  readonly organizations: Organizations;
  readonly memberships: Memberships;
  readonly invitations: Invitations;
  readonly slugs: Slugs;
  readonly apps: Apps;
  readonly submissions: Submissions;
  readonly apikeys: ApiKeys;
  readonly journal: Journal;
  readonly outbox: Messages;
}

export function emptyTables(): Tables {
  return {
    users: new Users('users'),
    organizations: new Organizations('organizations'),
    memberships: new Memberships('memberships'),
    invitations: new Invitations('invitations'),
    slugs: new Slugs('slugs'),
    apps: new Apps('apps'),
    submissions: new Submissions('submissions'),
    apikeys: new ApiKeys('apikeys'),
    journal: new Journal('journal'),
    outbox: new Messages('outbox'),
  };
}

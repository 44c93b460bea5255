// The collections with their unique constraints and indexes.

import type { JournalEntry } from '../../domain/journal/entry.js';
import type { Message } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { Delivery } from '../../domain/shared/delivery.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import { keyOf, type SortedIndex, type UniqueIndex } from './indexes.js';
import { Table } from './table.js';

export class Users extends Table<User> {
  readonly byEmailKey: UniqueIndex<User> = this.unique('users.email', (user) => user.emailKey);
}

export class Organizations extends Table<Organization> {
  readonly byOwner: UniqueIndex<Organization> = this.unique(
    'organizations.personal',
    ({ personalOf }) => personalOf ?? null,
  );
  /** Personal and deleted ones left out. */
  readonly byFounder: SortedIndex<Organization> = this.sorted(
    ({ foundedBy, personalOf, deletedAt }) =>
      personalOf === undefined && deletedAt === undefined ? [foundedBy] : [],
  );
}

/** Ended memberships stand in none of the indexes. */
export class Memberships extends Table<Membership> {
  readonly byOrganizationAndUser: UniqueIndex<Membership> = this.unique(
    'memberships.organization_user',
    ({ organizationId, userId, state }) =>
      state === 'active' ? keyOf(organizationId, userId) : null,
  );
  /** By organization, and by organization and role. */
  readonly byOrganization: SortedIndex<Membership> = this.sorted(
    ({ organizationId, role, state }) =>
      state === 'active' ? [organizationId, keyOf(organizationId, role)] : [],
  );
  readonly byUser: SortedIndex<Membership> = this.sorted(({ userId, state }) =>
    state === 'active' ? [userId] : [],
  );
}

export class Invitations extends Table<Invitation> {
  readonly byAddress: UniqueIndex<Invitation> = this.unique(
    'invitations.pending',
    ({ organizationId, emailKey, state }) =>
      state === 'pending' ? keyOf(organizationId, emailKey) : null,
  );
  /** By organization, and by organization and stored state. */
  readonly byOrganization: SortedIndex<Invitation> = this.sorted(({ organizationId, state }) => [
    organizationId,
    keyOf(organizationId, state),
  ]);
  /** Those stored as pending. */
  readonly byInviter: SortedIndex<Invitation> = this.sorted(
    ({ organizationId, invitedBy, state }) =>
      state === 'pending' ? [keyOf(organizationId, invitedBy)] : [],
  );
  readonly toSend: SortedIndex<Invitation> = this.sorted(
    ({ delivery }) => sendGroup(delivery),
    ({ delivery }) => dueTime(delivery),
  );
}

export class Slugs extends Table<SlugRecord> {}

export class Journal extends Table<JournalEntry> {
  readonly byOrganization: SortedIndex<JournalEntry> = this.sorted(
    (entry) => (entry.kind === 'command' ? entry.organizations : []),
    ({ at }) => at.getTime(),
  );
}

export class Messages extends Table<Message> {
  readonly toSend: SortedIndex<Message> = this.sorted(
    ({ delivery }) => sendGroup(delivery),
    ({ delivery }) => dueTime(delivery),
  );
}

/** The one group of the `toSend` indexes. */
export const queue = 'queued';

function sendGroup({ state, nextAttemptAt }: Delivery): readonly string[] {
  return state === 'queued' && nextAttemptAt !== undefined ? [queue] : [];
}

export function dueTime({ nextAttemptAt }: Delivery): number {
  return nextAttemptAt?.getTime() ?? 0;
}

export interface Tables {
  readonly users: Users;
  readonly organizations: Organizations;
  readonly memberships: Memberships;
  readonly invitations: Invitations;
  readonly slugs: Slugs;
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
    journal: new Journal('journal'),
    outbox: new Messages('outbox'),
  };
}

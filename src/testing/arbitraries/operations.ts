// A commit that any empty storage takes: rows that refer to one another and break no constraint.

import fc from 'fast-check';
import { messageIdOf } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Change, Operation } from '../../ports/storage.js';
import { insertOf } from '../contract/changes.js';
import { invitations } from './invitations.js';
import { commandEntries } from './journal-entries.js';
import { memberships } from './memberships.js';
import { messages } from './messages.js';
import { organizations } from './organizations.js';
import { users } from './users.js';

/** The rows of a commit, each with its references inside it. */
export interface Rows {
  readonly users: readonly User[];
  readonly organizations: readonly Organization[];
  readonly memberships: readonly Membership[];
  readonly invitations: readonly Invitation[];
  readonly slugs: readonly SlugRecord[];
}

/** Commits of inserts only, which any empty storage takes. */
export function operations(): fc.Arbitrary<Operation> {
  return fc
    .tuple(rows(), commandEntries(), fc.array(messages(), { maxLength: 3 }))
    .map(([given, journal, told]) => ({
      changes: insertsOf(given),
      journal,
      messages: told.map((message, index) => ({ ...message, id: messageIdOf(journal.id, index) })),
    }));
}

/** At least one user and one organization, and what joins them. */
export function rows(): fc.Arbitrary<Rows> {
  return fc
    .tuple(
      fc.array(users(), { minLength: 1, maxLength: 3 }),
      fc.array(organizations(), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), memberships()), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), invitations()), { maxLength: 5 }),
    )
    .map(([people, founded, joined, invited]) => consistent(people, founded, joined, invited));
}

type Drawn<T> = readonly (readonly [organization: number, user: number, row: T])[];

function consistent(
  people: readonly User[],
  founded: readonly Organization[],
  joined: Drawn<Membership>,
  invited: Drawn<Invitation>,
): Rows {
  const distinctUsers = firstOfEach(
    firstOfEach(people, ({ id }) => id),
    ({ emailKey }) => emailKey,
  );
  const owned = founded.map((organization, index) =>
    ownedBy(organization, chosen(distinctUsers, index)),
  );
  const distinct = firstOfEach(
    firstOfEach(owned, ({ id }) => id),
    ({ slug }) => slug,
  );
  const kept = firstOfEach(distinct, ({ id, personalOf }) => personalOf ?? id);
  const joins = joined.map(([organization, user, row]) => ({
    ...row,
    organizationId: chosen(kept, organization).id,
    userId: chosen(distinctUsers, user).id,
  }));
  const invites = invited.map(([organization, user, row]) => ({
    ...row,
    organizationId: chosen(kept, organization).id,
    invitedBy: chosen(distinctUsers, user).id,
  }));
  return {
    users: distinctUsers,
    organizations: kept,
    memberships: firstOfEach(
      firstOfEach(joins, ({ id }) => id),
      activeKey,
    ),
    invitations: firstOfEach(
      firstOfEach(invites, ({ id }) => id),
      pendingKey,
    ),
    slugs: kept.map(({ slug, id, createdAt }) => ({
      slug,
      organizationId: id,
      state: 'current',
      since: createdAt,
    })),
  };
}

function ownedBy(organization: Organization, { id }: User): Organization {
  const { personalOf, ...rest } = organization;
  return { ...rest, foundedBy: id, ...(personalOf === undefined ? {} : { personalOf: id }) };
}

function activeKey({ id, state, organizationId, userId }: Membership): string {
  return state === 'active' ? `${organizationId} ${userId}` : id;
}

function pendingKey({ id, state, organizationId, emailKey }: Invitation): string {
  return state === 'pending' ? `${organizationId} ${emailKey}` : id;
}

function chosen<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there is nothing to choose from');
  return item;
}

function firstOfEach<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const isNew = !seen.has(key(item));
    seen.add(key(item));
    return isNew;
  });
}

function insertsOf(given: Rows): readonly Change[] {
  return [
    ...given.users.map((value) => insertOf('users', value)),
    ...given.organizations.map((value) => insertOf('organizations', value)),
    ...given.memberships.map((value) => insertOf('memberships', value)),
    ...given.invitations.map((value) => insertOf('invitations', value)),
    ...given.slugs.map((value) => insertOf('slugs', value)),
  ];
}

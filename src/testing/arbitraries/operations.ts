// A commit that any empty storage takes: rows that refer to one another and break no constraint.

import fc from 'fast-check';
import type { ApiKey } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import { messageIdOf } from '../../domain/journal/message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { isOpen, type Submission } from '../../domain/review/submission.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Change, Operation } from '../../ports/storage.js';
import { insertOf } from '../contract/changes.js';
import { apiKeys } from './api-keys.js';
import { apps } from './apps.js';
import { invitations } from './invitations.js';
import { commandEntries } from './journal-entries.js';
import { memberships } from './memberships.js';
import { messages } from './messages.js';
import { organizations } from './organizations.js';
import { record } from './records.js';
import { submissions } from './submissions.js';
import { users } from './users.js';

/** The rows of a commit, each with its references inside it. */
export interface Rows {
  readonly users: readonly User[];
  readonly organizations: readonly Organization[];
  readonly memberships: readonly Membership[];
  readonly invitations: readonly Invitation[];
  readonly slugs: readonly SlugRecord[];
  readonly apps: readonly App[];
  readonly submissions: readonly Submission[];
  readonly keys: readonly ApiKey[];
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

/** At least one user and one organization, what joins them, and what an organization owns. */
export function rows(): fc.Arbitrary<Rows> {
  return fc
    .tuple(
      fc.array(users(), { minLength: 1, maxLength: 3 }),
      fc.array(organizations(), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), memberships()), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), invitations()), { maxLength: 5 }),
      possessions(),
    )
    .map(([people, founded, joined, invited, possessed]) => {
      const given = consistent(people, founded, joined, invited);
      return { ...given, ...owned(given.organizations, possessed) };
    });
}

type Owned = Pick<Rows, 'apps' | 'submissions' | 'keys'>;

/** Each with the number of its owner. */
interface Possessions {
  readonly apps: readonly (readonly [organization: number, row: App])[];
  readonly submissions: readonly (readonly [app: number, row: Submission])[];
  readonly keys: readonly (readonly [owner: number, row: ApiKey])[];
}

function possessions(): fc.Arbitrary<Possessions> {
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(fc.tuple(fc.nat(8), one), { maxLength: 3 });
  return record({ apps: some(apps()), submissions: some(submissions()), keys: some(apiKeys()) });
}

function owned(organizations: readonly Organization[], possessed: Possessions): Owned {
  const made = possessed.apps.map(([index, app]) => ({
    ...app,
    organizationId: chosen(organizations, index).id,
  }));
  const kept = firstOfEach(
    firstOfEach(made, ({ id }) => id),
    ({ packageName }) => packageName,
  );
  const keys = possessed.keys.map(([index, key]) =>
    keyOf(key, chosen(organizations, index), kept[index]),
  );
  return {
    apps: kept,
    submissions: kept.length === 0 ? [] : submissionsOf(kept, possessed.submissions),
    keys: firstOfEach(keys, ({ id }) => id),
  };
}

function submissionsOf(
  made: readonly App[],
  submitted: Possessions['submissions'],
): readonly Submission[] {
  const of = submitted.map(([index, row]) => {
    const { id: appId, organizationId } = chosen(made, index);
    return { ...row, appId, organizationId };
  });
  return firstOfEach(
    firstOfEach(of, ({ id }) => id),
    (row) => (isOpen(row) ? row.appId : row.id),
  );
}

function keyOf(key: ApiKey, organization: Organization, app: App | undefined): ApiKey {
  if (app === undefined)
    return { ...key, owner: { kind: 'organization', organizationId: organization.id } };
  return { ...key, owner: { kind: 'app', appId: app.id } };
}

type Drawn<T> = readonly (readonly [organization: number, user: number, row: T])[];

function consistent(
  people: readonly User[],
  founded: readonly Organization[],
  joined: Drawn<Membership>,
  invited: Drawn<Invitation>,
): Omit<Rows, keyof Owned> {
  const distinctUsers = firstOfEach(
    firstOfEach(people, ({ id }) => id),
    ({ emailKey }) => emailKey,
  );
  const personal = founded.map((organization, index) =>
    ownedBy(organization, chosen(distinctUsers, index)),
  );
  const distinct = firstOfEach(
    firstOfEach(personal, ({ id }) => id),
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
    ...given.apps.map((value) => insertOf('apps', value)),
    ...given.submissions.map((value) => insertOf('submissions', value)),
    ...given.keys.map((value) => insertOf('apikeys', value)),
  ];
}

// Arbitraries for operations that every empty storage accepts: the rows refer to each other and break no constraint.

import fc from 'fast-check';
import type { ApiKey } from '../../domain/app/api-key.js';
import type { App } from '../../domain/app/app.js';
import { messageIdOf } from '../../domain/journal/outbox-message.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { isOpenSubmission, type Submission } from '../../domain/review/submission.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Change, Operation } from '../../ports/storage.js';
import { insertChange } from '../row-changes.js';
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

/** The rows of one operation. They refer only to each other. */
export interface OperationRows {
  readonly users: readonly User[];
  readonly organizations: readonly Organization[];
  readonly memberships: readonly Membership[];
  readonly invitations: readonly Invitation[];
  readonly slugs: readonly SlugRecord[];
  readonly apps: readonly App[];
  readonly submissions: readonly Submission[];
  readonly keys: readonly ApiKey[];
}

/** Operations of inserts only, which every empty storage accepts. */
export function operations(): fc.Arbitrary<Operation> {
  return fc
    .tuple(operationRows(), commandEntries(), fc.array(messages(), { maxLength: 3 }))
    .map(([given, journal, drawnMessages]) => ({
      changes: insertsOf(given),
      journal,
      messages: drawnMessages.map((message, index) => ({
        ...message,
        id: messageIdOf(journal.id, index),
      })),
    }));
}

/** The rows of such an operation: at least one user and one organization, with memberships, invitations, slugs, apps, submissions and keys. */
export function operationRows(): fc.Arbitrary<OperationRows> {
  return fc
    .tuple(
      fc.array(users(), { minLength: 1, maxLength: 3 }),
      fc.array(organizations(), { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), memberships()), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), invitations()), { maxLength: 5 }),
      ownedRowDraws(),
    )
    .map(([people, drawnOrganizations, drawnMemberships, drawnInvitations, drawnOwned]) => {
      const given = consistentRows(people, drawnOrganizations, drawnMemberships, drawnInvitations);
      return { ...given, ...ownedRows(given.organizations, drawnOwned) };
    });
}

type OwnedRows = Pick<OperationRows, 'apps' | 'submissions' | 'keys'>;

/** Each row with the index of its owner. */
interface OwnedRowDraws {
  readonly apps: readonly (readonly [organization: number, row: App])[];
  readonly submissions: readonly (readonly [app: number, row: Submission])[];
  readonly keys: readonly (readonly [owner: number, row: ApiKey])[];
}

function ownedRowDraws(): fc.Arbitrary<OwnedRowDraws> {
  const some = <T>(one: fc.Arbitrary<T>) => fc.array(fc.tuple(fc.nat(8), one), { maxLength: 3 });
  return record({ apps: some(apps()), submissions: some(submissions()), keys: some(apiKeys()) });
}

function ownedRows(organizations: readonly Organization[], drawnOwned: OwnedRowDraws): OwnedRows {
  const made = drawnOwned.apps.map(([index, app]) => ({
    ...app,
    organizationId: pickAt(organizations, index).id,
  }));
  const kept = uniqueBy(
    uniqueBy(made, ({ id }) => id),
    ({ packageName }) => packageName,
  );
  const keys = drawnOwned.keys.map(([index, key]) =>
    withKeyOwner(key, pickAt(organizations, index), kept[index]),
  );
  return {
    apps: kept,
    submissions: kept.length === 0 ? [] : submissionsOf(kept, drawnOwned.submissions),
    keys: uniqueBy(keys, ({ id }) => id),
  };
}

function submissionsOf(
  made: readonly App[],
  submitted: OwnedRowDraws['submissions'],
): readonly Submission[] {
  const of = submitted.map(([index, row]) => {
    const { id: appId, organizationId } = pickAt(made, index);
    return { ...row, appId, organizationId };
  });
  return uniqueBy(
    uniqueBy(of, ({ id }) => id),
    (row) => (isOpenSubmission(row) ? row.appId : row.id),
  );
}

function withKeyOwner(key: ApiKey, organization: Organization, app: App | undefined): ApiKey {
  if (app === undefined)
    return { ...key, owner: { kind: 'organization', organizationId: organization.id } };
  return { ...key, owner: { kind: 'app', appId: app.id } };
}

type RowDraws<T> = readonly (readonly [organization: number, user: number, row: T])[];

function consistentRows(
  people: readonly User[],
  drawnOrganizations: readonly Organization[],
  drawnMemberships: RowDraws<Membership>,
  drawnInvitations: RowDraws<Invitation>,
): Omit<OperationRows, keyof OwnedRows> {
  const distinctUsers = uniqueBy(
    uniqueBy(people, ({ id }) => id),
    ({ emailKey }) => emailKey,
  );
  const personal = drawnOrganizations.map((organization, index) =>
    withCreator(organization, pickAt(distinctUsers, index)),
  );
  const distinct = uniqueBy(
    uniqueBy(personal, ({ id }) => id),
    ({ slug }) => slug,
  );
  const kept = uniqueBy(distinct, ({ id, personalOf }) => personalOf ?? id);
  const joins = drawnMemberships.map(([organization, user, row]) => ({
    ...row,
    organizationId: pickAt(kept, organization).id,
    userId: pickAt(distinctUsers, user).id,
  }));
  const invites = drawnInvitations.map(([organization, user, row]) => ({
    ...row,
    organizationId: pickAt(kept, organization).id,
    invitedBy: pickAt(distinctUsers, user).id,
  }));
  return {
    users: distinctUsers,
    organizations: kept,
    memberships: uniqueBy(
      uniqueBy(joins, ({ id }) => id),
      activeMembershipKey,
    ),
    invitations: uniqueBy(
      uniqueBy(invites, ({ id }) => id),
      pendingInvitationKey,
    ),
    slugs: kept.map(({ slug, id, createdAt }) => ({
      slug,
      organizationId: id,
      state: 'current',
      since: createdAt,
    })),
  };
}

function withCreator(organization: Organization, { id }: User): Organization {
  const { personalOf, ...rest } = organization;
  return { ...rest, createdBy: id, ...(personalOf === undefined ? {} : { personalOf: id }) };
}

function activeMembershipKey({ id, state, organizationId, userId }: Membership): string {
  return state === 'active' ? `${organizationId} ${userId}` : id;
}

function pendingInvitationKey({ id, state, organizationId, emailKey }: Invitation): string {
  return state === 'pending' ? `${organizationId} ${emailKey}` : id;
}

function pickAt<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('pickAt needs at least one item');
  return item;
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const isNew = !seen.has(key(item));
    seen.add(key(item));
    return isNew;
  });
}

function insertsOf(given: OperationRows): readonly Change[] {
  return [
    ...given.users.map((value) => insertChange('users', value)),
    ...given.organizations.map((value) => insertChange('organizations', value)),
    ...given.memberships.map((value) => insertChange('memberships', value)),
    ...given.invitations.map((value) => insertChange('invitations', value)),
    ...given.slugs.map((value) => insertChange('slugs', value)),
    ...given.apps.map((value) => insertChange('apps', value)),
    ...given.submissions.map((value) => insertChange('submissions', value)),
    ...given.keys.map((value) => insertChange('apikeys', value)),
  ];
}

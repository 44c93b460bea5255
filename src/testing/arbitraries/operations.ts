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
      changes: insertChangesOf(given),
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
      const given = makeRowsConsistent(
        people,
        drawnOrganizations,
        drawnMemberships,
        drawnInvitations,
      );
      return { ...given, ...assignOwners(given.organizations, drawnOwned) };
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

function assignOwners(organizations: readonly Organization[], draws: OwnedRowDraws): OwnedRows {
  const made = draws.apps.map(([index, app]) => ({
    ...app,
    organizationId: pickCyclicOrThrow(organizations, index).id,
  }));
  const kept = keepFirstOfEachKey(
    keepFirstOfEachKey(made, ({ id }) => id),
    ({ packageName }) => packageName,
  );
  const keys = draws.keys.map(([index, key]) =>
    withKeyOwner(key, pickCyclicOrThrow(organizations, index), kept[index]),
  );
  return {
    apps: kept,
    submissions: kept.length === 0 ? [] : assignSubmissionsToApps(kept, draws.submissions),
    keys: keepFirstOfEachKey(keys, ({ id }) => id),
  };
}

function assignSubmissionsToApps(
  apps: readonly App[],
  draws: OwnedRowDraws['submissions'],
): readonly Submission[] {
  const of = draws.map(([index, row]) => {
    const { id: appId, organizationId } = pickCyclicOrThrow(apps, index);
    return { ...row, appId, organizationId };
  });
  return keepFirstOfEachKey(
    keepFirstOfEachKey(of, ({ id }) => id),
    (row) => (isOpenSubmission(row) ? row.appId : row.id),
  );
}

function withKeyOwner(key: ApiKey, organization: Organization, app: App | undefined): ApiKey {
  if (app === undefined)
    return { ...key, owner: { kind: 'organization', organizationId: organization.id } };
  return { ...key, owner: { kind: 'app', appId: app.id } };
}

type RowsWithOwnerIndexes<T> = readonly (readonly [organization: number, user: number, row: T])[];

function makeRowsConsistent(
  people: readonly User[],
  drawnOrganizations: readonly Organization[],
  drawnMemberships: RowsWithOwnerIndexes<Membership>,
  drawnInvitations: RowsWithOwnerIndexes<Invitation>,
): Omit<OperationRows, keyof OwnedRows> {
  const distinctUsers = keepFirstOfEachKey(
    keepFirstOfEachKey(people, ({ id }) => id),
    ({ emailKey }) => emailKey,
  );
  const personal = drawnOrganizations.map((organization, index) =>
    withCreatorAndPersonalOwner(organization, pickCyclicOrThrow(distinctUsers, index)),
  );
  const distinct = keepFirstOfEachKey(
    keepFirstOfEachKey(personal, ({ id }) => id),
    ({ slug }) => slug,
  );
  const kept = keepFirstOfEachKey(
    keepFirstOfEachKey(distinct, ({ id, personalOf }) => personalOf ?? id),
    externalIdKeyOrId,
  );
  const joins = drawnMemberships.map(([organization, user, row]) => ({
    ...row,
    organizationId: pickCyclicOrThrow(kept, organization).id,
    userId: pickCyclicOrThrow(distinctUsers, user).id,
  }));
  const invites = drawnInvitations.map(([organization, user, row]) => ({
    ...row,
    organizationId: pickCyclicOrThrow(kept, organization).id,
    invitedBy: pickCyclicOrThrow(distinctUsers, user).id,
  }));
  return {
    users: distinctUsers,
    organizations: kept,
    memberships: keepFirstOfEachKey(
      keepFirstOfEachKey(joins, ({ id }) => id),
      activeMembershipKeyOrId,
    ),
    invitations: keepFirstOfEachKey(
      keepFirstOfEachKey(invites, ({ id }) => id),
      pendingInvitationKeyOrId,
    ),
    slugs: kept.map(({ slug, id, createdAt }) => ({
      slug,
      organizationId: id,
      state: 'current',
      since: createdAt,
    })),
  };
}

function withCreatorAndPersonalOwner(organization: Organization, { id }: User): Organization {
  const { personalOf, ...rest } = organization;
  return { ...rest, createdBy: id, ...(personalOf === undefined ? {} : { personalOf: id }) };
}

/** No external id contains a space. */
function externalIdKeyOrId({ id, externalId }: Organization): string {
  return externalId ?? `id ${id}`;
}

function activeMembershipKeyOrId({ id, state, organizationId, userId }: Membership): string {
  return state === 'active' ? `${organizationId} ${userId}` : id;
}

function pendingInvitationKeyOrId({ id, state, organizationId, emailKey }: Invitation): string {
  return state === 'pending' ? `${organizationId} ${emailKey}` : id;
}

function pickCyclicOrThrow<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('pickAt needs at least one item');
  return item;
}

function keepFirstOfEachKey<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const isNew = !seen.has(key(item));
    seen.add(key(item));
    return isNew;
  });
}

export function insertChangesOf(rows: OperationRows): readonly Change[] {
  return [
    ...rows.users.map((value) => insertChange('users', value)),
    ...rows.organizations.map((value) => insertChange('organizations', value)),
    ...rows.memberships.map((value) => insertChange('memberships', value)),
    ...rows.invitations.map((value) => insertChange('invitations', value)),
    ...rows.slugs.map((value) => insertChange('slugs', value)),
    ...rows.apps.map((value) => insertChange('apps', value)),
    ...rows.submissions.map((value) => insertChange('submissions', value)),
    ...rows.keys.map((value) => insertChange('apikeys', value)),
  ];
}

// Writes the rows of the benchmark as documents with embedded members. It skips Mongoose, because hydrating and validating
// thousands of documents would take longer than the benchmark itself.

import { mongo } from 'mongoose';
import type { Change, Membership, Organization, User } from '../../src/index.js';
import type { BenchmarkData } from '../benchmark-data.js';
import type { Models } from './models.js';

interface SeedRows {
  readonly users: User[];
  readonly organizations: Organization[];
  readonly memberships: Membership[];
}

export async function seed(models: Models, { changes }: BenchmarkData): Promise<void> {
  const rows = collectRows(changes);
  const byOrganization = groupBy(rows.memberships, ({ organizationId }) => organizationId);
  const byUser = groupBy(rows.memberships, ({ userId }) => userId);
  const organizations = rows.organizations.map((organization) =>
    toOrganizationDocument(organization, byOrganization.get(organization.id) ?? []),
  );
  const users = rows.users.map((user) => toUserDocument(user, byUser.get(user.id) ?? []));
  await models.Organization.collection.insertMany(organizations, { ordered: false });
  await models.User.collection.insertMany(users, { ordered: false });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The slugs are in the organizations, so their rows are not needed. */
function collectRows(changes: readonly Change[]): SeedRows {
  const rows: SeedRows = { users: [], organizations: [], memberships: [] };
  for (const change of changes) {
    if (change.kind !== 'insert') continue;
    if (change.collection === 'users') rows.users.push(change.value);
    if (change.collection === 'organizations') rows.organizations.push(change.value);
    if (change.collection === 'memberships') rows.memberships.push(change.value);
  }
  return rows;
}

function toOrganizationDocument(
  { id, name, slug, profile, createdAt, updatedAt }: Organization,
  members: readonly Membership[],
): mongo.Document {
  return {
    _id: toObjectId(id),
    name,
    slug,
    profile: { ...profile },
    members: members.map(({ userId, role, joinedAt }) => ({
      user: toObjectId(userId),
      role,
      joinedAt,
    })),
    pendingInvites: [],
    isDeleted: false,
    createdAt,
    updatedAt,
    __v: 0,
  };
}

function toUserDocument(
  { id, email, emailVerified, name, defaultOrg, createdAt, updatedAt }: User,
  memberships: readonly Membership[],
): mongo.Document {
  return {
    _id: toObjectId(id),
    email: email.toLowerCase(),
    emailVerified,
    ...(name === undefined ? {} : { name }),
    organizations: memberships.map(({ organizationId }) => toObjectId(organizationId)),
    ...(defaultOrg === undefined ? {} : { defaultOrg: toObjectId(defaultOrg) }),
    isDeleted: false,
    createdAt,
    updatedAt,
    __v: 0,
  };
}

function toObjectId(text: string): mongo.ObjectId {
  return mongo.ObjectId.createFromHexString(text);
}

// Writes the rows of the benchmark data in the layout of the floor with a collection for each model.

import type { Membership, User } from '../../src/index.js';
import type { BenchmarkData } from '../benchmark-data.js';
import { digestEmailKey } from '../floor/invitation-token.js';
import { toObjectId } from '../floor/layout.js';
import {
  accountGuard,
  type GuardRow,
  type MembershipRow,
  type OrganizationRow,
  organizationGuard,
  type SlugRow,
  type SplitRows,
  type UserRow,
} from './layout.js';

/** All organizations of the data were created by their only admins, and none is a personal one. */
export async function seed(rows: SplitRows, { changes }: BenchmarkData): Promise<void> {
  const users: UserRow[] = [];
  const organizations: OrganizationRow[] = [];
  const slugs: SlugRow[] = [];
  const memberships: (MembershipRow | GuardRow)[] = [];
  const created = new Map<string, number>();
  const inserts = changes.filter((change) => change.kind === 'insert');
  for (const one of inserts) {
    if (one.collection === 'slugs') {
      const { slug, organizationId, state, since } = one.value;
      slugs.push({ _id: slug, organization: toObjectId(organizationId), state, since });
    } else if (one.collection === 'memberships') {
      memberships.push(toMembershipRow(one.value));
    } else if (one.collection === 'organizations') {
      const { id, name, slug, createdBy, createdAt, updatedAt } = one.value;
      const ids = { _id: toObjectId(id), createdBy: toObjectId(createdBy) };
      organizations.push({ ...ids, name, slug, profile: {}, createdAt, updatedAt });
      memberships.push(organizationGuard(ids._id));
      created.set(createdBy, (created.get(createdBy) ?? 0) + 1);
    }
  }
  for (const one of inserts) {
    if (one.collection !== 'users') continue;
    const row = toUserRow(one.value);
    users.push(row);
    const digest = digestEmailKey(row.emailKey);
    memberships.push(accountGuard(row, digest, created.get(one.value.id)));
  }
  for (const [name, documents] of Object.entries({ users, organizations, slugs, memberships })) {
    if (documents.length === 0) continue;
    const collection = rows.users.db.collection<(typeof documents)[number]>(name);
    await collection.insertMany(documents, { writeConcern: { w: 'majority' } });
  }
}

function toUserRow(user: User): UserRow {
  const { id, state, email, emailKey, emailVerified: verified, name, createdAt, updatedAt } = user;
  const named = name === undefined ? {} : { name };
  return { _id: toObjectId(id), state, email, emailKey, verified, ...named, createdAt, updatedAt };
}

function toMembershipRow(membership: Membership): MembershipRow {
  const { id, organizationId, userId, role, joinedAt } = membership;
  const _id = toObjectId(id);
  return {
    _id,
    organization: toObjectId(organizationId),
    user: toObjectId(userId),
    role,
    state: 'active',
    joinedAt,
    ...(role === 'admin' ? { term: _id } : {}),
  };
}

// Writes the rows of the benchmark data in the layout of the floor.

import { mongo } from 'mongoose';
import type { Membership, Organization, User } from '../../src/index.js';
import type { BenchmarkData } from '../benchmark-data.js';
import { digestEmailKey } from './invitation-token.js';
import {
  type JoinedOrganization,
  type MembershipRow,
  type OrganizationRow,
  type Rows,
  type SlugRow,
  toObjectId,
  type UserRow,
} from './layout.js';

type SeedRow = UserRow | OrganizationRow | MembershipRow | SlugRow;

const rowsPerInsert = 1_000;

export async function seed({ db, collection }: Rows, data: BenchmarkData): Promise<void> {
  const documents = toRows(data);
  for (let from = 0; from < documents.length; from += rowsPerInsert) {
    await db
      .collection<SeedRow>(collection)
      .insertMany(documents.slice(from, from + rowsPerInsert), { writeConcern: { w: 'majority' } });
  }
}

function toRows({ changes }: BenchmarkData): SeedRow[] {
  const inserts = changes.filter((change) => change.kind === 'insert');
  const memberships = inserts.flatMap((one) =>
    one.collection === 'memberships' ? [one.value] : [],
  );
  const byUser = groupBy(memberships, ({ userId }) => userId);
  const byOrganization = groupBy(memberships, ({ organizationId }) => organizationId);
  return inserts.flatMap((one): readonly SeedRow[] => {
    switch (one.collection) {
      case 'users':
        return [toUserRow(one.value, byUser.get(one.value.id) ?? [])];
      case 'organizations':
        return toOrganizationRows(one.value, byOrganization.get(one.value.id) ?? []);
      case 'slugs': {
        const { slug, organizationId, state, since } = one.value;
        return [{ _id: slug, organization: toObjectId(organizationId), state, since }];
      }
      default:
        return [];
    }
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** All organizations of the data were created by their only admins, and none is a personal one. */
function toUserRow(user: User, memberships: readonly Membership[]): UserRow {
  const { id, state, email, emailKey, emailVerified: verified, name, createdAt, updatedAt } = user;
  return {
    _id: toObjectId(id),
    ...(state === 'active' ? { live: true } : {}),
    state,
    email,
    emailKey,
    emailDigest: new mongo.Binary(digestEmailKey(emailKey)),
    verified,
    ...(name === undefined ? {} : { name }),
    organizationsCreated: memberships.filter(({ role }) => role === 'admin').length,
    in: memberships.map(toJoined),
    createdAt,
    updatedAt,
  };
}

function toJoined({ organizationId, id, joinedAt }: Membership): JoinedOrganization {
  return { org: toObjectId(organizationId), joined: toObjectId(id), at: joinedAt };
}

/** The organization, which is also the membership of its founder, and the other memberships. */
function toOrganizationRows(
  organization: Organization,
  memberships: readonly Membership[],
): readonly (OrganizationRow | MembershipRow)[] {
  const { name, slug, createdAt, updatedAt } = organization;
  const [_id, createdBy] = [toObjectId(organization.id), toObjectId(organization.createdBy)];
  const founder = memberships.find(({ userId }) => userId === organization.createdBy);
  const others = memberships.filter((one) => one !== founder);
  const row: OrganizationRow = {
    _id,
    live: true,
    name,
    slug,
    profile: {},
    createdBy,
    createdAt,
    updatedAt,
    admins: memberships
      .filter(({ role }) => role === 'admin')
      .map(({ userId, id }) => ({ user: toObjectId(userId), term: toObjectId(id) })),
    in: [{ org: _id }],
    ...(founder === undefined
      ? {}
      : { org: _id, joined: toObjectId(founder.id), member: createdBy }),
    auditOf: _id,
    at: createdAt,
    action: 'organization.create',
    actor: createdBy,
  };
  return [row, ...others.map(toMembershipRow)];
}

function toMembershipRow({ id, organizationId, userId, joinedAt }: Membership): MembershipRow {
  const [_id, org, member] = [toObjectId(id), toObjectId(organizationId), toObjectId(userId)];
  const audit = { auditOf: org, at: joinedAt, action: 'invitation.accept', actor: member };
  return { _id, org, joined: _id, member, ...audit };
}

// The reads:
//
// - `isMember` and `can` are one `find` on the unique index of organization and user: the membership, and the guards of those
//   that are absent. There are at most three rows.
// - The organizations of a user are one `aggregate` of the memberships, with a lookup of the organizations and one of their
//   creators, whose addresses are the contacts.
// - A page of members is one `aggregate` of the memberships, with a lookup of the accounts, and with the rows of `isMember`
//   for the viewer.

import type { mongo } from 'mongoose';
import type { MemberOfPage } from '../floor/list-members.js';
import type { OrganizationOfUser } from '../floor/list-organizations.js';
import { aggregateRow, aggregateRows, FloorRefusal, majorityRead } from '../floor/statements.js';
import {
  type GuardRow,
  type MembershipRow,
  nobody,
  type OrganizationRow,
  pairIndex,
  type SplitRows,
  type UserRow,
} from './layout.js';

type FoundMembership = Pick<MembershipRow, 'organization' | 'user' | 'role'> & {
  readonly state: MembershipRow['state'] | GuardRow['state'];
};

const membershipOrAbsent = (organization: mongo.ObjectId, user: mongo.ObjectId) => ({
  organization: { $in: [organization, nobody] },
  user: { $in: [user, nobody] },
  state: { $lte: 'active' },
});
const fields = { _id: 0, organization: 1, user: 1, role: 1, state: 1 };

/** Undefined unless the membership is active and neither side is absent. */
function currentMembership(found: readonly FoundMembership[]): FoundMembership | undefined {
  return found.every(({ state }) => state === 'active') ? found[0] : undefined;
}

async function findMembership(
  { memberships: { db, collection } }: SplitRows,
  organization: mongo.ObjectId,
  user: mongo.ObjectId,
): Promise<FoundMembership | undefined> {
  const options = {
    ...majorityRead,
    projection: fields,
    hint: pairIndex,
    limit: 3,
    singleBatch: true,
  };
  const filter = membershipOrAbsent(organization, user);
  const rows = db.collection(collection);
  return currentMembership(
    await rows.find<FoundMembership & mongo.Document>(filter, options).toArray(),
  );
}

export async function isMember(
  rows: SplitRows,
  organization: mongo.ObjectId,
  user: mongo.ObjectId,
): Promise<boolean> {
  return (await findMembership(rows, organization, user)) !== undefined;
}

/** Whether the user may change the organization, which only admins may. */
export async function can(
  rows: SplitRows,
  organization: mongo.ObjectId,
  user: mongo.ObjectId,
): Promise<boolean> {
  return (await findMembership(rows, organization, user))?.role === 'admin';
}

interface OrganizationPage {
  readonly page: readonly Pick<MembershipRow, 'organization' | 'role' | 'joinedAt'>[];
  readonly organizations: readonly OrganizationRow[];
  readonly creators: readonly Pick<UserRow, '_id' | 'email'>[];
}

/** The first page. If organizations of it are deleted, another statement reads those that follow. */
export async function listOrganizationsOf(
  rows: SplitRows,
  user: mongo.ObjectId,
  pageSize = 50,
): Promise<readonly OrganizationOfUser[]> {
  const items: OrganizationOfUser[] = [];
  for (let skip = 0; ; skip += pageSize) {
    const pipeline = organizationStages(rows, user, skip, pageSize);
    const found = await aggregateRow<OrganizationPage>(rows.memberships, pipeline);
    items.push(...(found === null ? [] : toOrganizations(found)));
    if (items.length >= pageSize) return items.slice(0, pageSize);
    if ((found?.page.length ?? 0) < pageSize) return items;
  }
}

function organizationStages(
  { organizations, users }: SplitRows,
  user: mongo.ObjectId,
  skip: number,
  pageSize: number,
): readonly mongo.Document[] {
  const item = { organization: '$organization', role: '$role', joinedAt: '$joinedAt' };
  return [
    { $match: { user, state: 'active' } },
    { $sort: { _id: 1 } },
    ...(skip === 0 ? [] : [{ $skip: skip }]),
    { $limit: pageSize },
    // One row for the page, so that each lookup is one query.
    { $group: { _id: null, page: { $push: item } } },
    {
      $lookup: {
        from: organizations.collection,
        localField: 'page.organization',
        foreignField: '_id',
        as: 'organizations',
      },
    },
    {
      $lookup: {
        from: users.collection,
        localField: 'organizations.createdBy',
        foreignField: '_id',
        pipeline: [{ $project: { email: 1 } }],
        as: 'creators',
      },
    },
  ];
}

function toOrganizations({ page, organizations, creators }: OrganizationPage) {
  const byId = new Map(organizations.map((one) => [one._id.toHexString(), one]));
  const emails = new Map(creators.map(({ _id, email }) => [_id.toHexString(), email]));
  return page.flatMap(({ organization: _id, role, joinedAt }): readonly OrganizationOfUser[] => {
    const id = _id.toHexString();
    const found = byId.get(id);
    if (found === undefined || found.deletedAt !== undefined) return [];
    const { name, slug, createdAt, updatedAt } = found;
    const contactEmail = found.profile.contactEmail ?? emails.get(found.createdBy.toHexString());
    const profile = { ...found.profile, ...(contactEmail === undefined ? {} : { contactEmail }) };
    return [{ organization: { id, name, slug, profile, createdAt, updatedAt }, role, joinedAt }];
  });
}

interface MemberPage {
  readonly page: readonly Pick<MembershipRow, 'user' | 'role' | 'joinedAt'>[];
  readonly accounts: readonly Pick<UserRow, '_id' | 'name' | 'email' | 'state'>[];
}

/** The first members. Refused unless the viewer is a member who can sign in, and the organization is live. */
export async function listMembers(
  rows: SplitRows,
  organization: mongo.ObjectId,
  viewer: mongo.ObjectId,
  limit: number,
): Promise<readonly MemberOfPage[]> {
  const stages = memberStages(rows, organization, viewer, limit);
  const found = await aggregateRows<MemberPage | FoundMembership>(rows.memberships, stages);
  const asking = currentMembership(found.filter((one): one is FoundMembership => 'state' in one));
  const page = found.find((one): one is MemberPage => 'page' in one);
  if (asking === undefined || page === undefined) throw new FloorRefusal('organization_not_found');
  const byId = new Map(page.accounts.map((one) => [one._id.toHexString(), one]));
  return page.page.map(({ user, role, joinedAt }): MemberOfPage => {
    const userId = user.toHexString();
    const { name, email, state } = byId.get(userId) ?? {};
    const seesAll = asking.role === 'admin' && email !== undefined && state !== undefined;
    return {
      userId,
      ...(name === undefined ? {} : { name }),
      ...(seesAll ? { email, state } : {}),
      role,
      joinedAt,
    };
  });
}

function memberStages(
  { memberships, users }: SplitRows,
  organization: mongo.ObjectId,
  viewer: mongo.ObjectId,
  limit: number,
): readonly mongo.Document[] {
  const item = { user: '$user', role: '$role', joinedAt: '$joinedAt' };
  const ofViewer = { $match: membershipOrAbsent(organization, viewer) };
  return [
    { $match: { organization, state: 'active' } },
    { $sort: { _id: 1 } },
    { $limit: limit },
    { $group: { _id: null, page: { $push: item } } },
    {
      $lookup: {
        from: users.collection,
        localField: 'page.user',
        foreignField: '_id',
        pipeline: [{ $project: { name: 1, email: 1, state: 1 } }],
        as: 'accounts',
      },
    },
    { $unionWith: { coll: memberships.collection, pipeline: [ofViewer, { $project: fields }] } },
  ];
}

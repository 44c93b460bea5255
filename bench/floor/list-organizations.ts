// Lists the organizations of a user. One statement, an `aggregate`:
//
// - The user's row has their ids. Sorting them here is cheaper than keeping them sorted with every write.
// - A lookup reads these organizations. It gets a list of ids, so it is one query for the page and not one for each row.
// - Another lookup reads the creators, whose addresses are the contacts of the organizations that have no other one.
//
// Reading the three kinds of rows with a `find` each takes longer than the lookups.

import type { mongo } from 'mongoose';
import type { Role } from '../../src/index.js';
import type { JoinedOrganization, OrganizationRow, Profile, Rows } from './layout.js';
import { aggregateRow } from './statements.js';

export interface OrganizationOfUser {
  readonly organization: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly profile: Profile;
    readonly personalOf?: string;
    readonly createdAt: Date;
    readonly updatedAt: Date;
  };
  readonly role: Role;
  readonly joinedAt: Date;
}

interface FoundPage {
  readonly page: readonly JoinedOrganization[];
  readonly organizations: readonly OrganizationRow[];
  readonly creators: readonly { readonly _id: mongo.ObjectId; readonly email: string }[];
}

const defaultPageSize = 50;

/** The first page. If organizations of it are deleted, another statement reads those that follow. */
export async function listOrganizationsOf(
  rows: Rows,
  user: mongo.ObjectId,
  pageSize: number = defaultPageSize,
): Promise<readonly OrganizationOfUser[]> {
  const items: OrganizationOfUser[] = [];
  for (let skip = 0; ; skip += pageSize) {
    const found = await aggregateRow<FoundPage>(rows, pipelineOf(rows, user, skip, pageSize));
    if (found === null) return items;
    items.push(...toViews(found, user));
    if (items.length >= pageSize) return items.slice(0, pageSize);
    if (found.page.length < pageSize) return items;
  }
}

function pipelineOf(
  { collection }: Rows,
  user: mongo.ObjectId,
  skip: number,
  pageSize: number,
): readonly mongo.Document[] {
  const sorted = { $sortArray: { input: '$in', sortBy: { joined: 1 } } };
  return [
    { $match: { _id: user } },
    { $project: { _id: 0, page: { $slice: [sorted, skip, pageSize] } } },
    {
      // Whole rows, deleted ones too: selecting rows and fields here would take longer than reading them.
      $lookup: {
        from: collection,
        localField: 'page.org',
        foreignField: '_id',
        as: 'organizations',
      },
    },
    {
      $lookup: {
        from: collection,
        localField: 'organizations.createdBy',
        foreignField: '_id',
        pipeline: [{ $project: { email: 1 } }],
        as: 'creators',
      },
    },
  ];
}

function toViews(
  { page, organizations, creators }: FoundPage,
  user: mongo.ObjectId,
): readonly OrganizationOfUser[] {
  const byId = new Map(organizations.map((one) => [one._id.toHexString(), one]));
  const emails = new Map(creators.map(({ _id, email }) => [_id.toHexString(), email]));
  return page.flatMap(({ org, at }) => {
    const found = byId.get(org.toHexString());
    if (found?.live !== true) return [];
    const contactEmail = found.profile.contactEmail ?? emails.get(found.createdBy.toHexString());
    const { name, slug, profile, personalOf, createdAt, updatedAt } = found;
    const organization = {
      id: org.toHexString(),
      name,
      slug,
      profile: { ...profile, ...(contactEmail === undefined ? {} : { contactEmail }) },
      ...(personalOf === undefined ? {} : { personalOf: personalOf.toHexString() }),
      createdAt,
      updatedAt,
    };
    const isAdmin = found.admins.some((admin) => user.equals(admin.user));
    return [{ organization, role: isAdmin ? 'admin' : 'member', joinedAt: at }];
  });
}

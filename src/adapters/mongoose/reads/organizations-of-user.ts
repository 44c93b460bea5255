// A page of the organizations of a user. Which memberships belong in it only their organizations say, so some more of them
// are read than the page holds; only where more than `spare` of these organizations are deleted is it read on.

import { roles } from '../../../domain/organization/role.js';
import type { MembershipId, UserId } from '../../../domain/shared/ids.js';
import type { Keyset, OrganizationOfUser, Slice } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { date, type FieldsOf, id, objectId, oneOf, type Row, stored } from '../fields.js';
import type { Reader } from '../reader.js';
import { fieldsFrom, fromRow } from '../tables.js';
import { gatheredWith, pairsFrom, type Stages } from './pipelines.js';
import { sliceOf } from './slices.js';

const spare = 16;
/** Bounds one answer: organizations are joined to what is skipped, too. */
const longestSkip = 500;

export async function listOrganizations(
  reader: Reader,
  userId: UserId,
  keyset: Keyset<MembershipId>,
): Promise<Slice<OrganizationOfUser, MembershipId>> {
  const { limit, skip } = keyset;
  const size = Math.min(skip, longestSkip) + limit + 1 + spare;
  const live: OrganizationOfUser[] = [];
  let { after } = keyset;
  for (;;) {
    const some = await readSome(reader, userId, after, size);
    live.push(...some.filter(isOfLiveOne));
    after = some.at(-1)?.membershipId ?? null;
    if (some.length < size || live.length > skip + limit) break;
  }
  return sliceOf(
    live.slice(skip),
    keyset,
    (item) => item,
    ({ membershipId }) => membershipId,
  );
}

type OfMembership = Omit<OrganizationOfUser, 'organization'>;

interface Found extends OfMembership {
  /** Null where it is deleted. */
  readonly organization: OrganizationOfUser['organization'] | null;
}

function isOfLiveOne(found: Found): found is OrganizationOfUser {
  return found.organization !== null;
}

async function readSome(
  { aggregate }: Reader,
  userId: UserId,
  after: MembershipId | null,
  size: number,
): Promise<readonly Found[]> {
  const match = {
    user: objectId(userId),
    state: 'active',
    ...(after === null ? {} : { _id: { $gt: objectId(after) } }),
  };
  const pipeline = [
    { $match: match },
    { $sort: { _id: 1 as const } },
    { $limit: size },
    { $project: { organization: 1, role: 1, joinedAt: 1 } },
    ...withOrganizations,
  ];
  const [gathered = null] = await aggregate('memberships', pipeline, 'memberships.by_user');
  return pairsFrom(gathered, 'organization').map(foundFrom);
}

const withOrganizations: Stages = gatheredWith({
  from: 'organizations',
  by: 'organization',
  pipeline: [{ $match: { isDeleted: false } }, { $project: tables.organizations.projection }],
});

const fieldsOfMembership: FieldsOf<OfMembership> = {
  membershipId: stored('_id', id()),
  role: oneOf(roles),
  joinedAt: date,
};

function foundFrom([row, organization]: readonly [Row, Row | undefined]): Found {
  return {
    ...fieldsFrom<OfMembership>('memberships', fieldsOfMembership, row),
    organization: organization === undefined ? null : fromRow(tables.organizations, organization),
  };
}

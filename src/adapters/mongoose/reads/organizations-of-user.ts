// Reads a page of a user's organizations. A membership whose organization is deleted is left out, and only the join
// shows that. So a few more memberships are read than the page needs. If more than `extraMemberships` are left out,
// another read follows.

import type { MembershipId, UserId } from '../../../domain/shared/ids.js';
import type { OrganizationOfUser, PageRequest, RowPage } from '../../../ports/storage.js';
import { fieldsFromRow } from '../collection-definition.js';
import {
  type BsonRecord,
  date,
  type FieldsOf,
  id,
  toObjectId,
  toStoredUserId,
  withStoredName,
} from '../fields/field.js';
import { role } from '../fields/text-fields.js';
import type { RowReader } from '../reader.js';
import { gatheringLookupStages, type PipelineStages, toPairs } from './pipelines.js';
import { toRowPage } from './row-pages.js';
import { organizationSummary } from './summaries.js';

const extraMemberships = 16;
/** The most rows to skip in one read. Skipped rows are joined too, so this bounds the size of a reply. */
const maxSkipAtOnce = 500;

export async function listOrganizationsOfUser(
  reader: RowReader,
  userId: UserId,
  pageRequest: PageRequest<MembershipId>,
): Promise<RowPage<OrganizationOfUser, MembershipId>> {
  const { limit, skip } = pageRequest;
  const size = Math.min(skip, maxSkipAtOnce) + limit + 1 + extraMemberships;
  const live: OrganizationOfUser[] = [];
  let { after } = pageRequest;
  for (;;) {
    const some = await readMemberships(reader, userId, after, size);
    live.push(...some.filter(hasLiveOrganization));
    after = some.at(-1)?.membershipId ?? null;
    if (some.length < size || live.length > skip + limit) break;
  }
  return toRowPage(
    live.slice(skip),
    pageRequest,
    (item) => item,
    ({ membershipId }) => membershipId,
  );
}

type MembershipPart = Omit<OrganizationOfUser, 'organization'>;

interface MembershipWithOrganization extends MembershipPart {
  /** Null if it is deleted. */
  readonly organization: OrganizationOfUser['organization'] | null;
}

function hasLiveOrganization(found: MembershipWithOrganization): found is OrganizationOfUser {
  return found.organization !== null;
}

async function readMemberships(
  { aggregate }: RowReader,
  userId: UserId,
  after: MembershipId | null,
  size: number,
): Promise<readonly MembershipWithOrganization[]> {
  const match = {
    user: toStoredUserId(userId),
    state: 'active',
    ...(after === null ? {} : { _id: { $gt: toObjectId(after) } }),
  };
  const pipeline = [
    { $match: match },
    { $sort: { _id: 1 as const } },
    { $limit: size },
    { $project: { organization: 1, role: 1, joinedAt: 1 } },
    ...liveOrganizationLookupStages,
  ];
  const [gathered = null] = await aggregate('memberships', pipeline, 'memberships.by_user');
  return toPairs(gathered, 'organization').map(toMembershipWithOrganization);
}

const liveOrganizationLookupStages: PipelineStages = gatheringLookupStages({
  from: 'organizations',
  by: 'organization',
  pipeline: [{ $match: { isDeleted: false } }, { $project: organizationSummary.projection }],
});

const membershipPartFields: FieldsOf<MembershipPart> = {
  membershipId: withStoredName('_id', id()),
  role,
  joinedAt: date,
};

function toMembershipWithOrganization([row, organization]: readonly [
  BsonRecord,
  BsonRecord | undefined,
]): MembershipWithOrganization {
  return {
    ...fieldsFromRow<MembershipPart>('memberships', membershipPartFields, row),
    organization: organization === undefined ? null : organizationSummary.fromRow(organization),
  };
}

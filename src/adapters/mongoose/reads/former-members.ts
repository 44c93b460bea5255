// Reads a page of an organization's former members in one statement.

import type { MembershipId, OrganizationId } from '../../../domain/shared/ids.js';
import type {
  FormerMemberOfOrganization,
  MemberOfOrganization,
  PageRequest,
  RowPage,
} from '../../../ports/storage.js';
import { fieldsFromRow, fromRow } from '../collection-definition.js';
import { listedUserFields } from '../collections/users.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { gatheringLookupStages, toPairs } from './pipelines.js';
import { pageOptionsById, toRowPage } from './row-pages.js';
import { membershipSummaryProjection } from './summaries.js';

export async function listFormer(
  { aggregate }: RowReader,
  organizationId: OrganizationId,
  pageRequest: PageRequest<MembershipId>,
): Promise<RowPage<FormerMemberOfOrganization, MembershipId>> {
  const { after } = pageRequest;
  const { sort, skip, limit } = pageOptionsById(pageRequest, -1);
  const match = {
    organization: toObjectId(organizationId),
    state: 'ended',
    ...(after === null ? {} : { _id: { $lt: toObjectId(after) } }),
  };
  const pipeline = [
    { $match: match },
    { $sort: { ...sort } },
    { $skip: skip },
    { $limit: limit },
    { $project: membershipSummaryProjection },
    ...gatheringLookupStages({ from: 'users', by: 'user', pipeline: [{ $project: person }] }),
  ];
  const [gathered = null] = await aggregate('memberships', pipeline, 'memberships.by_organization');
  return toRowPage(
    toPairs(gathered, 'user'),
    pageRequest,
    toFormerMember,
    ({ membership }) => membership.id,
  );
}

const person = { name: 1, email: 1 } as const;

const { id, name, email } = listedUserFields;
const formerUserFields = { id, name, email };

function toFormerMember([row, user]: readonly [
  BsonRecord,
  BsonRecord | undefined,
]): FormerMemberOfOrganization {
  return {
    membership: fromRow(collections.memberships, row),
    user:
      user === undefined
        ? null
        : fieldsFromRow<Omit<MemberOfOrganization['user'], 'state'>>(
            'users',
            formerUserFields,
            user,
          ),
  };
}

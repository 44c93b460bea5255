// Reads in one statement what a user is in their organizations, and whether they can sign in.

import type { MembershipId, UserId } from '../../../domain/shared/ids.js';
import type { AccessPage, OrganizationAccess, PageRequest } from '../../../ports/storage.js';
import { fieldsFromRow } from '../collection-definition.js';
import {
  type BsonRecord,
  type FieldsOf,
  id,
  toObjectId,
  toStoredUserId,
  withStoredName,
} from '../fields/field.js';
import { displayName, role, slug } from '../fields/text-fields.js';
import type { RowReader } from '../reader.js';
import {
  findRowUnder,
  gatheringLookupStages,
  nestingStage,
  type PipelineStages,
  toPairs,
  unionStage,
} from './pipelines.js';
import { toRowPage } from './row-pages.js';

type Request = Pick<PageRequest<MembershipId>, 'limit' | 'after'>;

export async function listAccess(
  { aggregate }: RowReader,
  userId: UserId,
  { limit, after }: Request,
): Promise<AccessPage> {
  const user = toStoredUserId(userId);
  const match = {
    user,
    state: 'active',
    ...(after === null ? {} : { _id: { $gt: toObjectId(after) } }),
  };
  const pipeline = [
    { $match: match },
    { $sort: { _id: 1 as const } },
    { $limit: limit + 1 },
    { $project: { organization: 1, role: 1 } },
    ...organizationLookupStages,
    nestingStage('memberships'),
    unionStage('users', [
      { $match: { _id: user, state: 'active' } },
      { $project: { _id: 0, canSignIn: { $literal: true } } },
    ]),
  ];
  const rows = await aggregate('memberships', pipeline, 'memberships.by_user');
  const page = toRowPage(
    toPairs(findRowUnder(rows, 'memberships'), 'organization'),
    { limit, after, skip: 0 },
    toMembershipAccess,
    ({ membershipId }) => membershipId,
  );
  return {
    items: page.items.flatMap(({ access }) => access ?? []),
    next: page.next,
    canSignIn: rows.some(({ canSignIn }) => canSignIn === true),
  };
}

const organizationLookupStages: PipelineStages = gatheringLookupStages({
  from: 'organizations',
  by: 'organization',
  pipeline: [{ $match: { isDeleted: false } }, { $project: { name: 1, slug: 1 } }],
});

type MembershipPart = Pick<OrganizationAccess, 'role'> & { readonly membershipId: MembershipId };

const membershipPartFields: FieldsOf<MembershipPart> = {
  membershipId: withStoredName('_id', id()),
  role,
};

const organizationPartFields: FieldsOf<OrganizationAccess['organization']> = {
  id: withStoredName('_id', id()),
  name: displayName,
  slug,
};

interface MembershipAccess {
  readonly membershipId: MembershipId;
  /** Null if the organization is deleted. */
  readonly access: OrganizationAccess | null;
}

function toMembershipAccess([row, organization]: readonly [
  BsonRecord,
  BsonRecord | undefined,
]): MembershipAccess {
  const { membershipId, role } = fieldsFromRow<MembershipPart>(
    'memberships',
    membershipPartFields,
    row,
  );
  if (organization === undefined) return { membershipId, access: null };
  return {
    membershipId,
    access: {
      organization: fieldsFromRow<OrganizationAccess['organization']>(
        'organizations',
        organizationPartFields,
        organization,
      ),
      role,
    },
  };
}

// Reads a page of an organization's members, or their number, in one statement, together with whether the organization is
// live and the viewer's role.

import type { Role } from '../../../domain/organization/role-permissions.js';
import type { MembershipId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type {
  MemberCountWithViewer,
  MemberOfOrganization,
  MemberPageWithViewer,
  OrganizationViewer,
  PageRequest,
} from '../../../ports/storage.js';
import { fieldsFromRow, fromRow } from '../collection-definition.js';
import { listedUserFields } from '../collections/users.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import {
  currentRoleFilter,
  currentRoleProjection,
  hasLiveOrganizationMark,
  liveOrganizationMarkStage,
  toCurrentRole,
} from './current-role.js';
import {
  countUnder,
  findRowUnder,
  gatheringLookupStages,
  nestingStage,
  type PipelineStages,
  rowsUnder,
  toPairs,
  unionStage,
} from './pipelines.js';
import { pageOptionsById, toRowPage } from './row-pages.js';
import { membershipSummaryProjection } from './summaries.js';

export async function listMembers(
  { aggregate }: RowReader,
  organizationId: OrganizationId,
  viewer: UserId | null,
  { role }: { readonly role?: Role },
  pageRequest: PageRequest<MembershipId>,
): Promise<MemberPageWithViewer> {
  const { after } = pageRequest;
  const pipeline = [
    {
      $match: {
        ...membersFilter(organizationId, role),
        ...(after === null ? {} : { _id: { $gt: toObjectId(after) } }),
      },
    },
    ...memberPageStages(pageRequest),
    ...viewerStages(organizationId, viewer),
  ];
  const rows = await aggregate('memberships', pipeline, membersHint(role));
  return { ...toMemberPage(rows, pageRequest), ...toOrganizationViewer(rows) };
}

/** Counts in the index, without reading a document. */
export async function countMembers(
  { aggregate }: RowReader,
  organizationId: OrganizationId,
  viewer: UserId | null,
  { role }: { readonly role?: Role },
): Promise<MemberCountWithViewer> {
  const pipeline = [
    { $match: membersFilter(organizationId, role) },
    { $count: 'count' },
    ...viewerStages(organizationId, viewer),
  ];
  const rows = await aggregate('memberships', pipeline, membersHint(role));
  return { count: countUnder(rows, 'count', Infinity), ...toOrganizationViewer(rows) };
}

function membersFilter(organizationId: OrganizationId, role: Role | undefined): BsonRecord {
  return {
    organization: toObjectId(organizationId),
    state: 'active',
    ...(role === undefined ? {} : { role: requireString(role) }),
  };
}

function membersHint(role: Role | undefined): string {
  return `memberships.${role === undefined ? 'by_organization' : 'by_role'}`;
}

function viewerStages(organizationId: OrganizationId, viewer: UserId | null): PipelineStages {
  return [
    liveOrganizationMarkStage(toObjectId(organizationId)),
    ...(viewer === null ? [] : viewerRoleStages(viewer, organizationId)),
  ];
}

function toOrganizationViewer(rows: readonly BsonRecord[]): OrganizationViewer {
  return {
    viewerRole: toCurrentRole(rowsUnder(rows, 'viewer')),
    isOrganizationLive: hasLiveOrganizationMark(rows),
  };
}

function memberPageStages(pageRequest: PageRequest<MembershipId>): PipelineStages {
  const { sort, skip, limit } = pageOptionsById(pageRequest, 1);
  const person = { name: 1, email: 1, state: 1 } as const;
  return [
    { $sort: { ...sort } },
    { $skip: skip },
    { $limit: limit },
    { $project: membershipSummaryProjection },
    ...gatheringLookupStages({ from: 'users', by: 'user', pipeline: [{ $project: person }] }),
    nestingStage('members'),
  ];
}

function viewerRoleStages(viewer: UserId, organizationId: OrganizationId): PipelineStages {
  const roleStages = [
    { $match: currentRoleFilter(organizationId, viewer) },
    { $project: currentRoleProjection },
    nestingStage('viewer'),
  ];
  return [unionStage('memberships', roleStages)];
}

function toMemberPage(rows: readonly BsonRecord[], pageRequest: PageRequest<MembershipId>) {
  const pairs = toPairs(findRowUnder(rows, 'members'), 'user');
  const { items, next } = toRowPage(
    pairs,
    pageRequest,
    toMember,
    ({ membership }) => membership.id,
  );
  return { items: items.filter(hasUser), next };
}

interface MemberWithOptionalUser extends Omit<MemberOfOrganization, 'user'> {
  readonly user: MemberOfOrganization['user'] | null;
}

function toMember([row, person]: readonly [
  BsonRecord,
  BsonRecord | undefined,
]): MemberWithOptionalUser {
  return {
    membership: fromRow(collections.memberships, row),
    user:
      person === undefined
        ? null
        : fieldsFromRow<MemberOfOrganization['user']>('users', listedUserFields, person),
  };
}

/** Another program may have removed the user's document; such a membership cannot be shown. */
function hasUser(member: MemberWithOptionalUser): member is MemberOfOrganization {
  return member.user !== null;
}

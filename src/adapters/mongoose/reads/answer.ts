// Reads in one statement what the answer to an invitation depends on.

import type { PipelineStage, Types } from 'mongoose';
import type { InvitationId, OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { ReadForAnswer } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, toObjectId, toStoredUserId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import {
  activeMembershipFilter,
  labelledProjection,
  rowsFrom,
  toAccess,
  userUnionStage,
} from './access.js';
import { type PipelineStages, unionStage } from './pipelines.js';

const inviterUser = 'inviterUser';
const inviterMembership = 'inviterMembership';

/** The invitation is read first, then the user: the stages of a pipeline run one after the other. */
export async function readForAnswer(
  { aggregate }: RowReader,
  organizationId: OrganizationId,
  invitationId: InvitationId,
  userId: UserId,
): Promise<ReadForAnswer> {
  const organization = toObjectId(organizationId);
  const rows = await aggregate('invitations', [
    { $match: { _id: toObjectId(invitationId) } },
    labelledProjection('invitations'),
    ...inviterStages(organization),
    userUnionStage(toStoredUserId(userId)),
    unionStage('organizations', [
      { $match: { _id: organization } },
      labelledProjection('organizations'),
    ]),
    unionStage('memberships', [
      { $match: activeMembershipFilter(organizationId, userId) },
      labelledProjection('memberships'),
    ]),
  ]);
  const [invitation] = rowsFrom(rows, 'invitations');
  const user = joinedRow(invitation, inviterUser);
  const membership = joinedRow(invitation, inviterMembership);
  return {
    invitation:
      invitation === undefined ? null : versionedFromRow(collections.invitations, invitation),
    access: toAccess(rows),
    inviter: {
      user: user === null ? null : versionedFromRow(collections.users, user),
      membership:
        membership === null ? null : versionedFromRow(collections.memberships, membership),
    },
  };
}

/** The account and the active membership of the inviter, as fields of the invitation's row, since the inviter's id is known only to the server. */
function inviterStages(organization: Types.ObjectId): PipelineStages {
  const { users, memberships } = collections;
  return [
    joinStage('users', '_id', inviterUser, [{ $project: users.projection }]),
    joinStage('memberships', 'user', inviterMembership, [
      { $match: { organization, state: 'active' } },
      { $project: memberships.projection },
    ]),
  ];
}

function joinStage(
  from: 'users' | 'memberships',
  foreignField: string,
  as: string,
  pipeline: PipelineStages,
): PipelineStage.Lookup {
  return { $lookup: { from, localField: 'invitedBy', foreignField, pipeline, as } };
}

function joinedRow(row: BsonRecord | undefined, name: string): BsonRecord | null {
  const joined = row?.[name];
  return Array.isArray(joined) ? (joined[0] ?? null) : null;
}

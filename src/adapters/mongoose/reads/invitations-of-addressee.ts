// Reads a page of the pending invitations to a user's address, in one statement, each with its organization, the name of
// its inviter, and whether the user is a member.

import type { InvitationId } from '../../../domain/shared/ids.js';
import type { User } from '../../../domain/user/user.js';
import type { InvitationOfAddressee, PageRequest, RowPage } from '../../../ports/storage.js';
import { fieldsFromRow, fromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import {
  type BsonRecord,
  type FieldsOf,
  optional,
  requireString,
  toObjectId,
  toStoredUserId,
  withStoredName,
} from '../fields/field.js';
import { displayName } from '../fields/text-fields.js';
import type { RowReader } from '../reader.js';
import { gatheringLookupStages, joinedById, type PipelineStages, toPairs } from './pipelines.js';
import { pageOptionsById, toRowPage } from './row-pages.js';
import { organizationSummary } from './summaries.js';

export async function listInvitationsOfAddressee(
  { aggregate }: RowReader,
  { id, emailKey }: Pick<User, 'id' | 'emailKey'>,
  now: Date,
  pageRequest: PageRequest<InvitationId>,
): Promise<RowPage<InvitationOfAddressee, InvitationId>> {
  const { after } = pageRequest;
  const match = {
    emailKey: requireString(emailKey),
    state: 'pending',
    expiresAt: { $gt: now },
    ...(after === null ? {} : { _id: { $lt: toObjectId(after) } }),
  };
  const { sort, skip, limit } = pageOptionsById(pageRequest, -1);
  const pipeline = [
    { $match: match },
    { $sort: { ...sort } },
    { $skip: skip },
    { $limit: limit },
    { $project: collections.invitations.projection },
    ...joinStages(toStoredUserId(id)),
  ];
  const [gathered = null] = await aggregate('invitations', pipeline, 'invitations.by_email');
  const inviters = joinedById(gathered, 'inviters');
  const joinedOrganizations = joinedById(gathered, 'memberships');
  const rows = toPairs(gathered, 'organization').map(
    ([invitation, organization]): RowWithJoined => ({
      invitation,
      organization,
      inviter: inviters.get(String(invitation['invitedBy'])),
      isMember: joinedOrganizations.has(String(invitation['organization'])),
    }),
  );
  return toRowPage(rows, pageRequest, toInvitationOfAddressee, ({ invitation }) => invitation.id);
}

/** An invitation, and what was found of its organization, its inviter and its addressee. */
interface RowWithJoined {
  readonly invitation: BsonRecord;
  readonly organization: BsonRecord | undefined;
  readonly inviter: BsonRecord | undefined;
  readonly isMember: boolean;
}

function joinStages(user: unknown): PipelineStages {
  return [
    ...gatheringLookupStages({
      from: 'organizations',
      by: 'organization',
      pipeline: [{ $project: organizationSummary.projection }],
    }),
    {
      $lookup: {
        from: 'users',
        localField: 'rows.invitedBy',
        foreignField: '_id',
        pipeline: [{ $project: { name: 1 } }],
        as: 'inviters',
      },
    },
    {
      $lookup: {
        from: 'memberships',
        localField: 'rows.organization',
        foreignField: 'organization',
        pipeline: [{ $match: { user, state: 'active' } }, { $project: { _id: '$organization' } }],
        as: 'memberships',
      },
    },
  ];
}

type InviterPart = Pick<InvitationOfAddressee, 'inviterName'>;

const inviterFields: FieldsOf<InviterPart> = {
  inviterName: optional(withStoredName('name', displayName)),
};

function toInvitationOfAddressee({
  invitation,
  organization,
  inviter = {},
  isMember,
}: RowWithJoined): InvitationOfAddressee {
  return {
    invitation: fromRow(collections.invitations, invitation),
    organization: organization === undefined ? null : organizationSummary.fromRow(organization),
    ...fieldsFromRow<InviterPart>('users', inviterFields, inviter),
    isMember,
  };
}

// Reads in one statement what inviting depends on.

import type { PipelineStage, Types } from 'mongoose';
import type { OrganizationId, UserId } from '../../../domain/shared/ids.js';
import type { EmailKey } from '../../../domain/user/email.js';
import type { ReadForInviting } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { accessStages, labelledProjection, rowsFrom, toAccess } from './access.js';
import { countStages, countUnder, unionStage } from './pipelines.js';

export async function readForInviting(
  { aggregate }: RowReader,
  organizationId: OrganizationId,
  inviterId: UserId,
  addresses: readonly EmailKey[],
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<ReadForInviting> {
  const organization = toObjectId(organizationId);
  const pending = { organization, state: 'pending', expiresAt: { $gt: now } };
  const rows = await aggregate('organizations', [
    ...accessStages(organizationId, inviterId),
    unionStage('invitations', [{ $match: pending }, ...countStages('pending', limit)]),
    reusableInvitationsStage(organization, addresses),
    memberAddressesStage(organization, addresses),
  ]);
  const memberAddresses = new Set(rowsFrom(rows, memberAddress).map((row) => row['emailKey']));
  const reusable = rowsFrom(rows, 'invitations').map((row) =>
    versionedFromRow(collections.invitations, row),
  );
  return {
    access: toAccess(rows),
    pendingCount: countUnder(rows, 'pending', limit),
    addressees: addresses.map((address) => ({
      isMember: memberAddresses.has(address),
      reusableInvitation: reusable.find(({ value }) => value.emailKey === address) ?? null,
    })),
  };
}

/**
 * One for each address. 'pending' sorts after 'expired', so descending order puts it first. The order is that of the index,
 * so MongoDB skips from the first of an address to the next address.
 */
function reusableInvitationsStage(
  organization: Types.ObjectId,
  addresses: readonly EmailKey[],
): PipelineStage.UnionWith {
  const emailKey = { $in: addresses.map(requireString) };
  return unionStage('invitations', [
    { $match: { organization, emailKey, state: { $in: ['pending', 'expired'] } } },
    { $sort: { organization: -1, emailKey: -1, state: -1, _id: -1 } },
    { $group: { _id: '$emailKey', first: { $first: '$$ROOT' } } },
    { $replaceRoot: { newRoot: '$first' } },
    labelledProjection('invitations'),
  ]);
}

const memberAddress = 'memberAddress';

/** The addresses whose accounts are active members. */
function memberAddressesStage(
  organization: Types.ObjectId,
  addresses: readonly EmailKey[],
): PipelineStage.UnionWith {
  const isMember: BsonRecord = { organization, state: 'active' };
  return unionStage('users', [
    { $match: { emailKey: { $in: addresses.map(requireString) } } },
    {
      $lookup: {
        from: 'memberships',
        localField: '_id',
        foreignField: 'user',
        pipeline: [{ $match: isMember }, { $project: { _id: 1 } }],
        as: 'membership',
      },
    },
    { $match: { 'membership.0': { $exists: true } } },
    { $project: { emailKey: 1, from: { $literal: memberAddress } } },
  ]);
}

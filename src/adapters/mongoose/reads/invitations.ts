// The reads of invitations: single ones, counts and pages. Lists for deletion and maintenance are in
// invitation-lists.ts.

import type { InvitationState } from '../../../domain/organization/invitation.js';
import type { InvitationReads } from '../../../ports/storage.js';
import { fromRow, versionedFromRow } from '../collection-definition.js';
import { anyInvitationState } from '../collections/invitations.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId } from '../fields/field.js';
import type { RowReader } from '../reader.js';
import { readForAnswer } from './answer.js';
import { invitationLists } from './invitation-lists.js';
import { listInvitationsOfAddressee } from './invitations-of-addressee.js';
import { readForInviting } from './inviting.js';
import { pageOptionsById, toRowPage } from './row-pages.js';

export function invitationReads(reader: RowReader): InvitationReads {
  const { findOne, find } = reader;
  const findVersioned = async (filter: BsonRecord) => {
    const row = await findOne('invitations', filter);
    return row === null ? null : versionedFromRow(collections.invitations, row);
  };
  return {
    ...invitationLists(reader),
    findById: async (id) => findVersioned({ _id: toObjectId(id) }),
    findPending: async (organizationId, key) =>
      findVersioned({
        organization: toObjectId(organizationId),
        emailKey: requireString(key),
        state: 'pending',
      }),
    readForInviting: (organizationId, inviterId, addresses, pending) =>
      readForInviting(reader, organizationId, inviterId, addresses, pending),
    readForAnswer: (organizationId, invitationId, userId) =>
      readForAnswer(reader, organizationId, invitationId, userId),
    listPendingByEmail: (addressee, now, pageRequest) =>
      listInvitationsOfAddressee(reader, addressee, now, pageRequest),
    async listByOrganization(organizationId, { state, now }, pageRequest) {
      const { after } = pageRequest;
      const within = {
        organization: toObjectId(organizationId),
        ...(after === null ? {} : { _id: { $lt: toObjectId(after) } }),
      };
      const filter =
        state === undefined
          ? { ...within, state: anyInvitationState }
          : currentStateFilter(within, state, now);
      const findOptions = { ...pageOptionsById(pageRequest, -1), hint: 'invitations.by_state' };
      const rows = await find('invitations', filter, findOptions);
      return toRowPage(
        rows,
        pageRequest,
        (row) => fromRow(collections.invitations, row),
        ({ id }) => id,
      );
    },
  };
}

/** Expired are those stored as expired, and those stored as pending whose expiry time has passed. */
function currentStateFilter(within: BsonRecord, state: InvitationState, now: Date): BsonRecord {
  if (state !== 'expired') return { ...within, ...storedStateFilter(state, now) };
  return {
    $or: [
      { ...within, state: 'expired' },
      { ...within, state: 'pending', expiresAt: { $lte: now } },
    ],
  };
}

function storedStateFilter(state: InvitationState, now: Date): BsonRecord {
  return state === 'pending' ? { state, expiresAt: { $gt: now } } : { state: requireString(state) };
}

import type { InvitationState } from '../../../domain/organization/invitation.js';
import type { InvitationReads } from '../../../ports/storage.js';
import { tables } from '../collections.js';
import { objectId, plainText, type Row } from '../fields.js';
import type { Reader } from '../reader.js';
import { fromRow, versionedFrom } from '../tables.js';
import { invitationLists } from './invitation-lists.js';
import { firstRows, partById, sliceOf } from './slices.js';

export function invitationReads(reader: Reader): InvitationReads {
  const { findOne, find, count } = reader;
  const findVersioned = async (filter: Row) => {
    const row = await findOne('invitations', filter);
    return row === null ? null : versionedFrom(tables.invitations, row);
  };
  return {
    ...invitationLists(reader),
    findById: async (id) => findVersioned({ _id: objectId(id) }),
    async findOpen(organizationId, emailKey) {
      const filter = {
        organization: objectId(organizationId),
        emailKey: plainText(emailKey),
        state: { $in: ['pending', 'expired'] },
      };
      const [row] = await firstRows(reader, 'invitations', filter, pendingOrNewest);
      return row === undefined ? null : versionedFrom(tables.invitations, row);
    },
    async countPending(organizationId, now, limit) {
      if (limit < 1) return 0;
      const organization = objectId(organizationId);
      return count('invitations', { organization, ...inState('pending', now) }, limit);
    },
    async list(organizationId, { state, now }, keyset) {
      const { after } = keyset;
      const within = {
        organization: objectId(organizationId),
        ...(after === null ? {} : { _id: { $lt: objectId(after) } }),
      };
      const filter = state === undefined ? within : filterOf(within, state, now);
      const hint = `invitations.${state === undefined ? 'by_organization' : 'by_state'}`;
      const rows = await find('invitations', filter, { ...partById(keyset, -1), hint });
      return sliceOf(
        rows,
        keyset,
        (row) => fromRow(tables.invitations, row),
        ({ id }) => id,
      );
    },
  };
}

/** Backwards, in which the pending one comes before any that has expired. */
const pendingOrNewest = {
  sort: { state: -1, _id: -1 },
  limit: 1,
  hint: 'invitations.by_addressee',
} as const;

/** Expired are those that time has closed, and those that are stored as closed by it. */
function filterOf(within: Row, state: InvitationState, now: Date): Row {
  if (state !== 'expired') return { ...within, ...inState(state, now) };
  return {
    $or: [
      { ...within, state: 'expired' },
      { ...within, state: 'pending', expiresAt: { $lte: now } },
    ],
  };
}

function inState(state: InvitationState, now: Date): Row {
  return state === 'pending' ? { state, expiresAt: { $gt: now } } : { state: plainText(state) };
}

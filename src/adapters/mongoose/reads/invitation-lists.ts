// Lists of invitations for changes to many of them: when a user or an organization is deleted, a key is revoked, or
// maintenance runs.

import type { Invitation } from '../../../domain/organization/invitation.js';
import type { Versioned } from '../../../domain/shared/result.js';
import type { InvitationReads } from '../../../ports/storage.js';
import { versionedFromRow } from '../collection-definition.js';
import { anyInvitationState } from '../collections/invitations.js';
import { collections } from '../collections.js';
import { type BsonRecord, requireString, toObjectId, toStoredUserId } from '../fields/field.js';
import type { FindOptions, RowReader } from '../reader.js';
import { findAllRows, findFirstRows } from './row-pages.js';

type InvitationListReads = Pick<
  InvitationReads,
  | 'listPendingByInviter'
  | 'listPendingByOrganization'
  | 'listPendingBySigningKey'
  | 'listPendingPastExpiry'
  | 'listClosedUntil'
  | 'listByEmail'
  | 'listAllByOrganization'
>;

export function invitationLists(reader: RowReader): InvitationListReads {
  const all = async (filter: BsonRecord, hint: string) =>
    toVersionedInvitations(await findAllRows(reader, 'invitations', filter, { hint }));
  const first = async (
    filter: BsonRecord,
    findOptions: Pick<FindOptions, 'limit' | 'hint'> & Partial<FindOptions>,
  ) => toVersionedInvitations(await findFirstRows(reader, 'invitations', filter, findOptions));
  return {
    async listPendingByInviter(inviter, organizationId) {
      const within = organizationId === null ? {} : { organization: toObjectId(organizationId) };
      const filter = { invitedBy: toStoredUserId(inviter), state: 'pending', ...within };
      return all(filter, 'invitations.by_inviter');
    },
    async listPendingByOrganization(organizationId) {
      const filter = { organization: toObjectId(organizationId), state: 'pending' };
      return all(filter, 'invitations.by_state');
    },
    async listPendingBySigningKey(kid, now, limit) {
      const filter = { kid: requireString(kid), state: 'pending', expiresAt: { $gt: now } };
      return first(filter, { limit, hint: 'invitations.by_kid' });
    },
    async listPendingPastExpiry(now, limit) {
      const filter = { state: 'pending', expiresAt: { $lte: now } };
      const sort = { expiresAt: 1, _id: 1 } as const;
      return first(filter, { sort, limit, hint: 'invitations.by_expiry_time' });
    },
    async listClosedUntil(until, limit) {
      const sort = { closedAt: 1, _id: 1 } as const;
      const filter = { closedAt: { $lte: until } };
      return first(filter, { sort, limit, hint: 'invitations.by_closed_at' });
    },
    async listByEmail(key, limit) {
      const filter = { emailKey: requireString(key), state: anyInvitationState };
      return first(filter, { limit, hint: 'invitations.by_email' });
    },
    async listAllByOrganization(organizationId, limit) {
      const filter = { organization: toObjectId(organizationId), state: anyInvitationState };
      return first(filter, { limit, hint: 'invitations.by_state' });
    },
  };
}

function toVersionedInvitations(rows: readonly BsonRecord[]): readonly Versioned<Invitation>[] {
  return rows.map((row) => versionedFromRow(collections.invitations, row));
}

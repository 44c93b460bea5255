// Lists of invitations: of an addressee, and for changes to many of them, when a user or an organization is deleted, a key
// is revoked, or maintenance runs.

import { type Invitation, invitationStateAt } from '../../domain/organization/invitation.js';
import type { UserId } from '../../domain/shared/ids.js';
import { withoutMetadata } from '../../domain/shared/metadata.js';
import type { InvitationOfAddressee, InvitationReads } from '../../ports/storage.js';
import { compositeKey, singleIndexKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

type InvitationListReads = Pick<
  InvitationReads,
  | 'listPendingByInviter'
  | 'listPendingByOrganization'
  | 'listPendingBySigningKey'
  | 'listPendingPastExpiry'
  | 'listClosedUntil'
  | 'listByEmail'
  | 'listPendingByEmail'
  | 'listAllByOrganization'
>;

export function invitationLists(tables: MemoryTables, call: CallRunner): InvitationListReads {
  const { invitations } = tables;
  return {
    listPendingByInviter: (inviter, organizationId) =>
      call(() => {
        const key = organizationId === null ? inviter : compositeKey(inviter, organizationId);
        return [...invitations.rowsAt(invitations.pendingByInviter.ascending(key))];
      }),

    listPendingByOrganization: (organizationId) =>
      call(() => {
        const key = compositeKey(organizationId, 'pending');
        return [...invitations.rowsAt(invitations.byOrganization.ascending(key))];
      }),

    listPendingBySigningKey: (kid, now, limit) =>
      call(() => {
        const stored = invitations.rowsAt(invitations.pendingByKid.ascending(kid));
        const pending = filterMap(stored, (row) =>
          invitationStateAt(row.value, now) === 'pending' ? row : null,
        );
        return takeFirst(pending, limit);
      }),

    listPendingPastExpiry: (now, limit) =>
      call(() => {
        const expired = invitations.pendingByExpiresAt.upTo(singleIndexKey, now.getTime());
        return takeFirst(invitations.rowsAt(expired), limit);
      }),

    listClosedUntil: (until, limit) =>
      call(() => {
        const closed = invitations.byClosedAt.upTo(singleIndexKey, until.getTime());
        return takeFirst(invitations.rowsAt(closed), limit);
      }),

    listByEmail: (key, limit) =>
      call(() => takeFirst(invitations.rowsAt(invitations.byEmail.ascending(key)), limit)),

    listPendingByEmail: ({ id, emailKey }, now, pageRequest) =>
      call(() => {
        const before = positionOfIdOrNull(pageRequest.after);
        const rows = filterMap(
          invitations.rowsAt(invitations.pendingByAddressee.descending(emailKey, before)),
          ({ value }) =>
            invitationStateAt(value, now) === 'pending' ? ofAddressee(tables, value, id) : null,
        );
        return takeRowPage(rows, pageRequest, ({ invitation }) => invitation.id);
      }),

    listAllByOrganization: (organizationId, limit) =>
      call(() => {
        const all = invitations.byOrganization.ascending(organizationId);
        return takeFirst(invitations.rowsAt(all), limit);
      }),
  };
}

function ofAddressee(
  { organizations, users, memberships }: MemoryTables,
  invitation: Invitation,
  addressee: UserId,
): InvitationOfAddressee {
  const { organizationId, invitedBy } = invitation;
  const organization = organizations.find(organizationId);
  const inviterName = users.find(invitedBy)?.value.name;
  const key = compositeKey(organizationId, addressee);
  return {
    invitation,
    organization: organization === null ? null : withoutMetadata(organization.value),
    ...(inviterName === undefined ? {} : { inviterName }),
    isMember: memberships.findBy(memberships.byOrganizationAndUser, key) !== null,
  };
}

// The reads of invitations: single ones, pages, and lists for deletion and maintenance.

import {
  type Invitation,
  type InvitationState,
  invitationStateAt,
} from '../../domain/organization/invitation.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { EmailKey } from '../../domain/user/email.js';
import type { InvitationReads } from '../../ports/storage.js';
import { findAccess } from './access.js';
import { compositeKey, singleIndexKey } from './indexes.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function createInvitationReads(tables: MemoryTables, call: CallRunner): InvitationReads {
  const { invitations } = tables;
  return {
    findById: (id) => call(() => invitations.find(id)),

    readForInviting: (organizationId, inviterId, addresses, { now, limit }) =>
      call(() => ({
        access: findAccess(tables, organizationId, inviterId),
        pendingCount: countPending(tables, organizationId, now, limit),
        addressees: addresses.map((key) => ({
          isMember: isMemberWithAddress(tables, organizationId, key),
          reusableInvitation: findReusableInvitation(tables, organizationId, key),
        })),
      })),

    readForAnswer: (organizationId, invitationId, userId) =>
      call(() => {
        const invitation = invitations.find(invitationId);
        const { user, membership } = findAccess(
          tables,
          organizationId,
          invitation?.value.invitedBy ?? null,
        );
        const access = findAccess(tables, organizationId, userId);
        return { invitation, access, inviter: { user, membership } };
      }),

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

    listAllByOrganization: (organizationId, limit) =>
      call(() => {
        const all = invitations.byOrganization.ascending(organizationId);
        return takeFirst(invitations.rowsAt(all), limit);
      }),

    listByOrganization: (organizationId, { state, now }, pageRequest) =>
      call(() => {
        const key = candidatesIndexKey(organizationId, state);
        const before = positionOfIdOrNull(pageRequest.after);
        const rows = filterMap(
          invitations.rowsAt(invitations.byOrganization.descending(key, before)),
          ({ value }) =>
            state === undefined || invitationStateAt(value, now) === state ? value : null,
        );
        return takeRowPage(rows, pageRequest, ({ id }) => id);
      }),
  };
}

function countPending(
  { invitations }: MemoryTables,
  organizationId: OrganizationId,
  now: Date,
  limit: number,
): number {
  const stored = invitations.byOrganization.ascending(compositeKey(organizationId, 'pending'));
  const pending = filterMap(invitations.rowsAt(stored), ({ value }) =>
    invitationStateAt(value, now) === 'pending' ? value : null,
  );
  return takeFirst(pending, limit).length;
}

function isMemberWithAddress(
  tables: MemoryTables,
  organizationId: OrganizationId,
  address: EmailKey,
): boolean {
  const account = tables.users.findBy(tables.users.byEmailKey, address);
  return (
    account !== null && findAccess(tables, organizationId, account.value.id).membership !== null
  );
}

function findReusableInvitation(
  { invitations }: MemoryTables,
  organizationId: OrganizationId,
  address: EmailKey,
): Versioned<Invitation> | null {
  const key = compositeKey(organizationId, address);
  const pending = invitations.findBy(invitations.pendingByEmail, key);
  if (pending !== null) return pending;
  const [newest] = takeFirst(invitations.rowsAt(invitations.byEmail.descending(key)), 1);
  return newest ?? null;
}

/** An expired invitation may still be stored as pending. */
function candidatesIndexKey(
  organizationId: OrganizationId,
  state: InvitationState | undefined,
): string {
  return state === undefined || state === 'expired'
    ? organizationId
    : compositeKey(organizationId, state);
}

// The reads of invitations: single ones, counts, and those of an organization. Other lists are in invitation-lists.ts.

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
import { compositeKey } from './indexes.js';
import { invitationLists } from './invitation-lists.js';
import type { CallRunner } from './port-call.js';
import { filterMap, takeFirst, takeRowPage } from './row-page.js';
import { positionOfIdOrNull } from './sorted-positions.js';
import type { MemoryTables } from './tables.js';

export function createInvitationReads(tables: MemoryTables, call: CallRunner): InvitationReads {
  const { invitations } = tables;
  return {
    ...invitationLists(tables, call),
    findById: (id) => call(() => invitations.find(id)),

    findPending: (organizationId, address) =>
      call(() =>
        invitations.findBy(invitations.pendingByEmail, compositeKey(organizationId, address)),
      ),

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

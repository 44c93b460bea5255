import { type InvitationState, stateAt } from '../../domain/organization/invitation.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { InvitationReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { all, keyOf } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { positionOf } from './sorted-positions.js';
import type { Tables } from './tables.js';

export function invitationReads({ invitations }: Tables, call: Call): InvitationReads {
  return {
    findById: (id) => call(() => invitations.find(id)),

    findOpen: (organizationId, emailKey) =>
      call(() => {
        const key = keyOf(organizationId, emailKey);
        const pending = invitations.findBy(invitations.byAddress, key);
        if (pending !== null) return pending;
        const [newest] = take(invitations.from(invitations.byInvitee.descending(key)), 1);
        return newest ?? null;
      }),

    countPending: (organizationId, now, limit) =>
      call(() => {
        const stored = invitations.byOrganization.ascending(keyOf(organizationId, 'pending'));
        const pending = mapped(invitations.from(stored), ({ value }) =>
          stateAt(value, now) === 'pending' ? value : null,
        );
        return take(pending, limit).length;
      }),

    pendingBy: (inviter, organizationId) =>
      call(() => {
        const group = organizationId === null ? inviter : keyOf(inviter, organizationId);
        return [...invitations.from(invitations.byInviter.ascending(group))];
      }),

    pendingOf: (organizationId) =>
      call(() => {
        const group = keyOf(organizationId, 'pending');
        return [...invitations.from(invitations.byOrganization.ascending(group))];
      }),

    pendingUnder: (kid, now, limit) =>
      call(() => {
        const stored = invitations.from(invitations.byKid.ascending(kid));
        const pending = mapped(stored, (row) =>
          stateAt(row.value, now) === 'pending' ? row : null,
        );
        return take(pending, limit);
      }),

    overdue: (now, limit) =>
      call(() => take(invitations.from(invitations.byExpiry.upTo(all, now.getTime())), limit)),

    closedUntil: (until, limit) =>
      call(() => take(invitations.from(invitations.byClosing.upTo(all, until.getTime())), limit)),

    addressedTo: (key, limit) =>
      call(() => take(invitations.from(invitations.byInvitee.ascending(key)), limit)),

    ofOrganization: (organizationId, limit) =>
      call(() => {
        const ever = invitations.byOrganization.ascending(organizationId);
        return take(invitations.from(ever), limit);
      }),

    list: (organizationId, { state, now }, keyset) =>
      call(() => {
        const group = groupOf(organizationId, state);
        const before = positionOf(keyset.after);
        const rows = mapped(
          invitations.from(invitations.byOrganization.descending(group, before)),
          ({ value }) => (state === undefined || stateAt(value, now) === state ? value : null),
        );
        return sliceOf(rows, keyset, ({ id }) => id);
      }),
  };
}

/** An expired invitation may still be stored as pending. */
function groupOf(organizationId: OrganizationId, state: InvitationState | undefined): string {
  return state === undefined || state === 'expired' ? organizationId : keyOf(organizationId, state);
}

import { type InvitationState, stateAt } from '../../domain/organization/invitation.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { InvitationReads } from '../../ports/storage.js';
import type { Call } from './call.js';
import { keyOf } from './indexes.js';
import { mapped, sliceOf, take } from './slice.js';
import { positionOf } from './sorted-positions.js';
import type { Tables } from './tables.js';

export function invitationReads({ invitations }: Tables, call: Call): InvitationReads {
  return {
    findById: (id) => call(() => invitations.find(id)),

    findPending: (organizationId, emailKey) =>
      call(() => invitations.findBy(invitations.byAddress, keyOf(organizationId, emailKey))),

    countPending: (organizationId, now, limit) =>
      call(() => {
        const stored = invitations.byOrganization.ascending(keyOf(organizationId, 'pending'));
        const pending = mapped(invitations.from(stored), ({ value }) =>
          stateAt(value, now) === 'pending' ? value : null,
        );
        return take(pending, limit).length;
      }),

    pendingBy: (organizationId, inviter) =>
      call(() => [
        ...invitations.from(invitations.byInviter.ascending(keyOf(organizationId, inviter))),
      ]),

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

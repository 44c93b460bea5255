// Revokes pending invitations as part of another command, such as a demotion.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { closeInvitation } from '../../domain/organization/close-invitation.js';
import { type Invitation, invitationStateAt } from '../../domain/organization/invitation.js';
import type { UserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import { updateChange } from '../use-case/changes.js';

/** Why a command revokes invitations that it is not about. */
export type RevocationReason =
  | 'inviter_demoted'
  | 'inviter_left'
  | 'inviter_suspended'
  | 'organization_deleted';

/** Revokes the invitations that are pending at `now`. Expired ones stay expired, even if their rows still say pending. */
export function planRevocations(
  invitations: readonly Versioned<Invitation>[],
  by: UserId | null,
  reason: RevocationReason,
  now: Date,
): { readonly changes: readonly Change[]; readonly events: readonly DomainEvent[] } {
  const pending = invitations.filter(({ value }) => invitationStateAt(value, now) === 'pending');
  return {
    changes: pending.map((read) =>
      updateChange('invitations', read, closeInvitation(read.value, 'revoke', by, now)),
    ),
    events: pending.map(({ value }) => ({
      type: 'invitation_revoked',
      organizationId: value.organizationId,
      invitationId: value.id,
      reason,
    })),
  };
}

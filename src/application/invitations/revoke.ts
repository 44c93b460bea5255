// Revokes a pending invitation.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { closeInvitation } from '../../domain/organization/close-invitation.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import type { InvitationView } from '../views.js';
import { invitationDecision, replayPendingInvitation } from './invitation-command.js';
import {
  loadPendingInvitation,
  type NamedPendingInvitation,
  type PendingInvitationInput,
  type PendingInvitationRefusalCode,
  pendingInvitationSchema,
  preparePendingInvitation,
} from './load-pending-invitation.js';

export const revokeInvitationCommand: (
  deps: Dependencies,
) => Command<PendingInvitationInput, InvitationView<Role>, PendingInvitationRefusalCode> =
  defineCommand<
    PendingInvitationInput,
    WithParsedIds<PendingInvitationInput>,
    NamedPendingInvitation,
    InvitationView<Role>,
    PendingInvitationRefusalCode
  >({
    action: 'invitation.revoke',
    schema: pendingInvitationSchema,
    prepare: preparePendingInvitation,

    async attempt(context, input) {
      const read = await loadPendingInvitation(context, input);
      if (!read.ok) return read;
      const { actor, now } = context;
      const by = actingUserIdOrNull(actor);
      const revoked = closeInvitation(read.value.value, 'revoke', by, now);
      const update = updateChange('invitations', read.value, revoked);
      const event: DomainEvent = {
        type: 'invitation_revoked',
        organizationId: revoked.organizationId,
        invitationId: revoked.id,
        reason: 'requested',
      };
      return ok(invitationDecision(revoked, update, event, now));
    },

    replay: replayPendingInvitation,
  });

// Revokes a pending invitation.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import { closeInvitation } from '../../domain/organization/close-invitation.js';
import { ok } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import type { InvitationView } from '../views.js';
import { invitationDecision, replayInvitation } from './invitation-command.js';
import {
  loadPendingInvitation,
  type OrganizationInvitationInput,
  organizationInvitationSchema,
  type PendingInvitationRefusalCode,
} from './load-pending-invitation.js';

export const revokeInvitationCommand: (
  deps: Dependencies,
) => Command<OrganizationInvitationInput, InvitationView, PendingInvitationRefusalCode> =
  defineCommand<
    OrganizationInvitationInput,
    WithParsedIds<OrganizationInvitationInput>,
    WithParsedIds<OrganizationInvitationInput>,
    InvitationView,
    PendingInvitationRefusalCode
  >({
    action: 'invitation.revoke',
    schema: organizationInvitationSchema,
    prepare: (_context, input) => ok(input),

    async attempt(context, input) {
      const read = await loadPendingInvitation(context, input);
      if (!read.ok) return read;
      const { actor, now } = context;
      const by = actingUserIdOrNull(actor);
      const revoked = closeInvitation(read.value.value, 'revoke', by, now);
      const update = updateChange('invitations', read.value, revoked);
      const event: DomainEvent = { type: 'invitation_revoked', ...input, reason: 'requested' };
      return ok(invitationDecision(revoked, update, event, now));
    },

    replay: (context, { organizationId, invitationId }) =>
      replayInvitation(context, organizationId, invitationId),
  });

// Declines an invitation, and on request blocks its organization.

import { closeInvitation } from '../../domain/organization/close-invitation.js';
import {
  type InvitationId,
  type OrganizationId,
  parseInvitationId,
} from '../../domain/shared/ids.js';
import { ok } from '../../domain/shared/result.js';
import { blockOrganization } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { requireActiveUser } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, type CommandSpec, defineCommand } from '../use-case/command.js';
import {
  type InvitationTokenInput,
  invitationTokenSchema,
  refuseWrongToken,
} from './find-invitation-by-token.js';
import {
  type AnswerRefusalCode,
  loadPendingAddressedInvitation,
  type PreparedAnswer,
  prepareAnswer,
} from './load-addressed-invitation.js';

/** The invitation that the user declined. */
export interface DeclinedInvitationView {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
}

export type DeclineRefusalCode = AnswerRefusalCode;

/** The command spec of `decline` and `declineAndBlock`. Both have the same action in the journal, since the organization must not learn of a block. */
function createDeclineSpec(
  isBlocking: boolean,
): CommandSpec<
  InvitationTokenInput,
  InvitationTokenInput,
  PreparedAnswer,
  DeclinedInvitationView,
  DeclineRefusalCode
> {
  return {
    action: 'invitation.decline',
    scope: isBlocking ? 'invitation.decline_and_block' : 'invitation.decline',
    schema: invitationTokenSchema,
    secrets: ['token'],
    prepare: prepareAnswer,

    async attempt(context, prepared) {
      const read = await loadPendingAddressedInvitation(context, prepared);
      if (!read.ok) return read;
      const { invitation, user } = read.value;
      const { organizationId, id: invitationId } = invitation.value;
      const userId = user.value.id;
      const declined = closeInvitation(invitation.value, 'decline', userId, context.now);
      const blocking = blockOrganization(user.value, organizationId, context.now);
      return ok({
        value: { organizationId, invitationId },
        changeSet: {
          changes: [
            updateChange('invitations', invitation, declined),
            ...(isBlocking ? [updateChange('users', user, blocking)] : []),
          ],
          events: [
            { type: 'invitation_declined', organizationId, invitationId, /* INV-56 */ userId },
          ],
          subject: { kind: 'invitation', id: invitationId },
          auditOrganizationIds: [organizationId],
          replayIds: { invitationId },
        },
      });
    },

    async replay({ storage }, { userId, token }, replayIds) {
      const user = requireActiveUser(await storage.users.findById(userId));
      if (!user.ok) return user;
      const invitationId = parseInvitationId(replayIds['invitationId'] ?? '');
      if (invitationId === null || invitationId !== token.claims.invitationId) {
        return refuseWrongToken();
      }
      return ok({ organizationId: token.claims.organizationId, invitationId });
    },
  };
}

export const declineCommand: (
  deps: Dependencies,
) => Command<InvitationTokenInput, DeclinedInvitationView, DeclineRefusalCode> = defineCommand(
  createDeclineSpec(false),
);

export const declineAndBlockCommand: (
  deps: Dependencies,
) => Command<InvitationTokenInput, DeclinedInvitationView, DeclineRefusalCode> = defineCommand(
  createDeclineSpec(true),
);

// Declines an invitation, and on request blocks its organization.

import { invitationClosedRefusal } from '../../domain/organization/accept-invitation.js';
import { closeInvitation } from '../../domain/organization/close-invitation.js';
import {
  type InvitationId,
  type OrganizationId,
  parseInvitationId,
  parseOrganizationId,
} from '../../domain/shared/ids.js';
import { ok, refuse } from '../../domain/shared/result.js';
import { blockOrganization } from '../../domain/user/user.js';
import type { Dependencies } from '../dependencies.js';
import { requireActiveUser } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import {
  type Command,
  type CommandSpec,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  type AddressedInvitation,
  type AnswerRefusalCode,
  loadAddressedInvitation,
  type PreparedAnswer,
  prepareAnswer,
} from './load-addressed-invitation.js';
import {
  type AnswerInvitationInput,
  answerInvitationSchema,
  invitationIdOf,
  refuseUnknownInvitation,
} from './named-invitation.js';

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
  AnswerInvitationInput,
  WithParsedIds<AnswerInvitationInput>,
  PreparedAnswer,
  DeclinedInvitationView,
  DeclineRefusalCode
> {
  return {
    action: 'invitation.decline',
    scope: isBlocking ? 'invitation.decline_and_block' : 'invitation.decline',
    schema: answerInvitationSchema,
    secrets: ['token'],
    prepare: prepareAnswer,

    async attempt(context, prepared) {
      const read = await loadAddressedInvitation(context, prepared);
      if (!read.ok) return read;
      const closed = invitationClosedRefusal(read.value.invitation.value, context.now);
      if (closed === null) return ok(declineDecision(read.value, isBlocking, context.now));
      const isTooLateToDecline = closed.code === 'invitation_expired';
      return /* INV-65 */ isBlocking && isTooLateToDecline
        ? ok(blockDecision(read.value, context.now))
        : refuse(closed);
    },

    async replay({ storage }, { userId, named }, replayIds) {
      const user = requireActiveUser(await storage.users.findById(userId));
      if (!user.ok) return user;
      const invitationId = parseInvitationId(replayIds['invitationId'] ?? '');
      const organizationId = parseOrganizationId(replayIds['organizationId'] ?? '');
      if (organizationId === null || invitationId !== invitationIdOf(named)) {
        return refuseUnknownInvitation(named);
      }
      return ok({ organizationId, invitationId });
    },
  };
}

function declineDecision(
  { invitation, user }: AddressedInvitation,
  isBlocking: boolean,
  now: Date,
): Decision<DeclinedInvitationView> {
  const { organizationId, id: invitationId } = invitation.value;
  const userId = user.value.id;
  const declined = closeInvitation(invitation.value, 'decline', userId, now);
  const blocking = blockOrganization(user.value, organizationId, now);
  return {
    value: { organizationId, invitationId },
    changeSet: {
      changes: [
        updateChange('invitations', invitation, declined),
        ...(isBlocking ? [updateChange('users', user, blocking)] : []),
      ],
      events: [{ type: 'invitation_declined', organizationId, invitationId, /* INV-56 */ userId }],
      subject: { kind: 'invitation', id: invitationId },
      auditOrganizationIds: [organizationId],
      replayIds: { invitationId, organizationId },
    },
  };
}

/** Only blocks the organization, which must not learn of it: the invitation stays expired, and no audit trail shows the entry. */
function blockDecision(
  { invitation, user }: AddressedInvitation,
  now: Date,
): Decision<DeclinedInvitationView> {
  const { organizationId, id: invitationId } = invitation.value;
  const value = { organizationId, invitationId };
  const blocking = blockOrganization(user.value, organizationId, now);
  if (blocking === user.value) return { value, changeSet: null };
  return {
    value,
    changeSet: {
      changes: [updateChange('users', user, blocking)],
      events: [],
      subject: { kind: 'user', id: user.value.id },
      auditOrganizationIds: [],
      replayIds: { invitationId, organizationId },
    },
  };
}

export const declineCommand: (
  deps: Dependencies,
) => Command<AnswerInvitationInput, DeclinedInvitationView, DeclineRefusalCode> = defineCommand(
  createDeclineSpec(false),
);

export const declineAndBlockCommand: (
  deps: Dependencies,
) => Command<AnswerInvitationInput, DeclinedInvitationView, DeclineRefusalCode> = defineCommand(
  createDeclineSpec(true),
);

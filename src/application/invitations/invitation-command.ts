// The shared parts of the invitation commands: their event, their decision, and the answer to a repeated call.

import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { ReplayIds } from '../../domain/journal/journal-entry.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import {
  type InvitationId,
  type OrganizationId,
  parseInvitationId,
} from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import { type InvitationView, invitationView } from '../views.js';

/** The events that say that an invitation was sent, or sent again. */
export type InvitationSentEvent = Extract<
  DomainEvent,
  { readonly role: Role; readonly revision: number }
>;

export function invitationSentEvent(
  type: InvitationSentEvent['type'],
  invitation: Invitation,
): InvitationSentEvent {
  const { organizationId, id, role, revision } = invitation;
  return { type, organizationId, invitationId: id, role, revision };
}

/** The decision of a command that changes one invitation. */
export function invitationDecision(
  invitation: Invitation,
  change: Change,
  event: DomainEvent,
  now: Date,
): Decision<InvitationView<Role>> {
  return {
    value: invitationView(invitation, now),
    changeSet: {
      changes: [change],
      events: [event],
      subject: { kind: 'invitation', id: invitation.id },
      auditOrganizationIds: [invitation.organizationId],
      replayIds: { invitationId: invitation.id },
    },
  };
}

/** The invitation as who manages invitations sees it now. Answers a repeated command. One wave. */
export async function replayInvitation(
  context: CommandContext,
  organizationId: OrganizationId,
  id: InvitationId | null,
): Promise<
  Result<InvitationView<Role>, RefusalOf<AuthorizationRefusalCode | 'invitation_not_found'>>
> {
  const { storage, now } = context;
  const [authorization, invitation] = await Promise.all([
    authorizeForOrganization(context, organizationId, 'invitations:manage'),
    id === null ? null : storage.invitations.findById(id),
  ]);
  if (!authorization.ok) return authorization;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found' });
  }
  return ok(invitationView(invitation.value, now));
}

/** As `replayInvitation`, of the invitation that the first call changed. */
export function replayPendingInvitation(
  context: CommandContext,
  { organizationId }: { readonly organizationId: OrganizationId },
  replayIds: ReplayIds,
): ReturnType<typeof replayInvitation> {
  const id = parseInvitationId(replayIds['invitationId'] ?? '');
  return replayInvitation(context, organizationId, id);
}

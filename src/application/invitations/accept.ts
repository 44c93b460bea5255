// Accepts an invitation: the addressee becomes a member.

import {
  acceptInvitation,
  invitationClosedRefusal,
  inviterRefusal,
  isAcceptedBy,
  joinRefusal,
} from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import type { Actor } from '../../domain/shared/actor.js';
import { type MembershipId, parseOrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { authorizeForOrganization } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import {
  type Command,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type OrganizationView, organizationView } from '../views.js';
import type { ClosedInvitationRefusalCode } from './find-invitation-by-token.js';
import { joinChanges } from './join-organization.js';
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
  findNamedInvitation,
  refuseUnknownInvitation,
} from './named-invitation.js';

/** The organization that the user joined, and the role there. */
export interface AcceptedInvitationView<R extends string = BuiltInRole> {
  readonly organization: OrganizationView;
  readonly membershipId: MembershipId;
  readonly role: R;
}

export type AcceptRefusalCode =
  | AnswerRefusalCode
  | 'already_a_member'
  | 'inviter_not_permitted'
  | 'organization_deleted'
  | 'organization_not_found';

export const acceptCommand: (
  deps: Dependencies,
) => Command<AnswerInvitationInput, AcceptedInvitationView<Role>, AcceptRefusalCode> =
  defineCommand<
    AnswerInvitationInput,
    WithParsedIds<AnswerInvitationInput>,
    PreparedAnswer,
    AcceptedInvitationView<Role>,
    AcceptRefusalCode
  >({
    action: 'invitation.accept',
    schema: answerInvitationSchema,
    secrets: ['token'],
    prepare: prepareAnswer,

    async attempt(context, prepared) {
      const read = await loadAddressedInvitation(context, prepared);
      if (!read.ok) return read;
      const { invitation, user, organization, membership: existing, inviter } = read.value;
      const joined = decisionIfJoined(context.actor, read.value, invitation.value);
      if (joined !== null) return ok(joined);
      const closed = invitationClosedRefusal(invitation.value, context.now);
      if (closed !== null) return refuse(closed);
      const notJoining = joinRefusal(organization.value, existing?.value ?? null);
      if (notJoining?.code === 'already_a_member')
        return decideForMember(context, prepared, read.value);
      if (notJoining !== null) return refuse(notJoining);
      const { organizationId, id: invitationId } = invitation.value;
      const notPermitted = inviterRefusal(
        context.deps.roles,
        {
          organization: organization.value,
          user: inviter.user?.value ?? null,
          membership: inviter.membership?.value ?? null,
        },
        invitation.value,
      );
      if (notPermitted !== null) return refuse(notPermitted);
      const userId = user.value.id;
      const { now } = context;
      const accepted = acceptInvitation(invitation.value, prepared.newMembershipId, userId, now);
      const { membership } = accepted;
      const { role } = membership;
      return ok({
        value: {
          organization: organizationView(context.actor, organization.value),
          membershipId: membership.id,
          role,
        },
        changeSet: {
          changes: [
            updateChange('invitations', invitation, accepted.invitation), // INV-29 INV-30
            ...joinChanges(user, membership),
          ],
          events: [
            { type: 'invitation_accepted', organizationId, invitationId, userId },
            { type: 'member_joined', organizationId, userId, role },
          ],
          subject: { kind: 'invitation', id: invitationId },
          auditOrganizationIds: [organizationId],
          subscribers: [organization.value],
          replayIds: { organizationId, membershipId: membership.id },
        },
      });
    },

    async replay(context, { named }, replayIds) {
      const organizationId = parseOrganizationId(replayIds['organizationId'] ?? '');
      const isOther = named.by === 'token' && named.token.claims.organizationId !== organizationId;
      if (organizationId === null || isOther) return refuseUnknownInvitation(named);
      const authorization = await authorizeForOrganization(context, organizationId, null);
      if (!authorization.ok) return authorization;
      const { organization, actingMember } = authorization.value;
      if (actingMember === null) return refuse({ code: 'organization_not_found' });
      return ok({
        organization: organizationView(context.actor, organization.value),
        membershipId: actingMember.membership.value.id,
        role: actingMember.membership.value.role,
      });
    },
  });

/** Who accepts again gets the same answer, as long as they are a member. Null if they did not accept, or are not a member. */
function decisionIfJoined(
  actor: Actor,
  { user, organization, membership }: AddressedInvitation,
  invitation: Invitation,
): Decision<AcceptedInvitationView<Role>> | null {
  const isMember = membership !== null && organization.value.deletedAt === undefined;
  if (!isMember || !isAcceptedBy(invitation, user.value.id)) return null;
  const { id: membershipId, role } = membership.value;
  const value = { organization: organizationView(actor, organization.value), membershipId, role };
  return { value, changeSet: null };
}

/** Reads the invitation again: another call may have accepted it since the first read. */
async function decideForMember(
  { storage, actor, now }: CommandContext,
  { named }: PreparedAnswer,
  read: AddressedInvitation,
): Promise<
  Result<
    Decision<AcceptedInvitationView<Role>>,
    RefusalOf<ClosedInvitationRefusalCode | 'already_a_member'>
  >
> {
  const invitation = (await findNamedInvitation(storage, named))?.value ?? null;
  if (invitation === null) return refuse({ code: 'already_a_member' });
  const joined = decisionIfJoined(actor, read, invitation);
  if (joined !== null) return ok(joined);
  return refuse(invitationClosedRefusal(invitation, now) ?? { code: 'already_a_member' });
}

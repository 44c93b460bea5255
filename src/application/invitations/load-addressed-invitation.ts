// Loads the invitation of a token for its addressee, for `accept`, `decline` and `declineAndBlock`.

import {
  addresseeRefusal,
  invitationClosedRefusal,
} from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { type MembershipId, parseMembershipId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { ReadForAnswer } from '../../ports/storage.js';
import { requireActiveUser, requireUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { newId } from '../use-case/new-id.js';
import {
  type ClosedInvitationRefusalCode,
  type InvitationTokenInput,
  invitationOfToken,
  refuseWrongToken,
  type VerifiedToken,
} from './find-invitation-by-token.js';

export interface PreparedAnswer {
  readonly userId: UserId;
  readonly token: VerifiedToken;
  readonly newMembershipId: MembershipId;
}

export type AnswerRefusalCode =
  | 'account_inactive'
  | 'permission_denied'
  | 'invitation_not_found'
  | 'invitation_email_mismatch'
  | 'email_not_verified'
  | ClosedInvitationRefusalCode;

export async function prepareAnswer(
  { deps, actor }: CommandContext,
  { token }: InvitationTokenInput,
): Promise<Result<PreparedAnswer, RefusalOf<'permission_denied' | 'invitation_not_found'>>> {
  const person = requireUser(actor);
  if (!person.ok) return person;
  const read = await deps.tokens.verify(token);
  if (read === null) return refuseWrongToken();
  return ok({
    userId: person.value,
    token: read,
    newMembershipId: newId(deps.ids, parseMembershipId),
  });
}

/** An invitation and its addressee, who is the actor. */
export interface AddressedInvitation {
  readonly invitation: Versioned<Invitation>;
  readonly user: Versioned<User>;
  readonly organization: Versioned<Organization>;
  /** Null if the user is not a member of the organization. */
  readonly membership: Versioned<Membership> | null;
  readonly inviter: ReadForAnswer['inviter'];
}

/** As `loadAddressedInvitation`, and refuses a closed one. */
export async function loadPendingAddressedInvitation(
  context: CommandContext,
  prepared: PreparedAnswer,
): Promise<Result<AddressedInvitation, RefusalOf<AnswerRefusalCode>>> {
  const read = await loadAddressedInvitation(context, prepared);
  if (!read.ok) return read;
  const closed = invitationClosedRefusal(read.value.invitation.value, context.now);
  return closed === null ? read : refuse(closed);
}

/** Reads the invitation, the user (both guards), the organization and the inviter (whom only `accept` needs) in one read. Refuses everybody but the addressee. */
export async function loadAddressedInvitation(
  { storage }: CommandContext,
  { userId, token }: PreparedAnswer,
): Promise<Result<AddressedInvitation, RefusalOf<AnswerRefusalCode>>> {
  const { organizationId, invitationId } = token.claims;
  const read = await storage.invitations.readForAnswer(organizationId, invitationId, userId);
  const { access, inviter } = read;
  const invitation = invitationOfToken(read.invitation, token);
  const user = requireActiveUser(access.user);
  if (!user.ok) return user;
  const { organization, membership } = access;
  if (invitation === null || organization === null) return refuseWrongToken();
  const refusal = addresseeRefusal(invitation.value, user.value.value);
  return refusal === null
    ? ok({ invitation, user: user.value, organization, membership, inviter })
    : refuse(refusal);
}

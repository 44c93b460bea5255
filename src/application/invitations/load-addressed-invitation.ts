// Loads an invitation for its addressee, for `accept`, `decline` and `declineAndBlock`.

import { addresseeRefusal } from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { type MembershipId, parseMembershipId, type UserId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { User } from '../../domain/user/user.js';
import type { ReadForAnswer, Storage } from '../../ports/storage.js';
import { refuseMissing, requireActiveUser, requireUser } from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { requireEither, type WithParsedIds } from '../use-case/input.js';
import { newId } from '../use-case/new-id.js';
import {
  type ClosedInvitationRefusalCode,
  invitationOfToken,
  refuseWrongToken,
} from './find-invitation-by-token.js';
import {
  type AnswerInvitationInput,
  invitationIdOf,
  type NamedInvitation,
  parseNamedInvitation,
  refuseUnknownInvitation,
} from './named-invitation.js';

export interface PreparedAnswer {
  readonly userId: UserId;
  readonly named: NamedInvitation;
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
  input: WithParsedIds<AnswerInvitationInput>,
): Promise<
  Result<PreparedAnswer, RefusalOf<'invalid_input' | 'permission_denied' | 'invitation_not_found'>>
> {
  const either = requireEither(input, 'token', 'invitationId');
  if (!either.ok) return either;
  const person = requireUser(actor);
  if (!person.ok) return person;
  const named = await parseNamedInvitation(deps.tokens, input);
  if (named === null) return refuseWrongToken();
  return ok({
    userId: person.value,
    named,
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

/** Reads the invitation, the user (both guards), the organization and the inviter (whom only `accept` needs) in one read, after one more for the organization of an id. Refuses everybody but the addressee. */
export async function loadAddressedInvitation(
  context: CommandContext,
  { userId, named }: PreparedAnswer,
): Promise<Result<AddressedInvitation, RefusalOf<AnswerRefusalCode>>> {
  const notFound = refuseUnknownInvitation(named);
  const read = await readForAnswerOrNull(context.storage, named, userId);
  if (read === null) return refuseMissing(context, notFound);
  const { access, inviter } = read;
  const invitation =
    named.by === 'token' ? invitationOfToken(read.invitation, named.token) : read.invitation;
  const user = requireActiveUser(access.user);
  if (!user.ok) return user;
  const { organization, membership } = access;
  if (invitation === null || organization === null) return notFound;
  const refusal = addresseeRefusal(invitation.value, user.value.value);
  if (refusal === null)
    return ok({ invitation, user: user.value, organization, membership, inviter });
  return /* INV-64 */ named.by === 'id' ? notFound : refuse(refusal);
}

/** Null if no invitation has the id. */
async function readForAnswerOrNull(
  { invitations }: Storage,
  named: NamedInvitation,
  userId: UserId,
): Promise<ReadForAnswer | null> {
  const invitationId = invitationIdOf(named);
  const organizationId =
    named.by === 'token'
      ? named.token.claims.organizationId
      : (await invitations.findById(invitationId))?.value.organizationId;
  if (organizationId === undefined) return null;
  return invitations.readForAnswer(organizationId, invitationId, userId);
}

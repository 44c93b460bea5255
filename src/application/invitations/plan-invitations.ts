// Decides for each address of a request which invitation to write, or why it is refused.

import { snapshotInviter } from '../../domain/organization/accept-invitation.js';
import {
  type Invitation,
  type InvitationTokenClaims,
  type InviterSnapshot,
  invitationStateAt,
} from '../../domain/organization/invitation.js';
import {
  canInviteAs,
  type Role,
  type RoleTable,
} from '../../domain/organization/role-permissions.js';
import {
  createInvitation,
  invitationExpiryFrom,
  renewInvitation,
} from '../../domain/organization/send-invitation.js';
import type { InvitationId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { LanguageTag } from '../../domain/shared/language-tag.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { EmailWithKey } from '../../domain/user/email.js';
import type { Change, ReadForInviting, VersionedAccess } from '../../ports/storage.js';
import {
  type AuthorizationRefusalCode,
  authorizeByAccess,
  authorizeSystem,
  type OrganizationAuthorization,
} from '../use-case/authorization.js';
import { insertChange, updateChange } from '../use-case/changes.js';
import type { CommandContext } from '../use-case/command.js';
import { type InvitationSentEvent, invitationSentEvent } from './invitation-command.js';

/** One address to invite, and its path in the input. */
interface Addressee {
  readonly email: EmailWithKey;
  readonly role: Role;
  readonly path: Path;
  readonly newInvitationId: InvitationId;
}

/** The parsed input of `invite` and `inviteMany`. */
export interface InvitationRequest {
  readonly organizationId: OrganizationId;
  readonly inviterId: UserId;
  readonly byMail: boolean;
  readonly language: LanguageTag | null;
  readonly addressees: readonly Addressee[];
}

export type CannotInviteRefusalCode = 'already_a_member' | 'already_invited';

/** The refusals of a whole request. */
export type PlanInvitationsRefusalCode =
  | AuthorizationRefusalCode
  | 'inviter_not_permitted'
  | 'invitation_limit_reached';

/** An invitation that is ready to commit. */
interface PlannedInvitation {
  readonly invitation: Invitation;
  readonly change: Change;
  readonly event: InvitationSentEvent;
}

export type InvitationPlanResult = Result<
  PlannedInvitation,
  RefusalOf<CannotInviteRefusalCode | 'resend_too_soon' | 'rate_limited'>
>;

/**
 * Plans an invitation for each addressee, or refuses the addressee. One read: the inviter's access, the number of pending
 * invitations, and who of the addressees is a member or has an invitation.
 */
export async function planInvitations(
  context: CommandContext,
  request: InvitationRequest,
): Promise<Result<readonly InvitationPlanResult[], RefusalOf<PlanInvitationsRefusalCode>>> {
  const { deps, storage, now } = context;
  const { organizationId, inviterId, addressees } = request;
  const limit = deps.policy.maxPendingInvitations;
  const read = await storage.invitations.readForInviting(
    organizationId,
    inviterId,
    addressees.map(({ email }) => email.key),
    { now, limit },
  );
  const authorization = authorizeInviter(context, read.access);
  if (!authorization.ok) return authorization;
  const inviterSnapshot = checkAndSnapshotInviter(deps.roles, authorization.value, addressees);
  if (!inviterSnapshot.ok) return inviterSnapshot;
  const checkedAddressees = addressees.map((one, index) =>
    checkAddressee(one, read.addressees[index], now),
  );
  const plans = await Promise.all(
    checkedAddressees.map((one) =>
      one.ok ? planInvitation(context, request, inviterSnapshot.value, one.value) : one,
    ),
  );
  const count = plans.filter((one) => one.ok).length;
  if (count > 0 && /* INV-40 */ read.pendingCount + count > limit) {
    return refuse({ code: 'invitation_limit_reached', limit });
  }
  return ok(plans);
}

/** The embedding service names an inviter, whose own refusal would name the actor. */
function authorizeInviter(
  { deps, actor }: CommandContext,
  access: VersionedAccess,
): Result<OrganizationAuthorization, RefusalOf<PlanInvitationsRefusalCode>> {
  const authorization = authorizeByAccess(deps.roles, access, /* INV-68 */ 'invitations:manage');
  if (authorization.ok || actor.kind !== 'system') return authorization;
  const found = authorizeSystem(access.organization);
  return found.ok ? refuse({ code: 'inviter_not_permitted', path: ['inviterId'] }) : found;
}

/** What the invitation keeps of the inviter's membership. Refuses a role above the inviter's own. */
function checkAndSnapshotInviter(
  roles: RoleTable,
  { organization, actingMember }: OrganizationAuthorization,
  addressees: readonly Addressee[],
): Result<InviterSnapshot, RefusalOf<'permission_denied'>> {
  const own = actingMember?.membership;
  const above = addressees.find(
    ({ role }) => own === undefined || !canInviteAs(roles, own.value.role, role),
  );
  if (own === undefined || above !== undefined) {
    return refuse({ code: 'permission_denied', path: [...(above?.path ?? []), 'role'] });
  }
  return ok(snapshotInviter(organization.value, own.value));
}

interface InvitableAddressee extends Addressee {
  /** The expired invitation of this address, which is renewed. Null if there is none. */
  readonly expired: Versioned<Invitation> | null;
}

function checkAddressee(
  addressee: Addressee,
  read: ReadForInviting['addressees'][number] | undefined,
  now: Date,
): Result<InvitableAddressee, RefusalOf<CannotInviteRefusalCode>> {
  if (read === undefined) throw new Error('the storage has read fewer addressees than were asked');
  const { isMember, reusableInvitation } = read;
  const path = [...addressee.path, 'email'];
  if (isMember) return refuse({ code: 'already_a_member', path }); // INV-23
  if (
    /* INV-21 */ reusableInvitation !== null &&
    invitationStateAt(reusableInvitation.value, now) === 'pending'
  ) {
    return refuse({ code: 'already_invited', path, invitationId: reusableInvitation.value.id });
  }
  return ok({ ...addressee, expired: reusableInvitation });
}

async function planInvitation(
  { deps, now }: CommandContext,
  { organizationId, inviterId, byMail, language }: InvitationRequest,
  inviterSnapshot: InviterSnapshot,
  { email, role, path, newInvitationId, expired }: InvitableAddressee,
): Promise<InvitationPlanResult> {
  const claims: InvitationTokenClaims = {
    organizationId,
    invitationId: expired?.value.id ?? newInvitationId,
    revision: (expired?.value.revision ?? 0) + 1,
    expiresAt: invitationExpiryFrom(now, deps.policy),
  };
  const token = await deps.tokens.fingerprint(claims);
  const given = {
    email,
    role,
    inviter: inviterId,
    inviterSnapshot,
    byMail,
    ...(language === null ? {} : { language }),
    claims,
    token,
    now,
  };
  if (expired === null) {
    const invitation = createInvitation(given);
    const change = insertChange('invitations', invitation.id, invitation);
    return ok({ invitation, change, event: invitationSentEvent('invitation_sent', invitation) });
  }
  const renewed = renewInvitation(expired.value, given, deps.policy);
  if (!renewed.ok) return refuse({ ...renewed.refusal, path: [...path, 'email'] });
  const change = updateChange('invitations', expired, renewed.value);
  return ok({
    invitation: renewed.value,
    change,
    event: invitationSentEvent('invitation_renewed', renewed.value),
  });
}

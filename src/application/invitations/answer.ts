// What the addressee of an invitation does with it: accept or decline.

import { inviterMayStill, isSameAuthority } from '../../domain/organization/authority.js';
import {
  addresseeRefusal,
  close,
  closedRefusal,
  type Invitation,
} from '../../domain/organization/invitation.js';
import { join } from '../../domain/organization/membership.js';
import type { Role } from '../../domain/organization/role.js';
import {
  type InvitationId,
  type MembershipId,
  type OrganizationId,
  parseInvitationId,
  parseMembershipId,
  type UserId,
} from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { block, type User, unblock } from '../../domain/user/user.js';
import type { Change, VersionedStanding } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { fresh } from '../organizations/founding.js';
import { activeUser, authorityOver, personOf } from '../use-case/authority.js';
import { inserted, touched, updated } from '../use-case/changes.js';
import { type CommandSpec, command, type Unit, type Verb } from '../use-case/command.js';
import { type OrganizationView, organizationView } from '../views.js';
import {
  type ClosedCode,
  findByToken,
  type ReadToken,
  type TokenInput,
  tokenSchema,
} from './token.js';

interface Answering {
  readonly person: UserId;
  readonly token: ReadToken;
  readonly newMembershipId: MembershipId;
}

type AnswerRefusal =
  | 'account_inactive'
  | 'permission_denied'
  | 'invitation_not_found'
  | 'invitation_email_mismatch'
  | 'email_not_verified'
  | ClosedCode;

async function prepareAnswer(
  { context, actor }: Unit,
  { token }: TokenInput,
): Promise<Result<Answering, RefusalOf<'permission_denied' | 'invitation_not_found'>>> {
  const person = personOf(actor);
  if (!person.ok) return person;
  const read = await context.tokens.read(token);
  if (read === null) return refuse({ code: 'invitation_not_found', path: ['token'] });
  return ok({
    person: person.value,
    token: read,
    newMembershipId: fresh(context.ids, parseMembershipId),
  });
}

/** A pending invitation and the person to whom it was sent. */
interface Addressed {
  readonly invitation: Versioned<Invitation>;
  readonly user: Versioned<User>;
  readonly standing: VersionedStanding;
}

/** The first wave: the user, who is the guard, the organization, and the invitation. */
async function readAddressed(
  { storage, now }: Unit,
  { person, token }: Answering,
): Promise<Result<Addressed, RefusalOf<AnswerRefusal>>> {
  const [standing, invitation] = await Promise.all([
    storage.memberships.standing(token.claims.organizationId, person),
    findByToken(storage, token),
  ]);
  const user = activeUser(standing.user);
  if (!user.ok) return user;
  if (invitation === null || standing.organization === null) {
    return refuse({ code: 'invitation_not_found', path: ['token'] });
  }
  const refusal =
    addresseeRefusal(invitation.value, user.value.value) ?? closedRefusal(invitation.value, now);
  return refusal === null ? ok({ invitation, user: user.value, standing }) : refuse(refusal);
}

/** What somebody has joined. */
export interface AcceptedView {
  readonly organization: OrganizationView;
  readonly membershipId: MembershipId;
  readonly role: Role;
}

export type AcceptRefusal =
  | AnswerRefusal
  | 'already_a_member'
  | 'inviter_not_permitted'
  | 'organization_deleted'
  | 'organization_not_found';

export const accept: (context: Context) => Verb<TokenInput, AcceptedView, AcceptRefusal> = command<
  TokenInput,
  TokenInput,
  Answering,
  AcceptedView,
  AcceptRefusal
>({
  action: 'invitation.accept',
  schema: tokenSchema,
  secrets: ['token'],
  prepare: prepareAnswer,

  async attempt(unit, answering) {
    const read = await readAddressed(unit, answering);
    if (!read.ok) return read;
    const { invitation, user, standing } = read.value;
    const { organization } = standing;
    if (organization === null) return refuse({ code: 'organization_not_found' });
    if (organization.value.deletedAt !== undefined) return refuse({ code: 'organization_deleted' });
    if (standing.membership !== null) return whyMemberAlready(unit, answering); // ORG-37
    const { organizationId, invitedBy, role, id: invitationId } = invitation.value;
    const inviter = await unit.storage.memberships.standing(organizationId, invitedBy);
    if (/* ORG-42 */ !mayStill(inviter, invitation.value)) {
      return refuse({ code: 'inviter_not_permitted' });
    }
    const userId = user.value.id;
    const { now } = unit;
    const membership = join({
      id: answering.newMembershipId,
      organizationId,
      userId,
      role,
      now,
    });
    return ok({
      value: {
        organization: organizationView(organization.value),
        membershipId: membership.id,
        role,
      },
      write: {
        changes: [
          updated('invitations', invitation, close(invitation.value, 'accept', userId, now)), // INV-29
          welcomed(user, organizationId, now),
          inserted('memberships', membership.id, membership),
        ],
        facts: [
          { type: 'invitation_accepted', organizationId, invitationId, userId },
          { type: 'member_joined', organizationId, userId, role },
        ],
        subject: { kind: 'invitation', id: invitationId },
        organizations: [organizationId],
        subscribers: [organization.value],
        answer: { organizationId, membershipId: membership.id },
      },
    });
  },

  async recall({ storage, actor }, { token }, answer) {
    const { organizationId } = token.claims;
    const id = parseMembershipId(answer['membershipId'] ?? '');
    if (id === null || answer['organizationId'] !== organizationId) {
      return refuse({ code: 'invitation_not_found', path: ['token'] });
    }
    const authority = await authorityOver(storage, actor, organizationId, 'organization:read');
    if (!authority.ok) return authority;
    const { organization, person } = authority.value;
    if (person === null) return refuse({ code: 'organization_not_found' });
    return ok({
      organization: organizationView(organization.value),
      membershipId: person.membership.value.id,
      role: person.membership.value.role,
    });
  },
});

/** The token may have been accepted a moment ago, after the invitation was read and before the membership was. */
async function whyMemberAlready(
  { storage, now }: Unit,
  { token }: Answering,
): Promise<{ readonly ok: false; readonly refusal: RefusalOf<ClosedCode | 'already_a_member'> }> {
  const invitation = await findByToken(storage, token);
  const closed = invitation === null ? null : closedRefusal(invitation.value, now);
  return refuse(closed ?? { code: 'already_a_member' });
}

/** The user is the guard of their memberships; whoever joins an organization no longer blocks it. */
function welcomed(user: Versioned<User>, organizationId: OrganizationId, now: Date): Change {
  const after = unblock(user.value, organizationId, now);
  return after === user.value ? touched('users', user) : updated('users', user, after);
}

function mayStill(
  { organization, user, membership }: VersionedStanding,
  invitation: Invitation,
): boolean {
  if (organization === null || membership === null) return false;
  if (!isSameAuthority(organization.value, membership, invitation)) return false; // ORG-43
  return inviterMayStill({ user: user?.value ?? null, membership: membership.value }, invitation);
}

/** What somebody has declined. */
export interface DeclinedView {
  readonly organizationId: OrganizationId;
  readonly invitationId: InvitationId;
}

export type DeclineRefusal = AnswerRefusal;

/** What `decline` and `declineAndBlock` share; the journal calls both by one name, since the organization is not told of a block. */
function declining(
  isBlocking: boolean,
): CommandSpec<TokenInput, TokenInput, Answering, DeclinedView, DeclineRefusal> {
  return {
    action: 'invitation.decline',
    scope: isBlocking ? 'invitation.decline_and_block' : 'invitation.decline',
    schema: tokenSchema,
    secrets: ['token'],
    prepare: prepareAnswer,

    async attempt(unit, answering) {
      const read = await readAddressed(unit, answering);
      if (!read.ok) return read;
      const { invitation, user } = read.value;
      const { organizationId, id: invitationId } = invitation.value;
      const userId = user.value.id;
      const declined = close(invitation.value, 'decline', userId, unit.now);
      const blocking = block(user.value, organizationId, unit.now);
      return ok({
        value: { organizationId, invitationId },
        write: {
          changes: [
            updated('invitations', invitation, declined),
            ...(isBlocking ? [updated('users', user, blocking)] : []),
          ],
          facts: [
            { type: 'invitation_declined', organizationId, invitationId, /* INV-56 */ userId },
          ],
          subject: { kind: 'invitation', id: invitationId },
          organizations: [organizationId],
          answer: { invitationId },
        },
      });
    },

    async recall({ storage }, { person, token }, answer) {
      const user = activeUser(await storage.users.findById(person));
      if (!user.ok) return user;
      const invitationId = parseInvitationId(answer['invitationId'] ?? '');
      if (invitationId === null || invitationId !== token.claims.invitationId) {
        return refuse({ code: 'invitation_not_found', path: ['token'] });
      }
      return ok({ organizationId: token.claims.organizationId, invitationId });
    },
  };
}

export const decline: (context: Context) => Verb<TokenInput, DeclinedView, DeclineRefusal> =
  command(declining(false));

export const declineAndBlock: (context: Context) => Verb<TokenInput, DeclinedView, DeclineRefusal> =
  command(declining(true));

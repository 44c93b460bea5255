// From an order to invite to what is written for each address, or to why it cannot be.

import {
  expiryFrom,
  type Invitation,
  type InvitationClaims,
  type InviterMark,
  invite as invited,
  renew,
  stateAt,
} from '../../domain/organization/invitation.js';
import { mayInvite, type Role } from '../../domain/organization/role.js';
import type { InvitationId, OrganizationId, UserId } from '../../domain/shared/ids.js';
import type { LanguageTag } from '../../domain/shared/language.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Email } from '../../domain/user/email.js';
import type { Change } from '../../ports/storage.js';
import { type Authority, type AuthorityRefusal, authorityIn } from '../use-case/authority.js';
import { inserted, updated } from '../use-case/changes.js';
import type { Unit } from '../use-case/command.js';
import { type SentFact, sentFact } from './plan.js';

/** One address to invite, and where it stands in the input. */
interface Addressee {
  readonly email: Email;
  readonly role: Role;
  readonly path: Path;
  readonly newId: InvitationId;
}

export interface Order {
  readonly organizationId: OrganizationId;
  readonly inviter: UserId;
  readonly byMail: boolean;
  readonly language: LanguageTag | null;
  readonly addressees: readonly Addressee[];
}

export type AddresseeRefusal = 'already_a_member' | 'already_invited';

/** What stands in the way of all of an order's invitations. */
export type DecisionRefusal = AuthorityRefusal | 'invitation_limit_reached';

/** An invitation that is ready to be written. */
interface Draft {
  readonly invitation: Invitation;
  readonly change: Change;
  readonly fact: SentFact;
}

export type Drafted = Result<
  Draft,
  RefusalOf<AddresseeRefusal | 'resend_too_soon' | 'rate_limited'>
>;

/** Two waves: who invites, how many are pending and who is invited; then whether those with an account are members. */
export async function decide(
  unit: Unit,
  order: Order,
): Promise<Result<readonly Drafted[], RefusalOf<DecisionRefusal>>> {
  const { context, storage, now } = unit;
  const { organizationId, inviter, addressees } = order;
  const limit = context.policy.pendingInvitations;
  const [standing, pending, ...known] = await Promise.all([
    storage.memberships.standing(organizationId, inviter),
    storage.invitations.countPending(organizationId, now, limit),
    ...addressees.map((addressee) => look(unit, organizationId, addressee)),
  ]);
  const authority = authorityIn(standing, 'invitations:manage');
  if (!authority.ok) return authority;
  const mark = markOf(authority.value, addressees);
  if (!mark.ok) return mark;
  const memberships = await Promise.all(
    known.map(({ invitee }) =>
      invitee === null ? null : storage.memberships.findActive(organizationId, invitee),
    ),
  );
  const found = known.map((one, index) => judge(one, memberships[index] != null, now));
  const drafted = await Promise.all(
    found.map((one) => (one.ok ? draft(unit, order, mark.value, one.value) : one)),
  );
  const isOver = /* INV-40 */ pending + found.filter((one) => one.ok).length > limit;
  if (isOver && drafted.some((one) => one.ok)) {
    return refuse({ code: 'invitation_limit_reached', limit });
  }
  return ok(drafted);
}

/** By which membership somebody invites; to no role above their own. */
function markOf(
  { organization, person }: Authority,
  addressees: readonly Addressee[],
): Result<InviterMark, RefusalOf<'permission_denied'>> {
  const own = person?.membership;
  const above = addressees.find(
    ({ role }) => own === undefined || !mayInvite(own.value.role, role),
  );
  if (own === undefined || above !== undefined) {
    return refuse({ code: 'permission_denied', path: [...(above?.path ?? []), 'role'] });
  }
  return ok({
    membershipId: own.value.id,
    version: own.version,
    restorations: organization.value.restorations,
  });
}

/** What is stored about an address. */
interface Known extends Addressee {
  readonly invitee: UserId | null;
  readonly open: Versioned<Invitation> | null;
}

async function look(
  { storage }: Unit,
  organizationId: OrganizationId,
  addressee: Addressee,
): Promise<Known> {
  const { key } = addressee.email;
  const [invitee, open] = await Promise.all([
    storage.users.findByEmailKey(key),
    storage.invitations.findOpen(organizationId, key),
  ]);
  return { ...addressee, invitee: invitee?.value.id ?? null, open };
}

interface Found extends Addressee {
  /** The row to renew; null where this is the first invitation. */
  readonly expired: Versioned<Invitation> | null;
}

function judge(
  { invitee: _invitee, open, ...addressee }: Known,
  isMember: boolean,
  now: Date,
): Result<Found, RefusalOf<AddresseeRefusal>> {
  const path = [...addressee.path, 'email'];
  if (isMember) return refuse({ code: 'already_a_member', path }); // INV-23
  if (/* INV-21 */ open !== null && stateAt(open.value, now) === 'pending') {
    return refuse({ code: 'already_invited', path, invitationId: open.value.id });
  }
  return ok({ ...addressee, expired: open });
}

async function draft(
  { context, now }: Unit,
  { organizationId, inviter, byMail, language }: Order,
  invitedAs: InviterMark,
  { email, role, path, newId, expired }: Found,
): Promise<Drafted> {
  const claims: InvitationClaims = {
    organizationId,
    invitationId: expired?.value.id ?? newId,
    revision: /* INV-4 */ (expired?.value.revision ?? 0) + 1,
    expiresAt: expiryFrom(now, context.policy),
  };
  const token = await context.tokens.mark(claims);
  const tongue = language === null ? {} : { language };
  const given = { email, role, inviter, invitedAs, byMail, ...tongue, claims, token, now };
  if (expired === null) {
    const invitation = invited(given);
    const change = inserted('invitations', invitation.id, invitation);
    return ok({ invitation, change, fact: sentFact('invitation_sent', invitation) });
  }
  const renewed = renew(expired.value, given, context.policy);
  if (!renewed.ok) return refuse({ ...renewed.refusal, path: [...path, 'email'] });
  const change = updated('invitations', expired, renewed.value);
  return ok({
    invitation: renewed.value,
    change,
    fact: sentFact('invitation_renewed', renewed.value),
  });
}

// Loads a pending invitation for who may manage invitations, by its id or its address.

import * as z from 'zod';
import { invitationClosedRefusal } from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import { type EmailKey, parseEmail } from '../../domain/user/email.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  type OrganizationAuthorization,
  roleAboveRefusal,
} from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import {
  invitationIdSchema,
  organizationIdSchema,
  requireEither,
  type WithParsedIds,
} from '../use-case/input.js';
import { emailSchema } from '../use-case/text-fields.js';
import type { ClosedInvitationRefusalCode } from './find-invitation-by-token.js';

/** An invitation of an organization, by their ids. */
export interface OrganizationInvitationInput {
  readonly organizationId: string;
  readonly invitationId: string;
}

export const organizationInvitationSchema: z.ZodType<
  WithParsedIds<OrganizationInvitationInput>,
  OrganizationInvitationInput
> = z.lazy(() =>
  z.strictObject({
    organizationId: organizationIdSchema,
    invitationId: invitationIdSchema,
  }),
);

/** A pending invitation of an organization. Give either its id or its address. */
export interface PendingInvitationInput {
  readonly organizationId: string;
  readonly invitationId?: string | undefined;
  readonly email?: string | undefined;
}

export const pendingInvitationSchema: z.ZodType<
  WithParsedIds<PendingInvitationInput>,
  PendingInvitationInput
> = z.lazy(() =>
  z.strictObject({
    organizationId: organizationIdSchema,
    invitationId: invitationIdSchema.optional(),
    email: emailSchema.optional(),
  }),
);

/** What names the invitation: its id, or its address. */
export type PendingInvitationName =
  | { readonly field: 'invitationId'; readonly invitationId: InvitationId }
  | { readonly field: 'email'; readonly emailKey: EmailKey };

/** The parsed input of a command about a pending invitation. */
export interface NamedPendingInvitation {
  readonly organizationId: OrganizationId;
  readonly named: PendingInvitationName;
}

export function preparePendingInvitation(
  _context: CommandContext,
  { organizationId, invitationId, email: text }: WithParsedIds<PendingInvitationInput>,
): Result<NamedPendingInvitation, RefusalOf<'invalid_input'>> {
  const either = requireEither({ invitationId, email: text }, 'invitationId', 'email');
  if (!either.ok) return either;
  if (invitationId !== undefined)
    return ok({ organizationId, named: { field: 'invitationId', invitationId } });
  const email = parseEmail(text ?? '', ['email']);
  if (!email.ok) return email;
  return ok({ organizationId, named: { field: 'email', emailKey: email.value.key } });
}

/** The `prepare` of a command that takes the id only. */
export function prepareInvitationId<I extends WithParsedIds<OrganizationInvitationInput>>(
  _context: CommandContext,
  input: I,
): Result<I & NamedPendingInvitation, never> {
  const { invitationId } = input;
  return ok({ ...input, named: { field: 'invitationId', invitationId } });
}

export type PendingInvitationRefusalCode =
  | AuthorizationRefusalCode
  | 'invitation_not_found'
  | ClosedInvitationRefusalCode;

/** A pending invitation, and the rows that allow the actor to manage it. */
export interface ManagedInvitation {
  readonly authorization: OrganizationAuthorization;
  readonly invitation: Versioned<Invitation>;
}

/** Checks the actor's permission and reads the invitation in one wave. Refuses one that is closed or of another organization, and one to a role above the actor's own. */
export async function loadManagedInvitation(
  context: CommandContext,
  { organizationId, named }: NamedPendingInvitation,
): Promise<Result<ManagedInvitation, RefusalOf<PendingInvitationRefusalCode>>> {
  const { storage, now } = context;
  const [authorization, invitation] = await Promise.all([
    authorizeForOrganization(context, organizationId, 'invitations:manage'),
    named.field === 'email'
      ? storage.invitations.findPending(organizationId, named.emailKey)
      : storage.invitations.findById(named.invitationId),
  ]);
  if (!authorization.ok) return authorization;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found', path: [named.field] });
  }
  const closed = invitationClosedRefusal(invitation.value, now);
  if (closed !== null) return refuse(closed);
  const { role } = invitation.value;
  const above = /* INV-72 */ roleAboveRefusal(context, authorization.value, role, named.field);
  if (above !== null) return refuse(above);
  return ok({ authorization: authorization.value, invitation });
}

/** As `loadManagedInvitation`, for commands that need only the invitation. */
export async function loadPendingInvitation(
  context: CommandContext,
  named: NamedPendingInvitation,
): Promise<Result<Versioned<Invitation>, RefusalOf<PendingInvitationRefusalCode>>> {
  const read = await loadManagedInvitation(context, named);
  return read.ok ? ok(read.value.invitation) : read;
}

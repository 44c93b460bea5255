// Loads a pending invitation for an admin, for `revoke`, `resend` and `createLink`.

import * as z from 'zod';
import { invitationClosedRefusal } from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import type { CommandContext } from '../use-case/command.js';
import { invitationIdSchema, organizationIdSchema, type WithParsedIds } from '../use-case/input.js';
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

export type PendingInvitationRefusalCode =
  | AuthorizationRefusalCode
  | 'invitation_not_found'
  | ClosedInvitationRefusalCode;

/** Checks the actor's permission and reads the invitation in one wave. Refuses one that is closed or of another organization. */
export async function loadPendingInvitation(
  { storage, actor, now }: CommandContext,
  { organizationId, invitationId }: WithParsedIds<OrganizationInvitationInput>,
): Promise<Result<Versioned<Invitation>, RefusalOf<PendingInvitationRefusalCode>>> {
  const [authorization, invitation] = await Promise.all([
    authorizeForOrganization(storage, actor, organizationId, 'invitations:manage'),
    storage.invitations.findById(invitationId),
  ]);
  if (!authorization.ok) return authorization;
  if (invitation?.value.organizationId !== organizationId) {
    return refuse({ code: 'invitation_not_found', path: ['invitationId'] });
  }
  const closed = invitationClosedRefusal(invitation.value, now);
  return closed === null ? ok(invitation) : refuse(closed);
}

// Shows an invitation to the holder of its token.

import { invitationClosedRefusal } from '../../domain/organization/accept-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { definePublicQuery, type PublicQuery } from '../use-case/public-query.js';
import { type PublicOrganizationView, publicOrganizationView } from '../views.js';
import {
  type ClosedInvitationRefusalCode,
  findInvitationByToken,
  type InvitationTokenInput,
  invitationTokenSchema,
  refuseWrongToken,
} from './find-invitation-by-token.js';

/** An invitation as the holder of its token sees it, signed in or not. */
export interface InvitationPreview<R extends string = BuiltInRole> {
  readonly organization: PublicOrganizationView;
  readonly role: R;
  /** Absent if the inviter has no name. */
  readonly inviterName?: string;
  readonly expiresAt: Date;
}

export type PreviewRefusalCode = 'invitation_not_found' | ClosedInvitationRefusalCode;

export const previewInvitationQuery: (
  deps: Dependencies,
) => PublicQuery<InvitationTokenInput, InvitationPreview<Role>, PreviewRefusalCode> =
  definePublicQuery(invitationTokenSchema, previewInvitation);

async function previewInvitation(
  deps: Dependencies,
  { token }: InvitationTokenInput,
): Promise<Result<InvitationPreview<Role>, RefusalOf<PreviewRefusalCode>>> {
  const now = await deps.clock.now();
  const read = await deps.tokens.verify(token);
  if (read === null) return refuseWrongToken();
  const [invitation, organization] = await Promise.all([
    findInvitationByToken(deps.storage, read),
    deps.storage.organizations.findById(read.claims.organizationId),
  ]);
  if (invitation === null || organization === null) {
    return refuseWrongToken();
  }
  const closed = invitationClosedRefusal(invitation.value, now);
  if (closed !== null) return refuse(closed);
  if (organization.value.deletedAt !== undefined) {
    return refuseWrongToken();
  }
  const inviter = await deps.storage.users.findById(invitation.value.invitedBy);
  return ok(invitationPreview(invitation.value, organization.value, inviter?.value.name));
}

/** What an invitee sees of an invitation. */
export function invitationPreview(
  { role, expiresAt }: Invitation,
  organization: Organization,
  inviterName: DisplayName | undefined,
): InvitationPreview<Role> {
  return {
    organization: /* INV-31 */ publicOrganizationView(organization),
    role,
    ...(inviterName === undefined ? {} : { inviterName }),
    expiresAt,
  };
}

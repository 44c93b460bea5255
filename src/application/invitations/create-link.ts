// Returns the link of a pending invitation to who may manage invitations.

import type { Invitation } from '../../domain/organization/invitation.js';
import type { BuiltInRole, Role } from '../../domain/organization/role-permissions.js';
import { ok, refuse } from '../../domain/shared/result.js';
import type { InvitationTokens } from '../../ports/invitation-tokens.js';
import type { Dependencies } from '../dependencies.js';
import { invitationLink } from '../mail/invitation-link.js';
import { guardChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { type InvitationView, invitationView } from '../views.js';
import { replayInvitation } from './invitation-command.js';
import {
  loadPendingInvitation,
  type NamedPendingInvitation,
  type OrganizationInvitationInput,
  organizationInvitationSchema,
  type PendingInvitationRefusalCode,
  prepareInvitationId,
} from './load-pending-invitation.js';

/** A pending invitation with its link. */
export interface InvitationLinkView<R extends string = BuiltInRole> {
  readonly invitation: InvitationView<R>;
  /** Give it to the invitee only. To accept, the invitee still needs the invited address. Null in the answer to a repeated command: the link is shown once. */
  readonly link: string | null;
}

export type CreateLinkRefusalCode = PendingInvitationRefusalCode | 'invitation_key_unknown';

export const createLinkCommand: (
  deps: Dependencies,
) => Command<OrganizationInvitationInput, InvitationLinkView<Role>, CreateLinkRefusalCode> =
  defineCommand<
    OrganizationInvitationInput,
    WithParsedIds<OrganizationInvitationInput>,
    WithParsedIds<OrganizationInvitationInput> & NamedPendingInvitation,
    InvitationLinkView<Role>,
    CreateLinkRefusalCode
  >({
    action: 'invitation.create_link',
    schema: organizationInvitationSchema,
    prepare: prepareInvitationId,

    async attempt(context, input) {
      const read = await loadPendingInvitation(context, input);
      if (!read.ok) return read;
      const { deps, now } = context;
      const { organizationId, invitationId } = input;
      const token = await recreateToken(deps.tokens, read.value.value);
      if (token === null) return refuse({ code: 'invitation_key_unknown', path: ['invitationId'] });
      const { revision } = read.value.value;
      return ok({
        value: {
          invitation: invitationView(read.value.value, now),
          link: invitationLink(deps.baseUrl, token),
        },
        changeSet: {
          changes: [guardChange('invitations', read.value)],
          events: [
            /* INV-15 */ {
              type: 'invitation_link_created',
              organizationId,
              invitationId,
              revision,
            },
          ],
          subject: { kind: 'invitation', id: invitationId },
          auditOrganizationIds: [organizationId],
        },
      });
    },

    async replay(context, { organizationId, invitationId }) {
      const invitation = await replayInvitation(context, organizationId, invitationId);
      return invitation.ok ? ok({ invitation: invitation.value, link: null }) : invitation;
    },
  });

/** Signs the token of the invitation again. Null if this service does not have its key, or has another key under the same name. */
async function recreateToken(
  tokens: InvitationTokens,
  invitation: Invitation,
): Promise<string | null> {
  const { organizationId, id: invitationId, revision, expiresAt, kid, tokenDigest } = invitation;
  const token = await tokens.sign({ organizationId, invitationId, revision, expiresAt }, kid);
  const signed = token === null ? null : await tokens.verify(token);
  return signed?.digest === tokenDigest ? token : null;
}

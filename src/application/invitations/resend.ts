// Sends a pending invitation again, with a new token and expiry.

import type { InvitationTokenClaims } from '../../domain/organization/invitation.js';
import type { Role } from '../../domain/organization/role-permissions.js';
import {
  invitationExpiryFrom,
  resendInvitation,
} from '../../domain/organization/send-invitation.js';
import { ok } from '../../domain/shared/result.js';
import { storedEmailOrThrow } from '../../domain/user/email.js';
import type { Dependencies } from '../dependencies.js';
import { actingUserIdOrNull } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type Command, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import type { InvitationView } from '../views.js';
import {
  invitationDecision,
  invitationSentEvent,
  replayPendingInvitation,
} from './invitation-command.js';
import {
  loadPendingInvitation,
  type NamedPendingInvitation,
  type PendingInvitationInput,
  type PendingInvitationRefusalCode,
  pendingInvitationSchema,
  preparePendingInvitation,
} from './load-pending-invitation.js';
import { chargeInvitationRateLimits } from './rate-limits.js';

export type ResendInvitationRefusalCode =
  | PendingInvitationRefusalCode
  | 'resend_too_soon'
  | 'rate_limited';

export const resendInvitationCommand: (
  deps: Dependencies,
) => Command<PendingInvitationInput, InvitationView<Role>, ResendInvitationRefusalCode> =
  defineCommand<
    PendingInvitationInput,
    WithParsedIds<PendingInvitationInput>,
    NamedPendingInvitation,
    InvitationView<Role>,
    ResendInvitationRefusalCode
  >({
    action: 'invitation.resend',
    schema: pendingInvitationSchema,
    prepare: preparePendingInvitation,

    async attempt(context, input) {
      const read = await loadPendingInvitation(context, input);
      if (!read.ok) return read;
      const { deps, now } = context;
      const { value: pending } = read.value;
      const claims: InvitationTokenClaims = {
        organizationId: pending.organizationId,
        invitationId: pending.id,
        revision: pending.revision + 1,
        expiresAt: invitationExpiryFrom(now, deps.policy),
      };
      const token = await deps.tokens.fingerprint(claims);
      const again = resendInvitation(pending, claims, token, deps.policy, now);
      if (!again.ok) return again;
      const update = updateChange('invitations', read.value, again.value);
      return ok(
        invitationDecision(
          again.value,
          update,
          invitationSentEvent('invitation_resent', again.value),
          now,
        ),
      );
    },

    /** The same budget as that of an invitation: what is mailed to an address does not depend on what sends it. */
    chargeRateLimits: (context, { organizationId, named }, { email }) =>
      chargeInvitationRateLimits(context, {
        organizationId,
        inviterId: actingUserIdOrNull(context.actor),
        byMail: true,
        addressees: [{ email: storedEmailOrThrow(email), path: [] }],
        field: named.field,
      }),

    replay: replayPendingInvitation,
  });

// Revokes a signing key that may have leaked: gives every pending invitation that it signed a new token from the current key.

import * as z from 'zod';
import type { Invitation } from '../../domain/organization/invitation.js';
import {
  invitationExpiryFrom,
  reissueInvitation,
} from '../../domain/organization/send-invitation.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import { updateChange } from '../use-case/changes.js';
import { type CommandContext, defineCommand } from '../use-case/command.js';
import { textSchema } from '../use-case/input.js';
import {
  noStepLeftDecision,
  replayStep,
  type StepResult,
  stepDecision,
  type Task,
  toTask,
} from '../use-case/task.js';
import { invitationSentEvent } from './invitation-command.js';

/** The name (`kid`) of a key with which services no longer sign. */
export interface RevokeSigningKeyInput {
  readonly kid: string;
}

export type RevokeSigningKeyRefusalCode = 'permission_denied' | 'signing_key_in_use';

const maxRowsPerCommit = 100;
const maxKidLength = 32;

const reissueStepCommand = defineCommand<
  RevokeSigningKeyInput,
  RevokeSigningKeyInput,
  RevokeSigningKeyInput,
  StepResult,
  RevokeSigningKeyRefusalCode
>({
  action: 'invitation.reissue',
  schema: z.lazy(() => z.strictObject({ kid: textSchema(maxKidLength).min(1) })),

  prepare({ deps, actor }, input) {
    const allowed = requireSystem(actor);
    if (!allowed.ok) return allowed;
    if (deps.tokens.kid === input.kid) {
      return refuse({ code: 'signing_key_in_use', path: ['kid'] });
    }
    return ok(input);
  },

  async attempt(context, { kid }) {
    const pending = /* INV-18 */ await context.storage.invitations.listPendingBySigningKey(
      kid,
      context.now,
      maxRowsPerCommit,
    );
    const organizationId = pending[0]?.value.organizationId;
    if (organizationId === undefined) return ok(noStepLeftDecision);
    const own = pending.filter(({ value }) => value.organizationId === organizationId);
    const reissued = await Promise.all(own.map(({ value }) => reissueWithNewToken(context, value)));
    return ok(
      stepDecision(
        { count: own.length, isLast: false },
        {
          changes: own.flatMap((read, index) => reissueChanges(read, reissued[index])),
          events: reissued.map((invitation) =>
            invitationSentEvent('invitation_reissued', invitation),
          ),
          subject: { kind: 'organization', id: organizationId },
          auditOrganizationIds: [organizationId],
        },
      ),
    );
  },

  replay: replayStep,
});

function reissueChanges(read: Versioned<Invitation>, after: Invitation | undefined) {
  return after === undefined ? [] : [updateChange('invitations', read, after)];
}

async function reissueWithNewToken(
  { deps, now }: CommandContext,
  invitation: Invitation,
): Promise<Invitation> {
  const claims = {
    organizationId: invitation.organizationId,
    invitationId: invitation.id,
    revision: invitation.revision + 1,
    expiresAt: invitationExpiryFrom(now, deps.policy),
  };
  return reissueInvitation(invitation, claims, await deps.tokens.fingerprint(claims), now);
}

export const revokeSigningKeyTask: (
  deps: Dependencies,
) => Task<RevokeSigningKeyInput, { readonly count: number }, RevokeSigningKeyRefusalCode> = (
  deps,
) => toTask(reissueStepCommand(deps));

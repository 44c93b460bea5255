// A signing key that others know is withdrawn: what was signed with it is issued anew, so that nothing of it is left to forge.

import * as z from 'zod';
import { expiryFrom, type Invitation, reissue } from '../../domain/organization/invitation.js';
import { ok, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { systemOnly } from '../use-case/authority.js';
import { updated } from '../use-case/changes.js';
import { command, type Unit } from '../use-case/command.js';
import { textSchema } from '../use-case/input.js';
import { nothingLeft, recallStep, type Step, stepOf, type Task, task } from '../use-case/task.js';
import { sentFact } from './plan.js';

/** The name of a key that is in use no more. */
export interface WithdrawKeyInput {
  readonly kid: string;
}

export type WithdrawKeyRefusal = 'permission_denied' | 'signing_key_in_use';

const batch = 100;
const longestKid = 32;

const withdrawStep = command<
  WithdrawKeyInput,
  WithdrawKeyInput,
  WithdrawKeyInput,
  Step,
  WithdrawKeyRefusal
>({
  action: 'invitation.reissue',
  schema: z.strictObject({ kid: textSchema(longestKid).min(1) }),

  prepare({ context, actor }, input) {
    const allowed = systemOnly(actor);
    if (!allowed.ok) return allowed;
    if (context.tokens.kid === input.kid) {
      return refuse({ code: 'signing_key_in_use', path: ['kid'] });
    }
    return ok(input);
  },

  async attempt(unit, { kid }) {
    const pending = /* INV-18 */ await unit.storage.invitations.pendingUnder(kid, unit.now, batch);
    const organizationId = pending[0]?.value.organizationId;
    if (organizationId === undefined) return ok(nothingLeft);
    const own = pending.filter(({ value }) => value.organizationId === organizationId);
    const anew = await Promise.all(own.map(({ value }) => issuedAnew(unit, value)));
    return ok(
      stepOf(
        { count: own.length, isLast: false },
        {
          changes: own.flatMap((read, index) => changeTo(read, anew[index])),
          facts: anew.map((invitation) => sentFact('invitation_reissued', invitation)),
          subject: { kind: 'organization', id: organizationId },
          organizations: [organizationId],
        },
      ),
    );
  },

  recall: recallStep,
});

function changeTo(read: Versioned<Invitation>, after: Invitation | undefined) {
  return after === undefined ? [] : [updated('invitations', read, after)];
}

async function issuedAnew({ context, now }: Unit, invitation: Invitation): Promise<Invitation> {
  const claims = {
    organizationId: invitation.organizationId,
    invitationId: invitation.id,
    revision: invitation.revision + 1,
    expiresAt: expiryFrom(now, context.policy),
  };
  return reissue(invitation, claims, await context.tokens.mark(claims), now);
}

export const withdrawKey: (
  context: Context,
) => Task<WithdrawKeyInput, { readonly count: number }, WithdrawKeyRefusal> = (context) =>
  task(withdrawStep(context));

// Invitations that time has closed, and those that have been closed for long.

import { expire, type Invitation } from '../../domain/organization/invitation.js';
import { ok, type Versioned } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { systemOnly } from '../use-case/authority.js';
import { removed, updated } from '../use-case/changes.js';
import { command, type Plan } from '../use-case/command.js';
import { emptySchema } from '../use-case/input.js';
import { nothingLeft, recallStep, type Step, stepOf, type Task, task } from '../use-case/task.js';

/** How many one commit writes. */
const batch = 100;

const expireStep = command<object, object, object, Step, 'permission_denied'>({
  action: 'invitation.expire',
  schema: emptySchema,

  prepare({ actor }, input) {
    const allowed = systemOnly(actor);
    return allowed.ok ? ok(input) : allowed;
  },

  async attempt({ storage, now }) {
    const overdue = await storage.invitations.overdue(now, batch);
    return ok(
      ofFirstOrganization(overdue, 'invitation_expired', (read) =>
        updated('invitations', read, expire(read.value, now)),
      ),
    );
  },

  recall: recallStep,
});

/** Writes down which pending invitations have expired. */
export const expireInvitations: (
  context: Context,
) => Task<object, { readonly count: number }, 'permission_denied'> = (context) =>
  task(expireStep(context));

const purgeStep = command<object, object, object, Step, 'permission_denied'>({
  action: 'invitation.purge',
  schema: emptySchema,

  prepare({ actor }, input) {
    const allowed = systemOnly(actor);
    return allowed.ok ? ok(input) : allowed;
  },

  async attempt({ context, storage, now }) {
    const until = new Date(now.getTime() - context.policy.invitationHistory * 1000);
    const closed = await storage.invitations.closedUntil(until, batch);
    return ok(
      ofFirstOrganization(closed, 'invitation_purged', (read) => removed('invitations', read)),
    );
  },

  recall: recallStep,
});

/** Takes away the invitations whose history is over. */
export const purgeInvitations: (
  context: Context,
) => Task<object, { readonly count: number }, 'permission_denied'> = (context) =>
  task(purgeStep(context));

/** One organization a commit, so that no audit trail shows another's. */
function ofFirstOrganization(
  found: readonly Versioned<Invitation>[],
  type: 'invitation_expired' | 'invitation_purged',
  change: (read: Versioned<Invitation>) => ReturnType<typeof removed<'invitations'>>,
): Plan<Step> {
  const organizationId = found[0]?.value.organizationId;
  if (organizationId === undefined) return nothingLeft;
  const own = found.filter(({ value }) => value.organizationId === organizationId);
  return stepOf(
    { count: own.length, isLast: false },
    {
      changes: own.map(change),
      facts: own.map(({ value }) => ({ type, organizationId, invitationId: value.id })),
      subject: { kind: 'organization', id: organizationId },
      organizations: [organizationId],
    },
  );
}

// Invitations that time has closed, and those that have been closed for long.

import { expire, type Invitation } from '../../domain/organization/invitation.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { removed, updated } from '../use-case/changes.js';
import type { Plan } from '../use-case/command.js';
import { nothingLeft, type Step, stepOf } from '../use-case/task.js';
import { type UpkeepTask, upkeepTask } from './upkeep-task.js';

/** How many one commit writes. */
const batch = 100;

/** Writes down which pending invitations have expired. */
export const expireInvitations: (context: Context) => UpkeepTask = upkeepTask(
  'invitation.expire',
  async ({ storage, now }) => {
    const overdue = /* INV-3 */ await storage.invitations.overdue(now, batch);
    return ofFirstOrganization(overdue, 'invitation_expired', (read) =>
      updated('invitations', read, expire(read.value, now)),
    );
  },
);

/** Takes away the invitations whose history is over. */
export const purgeInvitations: (context: Context) => UpkeepTask = upkeepTask(
  'invitation.purge',
  async ({ context, storage, now }) => {
    const until = new Date(now.getTime() - context.policy.invitationHistory * 1000);
    const closed = await storage.invitations.closedUntil(until, batch);
    return ofFirstOrganization(closed, 'invitation_purged', (read) => removed('invitations', read));
  },
);

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

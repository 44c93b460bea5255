// Stores which invitations have expired, and removes old closed ones.

import { expireInvitation } from '../../domain/organization/close-invitation.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Dependencies } from '../dependencies.js';
import { removeChange, updateChange } from '../use-case/changes.js';
import type { Decision } from '../use-case/command.js';
import { noStepLeftDecision, type StepResult, stepDecision } from '../use-case/task.js';
import { defineMaintenanceTask, type MaintenanceTask } from './maintenance-task.js';

/** The most invitations that one commit changes. */
const maxRowsPerCommit = 100;

/** Writes the expired state of invitations. They already count as expired from their expiry on. */
export const expireInvitationsTask: (deps: Dependencies) => MaintenanceTask = defineMaintenanceTask(
  'invitation.expire',
  async ({ storage, now }) => {
    const overdue = /* INV-3 */ await storage.invitations.listPendingPastExpiry(
      now,
      maxRowsPerCommit,
    );
    return decideInvitationsStep(overdue, 'invitation_expired', (read) =>
      updateChange('invitations', read, expireInvitation(read.value, now)),
    );
  },
);

/** Removes the invitations that were closed longer ago than `policy.invitationRetention`. */
export const purgeInvitationsTask: (deps: Dependencies) => MaintenanceTask = defineMaintenanceTask(
  'invitation.purge',
  async ({ deps, storage, now }) => {
    const until = new Date(now.getTime() - /* INV-5 */ deps.policy.invitationRetention * 1000);
    const closed = await storage.invitations.listClosedUntil(until, maxRowsPerCommit);
    return decideInvitationsStep(closed, 'invitation_purged', (read) =>
      removeChange('invitations', read),
    );
  },
);

/** Changes invitations of one organization per commit, so that no audit trail shows those of another. */
function decideInvitationsStep(
  found: readonly Versioned<Invitation>[],
  type: 'invitation_expired' | 'invitation_purged',
  change: (read: Versioned<Invitation>) => ReturnType<typeof removeChange<'invitations'>>,
): Decision<StepResult> {
  const organizationId = found[0]?.value.organizationId;
  if (organizationId === undefined) return noStepLeftDecision;
  const own = found.filter(({ value }) => value.organizationId === organizationId);
  return stepDecision(
    { count: own.length, isLast: false },
    {
      changes: own.map(change),
      events: own.map(({ value }) => ({ type, organizationId, invitationId: value.id })),
      subject: { kind: 'organization', id: organizationId },
      auditOrganizationIds: [organizationId],
    },
  );
}

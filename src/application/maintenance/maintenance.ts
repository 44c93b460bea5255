// Runs the maintenance tasks: stores what has expired, and removes what is past its retention.

import type { SystemActor } from '../../domain/shared/actor.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { requireOptions, requireSeconds, requireSignal } from '../run-arguments.js';
import { ownStepOrThrow } from '../use-case/own-step.js';
import { expireApprovalsTask } from './expire-approvals.js';
import { expireInvitationsTask, purgeInvitationsTask } from './expire-purge-invitations.js';
import {
  archiveDueAppsTask,
  purgeDueOrganizationsTask,
  purgeDueUsersTask,
} from './purge-deleted.js';

/** How much one round did. */
export interface MaintenanceRound {
  /** Invitations whose expired state was written. */
  readonly expiredInvitations: number;
  /** Approvals whose expired state was written. */
  readonly expiredApprovals: number;
  /** Closed invitations that were removed after their retention. */
  readonly purgedInvitations: number;
  /** Deleted apps of which only the package name was kept. Apps that are purged with their organization are not counted here. */
  readonly archivedApps: number;
  readonly purgedOrganizations: number;
  readonly purgedUsers: number;
  /** Journal entries and messages that were removed after their retention. */
  readonly prunedJournalRows: number;
}

/** How to stop a round early. */
export interface MaintenanceOptions {
  /** Stops the round after the current commit. */
  readonly signal?: AbortSignal;
}

/** Does what is due by time, in rounds. */
export interface Maintenance {
  /** Does everything that is due. Any number of services may run it at once. */
  runOnce(options?: MaintenanceOptions): Promise<MaintenanceRound>;
  /** Runs rounds until the signal aborts, with a wait of `interval` seconds after each (3,600 if absent; above 0 and at most 1,000,000, else a RangeError). Continues with the next round if the storage was unavailable. */
  run(
    signal: AbortSignal,
    options?: { readonly interval?: number; readonly onRound?: (done: MaintenanceRound) => void },
  ): Promise<void>;
}

const maintenanceActor: SystemActor = { kind: 'system', reason: 'maintenance' };
const defaultInterval = 3_600;
const pruneBatch = 500;

export function createMaintenance(deps: Dependencies): Maintenance {
  const tasks = {
    expiredInvitations: expireInvitationsTask(deps),
    expiredApprovals: expireApprovalsTask(deps),
    purgedInvitations: purgeInvitationsTask(deps),
    archivedApps: archiveDueAppsTask(deps),
    purgedUsers: purgeDueUsersTask(deps),
    purgedOrganizations: purgeDueOrganizationsTask(deps),
  };
  const runOnce: Maintenance['runOnce'] = async (options = {}) => {
    requireOptions('maintenance.runOnce', options);
    const count = async (name: keyof typeof tasks) =>
      ownStepOrThrow(await tasks[name](maintenanceActor, {}, options)).count;
    return {
      expiredInvitations: await count('expiredInvitations'),
      expiredApprovals: await count('expiredApprovals'),
      purgedInvitations: await count('purgedInvitations'),
      archivedApps: await count('archivedApps'),
      purgedUsers: await count('purgedUsers'),
      purgedOrganizations: await count('purgedOrganizations'),
      prunedJournalRows: await pruneJournalAndOutbox(deps, options.signal),
    };
  };
  return {
    runOnce,
    async run(signal, options = {}) {
      requireSignal('maintenance.run', signal);
      requireOptions('maintenance.run', options);
      const { interval = defaultInterval, onRound } = options;
      requireSeconds('maintenance.run', 'interval', interval);
      while (!signal.aborted) {
        const done = await runOnce({ signal }).catch((fault: unknown) =>
          nullIfUnavailableOrThrow(fault, signal),
        );
        if (done !== null) onRound?.(done);
        await deps.pacing.sleep(interval * 1000, signal);
      }
    },
  };
}

/** Returns null if the storage was unavailable or the round was stopped; the next round continues. Throws every other fault. */
function nullIfUnavailableOrThrow(fault: unknown, signal: AbortSignal): null {
  const isUnavailable =
    isStorageError(fault) && (fault.code === 'unavailable' || fault.code === 'outcome_unknown');
  if (isUnavailable || signal.aborted) return null;
  throw fault;
}

async function pruneJournalAndOutbox(
  { clock, policy, storage }: Dependencies,
  signal?: AbortSignal,
): Promise<number> {
  const now = await clock.now();
  const before = new Date(now.getTime() - /* JOURNAL-6 */ policy.journalRetention * 1000);
  let pruned = 0;
  for (;;) {
    signal?.throwIfAborted();
    const count = await storage.outbox.prune(before, pruneBatch);
    if (count === 0) return pruned;
    pruned += count;
  }
}

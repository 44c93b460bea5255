// What time asks for and nobody else: expiry is written down, what is past its keeping goes.

import type { SystemActor } from '../../domain/shared/actor.js';
import { orThrow } from '../../domain/shared/explain.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Context } from '../context.js';
import { expireApprovals } from './approvals.js';
import { expireInvitations, purgeInvitations } from './invitations.js';
import { archiveDueApps, purgeDueOrganizations, purgeDueUsers } from './purges.js';

/** How much one round has done. */
export interface Upkeep {
  /** Invitations whose expiry was written down. */
  readonly expired: number;
  /** Approvals whose end was written down. */
  readonly approvals: number;
  /** Invitations that had been closed for as long as history is kept. */
  readonly invitations: number;
  /** Deleted apps of which only the name was left. Those that go with their organization count with it. */
  readonly apps: number;
  readonly organizations: number;
  readonly users: number;
  /** Journal entries and messages past their keeping. */
  readonly journal: number;
}

/** How a round may be ended early. */
export interface MaintenanceOptions {
  /** Ends it after the commit under way. */
  readonly signal?: AbortSignal;
}

/** Does what is due by time alone, in rounds. */
export interface Maintenance {
  /** All that is due. Any number of services may do it at once. */
  runOnce(options?: MaintenanceOptions): Promise<Upkeep>;
  /** Rounds until the signal aborts, one every `interval` seconds (3,600 where absent). A storage that is away is waited for. */
  run(
    signal: AbortSignal,
    options?: { readonly interval?: number; readonly onRound?: (done: Upkeep) => void },
  ): Promise<void>;
}

const actor: SystemActor = { kind: 'system', reason: 'maintenance' };
const defaultInterval = 3_600;
const pruneBatch = 500;

export function maintenance(context: Context): Maintenance {
  const tasks = {
    expired: expireInvitations(context),
    approvals: expireApprovals(context),
    invitations: purgeInvitations(context),
    apps: archiveDueApps(context),
    users: purgeDueUsers(context),
    organizations: purgeDueOrganizations(context),
  };
  const runOnce: Maintenance['runOnce'] = async (options = {}) => {
    const count = async (name: keyof typeof tasks) =>
      orThrow(await tasks[name](actor, {}, options)).count;
    return {
      expired: await count('expired'),
      approvals: await count('approvals'),
      invitations: await count('invitations'),
      apps: await count('apps'),
      users: await count('users'),
      organizations: await count('organizations'),
      journal: await prune(context, options.signal),
    };
  };
  return {
    runOnce,
    async run(signal, { interval = defaultInterval, onRound } = {}) {
      while (!signal.aborted) {
        const done = await runOnce({ signal }).catch((fault: unknown) => onceMore(fault, signal));
        if (done !== null) onRound?.(done);
        await context.pacing.wait(interval * 1000, signal);
      }
    },
  };
}

/** What was not done is due again in the next round. */
function onceMore(fault: unknown, signal: AbortSignal): null {
  const isAway =
    isStorageError(fault) && (fault.code === 'unavailable' || fault.code === 'outcome_unknown');
  if (isAway || signal.aborted) return null;
  throw fault;
}

async function prune({ clock, policy, storage }: Context, signal?: AbortSignal): Promise<number> {
  const now = await clock.now();
  const before = new Date(now.getTime() - policy.journalRetention * 1000);
  let pruned = 0;
  for (;;) {
    signal?.throwIfAborted();
    const count = await storage.outbox.prune(before, pruneBatch);
    if (count === 0) return pruned;
    pruned += count;
  }
}

// What a command does after it has lost to another process, so that no process keeps a row to itself.

import type { FenceEntry } from '../../domain/journal/journal-entry.js';
import {
  parseAppId,
  parseOperationId,
  parseOrganizationId,
  parseUserId,
} from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Change, Storage } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { type CommandTurn, type GuardRow, mayGoFirst } from './command-turn.js';
import { newId } from './new-id.js';
import type { RetryTimer } from './retry-timer.js';

/** More guards than this are not read again. A command that has more of them seldom loses because of the last ones. */
const maxKnocks = 20;
const maxPauseMs = 500;

/**
 * Waits for a random time, which grows with every loss, so that the other process gets through. After some losses the
 * command knocks instead: it raises the versions of its guards with one short commit, so that the other process loses and
 * waits. A command that takes authority away waits less and knocks more often: after every loss, unless it may have lost to
 * one of its kind. Of those, each would keep the others from committing.
 */
export async function giveWay(
  deps: Dependencies,
  turn: CommandTurn,
  timer: RetryTimer,
): Promise<void> {
  const losses = turn.countLoss();
  const lossesPerKnock = turn.goesFirst ? 2 : 4;
  const isTurnToKnock = losses % lossesPerKnock === 0;
  if (isTurnToKnock || (turn.goesFirst && (await hasLostToOrdinaryCommand(deps, turn.guards))))
    return knock(deps, turn.guards, timer).catch(ignoreStorageFault);
  const attemptMs = Math.max(1, turn.attemptMs());
  const least = turn.goesFirst ? 0 : attemptMs;
  const most = attemptMs * 2 ** Math.min(losses, turn.goesFirst ? 3 : 5);
  const pause = least + deps.random.fraction() * most;
  // The rows are held during the pause, so everybody in line waits, too.
  await deps.pacing.sleep(Math.min(pause, maxPauseMs, timer.leftMs()), timer.signal);
}

/** Whether the newest entries of the organizations among the guards are of commands that do not go first. */
async function hasLostToOrdinaryCommand(
  { storage }: Dependencies,
  guards: readonly GuardRow[],
): Promise<boolean> {
  const organizationIds = guards.flatMap(({ collection, id }) => {
    const organizationId = collection === 'organizations' ? parseOrganizationId(id) : null;
    return organizationId === null ? [] : [organizationId];
  });
  const newest = await Promise.all(
    organizationIds
      .slice(0, maxKnocks)
      .map((id) => storage.journal.listByOrganization(id, { limit: 1, after: null, skip: 0 })),
  ).catch(ignoreStorageFault);
  const entries = newest?.flatMap(({ items }) => items) ?? [];
  return (
    entries.length > 0 &&
    entries.every((entry) => entry.kind === 'command' && !mayGoFirst(entry.action))
  );
}

async function knock(
  deps: Dependencies,
  guards: readonly GuardRow[],
  timer: RetryTimer,
): Promise<void> {
  const touches = await Promise.all(
    guards.slice(0, maxKnocks).map((guard) => toTouch(deps.storage, guard)),
  );
  const entry: FenceEntry = {
    kind: 'fence',
    id: newId(deps.ids, parseOperationId),
    at: await deps.clock.now(),
  };
  const changes = touches.filter((touch) => touch !== null);
  timer.throwIfOver();
  await deps.storage.commit({ changes, journal: entry, messages: [] });
}

/** Somebody else may have been faster. The next attempt shows whether the fault matters. */
function ignoreStorageFault(fault: unknown): undefined {
  if (!isStorageError(fault)) throw fault;
  return undefined;
}

async function toTouch(storage: Storage, guard: GuardRow): Promise<Change | null> {
  const row = await findGuard(storage, guard);
  return row === null ? null : { kind: 'touch', ...guard, expectedVersion: row.version };
}

function findGuard(
  { users, organizations, apps }: Storage,
  { collection, id }: GuardRow,
): Promise<Versioned<unknown> | null> {
  switch (collection) {
    case 'users':
      return findUnlessNull(parseUserId(id), (userId) => users.findById(userId));
    case 'organizations':
      return findUnlessNull(parseOrganizationId(id), (organizationId) =>
        organizations.findById(organizationId),
      );
    case 'apps':
      return findUnlessNull(parseAppId(id), (appId) => apps.findById(appId));
  }
}

async function findUnlessNull<I, T>(
  id: I | null,
  find: (id: I) => Promise<T | null>,
): Promise<T | null> {
  return id === null ? null : find(id);
}

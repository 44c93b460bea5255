// The services of one sequence: two over a storage with planned faults, and one that only reads.

import type { Policy } from '../../../../src/domain/shared/policy-limits.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import type { Storage } from '../../../../src/ports/storage.js';
import { StorageError } from '../../../../src/ports/storage-error.js';
import type { FaultTiming } from '../../../../src/testing/doubles/index.js';
import {
  faultyStorage,
  interceptStorage,
  type ManualClock,
  manualClock,
  noPacing,
} from '../../../../src/testing/doubles/index.js';
import {
  commitChanges,
  createWorld,
  startTime,
  type World,
  type WorldOptions,
} from '../../../support/world.js';
import { type CommitLog, createCommitLog } from './commit-log.js';
import { createInterleaver, type Interleaver } from './interleaver.js';
import type { Participants } from './participants.js';

/** Limits that sequences can reach, and a journal that keeps its entries. */
export const policy: Partial<Policy> = {
  maxClaimsPerReviewer: 1,
  maxKeysPerOwner: 2,
  maxAppsPerOrganization: 2,
  maxInvitationsPerInviter: 100_000,
  maxInvitationsPerAddress: 1_000,
  maxInvitationsPerAddressOverall: 1_000,
  journalRetention: 315_360_000,
  commandDeadline: 1,
};

/** How long a claim lasts, in seconds, as the design says. */
export const leaseSeconds = 3_600;
/** The start of the 90 days before the case, in which nobody who decides may have been a member, as the policy says by default. */
export function coolingOffStart(enteredAt: Date): Date {
  return new Date(enteredAt.getTime() - 90 * 86_400_000);
}

/** The retry time in milliseconds: a command gives up after a few attempts. */
const pauseMs = 120;

export interface SequenceEnvironment {
  readonly participants: Participants;
  readonly clock: ManualClock;
  readonly commitLog: CommitLog;
  /** Two services over one storage, for two commands at the same time. */
  readonly worlds: readonly [World, World];
  readonly interleaver: Interleaver;
  /** Reads everything without faults, and writes nothing. */
  readonly observer: Guildhall;
  /** Sets the faults of the next calls, one for each call. */
  setFaults(faults: readonly FaultTiming[]): void;
  /** Creates another world with the same rows and without faults. */
  createWorldOn(storage: Storage): World;
}

/** `damage` plants a fault in the storage, for the tests of the invariants. */
export async function createEnvironment(
  participants: Participants,
  storage: Storage,
  damage: (storage: Storage) => Storage = (whole) => whole,
): Promise<SequenceEnvironment> {
  const commitLog = createCommitLog(storage);
  await commitChanges(commitLog.storage, participants.rows);
  commitLog.takeCommits();
  const clock = manualClock(startTime);
  const options: WorldOptions = { clock, policy, reviewers: participants.directory };
  const faults: FaultTiming[] = [];
  const interleaver = createInterleaver();
  const stumbling = faultyStorage(commitLog.storage, faultsFrom(faults));
  const service = () =>
    createWorld(damage(interleaver.withLane(stumbling)), { ...options, pacing: noPacing(pauseMs) });
  return {
    participants,
    clock,
    commitLog,
    worlds: [service(), service()],
    interleaver,
    observer: createWorld(damage(withoutKeyUsage(commitLog.storage)), options).guildhall,
    setFaults: (next) => void faults.splice(0, faults.length, ...next),
    createWorldOn: (other) => createWorld(other, options),
  };
}

/** The faults in turn; calls after the end of the list succeed. */
function* faultsFrom(faults: FaultTiming[]): Generator<FaultTiming> {
  for (;;) yield faults.shift() ?? 'none';
}

/** Does not record the use of keys. */
function withoutKeyUsage(storage: Storage): Storage {
  return interceptStorage(storage, async (call, proceed) => {
    if (call.method !== 'recordUse') return proceed();
    throw new StorageError('unavailable', 'the read-only service records no use');
  });
}

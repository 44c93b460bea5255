// The service of one sequence: over a storage that misbehaves when it is told to, and beside it one that only watches.

import type { Policy } from '../../../../src/domain/shared/policy.js';
import type { Guildhall } from '../../../../src/guildhall.js';
import type { Storage } from '../../../../src/ports/storage.js';
import { StorageError } from '../../../../src/ports/storage-error.js';
import type { StorageFault } from '../../../../src/testing/doubles/index.js';
import {
  faultyStorage,
  type ManualClock,
  manualClock,
  noPacing,
  passThrough,
} from '../../../../src/testing/doubles/index.js';
import {
  start,
  type World,
  type WorldOptions,
  worldOn,
  writeRows,
} from '../../../support/guildhall.js';
import type { Cast } from './cast.js';
import { type Ledger, ledgerOf } from './ledger.js';
import { type Turns, turnTaking } from './turns.js';

/** Limits low enough to be reached, and a journal that nothing is taken from. */
export const policy: Partial<Policy> = {
  claimsPerReviewer: 1,
  keysPerOwner: 2,
  invitationsPerInviter: 100_000,
  invitationsPerAddress: 1_000,
  invitationsPerAddressAnywhere: 1_000,
  journalRetention: 315_360_000,
  commandDeadline: 1,
};

/** Seconds of a reviewer's claim, as the design has them. */
export const lease = 3_600;
/** Milliseconds: a handful of tries, and then a command gives up. */
const pause = 120;

export interface Stage {
  readonly cast: Cast;
  readonly clock: ManualClock;
  readonly ledger: Ledger;
  /** Two services over one storage, for two commands at once. */
  readonly worlds: readonly [World, World];
  readonly turns: Turns;
  /** Sees all that is there, whatever is wrong with the storage meanwhile, and leaves no trace. */
  readonly watch: Guildhall;
  /** What is to go wrong with the next calls, one by one. */
  goWrong(faults: readonly StorageFault[]): void;
  /** Another world with the same rows, where nothing is wrong. */
  fork(storage: Storage): World;
}

/** `damage` plants a fault in the storage, for the tests of these tests. */
export async function staged(
  cast: Cast,
  storage: Storage,
  damage: (storage: Storage) => Storage = (whole) => whole,
): Promise<Stage> {
  const ledger = ledgerOf(storage);
  await writeRows(ledger.storage, cast.rows);
  ledger.taken();
  const clock = manualClock(start);
  const options: WorldOptions = { clock, policy, reviewers: cast.directory };
  const faults: StorageFault[] = [];
  const turns = turnTaking();
  const stumbling = faultyStorage(ledger.storage, drawnFrom(faults));
  const service = () =>
    worldOn(damage(turns.lane(stumbling)), { ...options, pacing: noPacing(pause) });
  return {
    cast,
    clock,
    ledger,
    worlds: [service(), service()],
    turns,
    watch: worldOn(damage(unnoted(ledger.storage)), options).guildhall,
    goWrong: (next) => void faults.splice(0, faults.length, ...next),
    fork: (other) => worldOn(other, options),
  };
}

/** Without an end: calls beyond the list go well. */
function* drawnFrom(faults: StorageFault[]): Generator<StorageFault> {
  for (;;) yield faults.shift() ?? 'none';
}

/** No use of a key is noted. */
function unnoted(storage: Storage): Storage {
  return passThrough(storage, async (call, proceed) => {
    if (call.method !== 'noteUsed') return proceed();
    throw new StorageError('unavailable', 'who only watches notes nothing');
  });
}

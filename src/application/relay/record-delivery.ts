// Records the outcome of a delivery. What was sent but not recorded would be sent again, so it tries for long.

import type { DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import type { DeliveryLeaseId } from '../../domain/shared/ids.js';
import type { ClaimedItem, DeliverySettlement } from '../../ports/storage.js';
import {
  isStorageError,
  type StorageError,
  type StorageErrorCode,
} from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { toRetryableFault } from '../use-case/commit-recovery.js';
import { startRetryTimer } from '../use-case/retry-timer.js';

/** A lease as the relay that holds it knows it. */
export interface ClaimLease {
  readonly id: DeliveryLeaseId;
  /** When it ends, in milliseconds of the clock that never goes back. */
  readonly endsAtMs: number;
}

/** With `outcome_unknown` a claim may have taken messages. They are due again when its lease ends. */
const unavailableCodes: ReadonlySet<StorageErrorCode> = new Set(['unavailable', 'outcome_unknown']);

export function isUnavailable(fault: unknown): fault is StorageError {
  return isStorageError(fault) && unavailableCodes.has(fault.code);
}

/**
 * `overrun`: the lease had ended, and another relay may have sent it again. A fault: the storage was unavailable, and
 * another relay may send it again when the lease ends.
 */
export type Recorded = 'recorded' | 'overrun' | StorageError;

/**
 * Tries until the outcome is recorded. Gives up when `commandDeadline` has passed and either nobody wants it to go on
 * (`mayGoOn`) or the lease has ended.
 */
export async function recordDelivery(
  deps: Dependencies,
  { kind, id }: ClaimedItem,
  lease: ClaimLease,
  outcome: DeliveryOutcome,
  mayGoOn: (fault: StorageError) => boolean,
): Promise<Recorded> {
  for (;;) {
    try {
      const isHeld = await settleWithRetries(deps, { kind, id, leaseId: lease.id, outcome });
      return isHeld ? 'recorded' : 'overrun';
    } catch (fault) {
      if (!isUnavailable(fault)) throw fault;
      const isOver = deps.pacing.monotonicNow() >= lease.endsAtMs;
      if (!mayGoOn(fault) || isOver) return fault;
    }
  }
}

async function settleWithRetries(
  deps: Dependencies,
  settlement: Omit<DeliverySettlement, 'at'>,
): Promise<boolean> {
  const deadline = startRetryTimer(deps);
  for (;;) {
    try {
      const at = await deps.clock.now();
      return await deps.storage.outbox.settle({ ...settlement, at });
    } catch (fault) {
      await deadline.pauseBeforeRetry(toRetryableFault(fault));
    }
  }
}

// Delivers the messages that commits have queued, by mail and to webhooks. Any number of relays may run at once: each claims messages by a lease.

import type { Delivery, DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import { parseDeliveryLeaseId } from '../../domain/shared/ids.js';
import { addSeconds } from '../../domain/shared/time.js';
import { isMailRefusedError, type Mailer, type OutgoingMail } from '../../ports/mailer.js';
import type { ClaimedItem, DeliverySettlement } from '../../ports/storage.js';
import {
  isStorageError,
  type StorageError,
  type StorageErrorCode,
} from '../../ports/storage-error.js';
import type { Dependencies } from '../dependencies.js';
import { retryOrFailedOutcome } from '../retry-outcome.js';
import { toRetryableFault } from '../use-case/commit-recovery.js';
import { newId } from '../use-case/new-id.js';
import { startRetryTimer } from '../use-case/retry-timer.js';
import { deliverWebhook } from '../webhooks/deliver-webhook.js';
import { composeInvitationMail, composeNoticeMail } from './compose-mail.js';
import type { RelayOptions } from './relay-options.js';

/** The messages that one round claimed, by their outcome. `overrun`: the lease ended before the outcome was recorded, so another relay may send the message again. */
export interface RelayRound {
  readonly claimed: number;
  readonly sent: number;
  readonly retry: number;
  readonly failed: number;
  readonly dropped: number;
  readonly overrun: number;
}

/** Delivers the messages that commits have queued. */
export interface Relay {
  /** Delivers the messages that are due, at most `limit` (1 to 100, 10 if absent), in parallel. Throws a RangeError for another limit, and an error without a mailer. */
  runOnce(options?: { readonly limit?: number }): Promise<RelayRound>;
  /**
   * Runs rounds until the signal aborts, with a wait of `idle` seconds (5 if absent) after a round in which nothing was
   * due. The current round is finished and recorded first. While the storage is unavailable it waits and tries again.
   */
  run(signal: AbortSignal, options?: RelayRunOptions): Promise<void>;
}

/** How long a relay waits, and the callbacks of its rounds. */
export interface RelayRunOptions {
  readonly idle?: number;
  /** Called after every round, also after one in which nothing was due. */
  readonly onRound?: (round: RelayRound) => void;
  /** Called after every round that ended because the storage was unavailable. */
  readonly onUnavailable?: (fault: StorageError) => void;
}

/** 5 minutes. Each delivery must take much less. */
const leaseSeconds = 300;
const defaultLimit = 10;
const maxLimit = 100;
const defaultIdle = 5;

export function createRelay(deps: Dependencies, options: RelayOptions): Relay {
  const runOnce: Relay['runOnce'] = async ({ limit = defaultLimit } = {}) => {
    if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
      throw new RangeError(
        `the limit of a relay round is ${limit}; it must be a whole number from 1 to ${maxLimit}`,
      );
    }
    const { mailer } = options;
    if (mailer === null) {
      throw new Error(
        'the relay has no mailer to send with; give createGuildhall or coreModule one as `mailer`',
      );
    }
    return runRound(deps, { ...options, mailer }, limit);
  };
  return {
    runOnce,
    async run(signal, { idle = defaultIdle, onRound, onUnavailable } = {}) {
      while (!signal.aborted) {
        const done = await runOnce().catch(unavailableErrorOrThrow);
        if (isStorageError(done)) onUnavailable?.(done);
        else onRound?.(done);
        const isBusy = !isStorageError(done) && done.claimed > 0;
        if (!isBusy) await deps.pacing.sleep(idle * 1000, signal);
      }
    },
  };
}

/** With `outcome_unknown` the round may have claimed messages. They are due again when the lease ends. */
const unavailableCodes: ReadonlySet<StorageErrorCode> = new Set(['unavailable', 'outcome_unknown']);

function unavailableErrorOrThrow(fault: unknown): StorageError {
  if (isStorageError(fault) && unavailableCodes.has(fault.code)) return fault;
  throw fault;
}

interface RelayOptionsWithMailer extends RelayOptions {
  readonly mailer: Mailer;
}

async function runRound(
  deps: Dependencies,
  options: RelayOptionsWithMailer,
  limit: number,
): Promise<RelayRound> {
  const { storage, clock, ids } = deps;
  const now = await clock.now();
  const lease = { id: newId(ids, parseDeliveryLeaseId), until: addSeconds(now, leaseSeconds) };
  const claimed = await storage.outbox.claim({ now, lease, limit });
  const results = await Promise.allSettled(
    claimed.map(async (item) => {
      const outcome = await deliverMessage(deps, options, item);
      const { kind, id } = item;
      const isRecorded = await settleWithRetries(deps, { kind, id, leaseId: lease.id, outcome });
      return isRecorded ? outcome.kind : 'overrun';
    }),
  );
  const lost = results.find((result) => result.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  return countOutcomes(
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
  );
}

function countOutcomes(outcomes: readonly (DeliveryOutcome['kind'] | 'overrun')[]): RelayRound {
  const count = (kind: DeliveryOutcome['kind'] | 'overrun') =>
    outcomes.filter((outcome) => outcome === kind).length;
  return {
    claimed: outcomes.length,
    sent: count('sent'),
    retry: count('retry'),
    failed: count('failed'),
    dropped: count('dropped'),
    overrun: count('overrun'),
  };
}

/** Records the outcome. Retries, because a mail that was sent but not recorded would be sent again. */
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

async function deliverMessage(
  deps: Dependencies,
  options: RelayOptionsWithMailer,
  item: ClaimedItem,
): Promise<DeliveryOutcome> {
  if (item.kind === 'invitation') {
    const composed = await composeInvitationMail(deps, options, item.invitation);
    return deliverMail(deps, options, composed, item.invitation.delivery);
  }
  const { message } = item;
  if (message.kind === 'event') return deliverWebhook(deps, options.webhookSender, message);
  return deliverMail(
    deps,
    options,
    await composeNoticeMail(deps, options, message),
    message.delivery,
  );
}

async function deliverMail(
  deps: Dependencies,
  { mailer }: RelayOptionsWithMailer,
  composed: OutgoingMail | 'dropped' | 'not_yet' | 'failed' | 'blocked',
  { attempts }: Delivery,
): Promise<DeliveryOutcome> {
  if (composed === 'dropped' || composed === 'failed') return { kind: composed };
  if (composed === 'blocked') return { kind: /* INV-57 */ 'sent' };
  if (composed === 'not_yet') return retryOrFailedOutcome(deps, attempts);
  try {
    await mailer.send(composed);
    return { kind: 'sent' };
  } catch (error) {
    return isMailRefusedError(error) ? { kind: 'failed' } : retryOrFailedOutcome(deps, attempts);
  }
}

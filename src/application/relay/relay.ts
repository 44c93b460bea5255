// Delivers the messages that commits have queued, by mail and to webhooks. Any number of relays may run at once: each claims messages by a lease.

import type { DeliveryChannel } from '../../domain/journal/outbox-message.js';
import type { DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import { onAbort } from '../../ports/on-abort.js';
import type { ClaimedItem } from '../../ports/storage.js';
import { StorageError } from '../../ports/storage-error.js';
import type { DeliveryProblem } from '../delivery-attempt.js';
import type { Dependencies } from '../dependencies.js';
import { requireOptions, requireSeconds, requireSignal } from '../run-arguments.js';
import { attemptDelivery, type DeliverySubject, subjectOf } from './deliver.js';
import { createEventRate, createPlaces, type Places, type ReceiverMemory } from './places.js';
import { type ClaimLease, isUnavailable, recordDelivery } from './record-delivery.js';
import type { RelayOptions, Senders } from './relay-options.js';
import { createSlowReceivers } from './slow-receivers.js';

/** Deliveries that have ended, by their outcome. */
export interface RelayRound {
  readonly claimed: number;
  readonly sent: number;
  readonly retry: number;
  readonly failed: number;
  readonly dropped: number;
  /** The outcome could not be recorded, so another relay may send it again: the lease had ended, or the storage was unavailable. */
  readonly overrun: number;
}

/** A delivery that has ended. */
export interface RelayDelivery extends DeliverySubject {
  readonly outcome: DeliveryOutcome['kind'];
  /** Whether the outcome is in the storage. If not, another relay may send it again. */
  readonly isRecorded: boolean;
  /** Why it was not sent. Show it to operators only: it says which names resolve inside your network. */
  readonly problem?: DeliveryProblem;
  /** What was thrown, if `problem` is `error`: a template, a sender or a row of somebody else's. Log it. */
  readonly error?: unknown;
}

/** Delivers the messages that commits have queued. */
export interface Relay {
  /**
   * Delivers mails that are due, at most `limit` (1 to 100, 10 if absent), and as many events. Throws a RangeError for
   * another limit, an error without a mailer, and a `StorageError` that names what was sent but could not be recorded.
   */
  runOnce(options?: RelayOnceOptions): Promise<RelayRound>;
  /**
   * Delivers what is due until the signal aborts. Mails and events have places of their own, which are filled again as they
   * become free, and no organization takes more than its share of them. If nothing is due it waits for `idle` seconds (5
   * if absent; above 0 and at most 1,000,000, else a RangeError). While the storage is unavailable it waits and tries again. After the signal it finishes and records the
   * deliveries under way; one that has not ended when its lease of 5 minutes does has failed. Throws a `StorageError` that names what was sent but could not be recorded by then.
   */
  run(signal: AbortSignal, options?: RelayRunOptions): Promise<void>;
}

/** What a relay calls back. */
export interface RelayCallbacks {
  /** Called as soon as a receiver has accepted a delivery, before that is recorded. */
  readonly onSent?: (delivery: DeliverySubject) => void;
  /** Called when a delivery has ended. */
  readonly onDelivery?: (delivery: RelayDelivery) => void;
}

/** Options of one round. */
export interface RelayOnceOptions extends RelayCallbacks {
  readonly limit?: number;
}

/** How long a relay waits, and what it calls back. */
export interface RelayRunOptions extends RelayCallbacks {
  readonly idle?: number;
  /** Called with the deliveries since the last call, in mail or in webhooks: when none is under way or due, and after every hundredth. */
  readonly onRound?: (round: RelayRound) => void;
  /** Called whenever the storage was unavailable. */
  readonly onUnavailable?: (fault: StorageError) => void;
}

const defaultLimit = 10;
const maxLimit = 100;
const defaultIdle = 5;
const maxPerRound = 100;

export function createRelay(deps: Dependencies, relayOptions: RelayOptions): Relay {
  const memory = { rate: createEventRate(deps), slow: createSlowReceivers(deps) };
  const createLines = (hooks: LineHooks) => {
    const senders = sendersOrThrow(deps, relayOptions);
    const channels: readonly DeliveryChannel[] =
      senders.webhooks === null ? ['mail'] : ['mail', 'webhooks'];
    return channels.map((channel) => createLine({ deps, senders, ...memory }, channel, hooks));
  };
  return {
    async runOnce(options = {}) {
      requireOptions('relay.runOnce', options);
      const { limit = defaultLimit, ...callbacks } = options;
      if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
        throw new RangeError(
          `the limit of a relay round is ${limit}; it must be a whole number from 1 to ${maxLimit}`,
        );
      }
      const lines = createLines({ ...callbacks, mayGoOn: () => false });
      await settleAll(lines.map((line) => deliverDue(line, limit))).finally(() =>
        throwIfUnrecorded(lines),
      );
      return addRounds(lines.map((line) => line.takeRound()));
    },
    async run(signal, options = {}) {
      requireSignal('relay.run', signal);
      requireOptions('relay.run', options);
      const { idle = defaultIdle, onRound = () => {}, onUnavailable, ...callbacks } = options;
      requireSeconds('relay.run', 'idle', idle);
      const stopping = new AbortController();
      const mayGoOn = (fault: StorageError) => {
        onUnavailable?.(fault);
        return !stopping.signal.aborted;
      };
      const lines = createLines({ ...callbacks, mayGoOn });
      const waits = { deps, idleMs: idle * 1000, signal: stopping.signal, onRound, onUnavailable };
      const stopListening = onAbort(signal, () => stopping.abort());
      if (signal.aborted) stopping.abort();
      try {
        await settleAll(
          lines.map((line) =>
            deliverUntilStopped(line, waits).catch((fault: unknown) => {
              stopping.abort();
              throw fault;
            }),
          ),
        );
      } finally {
        stopListening();
        throwIfUnrecorded(lines);
      }
    },
  };
}

function sendersOrThrow({ cipher }: Dependencies, options: RelayOptions): Senders {
  const { mailer, webhookSender: sender } = options;
  if (mailer === null) {
    throw new Error(
      'the relay has no mailer to send with; give createGuildhall or coreModule one as `mailer`',
    );
  }
  return {
    ...options,
    mailer,
    webhooks: sender === null || cipher === null ? null : { sender, cipher },
  };
}

interface LineHooks extends RelayCallbacks {
  /** Whether to go on trying to record an outcome. */
  readonly mayGoOn: (fault: StorageError) => boolean;
}

/** The deliveries of one channel, and what has come of them. */
interface Line {
  readonly places: Places;
  /** What was sent but could not be recorded, with the last fault. */
  readonly unrecorded: { readonly subject: DeliverySubject; readonly fault: unknown }[];
  /** The counts since the last call. */
  takeRound(): RelayRound;
  readonly ended: number;
  /** Throws the first fault that is not about one receiver. */
  throwFault(): void;
}

interface LineParts extends ReceiverMemory {
  readonly deps: Dependencies;
  readonly senders: Senders;
}

function createLine(
  { deps, senders, ...memory }: LineParts,
  channel: DeliveryChannel,
  hooks: LineHooks,
): Line {
  const unrecorded: Line['unrecorded'][number][] = [];
  let outcomes: (DeliveryOutcome['kind'] | 'overrun')[] = [];
  let fault: { readonly thrown: unknown } | null = null;
  const deliver = async (item: ClaimedItem, lease: ClaimLease) => {
    const subject = subjectOf(item);
    const attempt = await attemptDelivery(deps, senders, item, lease);
    const { outcome, problem, error, receiverMs = 0 } = attempt;
    const isSent = outcome.kind === 'sent';
    const thrown = isSent ? thrownBy(() => hooks.onSent?.(subject)) : null;
    const recorded = await recordDelivery(deps, item, lease, outcome, hooks.mayGoOn).catch(
      (fault: unknown) => {
        if (isSent) unrecorded.push({ subject, fault });
        throw fault;
      },
    );
    if (typeof recorded !== 'string' && isSent) unrecorded.push({ subject, fault: recorded });
    if (thrown !== null) throw thrown.error;
    const isRecorded = recorded === 'recorded';
    outcomes.push(isRecorded ? outcome.kind : 'overrun');
    const shown = {
      ...(problem === undefined ? {} : { problem }),
      ...(error === undefined ? {} : { error }),
    };
    hooks.onDelivery?.({ ...subject, outcome: outcome.kind, isRecorded, ...shown });
    return receiverMs;
  };
  return {
    places: createPlaces({ deps, ...memory }, channel, (item, lease) =>
      deliver(item, lease).catch((thrown: unknown) => {
        fault ??= { thrown };
        return 0;
      }),
    ),
    unrecorded,
    get ended() {
      return outcomes.length;
    },
    takeRound() {
      const round = countOutcomes(outcomes);
      outcomes = [];
      return round;
    },
    throwFault() {
      if (fault === null) return;
      const { thrown } = fault;
      fault = null;
      throw thrown;
    },
  };
}

/** What the caller's own function throws. What was sent is recorded all the same. */
function thrownBy(callback: () => void): { readonly error: unknown } | null {
  try {
    callback();
    return null;
  } catch (error) {
    return { error };
  }
}

/** Delivers at most `limit`, and no more once a delivery had a fault. */
async function deliverDue({ places, throwFault }: Line, limit: number): Promise<void> {
  let left = limit;
  try {
    while (left > 0) {
      const { claimed, mayBeMore } = await places.fill(left);
      left -= claimed;
      if (!mayBeMore) break;
      if (left > 0) await places.nextEnd();
      throwFault();
    }
  } finally {
    await places.allEnded();
  }
  throwFault();
}

interface Waits {
  readonly deps: Dependencies;
  readonly idleMs: number;
  readonly signal: AbortSignal;
  readonly onRound: (round: RelayRound) => void;
  readonly onUnavailable: ((fault: StorageError) => void) | undefined;
}

async function deliverUntilStopped(line: Line, waits: Waits): Promise<void> {
  const { deps, idleMs, signal, onRound } = waits;
  const { places } = line;
  try {
    while (!signal.aborted) {
      const filled = await fillOrReport(line, waits);
      const isIdle = filled === 'all' && places.isEmpty;
      if (isIdle || line.ended >= maxPerRound) onRound(line.takeRound());
      if (places.isEmpty && filled !== 'may_be_more') await deps.pacing.sleep(idleMs, signal);
      else await waitForPlaces(places, filled === 'may_be_more', waits);
    }
  } finally {
    await places.allEnded();
    if (line.ended > 0) onRound(line.takeRound());
  }
  throwUnlessUnavailable(line, waits);
}

/** Fills the free places. `may_be_more`: more may be due than there are places for. */
async function fillOrReport(
  line: Line,
  waits: Waits,
): Promise<'may_be_more' | 'all' | 'unavailable'> {
  throwUnlessUnavailable(line, waits);
  if (line.places.free === 0) return 'may_be_more';
  try {
    return (await line.places.fill(line.places.free)).mayBeMore ? 'may_be_more' : 'all';
  } catch (fault) {
    if (!isUnavailable(fault)) throw fault;
    waits.onUnavailable?.(fault);
    return 'unavailable';
  }
}

function throwUnlessUnavailable({ throwFault }: Line, { onUnavailable }: Waits): void {
  try {
    throwFault();
  } catch (fault) {
    if (!isUnavailable(fault)) throw fault;
    onUnavailable?.(fault);
  }
}

/** Waits for a free place if more may be due, and otherwise for all of them; for `idle` at most, since others become due in the meantime. */
function waitForPlaces(places: Places, mayBeMore: boolean, { deps, idleMs }: Waits): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = deps.pacing.startTimer(idleMs, resolve);
    const ended = mayBeMore ? places.nextEnd() : places.allEnded();
    void ended.then(() => {
      stopTimer();
      resolve();
    });
  });
}

/** Waits for all, and then throws the first fault. */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const lost = results.find((result) => result.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
}

function throwIfUnrecorded(lines: readonly Line[]): void {
  const all = lines.flatMap(({ unrecorded }) => unrecorded);
  const [first] = all;
  if (first === undefined) return;
  const names = all.map(({ subject: { kind, id } }) => `${kind} ${id}`).join(', ');
  throw new StorageError(
    'unavailable',
    `the storage could not record ${all.length} deliveries that were sent, so they may be sent again: ${names}`,
    { cause: first.fault },
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

function addRounds(rounds: readonly RelayRound[]): RelayRound {
  const sum = (name: keyof RelayRound) => rounds.reduce((total, round) => total + round[name], 0);
  return {
    claimed: sum('claimed'),
    sent: sum('sent'),
    retry: sum('retry'),
    failed: sum('failed'),
    dropped: sum('dropped'),
    overrun: sum('overrun'),
  };
}

// The places of a relay in one channel: how many deliveries are under way at once, in all and of each organization.

import type { DeliveryChannel } from '../../domain/journal/outbox-message.js';
import type { DeliveryAllowance, DeliveryQuotas } from '../../domain/shared/delivery-quota.js';
import { type OrganizationId, parseDeliveryLeaseId } from '../../domain/shared/ids.js';
import { addSeconds } from '../../domain/shared/time.js';
import type { ClaimedItem } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { newId } from '../use-case/new-id.js';
import type { ClaimLease } from './record-delivery.js';
import type { SlowReceivers } from './slow-receivers.js';

/** The deliveries that may be under way at once. */
interface PlaceLimits {
  readonly all: number;
  readonly perOrganization: number;
}

/**
 * Mail goes through one mail server, where ten at a time fill five connections. Receivers of webhooks are as slow as they
 * like, so there are more places for them, of which slow ones get half.
 */
const placeLimits: Readonly<Record<DeliveryChannel, PlaceLimits>> = {
  mail: { all: 10, perOrganization: /* INV-58 */ 5 },
  webhooks: { all: 64, perOrganization: /* WEBHOOK-35 */ 4 },
};

/** 5 minutes. Each delivery must take much less. */
const leaseSeconds = 300;
const minuteInMs = 60_000;

/** The deliveries of one channel that are under way. */
export interface Places {
  readonly free: number;
  readonly isEmpty: boolean;
  /**
   * Claims at most `limit` deliveries, and starts them. `mayBeMore`: there may be others that are due, once a delivery
   * under way has ended.
   */
  fill(limit: number): Promise<{ readonly claimed: number; readonly mayBeMore: boolean }>;
  /** Resolves when a delivery ends, or at once if there is none. */
  nextEnd(): Promise<void>;
  /** Resolves when all deliveries have ended. */
  allEnded(): Promise<void>;
}

/** What a relay knows of its receivers. */
export interface ReceiverMemory {
  readonly rate: EventRate;
  readonly slow: SlowReceivers;
}

/** `deliver` must not reject. It resolves to how long the receiver took, in milliseconds. */
export function createPlaces(
  { deps, rate, slow }: ReceiverMemory & { readonly deps: Dependencies },
  channel: DeliveryChannel,
  deliver: (item: ClaimedItem, lease: ClaimLease) => Promise<number>,
): Places {
  const { all, perOrganization } = placeLimits[channel];
  const isEvents = channel === 'webhooks';
  const underWay = new Map<Promise<void>, OrganizationId>();
  const start = (item: ClaimedItem, lease: ClaimLease) => {
    const organizationId = organizationOf(item);
    if (isEvents) rate.count(organizationId);
    const ended = deliver(item, lease).then((receiverMs) => {
      underWay.delete(ended);
      if (isEvents) slow.note(organizationId, receiverMs);
    });
    underWay.set(ended, organizationId);
  };
  const startDue = async (
    limit: number,
    quotasFor: (before: readonly OrganizationId[]) => DeliveryQuotas,
  ) => {
    const before = [...underWay.values()];
    const { lease, items } = await claim(deps, channel, limit, quotasFor(before));
    for (const item of items) start(item, lease);
    const started = items.map(organizationOf);
    // Deliveries that ended during the claim had their place in its quotas.
    const counts = [...countEach([...before, ...started]).values()];
    return { started, isOneFull: counts.some((count) => count >= perOrganization) };
  };
  const startMails = async (limit: number) => {
    const { started, isOneFull } = await startDue(limit, (before) =>
      quotasOf(perOrganization, countEach(before), new Map()),
    );
    return { claimed: started.length, mayBeMore: started.length === limit || isOneFull };
  };
  /** An organization has a rate, and fewer places if its receiver is slow. The smaller of both counts. */
  const eventQuotas =
    (ofSlow: ReadonlyMap<OrganizationId, number>) => (before: readonly OrganizationId[]) => {
      const left = new Map(rate.left());
      for (const [organizationId, most] of ofSlow)
        left.set(organizationId, Math.min(most, left.get(organizationId) ?? most));
      return quotasOf(Math.min(perOrganization, rate.perMinute), countEach(before), left);
    };
  /** Claims as many as slow receivers have places left, theirs among them, and then for the other places without theirs. */
  const startEvents = async (limit: number) => {
    const turn = slow.next([...underWay.values()]);
    const most = Math.min(limit, turn.places);
    const first = most === 0 ? nothing : await startDue(most, eventQuotas(turn.allowances));
    const isTurnOver = first.started.length < most;
    slow.served(first.started, isTurnOver);
    const rest = limit - first.started.length;
    const isRest = rest > 0 && !isTurnOver;
    const second = isRest ? await startDue(rest, eventQuotas(noneOf(turn.allowances))) : nothing;
    const claimed = first.started.length + second.started.length;
    const isOneHeldBack = turn.isOneHeldBack || (!slow.isEmpty && underWay.size > 0);
    const isOneFull = first.isOneFull || second.isOneFull;
    return { claimed, mayBeMore: claimed === limit || isOneFull || isOneHeldBack };
  };
  return {
    get free() {
      return all - underWay.size;
    },
    get isEmpty() {
      return underWay.size === 0;
    },
    fill(limit) {
      const wanted = Math.min(limit, all - underWay.size);
      return isEvents ? startEvents(wanted) : startMails(wanted);
    },
    nextEnd: () => (underWay.size === 0 ? Promise.resolve() : Promise.race(underWay.keys())),
    async allEnded() {
      await Promise.all(underWay.keys());
    },
  };
}

const nothing = { started: [], isOneFull: false };

function noneOf(
  allowances: ReadonlyMap<OrganizationId, number>,
): ReadonlyMap<OrganizationId, number> {
  return new Map([...allowances.keys()].map((organizationId) => [organizationId, 0]));
}

async function claim(
  deps: Dependencies,
  channel: DeliveryChannel,
  limit: number,
  perOrganization: DeliveryQuotas,
): Promise<{ readonly lease: ClaimLease; readonly items: readonly ClaimedItem[] }> {
  const now = await deps.clock.now();
  const id = newId(deps.ids, parseDeliveryLeaseId);
  const endsAtMs = deps.pacing.monotonicNow() + leaseSeconds * 1000;
  const lease = { id, until: addSeconds(now, leaseSeconds) };
  const request = { now, lease, channel, limit, perOrganization };
  return { lease: { id, endsAtMs }, items: await deps.storage.outbox.claim(request) };
}

function organizationOf(item: ClaimedItem): OrganizationId {
  return item.kind === 'invitation' ? item.invitation.organizationId : item.message.organizationId;
}

/** An organization may take what its deliveries under way leave of its share, and no more than is left to it otherwise. */
function quotasOf(
  perOrganization: number,
  underWay: ReadonlyMap<OrganizationId, number>,
  leftOfEach: ReadonlyMap<OrganizationId, number>,
): DeliveryQuotas {
  const known = new Set([...underWay.keys(), ...leftOfEach.keys()]);
  const allowances = [...known].map((organizationId): DeliveryAllowance => {
    const places = perOrganization - (underWay.get(organizationId) ?? 0);
    const left = leftOfEach.get(organizationId) ?? places;
    return { organizationId, max: Math.max(0, Math.min(places, left)) };
  });
  return {
    max: perOrganization,
    allowances: allowances.filter(({ max }) => max < perOrganization),
  };
}

/** How many events a relay has sent for each organization in the current minute. Mail has a budget for each address instead. */
export interface EventRate {
  readonly perMinute: number;
  count(organizationId: OrganizationId): void;
  /** How many more it may send for those that it has sent some for. */
  left(): ReadonlyMap<OrganizationId, number>;
}

export function createEventRate({ pacing, policy }: Dependencies): EventRate {
  const limit = /* WEBHOOK-36 */ policy.maxWebhookEventsPerMinute;
  let sent = new Map<OrganizationId, number>();
  let minute = -1;
  const beginMinute = () => {
    const current = Math.floor(pacing.monotonicNow() / minuteInMs);
    if (current !== minute) sent = new Map();
    minute = current;
  };
  return {
    perMinute: limit,
    count(organizationId) {
      beginMinute();
      sent.set(organizationId, (sent.get(organizationId) ?? 0) + 1);
    },
    left() {
      beginMinute();
      return new Map([...sent].map(([organizationId, count]) => [organizationId, limit - count]));
    },
  };
}

function countEach<T>(values: Iterable<T>): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// The outbox: relays claim and settle its messages, and the invitations, which hold their own delivery.

import { channelOfMessage, type OutboxMessage } from '../../domain/journal/outbox-message.js';
import { type Invitation, invitationStateAt } from '../../domain/organization/invitation.js';
import {
  claimDelivery,
  type Delivery,
  type DeliveryLease,
  isDeliveryDue,
  isLeaseHolder,
  settleDelivery,
} from '../../domain/shared/delivery-lease-and-retry.js';
import { createDeliveryQuota } from '../../domain/shared/delivery-quota.js';
import type { Versioned } from '../../domain/shared/result.js';
import type {
  ClaimedItem,
  DeliveryClaimRequest,
  DeliverySettlement,
  Outbox,
} from '../../ports/storage.js';
import { type SortedIndex, singleIndexKey } from './indexes.js';
import { type CallRunner, deepCopy } from './port-call.js';
import { pruneOutboxAndJournal } from './prune.js';
import { filterMap } from './row-page.js';
import { comparePositions, type Position } from './sorted-positions.js';
import type { MemoryTable } from './table.js';
import { dueTimeOrZero, type MemoryTables } from './tables.js';

export function createOutbox(tables: MemoryTables, call: CallRunner): Outbox {
  return {
    claim(claim) {
      const given = deepCopy(claim);
      return call(() => claimDueItems(tables, given));
    },
    settle(settlement) {
      const given = deepCopy(settlement);
      return call(() => settleItemIfHolder(tables, given));
    },
    prune(before, limit) {
      const given = deepCopy(before);
      return call(() => pruneOutboxAndJournal(tables, given, limit));
    },
  };
}

type DueItem =
  | { readonly kind: 'invitation'; readonly row: Versioned<Invitation> }
  | { readonly kind: 'message'; readonly row: Versioned<OutboxMessage> };

function claimDueItems(tables: MemoryTables, claim: DeliveryClaimRequest): readonly ClaimedItem[] {
  const quota = createDeliveryQuota(claim.perOrganization);
  const taken: DueItem[] = [];
  for (const item of listDueItems(tables, claim)) {
    if (taken.length >= claim.limit) break;
    if (quota.reserve(item.row.value.organizationId)) taken.push(item);
  }
  return taken.map((item) => claimItem(tables, item, claim.lease));
}

/** The oldest first. */
function* listDueItems(
  { invitations, outbox: messages }: MemoryTables,
  { now, channel }: DeliveryClaimRequest,
): Iterable<DueItem> {
  const openInvitations = channel === 'mail' ? listDueRows(invitations, now) : [];
  yield* mergeByPosition(
    filterMap(openInvitations, (row): DueItem | null =>
      /* INV-53 */ invitationStateAt(row.value, now) === 'pending'
        ? { kind: 'invitation', row }
        : null,
    ),
    filterMap(listDueRows(messages, now), (row): DueItem | null =>
      channelOfMessage(row.value) === channel ? { kind: 'message', row } : null,
    ),
  );
}

/** Merges two lists that are in order. */
function* mergeByPosition(
  one: Iterator<DueItem, undefined>,
  other: Iterator<DueItem, undefined>,
): Iterable<DueItem> {
  let [a, b] = [one.next().value, other.next().value];
  while (a !== undefined || b !== undefined) {
    const isFirst =
      b === undefined ||
      (a !== undefined && comparePositions(positionOfDueItem(a), positionOfDueItem(b)) < 0);
    const next = isFirst ? a : b;
    if (next !== undefined) yield next;
    if (isFirst) a = one.next().value;
    else b = other.next().value;
  }
}

interface WithDelivery {
  readonly delivery: Delivery;
}

function* listDueRows<T extends WithDelivery>(
  table: MemoryTable<T> & { readonly byNextAttempt: SortedIndex<T> },
  now: Date,
): Iterable<Versioned<T>> {
  for (const row of table.rowsAt(table.byNextAttempt.upTo(singleIndexKey, now.getTime()))) {
    if (isDeliveryDue(row.value.delivery, now)) yield row;
  }
}

function positionOfDueItem({ row }: DueItem): Position {
  return { atMs: dueTimeOrZero(row.value.delivery), id: row.value.id };
}

function claimItem(
  { invitations, outbox: messages }: MemoryTables,
  due: DueItem,
  lease: DeliveryLease,
): ClaimedItem {
  if (due.kind === 'message') {
    const { value, version } = due.row;
    const message: OutboxMessage = { ...value, delivery: claimDelivery(value.delivery, lease) };
    messages.update(message.id, version, message);
    return { kind: 'message', id: message.id, message };
  }
  const { value, version } = due.row;
  const invitation: Invitation = {
    ...value,
    delivery: claimDelivery(value.delivery, lease),
    emailSentCount: value.emailSentCount + 1, // INV-37
  };
  invitations.update(invitation.id, version, invitation);
  return { kind: 'invitation', id: invitation.id, invitation };
}

function settleItemIfHolder(
  { invitations, outbox: messages }: MemoryTables,
  given: DeliverySettlement,
): boolean {
  if (given.kind === 'message') {
    return settleRowIfHolder(messages, given, (message) => message);
  }
  return settleRowIfHolder(invitations, given, (invitation) =>
    /* INV-38 */ given.outcome.kind === 'sent'
      ? { ...invitation, lastEmailSentAt: given.at }
      : invitation,
  );
}

function settleRowIfHolder<T extends WithDelivery>(
  table: MemoryTable<T>,
  { id, leaseId, outcome }: DeliverySettlement,
  withOutcome: (value: T) => T,
): boolean {
  const row = table.find(id);
  if (row === null || !isLeaseHolder(row.value.delivery, leaseId)) return false;
  const delivery = settleDelivery(row.value.delivery, outcome);
  table.update(id, row.version, { ...withOutcome(row.value), /* INV-39 */ delivery });
  return true;
}

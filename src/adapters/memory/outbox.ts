// What relays take and give back: the outbox's rows, and the invitations, which carry their own delivery.

import type { Message } from '../../domain/journal/message.js';
import { type Invitation, stateAt } from '../../domain/organization/invitation.js';
import {
  claimed,
  type Delivery,
  isDue,
  isHeldBy,
  type Lease,
  settled,
} from '../../domain/shared/delivery.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Claim, Claimed, Outbox, Settlement } from '../../ports/storage.js';
import type { Call } from './call.js';
import { detached } from './detached.js';
import { all, type SortedIndex } from './indexes.js';
import { pruneIn } from './prune.js';
import { mapped, take } from './slice.js';
import { comparePositions, type Position } from './sorted-positions.js';
import type { Table } from './table.js';
import { dueTime, type Tables } from './tables.js';

export function outbox(tables: Tables, call: Call): Outbox {
  return {
    claim(claim) {
      const given = detached(claim);
      return call(() => claimIn(tables, given));
    },
    settle(settlement) {
      const given = detached(settlement);
      return call(() => settleIn(tables, given));
    },
    prune(before, limit) {
      const given = detached(before);
      return call(() => pruneIn(tables, given, limit));
    },
  };
}

type Due =
  | { readonly kind: 'invitation'; readonly row: Versioned<Invitation> }
  | { readonly kind: 'message'; readonly row: Versioned<Message> };

function claimIn(tables: Tables, { now, lease, limit }: Claim): readonly Claimed[] {
  const { invitations, outbox: messages } = tables;
  const mayBeAccepted = mapped(dueRows(invitations, now), (row) =>
    /* INV-53 */ stateAt(row.value, now) === 'pending' ? row : null,
  );
  const due = [
    ...take(mayBeAccepted, limit).map((row): Due => ({ kind: 'invitation', row })),
    ...take(dueRows(messages, now), limit).map((row): Due => ({ kind: 'message', row })),
  ];
  due.sort((a, b) => comparePositions(positionOf(a), positionOf(b)));
  return due.slice(0, limit).map((item) => claimOne(tables, item, lease));
}

interface ToSend {
  readonly delivery: Delivery;
}

function* dueRows<T extends ToSend>(
  table: Table<T> & { readonly toSend: SortedIndex<T> },
  now: Date,
): Iterable<Versioned<T>> {
  for (const row of table.from(table.toSend.upTo(all, now.getTime()))) {
    if (isDue(row.value.delivery, now)) yield row;
  }
}

function positionOf({ row }: Due): Position {
  return { at: dueTime(row.value.delivery), id: row.value.id };
}

function claimOne({ invitations, outbox: messages }: Tables, due: Due, lease: Lease): Claimed {
  if (due.kind === 'message') {
    const { value, version } = due.row;
    const message: Message = { ...value, delivery: claimed(value.delivery, lease) };
    messages.update(message.id, version, message);
    return { kind: 'message', id: message.id, message };
  }
  const { value, version } = due.row;
  const invitation: Invitation = {
    ...value,
    delivery: claimed(value.delivery, lease),
    emailSentCount: value.emailSentCount + 1, // INV-37
  };
  invitations.update(invitation.id, version, invitation);
  return { kind: 'invitation', id: invitation.id, invitation };
}

function settleIn({ invitations, outbox: messages }: Tables, given: Settlement): boolean {
  if (given.kind === 'message') {
    return settleRow(messages, given, (message) => message);
  }
  return settleRow(invitations, given, (invitation) =>
    /* INV-38 */ given.outcome.kind === 'sent'
      ? { ...invitation, lastEmailSentAt: given.at }
      : invitation,
  );
}

function settleRow<T extends ToSend>(
  table: Table<T>,
  { id, lease, outcome }: Settlement,
  noting: (value: T) => T,
): boolean {
  const row = table.find(id);
  if (row === null || !isHeldBy(row.value.delivery, lease)) return false;
  const delivery = settled(row.value.delivery, outcome);
  table.update(id, row.version, { ...noting(row.value), /* INV-39 */ delivery });
  return true;
}

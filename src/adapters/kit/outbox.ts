// Decides what relays claim and settle: messages of the outbox, and invitations, which hold their own delivery.

import { invitationStateAt } from '../../domain/organization/invitation.js';
import { isDeliveryDue, isLeaseHolder } from '../../domain/shared/delivery-lease-and-retry.js';
import { createDeliveryQuota } from '../../domain/shared/delivery-quota.js';
import type { ClaimedItem, DeliveryClaimRequest, DeliverySettlement } from '../../ports/storage.js';
import { type Answer, andThen } from './answer.js';
import {
  claimedInvitation,
  claimedMessage,
  settledInvitation,
  settledMessage,
} from './deliveries.js';
import type { Place, RowView, RowWrite, StoredRow, WriteDecision } from './engine.js';
import { comparePlaces } from './list-entries.js';
import { find, listOf } from './rows.js';
import { filterMap, merge, takeFirst, type Walk, walkScan } from './walk.js';
import { replaceRow } from './writes.js';

type DueItem =
  | { readonly kind: 'invitation'; readonly place: Place; readonly row: StoredRow<'invitations'> }
  | { readonly kind: 'message'; readonly place: Place; readonly row: StoredRow<'outbox'> };

/** Takes the oldest due deliveries that the quotas allow. */
export function decideClaim(
  view: RowView,
  claim: DeliveryClaimRequest,
): Answer<WriteDecision<readonly ClaimedItem[]>> {
  const quota = createDeliveryQuota(claim.perOrganization);
  const allowed = filterMap(walkDue(view, claim), (item) =>
    quota.reserve(item.row.value.organizationId) ? item : null,
  );
  return andThen(takeFirst(allowed, claim.limit), (items) => {
    const claimed = items.map((item) => claimItem(item, claim));
    return { writes: claimed.map(({ write }) => write), answer: claimed.map(({ item }) => item) };
  });
}

/** The oldest first. */
function walkDue(view: RowView, { now, channel }: DeliveryClaimRequest): Walk<DueItem> {
  const until = { to: [now.getTime()] };
  const messages = walkScan(view, listOf('outbox', 'byNextAttempt', [channel], until));
  const dueMessages = filterMap(messages, (row): DueItem | null =>
    isDeliveryDue(row.value.delivery, now) ? { kind: 'message', place: placeOf(row), row } : null,
  );
  if (channel !== 'mail') return dueMessages;
  const invitations = walkScan(view, listOf('invitations', 'byNextAttempt', [], until));
  const dueInvitations = filterMap(invitations, (row): DueItem | null =>
    isDeliveryDue(row.value.delivery, now) &&
    /* INV-53 */ invitationStateAt(row.value, now) === 'pending'
      ? { kind: 'invitation', place: placeOf(row), row }
      : null,
  );
  return merge([dueInvitations, dueMessages], (a, b) => comparePlaces(a.place, b.place));
}

function placeOf({ value }: StoredRow<'invitations' | 'outbox'>): Place {
  return [value.delivery.nextAttemptAt?.getTime() ?? 0, value.id];
}

function claimItem(
  due: DueItem,
  { lease }: DeliveryClaimRequest,
): { readonly item: ClaimedItem; readonly write: RowWrite } {
  if (due.kind === 'message') {
    const message = claimedMessage(due.row.value, lease);
    const item = { kind: 'message', id: message.id, message } as const;
    return { item, write: replaceRow('outbox', due.row, message) };
  }
  const invitation = claimedInvitation(due.row.value, lease);
  const item = { kind: 'invitation', id: invitation.id, invitation } as const;
  return { item, write: replaceRow('invitations', due.row, invitation) };
}

/** Whether the lease is still held, with the write of the outcome if it is. */
export function decideSettlement(
  view: RowView,
  { kind, id, leaseId, outcome, at }: DeliverySettlement,
): Answer<WriteDecision<boolean>> {
  if (kind === 'message') {
    return andThen(find(view, 'outbox', id), (row) =>
      row !== null && isLeaseHolder(row.value.delivery, leaseId)
        ? settled(replaceRow('outbox', row, settledMessage(row.value, outcome)))
        : notHeld,
    );
  }
  return andThen(find(view, 'invitations', id), (row) =>
    row !== null && isLeaseHolder(row.value.delivery, leaseId)
      ? settled(replaceRow('invitations', row, settledInvitation(row.value, outcome, at)))
      : notHeld,
  );
}

function settled(write: RowWrite): WriteDecision<boolean> {
  return { writes: [write], answer: true };
}

const notHeld: WriteDecision<boolean> = { writes: [], answer: false };

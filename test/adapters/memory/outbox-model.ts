// A simple model of the outbox: one list of everything to send, and what relays may claim and settle.

import type { DeliveryChannel, OutboxMessage } from '../../../src/domain/journal/outbox-message.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { DeliveryClaimRequest, DeliverySettlement } from '../../../src/ports/storage.js';

/** A delivery in the model. Times are in milliseconds. */
export interface OutboxModelItem {
  readonly id: string;
  readonly organization: string;
  readonly channel: DeliveryChannel;
  readonly state: Invitation['state'];
  readonly expires: number;
  /** When the next attempt is due; null if there is none. */
  due: number | null;
  leaseId: string | null;
  leaseEnds: number;
  attempts: number;
  sent: number | null;
}

export function toOutboxModelItem(row: Invitation | OutboxMessage): OutboxModelItem {
  const isInvitation = 'expiresAt' in row;
  return {
    id: row.id,
    organization: row.organizationId,
    channel: 'kind' in row && row.kind === 'event' ? 'webhooks' : 'mail',
    state: isInvitation ? row.state : 'pending',
    expires: isInvitation ? row.expiresAt.getTime() : Number.POSITIVE_INFINITY,
    due: row.delivery.nextAttemptAt?.getTime() ?? null,
    leaseId: null,
    leaseEnds: Number.NEGATIVE_INFINITY,
    attempts: 0,
    sent: null,
  };
}

export function claimFromModel(
  list: readonly OutboxModelItem[],
  { now, lease, channel, limit, perOrganization }: DeliveryClaimRequest,
): OutboxModelItem[] {
  const time = now.getTime();
  const taken: string[] = [];
  const hasPlace = ({ organization }: OutboxModelItem) => {
    const own = perOrganization?.allowances.find((each) => each.organizationId === organization);
    const max = own?.max ?? perOrganization?.max ?? Number.POSITIVE_INFINITY;
    const isFree = taken.filter((other) => other === organization).length < max;
    if (isFree) taken.push(organization);
    return isFree;
  };
  const claimed = list
    .filter((item) => item.channel === channel)
    .filter(({ state, expires }) => state === 'pending' && expires > time)
    .filter(({ due, leaseEnds }) => due !== null && due <= time && leaseEnds <= time)
    .toSorted((a, b) => Number(a.due) - Number(b.due) || (a.id < b.id ? -1 : 1))
    .filter(hasPlace)
    .slice(0, limit);
  for (const sending of claimed) {
    sending.leaseId = lease.id;
    sending.leaseEnds = lease.until.getTime();
    sending.attempts += 1;
  }
  return claimed;
}

export function settleInModel(
  list: readonly OutboxModelItem[],
  { id, leaseId, outcome, at }: DeliverySettlement,
): boolean {
  const sending = list.find((other) => other.id === id);
  if (sending?.leaseId !== leaseId) return false;
  sending.leaseId = null;
  sending.leaseEnds = Number.NEGATIVE_INFINITY;
  sending.due = outcome.kind === 'retry' ? outcome.at.getTime() : null;
  if (outcome.kind === 'sent') sending.sent = at.getTime();
  return true;
}

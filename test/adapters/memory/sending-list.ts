// What relays must be given and may take back, said in the plainest way: one list of everything that is to be sent.

import type { Message } from '../../../src/domain/journal/message.js';
import type { Invitation } from '../../../src/domain/organization/invitation.js';
import type { Claim, Settlement } from '../../../src/ports/storage.js';

/** Times are milliseconds. */
export interface Sending {
  readonly id: string;
  readonly state: Invitation['state'];
  readonly expires: number;
  /** When the next attempt is due; null once there is none. */
  due: number | null;
  leaseId: string | null;
  leaseEnds: number;
  attempts: number;
  sent: number | null;
}

export function sendingOf(row: Invitation | Message): Sending {
  const isInvitation = 'expiresAt' in row;
  return {
    id: row.id,
    state: isInvitation ? row.state : 'pending',
    expires: isInvitation ? row.expiresAt.getTime() : Number.POSITIVE_INFINITY,
    due: row.delivery.nextAttemptAt?.getTime() ?? null,
    leaseId: null,
    leaseEnds: Number.NEGATIVE_INFINITY,
    attempts: 0,
    sent: null,
  };
}

export function claimFrom(list: readonly Sending[], { now, lease, limit }: Claim): Sending[] {
  const time = now.getTime();
  const claimed = list
    .filter(({ state, expires }) => state === 'pending' && expires > time)
    .filter(({ due, leaseEnds }) => due !== null && due <= time && leaseEnds <= time)
    .toSorted((a, b) => Number(a.due) - Number(b.due) || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
  for (const sending of claimed) {
    sending.leaseId = lease.id;
    sending.leaseEnds = lease.until.getTime();
    sending.attempts += 1;
  }
  return claimed;
}

export function settleIn(
  list: readonly Sending[],
  { id, lease, outcome, at }: Settlement,
): boolean {
  const sending = list.find((other) => other.id === id);
  if (sending?.leaseId !== lease) return false;
  sending.leaseId = null;
  sending.leaseEnds = Number.NEGATIVE_INFINITY;
  sending.due = outcome.kind === 'retry' ? outcome.at.getTime() : null;
  if (outcome.kind === 'sent') sending.sent = at.getTime();
  return true;
}

// Delivers one claimed message: composes it, sends it, and says what came of it.

import type {
  MessageId,
  NotificationKind,
  NotificationMessage,
} from '../../domain/journal/outbox-message.js';
import {
  countedAttempts,
  type Delivery,
  type DeliveryOutcome,
} from '../../domain/shared/delivery-lease-and-retry.js';
import type { AppId, InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import { maxAttemptsOf } from '../../domain/webhook/event-types.js';
import { isMailRefusedError, type OutgoingMail } from '../../ports/mailer.js';
import type { ClaimedItem } from '../../ports/storage.js';
import { isStorageError } from '../../ports/storage-error.js';
import type { Attempt } from '../delivery-attempt.js';
import type { Dependencies } from '../dependencies.js';
import { retryOrFailedOutcome } from '../retry-outcome.js';
import { deliverWebhook } from '../webhooks/deliver-webhook.js';
import { composeInvitationMail, composeNoticeMail } from './compose-mail.js';
import { countNotice } from './notice-budget.js';
import type { ClaimLease } from './record-delivery.js';
import type { Senders } from './relay-options.js';
import { endWithin, throwUnended, withTimeLimit } from './time-limit.js';

/** How much of a lease is kept for recording the outcome: half a minute. */
const recordingMs = 30_000;

/** One delivery, by its ids. */
export interface DeliverySubject {
  readonly kind: 'invitation' | 'event' | NotificationKind;
  /** The id of the invitation or of the message. */
  readonly id: InvitationId | MessageId;
  readonly organizationId: OrganizationId;
  /** The app of an event. */
  readonly appId?: AppId;
}

export function subjectOf(item: ClaimedItem): DeliverySubject {
  if (item.kind === 'invitation') {
    const { id, organizationId } = item.invitation;
    return { kind: 'invitation', id, organizationId };
  }
  const { kind, id, organizationId } = item.message;
  const appId = item.message.kind === 'event' ? item.message.appId : undefined;
  return { kind, id, organizationId, ...(appId === undefined ? {} : { appId }) };
}

/**
 * Delivers a message. If something throws that is no fault of the storage, such as a template, or does not end within the
 * lease, only this delivery fails, and is tried again: others must not wait because of it.
 */
export async function attemptDelivery(
  deps: Dependencies,
  senders: Senders,
  item: ClaimedItem,
  lease: ClaimLease,
): Promise<Attempt> {
  const untilMs = lease.endsAtMs - deps.pacing.monotonicNow();
  const counted = await withCountedAttempts(deps, item);
  try {
    const inTime = withTimeLimit(senders, deps, untilMs - recordingMs);
    return await endWithin(
      deps,
      untilMs,
      () => deliverItem(deps, inTime, counted),
      () => throwUnended('the delivery', untilMs),
    );
  } catch (error) {
    if (isStorageError(error)) throw error;
    return { outcome: await outcomeOfFault(deps, counted), problem: 'error', error };
  }
}

/** The same delivery with the attempts that count. */
async function withCountedAttempts(
  { clock }: Dependencies,
  item: ClaimedItem,
): Promise<ClaimedItem> {
  const { delivery } = item.kind === 'invitation' ? item.invitation : item.message;
  if (delivery.attempts === 1) return item;
  const queuedAt = item.kind === 'invitation' ? item.invitation.invitedAt : item.message.createdAt;
  const attempts = countedAttempts(delivery.attempts, queuedAt, await clock.now());
  const counted = { ...delivery, attempts };
  return item.kind === 'invitation'
    ? { ...item, invitation: { ...item.invitation, delivery: counted } }
    : { ...item, message: { ...item.message, delivery: counted } };
}

async function outcomeOfFault(deps: Dependencies, item: ClaimedItem): Promise<DeliveryOutcome> {
  if (item.kind === 'invitation')
    return retryOrFailedOutcome(deps, item.invitation.delivery.attempts);
  const { message } = item;
  const { attempts } = message.delivery;
  const isLast = message.kind === 'event' && attempts >= maxAttemptsOf(message.eventType);
  return isLast ? { kind: 'failed' } : retryOrFailedOutcome(deps, attempts);
}

async function deliverItem(
  deps: Dependencies,
  senders: Senders,
  item: ClaimedItem,
): Promise<Attempt> {
  if (item.kind === 'invitation') {
    const composed = await composeInvitationMail(deps, senders, item.invitation);
    return deliverMail(deps, senders, composed, item.invitation.delivery);
  }
  const { message } = item;
  if (message.kind !== 'event') {
    return deliverNotice(deps, senders, message);
  }
  if (senders.webhooks === null) throw new Error('this relay claims no events');
  return deliverWebhook(deps, senders.webhooks, message);
}

async function deliverNotice(
  deps: Dependencies,
  senders: Senders,
  message: NotificationMessage,
): Promise<Attempt> {
  const notice = await composeNoticeMail(deps, senders, message);
  if (notice === 'dropped') return { outcome: { kind: 'dropped' } };
  const counted = await countNotice(deps, message.organizationId, notice.emailKey);
  if (counted === null) return { outcome: { kind: 'dropped' } }; // INV-60
  const attempt = await deliverMail(deps, senders, notice.mail, message.delivery);
  if (attempt.outcome.kind !== 'sent') await counted.giveBack();
  return attempt;
}

async function deliverMail(
  deps: Dependencies,
  { mailer }: Senders,
  composed: OutgoingMail | 'dropped' | 'not_yet' | 'failed' | 'blocked',
  { attempts }: Delivery,
): Promise<Attempt> {
  if (composed === 'dropped') return { outcome: { kind: 'dropped' } };
  if (composed === 'failed') return { outcome: { kind: 'failed' }, problem: 'token' };
  if (composed === 'blocked') return { outcome: { kind: /* INV-57 */ 'sent' } };
  const retry = () => retryOrFailedOutcome(deps, attempts);
  if (composed === 'not_yet') return { outcome: await retry(), problem: 'key_unknown' };
  try {
    await mailer.send(composed);
    return { outcome: { kind: 'sent' } };
  } catch (error) {
    return isMailRefusedError(error)
      ? { outcome: { kind: 'failed' }, problem: 'mail_refused' }
      : { outcome: await retry(), problem: 'mail_server' };
  }
}

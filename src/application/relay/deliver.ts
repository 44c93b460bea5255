// Delivers one claimed message: composes it, sends it, and says what came of it.

import type {
  MessageId,
  NotificationKind,
  NotificationMessage,
} from '../../domain/journal/outbox-message.js';
import type { Delivery, DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import type { AppId, InvitationId, OrganizationId } from '../../domain/shared/ids.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import { isMailRefusedError, type Mailer, type OutgoingMail } from '../../ports/mailer.js';
import type { ClaimedItem } from '../../ports/storage.js';
import type { WebhookSender } from '../../ports/webhook-sender.js';
import type { Attempt } from '../delivery-attempt.js';
import type { Dependencies } from '../dependencies.js';
import { retryOrFailedOutcome } from '../retry-outcome.js';
import { deliverWebhook } from '../webhooks/deliver-webhook.js';
import { composeInvitationMail, composeNoticeMail } from './compose-mail.js';
import { countNotice } from './notice-budget.js';
import type { RelayOptions } from './relay-options.js';

/** What a relay sends with. Without a sender or a cipher, webhooks are left to another relay. */
export interface Senders extends RelayOptions {
  readonly mailer: Mailer;
  readonly webhooks: { readonly sender: WebhookSender; readonly cipher: FieldCipher } | null;
}

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

export async function deliverItem(
  deps: Dependencies,
  senders: Senders,
  item: ClaimedItem,
): Promise<Attempt> {
  if (item.kind === 'invitation') {
    const composed = await composeInvitationMail(deps, senders, item.invitation);
    return { outcome: await deliverMail(deps, senders, composed, item.invitation.delivery) };
  }
  const { message } = item;
  if (message.kind !== 'event') {
    return { outcome: await deliverNotice(deps, senders, message) };
  }
  if (senders.webhooks === null) throw new Error('this relay claims no events');
  return deliverWebhook(deps, senders.webhooks, message);
}

async function deliverNotice(
  deps: Dependencies,
  senders: Senders,
  message: NotificationMessage,
): Promise<DeliveryOutcome> {
  const notice = await composeNoticeMail(deps, senders, message);
  if (notice === 'dropped') return { kind: 'dropped' };
  const counted = await countNotice(deps, message.organizationId, notice.emailKey);
  if (counted === null) return { kind: 'dropped' }; // INV-60
  const outcome = await deliverMail(deps, senders, notice.mail, message.delivery);
  if (outcome.kind !== 'sent') await counted.giveBack();
  return outcome;
}

async function deliverMail(
  deps: Dependencies,
  { mailer }: Senders,
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

// Messages that commits leave in the outbox: notifications to people by mail, and events to webhooks.

import type { Brand } from '../shared/brand.js';
import type { Delivery } from '../shared/delivery-lease-and-retry.js';
import {
  type AppId,
  isOperationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  type UserId,
} from '../shared/ids.js';
import type { WebhookEventType } from '../webhook/event-types.js';

/**
 * All channels of delivery. `mail`: invitations and notifications. `webhooks`: events. Each is claimed on its own, so
 * that receivers of one cannot hold up the other.
 */
export const deliveryChannels = ['mail', 'webhooks'] as const;
/** How deliveries go out. */
export type DeliveryChannel = (typeof deliveryChannels)[number];

/** The id of a message: the operation's id and the message's index in it. It is the same in every attempt. */
export type MessageId = Brand<string, 'MessageId'>;

/** All kinds of notifications. */
export const notificationKinds = ['role_changed', 'member_removed'] as const;
/** What a notification is about. */
export type NotificationKind = (typeof notificationKinds)[number];

interface OutboxMessageBase {
  readonly id: MessageId;
  readonly delivery: Delivery;
  readonly createdAt: Date;
}

/** A notification to a person. It has ids only; the relay reads the email address when it sends. */
export interface NotificationMessage extends OutboxMessageBase {
  readonly kind: NotificationKind;
  readonly to: UserId;
  readonly organizationId: OrganizationId;
  readonly membershipId: MembershipId;
  /** The revision (`membershipRevision`) of the membership that this message is about. The relay drops it if the membership has changed since. */
  readonly revision: number;
}

/** An event for a webhook. It has ids only; the relay reads the URL and the secret when it sends. */
export interface WebhookMessage extends OutboxMessageBase {
  readonly kind: 'event';
  readonly eventType: WebhookEventType;
  /** The organization that the event belongs to, or that owned the app. */
  readonly organizationId: OrganizationId;
  /** The app that the event belongs to; absent for an event of the organization itself. */
  readonly appId?: AppId;
  /** Other ids of the event by name, such as `keyId` or `userId`. */
  readonly relatedIds: Readonly<Record<string, string>>;
  /** The revision of the webhook when this message was written. */
  readonly revision: number;
}

/** A row of the outbox. */
export type OutboxMessage = NotificationMessage | WebhookMessage;

/** The channel of a message: `mail` for a notification, `webhooks` for an event. */
export function channelOfMessage({ kind }: OutboxMessage): DeliveryChannel {
  return kind === 'event' ? 'webhooks' : 'mail';
}

export function messageIdOf(operationId: OperationId, index: number): MessageId {
  return `${operationId}-${index}` as MessageId;
}

/** Null if the text does not have the format of a message id. */
export function parseMessageId(text: string): MessageId | null {
  const [operation, index, ...rest] = text.split('-');
  const isOne =
    operation !== undefined &&
    isOperationId(operation) &&
    /^(?:0|[1-9][0-9]{0,3})$/.test(index ?? '');
  return isOne && rest.length === 0 ? (text as MessageId) : null;
}

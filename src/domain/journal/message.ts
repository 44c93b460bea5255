// What commits leave to be told: to people by mail, to services by webhook.

import type { Brand } from '../shared/brand.js';
import type { Delivery } from '../shared/delivery.js';
import {
  type AppId,
  isOperationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  type UserId,
} from '../shared/ids.js';
import type { WebhookEvent } from '../webhook/events.js';

/** The operation's id and the message's index in it: stable over every attempt to deliver. */
export type MessageId = Brand<string, 'MessageId'>;

/** All that people are told of. */
export const noticeKinds = ['role_changed', 'member_removed'] as const;
/** What a person is told of. */
export type NoticeKind = (typeof noticeKinds)[number];

interface AnyMessage {
  readonly id: MessageId;
  readonly delivery: Delivery;
  readonly createdAt: Date;
}

/** Something to tell a person. It holds ids only; the relay reads the address when it sends. */
export interface Notice extends AnyMessage {
  readonly kind: NoticeKind;
  readonly to: UserId;
  readonly organizationId: OrganizationId;
  readonly membershipId: MembershipId;
  /** The membership's version that this speaks of; a message of an older one is dropped. */
  readonly revision: number;
}

/** Something to tell a webhook. It holds ids only; the relay reads URL and secret when it sends. */
export interface EventMessage extends AnyMessage {
  readonly kind: 'event';
  readonly event: WebhookEvent;
  /** Whose event it is, where it is not an app's. */
  readonly organizationId: OrganizationId;
  /** Whose event it is. */
  readonly appId?: AppId;
  /** The ids of what else it is about, by their names. */
  readonly subject: Readonly<Record<string, string>>;
  /** The webhook's when this was written. */
  readonly revision: number;
}

/** A row of the outbox. */
export type Message = Notice | EventMessage;

export function messageIdOf(operationId: OperationId, index: number): MessageId {
  return `${operationId}-${index}` as MessageId;
}

/** Null where the text has not the form of a message's id. */
export function parseMessageId(text: string): MessageId | null {
  const [operation, index, ...rest] = text.split('-');
  const isOne =
    operation !== undefined &&
    isOperationId(operation) &&
    /^(?:0|[1-9][0-9]{0,3})$/.test(index ?? '');
  return isOne && rest.length === 0 ? (text as MessageId) : null;
}

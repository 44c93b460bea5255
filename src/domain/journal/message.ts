import type { Brand } from '../shared/brand.js';
import type { Delivery } from '../shared/delivery.js';
import {
  isOperationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  type UserId,
} from '../shared/ids.js';

/** The operation's id and the message's index in it: stable over every attempt to deliver. */
export type MessageId = Brand<string, 'MessageId'>;

/** All that messages tell. */
export const messageKinds = ['role_changed', 'member_removed'] as const;
/** What a message tells. */
export type MessageKind = (typeof messageKinds)[number];

/** Something to tell a person. It holds ids only; the relay reads the address when it sends. */
export interface Message {
  readonly id: MessageId;
  readonly kind: MessageKind;
  readonly to: UserId;
  readonly organizationId: OrganizationId;
  readonly membershipId: MembershipId;
  /** The membership's version that this speaks of; a message of an older one is dropped. */
  readonly revision: number;
  readonly delivery: Delivery;
  readonly createdAt: Date;
}

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

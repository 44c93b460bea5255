// The collection of the outbox: notices to people and events for webhooks, as rows of one form.

import {
  type EventMessage,
  type Message,
  type Notice,
  noticeKinds,
} from '../../domain/journal/message.js';
import { webhookEvents } from '../../domain/webhook/events.js';
import { byNextAttempt, delivery } from './deliveries.js';
import { count, date, id, oneOf, optional, plain, type Row, stored } from './fields.js';
import { corrupt, fromRow, type Table, table } from './tables.js';
import { messageId } from './values.js';

type Shared = Omit<Notice, 'kind' | 'to' | 'membershipId'>;

/** A message as one row: it has the optional fields that go with its kind. */
export interface MessageFields
  extends Shared,
    Partial<Pick<Notice, 'to' | 'membershipId'>>,
    Partial<Pick<EventMessage, 'event' | 'appId' | 'subject'>> {
  readonly kind: Message['kind'];
}

export const outbox: Table<MessageFields> = table<MessageFields>({
  collection: 'outbox',
  model: 'OutboxMessage',
  fields: {
    id: stored('_id', messageId),
    kind: oneOf([...noticeKinds, 'event']),
    to: optional(id('User')),
    organizationId: stored('organization', id('Organization')),
    membershipId: optional(stored('membership', id('Membership'))),
    event: optional(oneOf(webhookEvents)),
    appId: optional(stored('app', id('App'))),
    subject: optional(plain('object')),
    revision: count(1),
    delivery,
    createdAt: date,
  },
  indexes: [
    { ...byNextAttempt, name: 'outbox.by_next_attempt' },
    { name: 'outbox.by_state', key: { 'delivery.state': 1, createdAt: 1, _id: 1 } },
  ],
});

export function messageFrom(row: Row): Message {
  const { kind, to, membershipId, event, appId, subject, ...shared } = fromRow(outbox, row);
  if (kind === 'event') {
    if (event === undefined || subject === undefined) throw corrupt('outbox', row, 'kind');
    return { ...shared, kind, event, ...(appId === undefined ? {} : { appId }), subject };
  }
  if (to === undefined || membershipId === undefined) throw corrupt('outbox', row, 'kind');
  return { ...shared, kind, to, membershipId };
}

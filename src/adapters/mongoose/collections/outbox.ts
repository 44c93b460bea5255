// The collection of the outbox: notifications to people and messages to webhooks, as rows of one shape.

import {
  type NotificationMessage,
  notificationKinds,
  type OutboxMessage,
  type WebhookMessage,
} from '../../../domain/journal/outbox-message.js';
import { webhookEventTypes } from '../../../domain/webhook/event-types.js';
import {
  type CollectionDefinition,
  corruptRowError,
  defineCollection,
  fromRow,
} from '../collection-definition.js';
import { delivery, nextAttemptIndex } from '../fields/delivery.js';
import {
  type BsonRecord,
  date,
  id,
  mixedWithIds,
  oneOf,
  optional,
  userId,
  wholeNumber,
  withStoredName,
} from '../fields/field.js';
import { messageId } from '../fields/text-fields.js';

type SharedMessageFields = Omit<NotificationMessage, 'kind' | 'to' | 'membershipId'>;

/** A message as one row, with the optional fields that its kind needs. */
export interface FlatMessage
  extends SharedMessageFields,
    Partial<Pick<NotificationMessage, 'to' | 'membershipId'>>,
    Partial<Pick<WebhookMessage, 'eventType' | 'appId' | 'relatedIds'>> {
  readonly kind: OutboxMessage['kind'];
}

export const outbox: CollectionDefinition<FlatMessage> = defineCollection<FlatMessage>({
  collection: 'outbox',
  model: 'OutboxMessage',
  fields: {
    id: withStoredName('_id', messageId),
    kind: oneOf([...notificationKinds, 'event']),
    to: optional(userId()),
    organizationId: withStoredName('organization', id('Organization')),
    membershipId: optional(withStoredName('membership', id('Membership'))),
    eventType: optional(oneOf(webhookEventTypes)),
    appId: optional(withStoredName('app', id('App'))),
    relatedIds: optional(mixedWithIds('object')),
    revision: wholeNumber(1),
    delivery,
    createdAt: date,
  },
  indexes: [
    {
      ...nextAttemptIndex,
      name: 'outbox.by_next_attempt',
      key: { kind: 1, ...nextAttemptIndex.key, organization: 1 },
    },
    { name: 'outbox.by_state', key: { 'delivery.state': 1, createdAt: 1, _id: 1 } },
  ],
});

export function toMessage(row: BsonRecord): OutboxMessage {
  const { kind, to, membershipId, eventType, appId, relatedIds, ...shared } = fromRow(outbox, row);
  if (kind === 'event') {
    if (eventType === undefined || relatedIds === undefined)
      throw corruptRowError('outbox', row, 'kind');
    return { ...shared, kind, eventType, ...(appId === undefined ? {} : { appId }), relatedIds };
  }
  if (to === undefined || membershipId === undefined) throw corruptRowError('outbox', row, 'kind');
  return { ...shared, kind, to, membershipId };
}

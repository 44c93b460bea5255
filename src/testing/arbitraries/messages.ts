// Arbitraries for outbox messages.

import fc from 'fast-check';
import {
  type NotificationMessage,
  notificationKinds,
  type OutboxMessage,
  type WebhookMessage,
} from '../../domain/journal/outbox-message.js';
import { webhookEventTypes } from '../../domain/webhook/event-types.js';
import { dates } from './dates.js';
import { deliveries } from './deliveries.js';
import { appIds, hexTexts, membershipIds, messageIds, organizationIds, userIds } from './ids.js';
import { record } from './records.js';

/** Outbox messages of every kind, queued or finished. */
export function messages(): fc.Arbitrary<OutboxMessage> {
  return fc.oneof(notificationMessages(), webhookMessages());
}

function notificationMessages(): fc.Arbitrary<NotificationMessage> {
  return record({
    ...commonMessageFieldArbitraries(),
    kind: fc.constantFrom(...notificationKinds),
    to: userIds(),
    membershipId: membershipIds(),
  });
}

/** Events for webhooks of apps and of organizations. */
function webhookMessages(): fc.Arbitrary<WebhookMessage> {
  const event = {
    ...commonMessageFieldArbitraries(),
    kind: fc.constant('event' as const),
    eventType: fc.constantFrom(...webhookEventTypes),
    relatedIds: relatedIds(),
  };
  return fc.oneof(record(event), record({ ...event, appId: appIds() }));
}

function commonMessageFieldArbitraries() {
  return {
    id: messageIds(),
    organizationId: organizationIds(),
    revision: fc.integer({ min: 1, max: 1_000 }),
    delivery: deliveries(),
    createdAt: dates(),
  };
}

function relatedIds(): fc.Arbitrary<WebhookMessage['relatedIds']> {
  const names = fc.constantFrom('submissionId', 'keyId', 'newKeyId', 'userId');
  return fc.dictionary(names, hexTexts(24), { noNullPrototype: true });
}

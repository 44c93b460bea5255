import fc from 'fast-check';
import {
  type EventMessage,
  type Message,
  type Notice,
  noticeKinds,
} from '../../domain/journal/message.js';
import { webhookEvents } from '../../domain/webhook/events.js';
import { dates } from './dates.js';
import { deliveries } from './deliveries.js';
import { appIds, hexText, membershipIds, messageIds, organizationIds, userIds } from './ids.js';
import { record } from './records.js';

/** Messages of every kind, on their way or at rest. */
export function messages(): fc.Arbitrary<Message> {
  return fc.oneof(notices(), events());
}

function notices(): fc.Arbitrary<Notice> {
  return record({
    ...common(),
    kind: fc.constantFrom(...noticeKinds),
    to: userIds(),
    membershipId: membershipIds(),
  });
}

/** Of apps and of organizations. */
function events(): fc.Arbitrary<EventMessage> {
  const event = {
    ...common(),
    kind: fc.constant('event' as const),
    event: fc.constantFrom(...webhookEvents),
    subject: subjects(),
  };
  return fc.oneof(record(event), record({ ...event, appId: appIds() }));
}

function common() {
  return {
    id: messageIds(),
    organizationId: organizationIds(),
    revision: fc.integer({ min: 1, max: 1_000 }),
    delivery: deliveries(),
    createdAt: dates(),
  };
}

function subjects(): fc.Arbitrary<EventMessage['subject']> {
  const names = fc.constantFrom('submissionId', 'keyId', 'newKeyId', 'userId');
  return fc.dictionary(names, hexText(24), { noNullPrototype: true });
}

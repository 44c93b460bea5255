import fc from 'fast-check';
import { type Message, messageKinds } from '../../domain/journal/message.js';
import { dates } from './dates.js';
import { deliveries } from './deliveries.js';
import { membershipIds, messageIds, organizationIds, userIds } from './ids.js';
import { record } from './records.js';

/** Messages of every kind, on their way or at rest. */
export function messages(): fc.Arbitrary<Message> {
  return record({
    id: messageIds(),
    kind: fc.constantFrom(...messageKinds),
    to: userIds(),
    organizationId: organizationIds(),
    membershipId: membershipIds(),
    revision: fc.integer({ min: 1, max: 1_000 }),
    delivery: deliveries(),
    createdAt: dates(),
  });
}

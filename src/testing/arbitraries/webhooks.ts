import fc from 'fast-check';
import type { WebhookEvent } from '../../domain/webhook/events.js';
import { disablingReasons, type Webhook } from '../../domain/webhook/webhook.js';
import { dates, periods } from './dates.js';
import { hexText } from './ids.js';
import { record } from './records.js';

/** Webhooks for these events: enabled or not, some with a secret before the one they have. */
export function webhooks(events: readonly WebhookEvent[]): fc.Arbitrary<Webhook> {
  return fc
    .tuple(fields(events), periods(), marks())
    .map(([given, [createdAt, updatedAt], marked]) => ({
      ...given,
      ...marked,
      createdAt,
      updatedAt,
    }));
}

function fields(events: readonly WebhookEvent[]) {
  return record({
    url: fc.constantFrom(
      'https://hooks.example.org/',
      'https://example.com:8443/in?from=guildhall',
    ),
    events: fc.subarray([...events], { minLength: 1 }),
    secret: ciphertexts(),
    revision: fc.integer({ min: 1, max: 1_000 }),
  });
}

function marks(): fc.Arbitrary<Pick<Webhook, 'previous' | 'disabled'>> {
  return fc.record(
    {
      previous: record({ secret: ciphertexts(), until: dates() }),
      disabled: record({ at: dates(), reason: fc.constantFrom(...disablingReasons) }),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** As of a field cipher, though of none. */
function ciphertexts(): fc.Arbitrary<string> {
  return hexText(64).map((text) => `v1.test.${text}`);
}

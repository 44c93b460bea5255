// Arbitraries for webhooks.

import fc from 'fast-check';
import type { WebhookEventType } from '../../domain/webhook/event-types.js';
import { type Webhook, webhookDisableReasons } from '../../domain/webhook/webhook.js';
import { dates, periods } from './dates.js';
import { hexTexts } from './ids.js';
import { record } from './records.js';

/** Webhooks for some of these events: enabled or disabled, verified or not, with and without a previous secret. */
export function webhooks(events: readonly WebhookEventType[]): fc.Arbitrary<Webhook> {
  return fc
    .tuple(baseWebhookFields(events), periods(), optionalWebhookFields())
    .map(([given, [createdAt, updatedAt], optional]) => ({
      ...given,
      ...optional,
      createdAt,
      updatedAt,
    }));
}

function baseWebhookFields(events: readonly WebhookEventType[]) {
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

function optionalWebhookFields(): fc.Arbitrary<
  Pick<
    Webhook,
    'previousSecret' | 'unverifiedSince' | 'askedRevision' | 'enabledRevision' | 'disabled'
  >
> {
  return fc.record(
    {
      previousSecret: record({ secret: ciphertexts(), until: dates() }),
      unverifiedSince: dates(),
      askedRevision: fc.integer({ min: 1, max: 1_000 }),
      enabledRevision: fc.integer({ min: 1, max: 1_000 }),
      disabled: record({ at: dates(), reason: fc.constantFrom(...webhookDisableReasons) }),
    },
    { noNullPrototype: true, requiredKeys: [] },
  );
}

/** Texts in the form of a ciphertext; no cipher made them. */
function ciphertexts(): fc.Arbitrary<string> {
  return hexTexts(64).map((text) => `v1.test.${text}`);
}

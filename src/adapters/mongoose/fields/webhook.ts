// The webhook field of apps and organizations. Its secrets are ciphertexts.

import { type WebhookEventType, webhookEventTypes } from '../../../domain/webhook/event-types.js';
import { type Webhook, webhookDisableReasons } from '../../../domain/webhook/webhook.js';
import { parseWebhookUrl } from '../../../domain/webhook/webhook-url.js';
import { embedded } from './embedded.js';
import { date, type Field, listOf, oneOf, optional, text, wholeNumber } from './field.js';

const webhookUrl = text((value) => {
  const parsed = parseWebhookUrl(value, []);
  return parsed.ok && parsed.value === value;
}, 'the address of a webhook');

export const webhook: Field<Webhook> = embedded<Webhook>({
  url: webhookUrl,
  events: listOf(oneOf<WebhookEventType>(webhookEventTypes)),
  secret: text(),
  previousSecret: optional(
    embedded<NonNullable<Webhook['previousSecret']>>({ secret: text(), until: date }),
  ),
  revision: wholeNumber(1),
  createdAt: date,
  updatedAt: date,
  unverifiedSince: optional(date),
  askedRevision: optional(wholeNumber(1)),
  enabledRevision: optional(wholeNumber(1)),
  disabled: optional(
    embedded<NonNullable<Webhook['disabled']>>({ at: date, reason: oneOf(webhookDisableReasons) }),
  ),
});

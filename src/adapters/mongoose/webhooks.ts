// A webhook in the document of its app or organization: its secrets are ciphertexts.

import { type WebhookEvent, webhookEvents } from '../../domain/webhook/events.js';
import { disablingReasons, type Webhook } from '../../domain/webhook/webhook.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import { count, date, type Field, listOf, oneOf, optional, text } from './fields.js';
import { embedded } from './tables.js';

const url = text((value) => {
  const parsed = parseWebhookUrl(value, []);
  return parsed.ok && parsed.value === value;
}, 'the address of a webhook');

export const webhook: Field<Webhook> = embedded<Webhook>({
  url,
  events: listOf(oneOf<WebhookEvent>(webhookEvents)),
  secret: text(),
  previous: optional(embedded<NonNullable<Webhook['previous']>>({ secret: text(), until: date })),
  revision: count(1),
  createdAt: date,
  updatedAt: date,
  disabled: optional(
    embedded<NonNullable<Webhook['disabled']>>({ at: date, reason: oneOf(disablingReasons) }),
  ),
});

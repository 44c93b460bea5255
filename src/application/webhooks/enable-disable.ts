// Enables and disables a webhook.

import { ok } from '../../domain/shared/result.js';
import { disableWebhook, enableWebhook, type Webhook } from '../../domain/webhook/webhook.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { changeSetWithChallenge, chargeChallenge } from './tests-and-challenges.js';
import { type WebhookView, webhookView } from './views.js';
import { type NewWebhookDomainEvent, webhookChangeSet } from './webhook-change-set.js';
import { type WebhookCommandSpec, webhookSpecBase } from './webhook-command.js';

function createEnableDisableSpec(
  action: 'webhook.enable' | 'webhook.disable',
  change: (webhook: Webhook, now: Date) => Webhook,
  event: NewWebhookDomainEvent,
  toChangeSet: typeof changeSetWithChallenge,
): WebhookCommandSpec<WebhookView, WebhookRefusalCode> {
  return {
    action,
    ...webhookSpecBase,

    async attempt(context, { owner }) {
      const managed = await loadWebhook(context, owner);
      if (!managed.ok) return managed;
      const { webhook, authorization } = managed.value;
      const after = change(webhook, context.now);
      const value = webhookView(after);
      if (after === webhook) return ok({ value, changeSet: null });
      return ok({
        value,
        changeSet: toChangeSet(owner, authorization, after, event, context.now),
      });
    },
  };
}

export type EnableWebhookRefusalCode = WebhookRefusalCode | 'rate_limited';

export const enableSpec: WebhookCommandSpec<WebhookView, EnableWebhookRefusalCode> = {
  ...createEnableDisableSpec(
    'webhook.enable',
    enableWebhook,
    { type: 'webhook_enabled' },
    changeSetWithChallenge,
  ),
  chargeRateLimits: (context, { owner }, webhook) => chargeChallenge(context, owner, webhook),
};

export const disableSpec: WebhookCommandSpec<WebhookView, WebhookRefusalCode> =
  createEnableDisableSpec(
    'webhook.disable',
    (webhook, now) => disableWebhook(webhook, 'requested', now),
    { type: 'webhook_disabled', reason: 'requested' },
    webhookChangeSet,
  );

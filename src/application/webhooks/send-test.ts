// Sends a test event to a webhook.

import { ok, refuse } from '../../domain/shared/result.js';
import { testEventType } from '../../domain/webhook/event-types.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { type WebhookView, webhookView } from './views.js';
import { ownerSubject, webhookEventIds } from './webhook-change-set.js';
import { type WebhookCommandSpec, webhookSpecBase } from './webhook-command.js';

/** How many tests of one webhook may run in an hour. Each test makes the embedder's servers send a request. */
const maxTestsPerHour = /* WEBHOOK-31 */ 10;

const hourInSeconds = 3600;

export type SendTestRefusalCode = WebhookRefusalCode | 'rate_limited';

/** Guards nothing, since a test grants nothing that lasts. */
export const sendTestSpec: WebhookCommandSpec<WebhookView, SendTestRefusalCode> = {
  action: 'webhook.send_test',
  ...webhookSpecBase,

  async attempt(context, { owner }) {
    const managed = await loadWebhook(context, owner);
    if (!managed.ok) return managed;
    const { webhook, authorization } = managed.value;
    const names = webhookEventIds(owner, authorization.organization.value.id);
    const { revision } = webhook;
    return ok({
      value: webhookView(webhook),
      changeSet: {
        changes: [],
        events: [],
        subject: ownerSubject(owner),
        auditOrganizationIds: [names.organizationId],
        messages: [{ kind: 'event', eventType: testEventType, ...names, relatedIds: {}, revision }],
      },
    });
  },

  async chargeRateLimits({ deps, now }, { owner }) {
    const key = `webhook tests of ${ownerSubject(owner).id}`;
    const limit = { key, limit: maxTestsPerHour, window: hourInSeconds };
    const retryAfter = await deps.rateLimiter.take(limit, 1, now);
    return retryAfter === null ? ok(null) : refuse({ code: 'rate_limited', retryAfter });
  },
};

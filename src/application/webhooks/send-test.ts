// Sends a test event to a webhook, or the challenge if its receiver is not verified.

import { ok } from '../../domain/shared/result.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { chargeTest, testOrChallenge } from './tests-and-challenges.js';
import { type WebhookView, webhookView } from './views.js';
import { ownerSubject, webhookEventIds } from './webhook-change-set.js';
import { type WebhookCommandSpec, webhookSpecBase } from './webhook-command.js';

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
    return ok({
      value: webhookView(webhook),
      changeSet: {
        changes: [],
        events: [],
        subject: ownerSubject(owner),
        auditOrganizationIds: [names.organizationId],
        messages: [testOrChallenge(webhook, names)],
      },
    });
  },

  chargeRateLimits: (context, { owner }) => chargeTest(context, owner),
};

// Creates a webhook, or changes its URL and its events.

import * as z from 'zod';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import {
  parseEventTypes,
  subscribableEventTypes,
  type WebhookEventType,
} from '../../domain/webhook/event-types.js';
import { configureWebhook, type WebhookSubscription } from '../../domain/webhook/webhook.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
  authorizeForOwner,
} from '../resource-owners/owner-authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { maxInputTextLength, textSchemaWithRule, type WithParsedIds } from '../use-case/input.js';
import { loadWebhook, type WebhookRefusalCode, webhookOf } from './load-webhook.js';
import { type MintedSecret, mintSecret, secretTextIfNew } from './secret-encryption.js';
import { changeSetWithChallenge, chargeChallenge } from './tests-and-challenges.js';
import { type WebhookWithSecretView, webhookView } from './views.js';

/** The owner of the webhook, its URL, and the events that it receives. */
export interface ConfigureWebhookInput extends AppOrOrganizationInput {
  /** An https URL with a public host and port 443 or 8443. */
  readonly url: string;
  /** At least one, without duplicates: `appEventTypes` for an app, `organizationEventTypes` for an organization. */
  readonly events: readonly WebhookEventType[];
}

interface PreparedConfigureWebhook extends WebhookSubscription {
  readonly owner: ResourceOwner;
  readonly minted: MintedSecret;
}

export type ConfigureWebhookRefusalCode = WebhookRefusalCode | 'rate_limited';

/** `prepare` makes the secret whether or not it is needed, since an attempt must not encrypt. */
export const configureWebhookCommand: (
  deps: Dependencies,
) => Command<ConfigureWebhookInput, WebhookWithSecretView, ConfigureWebhookRefusalCode> =
  defineCommand<
    ConfigureWebhookInput,
    WithParsedIds<ConfigureWebhookInput>,
    PreparedConfigureWebhook,
    WebhookWithSecretView,
    ConfigureWebhookRefusalCode
  >({
    action: 'webhook.configure',
    schema: z.lazy(() =>
      z.strictObject({
        ...appOrOrganizationFields,
        url: textSchemaWithRule(maxInputTextLength, (text) => parseWebhookUrl(text, [])),
        events: z.array(z.enum(subscribableEventTypes)).min(1).max(subscribableEventTypes.length),
      }),
    ),

    async prepare({ deps }, { url: text, events: named, ...ids }) {
      const owner = parseResourceOwner(ids);
      if (!owner.ok) return owner;
      const url = parseWebhookUrl(text, ['url']);
      if (!url.ok) return url;
      const events = parseEventTypes(owner.value, named);
      if (!events.ok) return events;
      const minted = await mintSecret(deps, owner.value);
      return ok({ owner: owner.value, url: url.value, events: events.value, minted });
    },

    async attempt(context, { owner, minted, ...subscription }) {
      const authorization = await authorizeForOwner(context, owner);
      if (!authorization.ok) return authorization;
      const before = webhookOf(authorization.value);
      const after = configureWebhook(
        before,
        subscription,
        minted.ciphertext,
        context.deps.policy,
        context.now,
      );
      const value = { webhook: webhookView(after), secret: secretTextIfNew(minted, after) };
      if (after === before) return ok({ value, changeSet: null });
      const event = { type: 'webhook_configured', events: after.events } as const;
      return ok({
        value,
        changeSet: changeSetWithChallenge(owner, authorization.value, after, event, context.now),
      });
    },

    chargeRateLimits: (context, { owner }, { webhook }) => chargeChallenge(context, owner, webhook),

    async replay(context, { owner, minted }) {
      const managed = await loadWebhook(context, owner);
      if (!managed.ok) return managed;
      const { webhook } = managed.value;
      return ok({
        webhook: webhookView(webhook),
        secret: /* WEBHOOK-6 */ secretTextIfNew(minted, webhook),
      });
    },
  });

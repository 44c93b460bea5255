// Creates a webhook, or changes its URL and its events.

import * as z from 'zod';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import {
  appEventTypes,
  organizationEventTypes,
  type WebhookEventType,
  webhookEventTypes,
} from '../../domain/webhook/event-types.js';
import { configureWebhook, type WebhookSubscription } from '../../domain/webhook/webhook.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import type { Dependencies } from '../dependencies.js';
import {
  authorizeForOwner,
  type OwnerInput,
  ownerInputFields,
  type ParsedOwnerInput,
  toResourceOwner,
} from '../resource-owners/owner-authorization.js';
import { type Command, defineCommand } from '../use-case/command.js';
import { invalidInput, maxInputTextLength, textSchema } from '../use-case/input.js';
import {
  loadWebhook,
  type WebhookRefusalCode,
  webhookChangeSet,
  webhookOf,
} from './load-webhook.js';
import { type MintedSecret, mintSecret, secretTextIfNew } from './secret.js';
import { type WebhookWithSecretView, webhookView } from './views.js';

/** The owner of the webhook, its URL, and the events that it receives. */
export interface ConfigureWebhookInput extends OwnerInput {
  /** An https URL with a public host and port 443 or 8443. */
  readonly url: string;
  /** At least one, without duplicates: `appEventTypes` for an app, `organizationEventTypes` for an organization. */
  readonly events: readonly WebhookEventType[];
}

interface ParsedConfigureWebhook extends ParsedOwnerInput {
  readonly url: string;
  readonly events: readonly WebhookEventType[];
}

interface PreparedConfigureWebhook extends WebhookSubscription {
  readonly owner: ResourceOwner;
  readonly minted: MintedSecret;
}

/** `prepare` makes the secret whether or not it is needed, since an attempt must not encrypt. */
export const configureWebhookCommand: (
  deps: Dependencies,
) => Command<ConfigureWebhookInput, WebhookWithSecretView, WebhookRefusalCode> = defineCommand<
  ConfigureWebhookInput,
  ParsedConfigureWebhook,
  PreparedConfigureWebhook,
  WebhookWithSecretView,
  WebhookRefusalCode
>({
  action: 'webhook.configure',
  schema: z.strictObject({
    ...ownerInputFields,
    url: textSchema(maxInputTextLength),
    events: z.array(z.enum(webhookEventTypes)).min(1).max(webhookEventTypes.length),
  }),

  async prepare({ deps }, { url: text, events: named, ...ids }) {
    const owner = toResourceOwner(ids);
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
    const after = configureWebhook(before, subscription, minted.ciphertext, context.now);
    const value = { webhook: webhookView(after), secret: secretTextIfNew(minted, after) };
    if (after === before) return ok({ value, changeSet: null });
    const event = { type: 'webhook_configured', events: after.events } as const;
    return ok({
      value,
      changeSet: webhookChangeSet(owner, authorization.value, after, event, context.now),
    });
  },

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

/** Returns the events in the order of the catalog, so that the same set of events is the same subscription. */
function parseEventTypes(
  { kind }: ResourceOwner,
  named: readonly WebhookEventType[],
): Result<readonly WebhookEventType[], RefusalOf<'invalid_input'>> {
  const known: readonly WebhookEventType[] =
    /* WEBHOOK-13 */ kind === 'app' ? appEventTypes : organizationEventTypes;
  const issues = named.flatMap((event, index): readonly Issue[] => {
    const path = ['events', index];
    if (!known.includes(event)) {
      const message = `the webhook of an ${kind} does not send ${event}`;
      return [{ code: 'event', path, message }];
    }
    const isFirst = named.indexOf(event) === index;
    return isFirst ? [] : [{ code: 'duplicate', path, message: 'this event is in the list twice' }];
  });
  if (issues.length > 0) return refuse(invalidInput(issues));
  return ok(known.filter((event) => named.includes(event)));
}

// Where an app's or an organization's events are to be sent, and which.

import * as z from 'zod';
import type { KeyOwner } from '../../domain/app/api-key.js';
import type { Issue, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import {
  appEvents,
  organizationEvents,
  type WebhookEvent,
  webhookEvents,
} from '../../domain/webhook/events.js';
import { configure as configured, type Subscription } from '../../domain/webhook/webhook.js';
import { parseWebhookUrl } from '../../domain/webhook/webhook-url.js';
import type { Context } from '../context.js';
import {
  authorityOverOwner,
  type KeyOwnerInput,
  type OwnerIds,
  ownerFields,
  ownerOf,
} from '../keys/owner.js';
import { command, type Verb } from '../use-case/command.js';
import { invalidInput, longText, textSchema } from '../use-case/input.js';
import { type MintedSecret, mintSecret, shownOnce } from './secret.js';
import { managedWebhook, type WebhookRefusal, webhookIn, writeOf } from './target.js';
import { type NewWebhookView, webhookView } from './views.js';

/** Whose webhook, where it leads and what it tells. */
export interface ConfigureWebhookInput extends KeyOwnerInput {
  /** https, a public host, port 443 or 8443. */
  readonly url: string;
  /** At least one, none twice: `appEvents` of an app, `organizationEvents` of an organization. */
  readonly events: readonly WebhookEvent[];
}

interface ConfigureWebhook extends OwnerIds {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

interface Configuring extends Subscription {
  readonly owner: KeyOwner;
  readonly minted: MintedSecret;
}

/** The secret is made whether or not it will be needed: encrypting has no place in an attempt. */
export const configure: (
  context: Context,
) => Verb<ConfigureWebhookInput, NewWebhookView, WebhookRefusal> = command<
  ConfigureWebhookInput,
  ConfigureWebhook,
  Configuring,
  NewWebhookView,
  WebhookRefusal
>({
  action: 'webhook.configure',
  schema: z.strictObject({
    ...ownerFields,
    url: textSchema(longText),
    events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
  }),

  async prepare({ context }, { url: text, events: named, ...ids }) {
    const owner = ownerOf(ids);
    if (!owner.ok) return owner;
    const url = parseWebhookUrl(text, ['url']);
    if (!url.ok) return url;
    const events = eventsOf(owner.value, named);
    if (!events.ok) return events;
    const minted = await mintSecret(context, owner.value);
    return ok({ owner: owner.value, url: url.value, events: events.value, minted });
  },

  async attempt(unit, { owner, minted, ...subscription }) {
    const authority = await authorityOverOwner(unit, owner);
    if (!authority.ok) return authority;
    const before = webhookIn(authority.value);
    const after = configured(before, subscription, minted.ciphertext, unit.now);
    const value = { webhook: webhookView(after), secret: shownOnce(minted, after) };
    if (after === before) return ok({ value, write: null });
    const fact = { type: 'webhook_configured', events: after.events } as const;
    return ok({ value, write: writeOf(owner, authority.value, after, fact, unit.now) });
  },

  async recall(unit, { owner, minted }) {
    const managed = await managedWebhook(unit, owner);
    if (!managed.ok) return managed;
    const { webhook } = managed.value;
    return ok({ webhook: webhookView(webhook), secret: shownOnce(minted, webhook) });
  },
});

/** In the order of the catalogue, so that the same events are the same subscription. */
function eventsOf(
  { kind }: KeyOwner,
  named: readonly WebhookEvent[],
): Result<readonly WebhookEvent[], RefusalOf<'invalid_input'>> {
  const known: readonly WebhookEvent[] =
    /* WEBHOOK-13 */ kind === 'app' ? appEvents : organizationEvents;
  const issues = named.flatMap((event, index): readonly Issue[] => {
    const path = ['events', index];
    if (!known.includes(event)) {
      const message = `the webhook of an ${kind} does not tell ${event}`;
      return [{ code: 'event', path, message }];
    }
    const isFirst = named.indexOf(event) === index;
    return isFirst ? [] : [{ code: 'duplicate', path, message: 'this event is there twice' }];
  });
  if (issues.length > 0) return refuse(invalidInput(issues));
  return ok(known.filter((event) => named.includes(event)));
}

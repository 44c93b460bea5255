import * as z from 'zod';
import type { KeyOwner } from '../../domain/app/api-key.js';
import { ok } from '../../domain/shared/result.js';
import type { Context } from '../context.js';
import { type OwnerIds, ownerFields, ownerOf } from '../keys/owner.js';
import { command, type Verb } from '../use-case/command.js';
import { type Query, query } from '../use-case/query.js';
import {
  disableSpec,
  enableSpec,
  type OfWebhookInput,
  type RotateSecretRefusal,
  removeSpec,
  rotateSecretSpec,
  type SendTestRefusal,
  sendTestSpec,
} from './change.js';
import { type ConfigureWebhookInput, configure } from './configure.js';
import { managedWebhook, type WebhookRefusal } from './target.js';
import { type NewWebhookView, type WebhookView, webhookView } from './views.js';

const get = query<OfWebhookInput, OwnerIds, WebhookView, WebhookRefusal>(
  z.strictObject(ownerFields),
  async ({ storage, clock }, actor, ids) => {
    const owner = ownerOf(ids);
    if (!owner.ok) return owner;
    const managed = await managedWebhook({ storage, actor, now: await clock.now() }, owner.value);
    return managed.ok ? ok(webhookView(managed.value.webhook)) : managed;
  },
);

/**
 * Webhooks: what happens to an app or an organization, told to a service of theirs. Each has at most one. All by
 * admins; refused as `webhook_not_found` where there is none.
 */
export interface Webhooks {
  /**
   * Makes one, and shows its secret once: the answer to a repeated command has none. Where there is one, changes where it
   * leads and what it tells; the secret stays, and so does whether it is enabled.
   */
  readonly configure: Verb<ConfigureWebhookInput, NewWebhookView, WebhookRefusal>;
  /**
   * Puts a new secret in the place of the one there is, and shows it once. For 24 hours deliveries are signed with both,
   * so that nothing is turned away while the receiver takes the new one. Refused: `rotation_in_progress` until then.
   */
  readonly rotateSecret: Verb<OfWebhookInput, NewWebhookView, RotateSecretRefusal>;
  /** From now on events are sent. What happened while it was disabled is not made up for. */
  readonly enable: Verb<OfWebhookInput, WebhookView, WebhookRefusal>;
  /** From now on nothing is sent, not even what is on its way. */
  readonly disable: Verb<OfWebhookInput, WebhookView, WebhookRefusal>;
  /** Takes it away with its secrets; what is on its way is not sent. */
  readonly remove: Verb<OfWebhookInput, KeyOwner, WebhookRefusal>;
  /** Sends `webhook.test`, enabled or not, once: it is not tried again. Refused: `rate_limited` after 10 in an hour. */
  readonly sendTest: Verb<OfWebhookInput, WebhookView, SendTestRefusal>;
  readonly get: Query<OfWebhookInput, WebhookView, WebhookRefusal>;
}

export function webhooks(context: Context): Webhooks {
  return {
    configure: configure(context),
    rotateSecret: command(rotateSecretSpec)(context),
    enable: command(enableSpec)(context),
    disable: command(disableSpec)(context),
    remove: command(removeSpec)(context),
    sendTest: command(sendTestSpec)(context),
    get: get(context),
  };
}

// Removes a webhook with its secrets.

import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result } from '../../domain/shared/result.js';
import {
  authorizeForOwner,
  type OwnerRefusalCode,
} from '../resource-owners/owner-authorization.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { webhookChangeSet } from './webhook-change-set.js';
import { prepareOwner, type WebhookCommandSpec, webhookSpecBase } from './webhook-command.js';

export const removeSpec: WebhookCommandSpec<ResourceOwner, WebhookRefusalCode> = {
  action: 'webhook.remove',
  schema: webhookSpecBase.schema,
  prepare: prepareOwner,

  async attempt(context, { owner }) {
    const managed = await loadWebhook(context, owner);
    if (!managed.ok) return managed;
    const event = { type: 'webhook_removed' } as const;
    const changeSet = webhookChangeSet(
      owner,
      managed.value.authorization,
      null,
      event,
      context.now,
    );
    return ok({ value: owner, changeSet });
  },

  async replay(context, { owner }): Promise<Result<ResourceOwner, RefusalOf<OwnerRefusalCode>>> {
    const authorization = await authorizeForOwner(context, owner);
    return authorization.ok ? ok(owner) : authorization;
  },
};

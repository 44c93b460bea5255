// Replaces the signing secret of a webhook.

import { parseResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import { rotateWebhookSecret } from '../../domain/webhook/webhook-secret.js';
import type { AppOrOrganizationInput } from '../resource-owners/owner-authorization.js';
import type { CommandSpec } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { loadWebhook, type WebhookRefusalCode } from './load-webhook.js';
import { type MintedSecret, mintSecret, secretTextIfNew } from './secret-encryption.js';
import { type WebhookWithSecretView, webhookView } from './views.js';
import { webhookChangeSet } from './webhook-change-set.js';
import { type PreparedWebhookOwner, webhookSpecBase } from './webhook-command.js';

interface PreparedRotateSecret extends PreparedWebhookOwner {
  readonly minted: MintedSecret;
}

export type RotateSecretRefusalCode = WebhookRefusalCode | 'rotation_in_progress';

export const rotateSecretSpec: CommandSpec<
  AppOrOrganizationInput,
  WithParsedIds<AppOrOrganizationInput>,
  PreparedRotateSecret,
  WebhookWithSecretView,
  RotateSecretRefusalCode
> = {
  action: 'webhook.rotate_secret',
  schema: webhookSpecBase.schema,

  async prepare({ deps }, ids) {
    const owner = parseResourceOwner(ids);
    if (!owner.ok) return owner;
    return ok({ owner: owner.value, minted: await mintSecret(deps, owner.value) });
  },

  async attempt(context, { owner, minted }) {
    const managed = await loadWebhook(context, owner);
    if (!managed.ok) return managed;
    const after = rotateWebhookSecret(managed.value.webhook, minted.ciphertext, context.now);
    if (!after.ok) return after;
    const event = { type: 'webhook_secret_rotated' } as const;
    return ok({
      value: { webhook: webhookView(after.value), secret: minted.text },
      changeSet: webhookChangeSet(
        owner,
        managed.value.authorization,
        after.value,
        event,
        context.now,
      ),
    });
  },

  async replay(context, { owner, minted }) {
    const managed = await loadWebhook(context, owner);
    if (!managed.ok) return managed;
    const { webhook } = managed.value;
    return ok({ webhook: webhookView(webhook), secret: secretTextIfNew(minted, webhook) });
  },
};

// What is done to a webhook that is there.

import * as z from 'zod';
import type { KeyOwner } from '../../domain/app/api-key.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import { testEvent } from '../../domain/webhook/events.js';
import {
  disable as disabled,
  enable as enabled,
  rotateSecret as rotated,
  type Webhook,
} from '../../domain/webhook/webhook.js';
import {
  authorityOverOwner,
  type KeyOwnerInput,
  type OwnerIds,
  type OwnerRefusal,
  ownerFields,
  ownerOf,
} from '../keys/owner.js';
import type { CommandSpec } from '../use-case/command.js';
import { type MintedSecret, mintSecret, shownOnce } from './secret.js';
import { managedWebhook, namesOf, subjectOf, type WebhookRefusal, writeOf } from './target.js';
import { type NewWebhookView, type WebhookView, webhookView } from './views.js';

/** Whose webhook: an app's or an organization's, exactly one of both. */
export type OfWebhookInput = KeyOwnerInput;

interface OfWebhook {
  readonly owner: KeyOwner;
}

type Prepared = Result<OfWebhook, RefusalOf<'invalid_input'>>;

function prepareOwner(_unit: unknown, ids: OwnerIds): Prepared {
  const owner = ownerOf(ids);
  return owner.ok ? ok({ owner: owner.value }) : owner;
}

type Simple<T, C extends WebhookRefusal | 'rate_limited'> = CommandSpec<
  OfWebhookInput,
  OwnerIds,
  OfWebhook,
  T,
  C
>;

const ofOwner: Pick<Simple<WebhookView, WebhookRefusal>, 'schema' | 'prepare' | 'recall'> = {
  schema: z.strictObject(ownerFields),
  prepare: prepareOwner,
  async recall(unit, { owner }) {
    const managed = await managedWebhook(unit, owner);
    return managed.ok ? ok(webhookView(managed.value.webhook)) : managed;
  },
};

/** On, or off as somebody has asked. */
function switchSpec(
  action: 'webhook.enable' | 'webhook.disable',
  switched: (webhook: Webhook, now: Date) => Webhook,
  fact: Parameters<typeof writeOf>[3],
): Simple<WebhookView, WebhookRefusal> {
  return {
    action,
    ...ofOwner,

    async attempt(unit, { owner }) {
      const managed = await managedWebhook(unit, owner);
      if (!managed.ok) return managed;
      const { webhook, authority } = managed.value;
      const after = switched(webhook, unit.now);
      const value = webhookView(after);
      if (after === webhook) return ok({ value, write: null });
      return ok({ value, write: writeOf(owner, authority, after, fact, unit.now) });
    },
  };
}

export const enableSpec: Simple<WebhookView, WebhookRefusal> = switchSpec(
  'webhook.enable',
  enabled,
  { type: 'webhook_enabled' },
);

export const disableSpec: Simple<WebhookView, WebhookRefusal> = switchSpec(
  'webhook.disable',
  (webhook, now) => disabled(webhook, 'asked', now),
  { type: 'webhook_disabled', reason: 'asked' },
);

/** Nothing of it is kept. */
export const removeSpec: Simple<KeyOwner, WebhookRefusal> = {
  action: 'webhook.remove',
  schema: ofOwner.schema,
  prepare: prepareOwner,

  async attempt(unit, { owner }) {
    const managed = await managedWebhook(unit, owner);
    if (!managed.ok) return managed;
    const fact = { type: 'webhook_removed' } as const;
    const write = writeOf(owner, managed.value.authority, null, fact, unit.now);
    return ok({ value: owner, write });
  },

  async recall(unit, { owner }): Promise<Result<KeyOwner, RefusalOf<OwnerRefusal>>> {
    const authority = await authorityOverOwner(unit, owner);
    return authority.ok ? ok(owner) : authority;
  },
};

interface Rotating extends OfWebhook {
  readonly minted: MintedSecret;
}

export type RotateSecretRefusal = WebhookRefusal | 'rotation_in_progress';

export const rotateSecretSpec: CommandSpec<
  OfWebhookInput,
  OwnerIds,
  Rotating,
  NewWebhookView,
  RotateSecretRefusal
> = {
  action: 'webhook.rotate_secret',
  schema: ofOwner.schema,

  async prepare({ context }, ids) {
    const owner = ownerOf(ids);
    if (!owner.ok) return owner;
    return ok({ owner: owner.value, minted: await mintSecret(context, owner.value) });
  },

  async attempt(unit, { owner, minted }) {
    const managed = await managedWebhook(unit, owner);
    if (!managed.ok) return managed;
    const after = rotated(managed.value.webhook, minted.ciphertext, unit.now);
    if (!after.ok) return after;
    const fact = { type: 'webhook_secret_rotated' } as const;
    return ok({
      value: { webhook: webhookView(after.value), secret: minted.text },
      write: writeOf(owner, managed.value.authority, after.value, fact, unit.now),
    });
  },

  async recall(unit, { owner, minted }) {
    const managed = await managedWebhook(unit, owner);
    if (!managed.ok) return managed;
    const { webhook } = managed.value;
    return ok({ webhook: webhookView(webhook), secret: shownOnce(minted, webhook) });
  },
};

/** Tests of one webhook in an hour: each is a request that our servers make. */
const testsAnHour = /* WEBHOOK-31 */ 10;
const hour = 3_600;

export type SendTestRefusal = WebhookRefusal | 'rate_limited';

/** Touches nothing: a test gives nothing that lasts. */
export const sendTestSpec: Simple<WebhookView, SendTestRefusal> = {
  action: 'webhook.send_test',
  ...ofOwner,

  async attempt(unit, { owner }) {
    const managed = await managedWebhook(unit, owner);
    if (!managed.ok) return managed;
    const { webhook, authority } = managed.value;
    const names = namesOf(owner, authority.organization.value.id);
    const { revision } = webhook;
    return ok({
      value: webhookView(webhook),
      write: {
        changes: [],
        facts: [],
        subject: subjectOf(owner),
        organizations: [names.organizationId],
        messages: [{ kind: 'event', event: testEvent, ...names, subject: {}, revision }],
      },
    });
  },

  async admit({ context, now }, { owner }) {
    const key = `webhook tests of ${subjectOf(owner).id}`;
    const limit = { key, limit: testsAnHour, window: hour };
    const retryAfter = await context.rateLimiter.take(limit, 1, now);
    return retryAfter === null ? ok(null) : refuse({ code: 'rate_limited', retryAfter });
  },
};

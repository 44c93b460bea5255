// Disables a webhook when its deliveries fail, unless somebody has changed it since.

import * as z from 'zod';
import type { WebhookMessage } from '../../domain/journal/outbox-message.js';
import type { DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok } from '../../domain/shared/result.js';
import { isTestOrChallenge } from '../../domain/webhook/event-types.js';
import {
  disableWebhook,
  isSameWebhookRevision,
  type Webhook,
  type WebhookDisableReason,
  webhookDisableReasons,
} from '../../domain/webhook/webhook.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AppOrOrganizationInput,
  appOrOrganizationFields,
} from '../resource-owners/owner-authorization.js';
import { prepareForSystemOnly } from '../use-case/authorization.js';
import { type CommandSpec, defineCommand } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import {
  decideRelayChange,
  doRelayStep,
  relayActor,
  type SystemCommandRefusalCode,
  toAppOrOrganizationInput,
} from './relay-command.js';

interface SeenWebhookRevision {
  readonly revision: number;
  readonly createdAt: Date;
}

interface AutoDisableInput extends SeenWebhookRevision {
  readonly reason: WebhookDisableReason;
}

const autoDisableSpec: CommandSpec<
  AppOrOrganizationInput & AutoDisableInput,
  WithParsedIds<AppOrOrganizationInput> & AutoDisableInput,
  WithParsedIds<AppOrOrganizationInput> & AutoDisableInput,
  null,
  SystemCommandRefusalCode
> = {
  action: 'webhook.disable',
  schema: z.lazy(() =>
    z.strictObject({
      ...appOrOrganizationFields,
      revision: z.number().int(),
      createdAt: z.date(),
      reason: z.enum(webhookDisableReasons),
    }),
  ),
  prepare: prepareForSystemOnly,

  attempt: (context, { reason, revision, createdAt, ...ids }) =>
    decideRelayChange(context, ids, (webhook) => {
      const isSeen = /* WEBHOOK-28 */ isSameWebhookRevision(webhook, { revision, createdAt });
      const after = isSeen ? disableWebhook(webhook, reason, context.now) : webhook;
      return after === webhook
        ? null
        : { webhook: after, event: { type: 'webhook_disabled', reason } };
    }),

  replay: async () => ok(null),
};

/** Disables exactly this revision of the webhook. A webhook that was changed, or removed and configured again, stays enabled. */
async function disableFailingWebhook(
  deps: Dependencies,
  owner: ResourceOwner,
  { revision, createdAt }: SeenWebhookRevision,
  reason: WebhookDisableReason,
): Promise<void> {
  const input = { ...toAppOrOrganizationInput(owner), revision, createdAt, reason };
  await doRelayStep(deps, () => defineCommand(autoDisableSpec)(deps)(relayActor, input));
}

/** Disables the webhook after an event has waited for its receiver in all attempts, whatever was changed since the event. */
export function disableUnverified(
  deps: Dependencies,
  owner: ResourceOwner,
  webhook: SeenWebhookRevision,
): Promise<void> {
  return disableFailingWebhook(deps, owner, webhook, 'unverified');
}

/**
 * Disables the webhook after an event could not be delivered, so that its managers notice. A failed test and an unanswered
 * challenge do not disable it. An event that was retried for days disables only the revision that it was made for: the
 * webhook may have been repaired since.
 */
export async function disableAfterFailure(
  deps: Dependencies,
  owner: ResourceOwner,
  webhook: Webhook,
  message: WebhookMessage,
  outcome: { readonly kind: string } | null,
  messageOutcome: DeliveryOutcome,
): Promise<void> {
  if (isTestOrChallenge(message.eventType)) return;
  if (/* WEBHOOK-24 */ outcome?.kind === 'gone') {
    await disableFailingWebhook(deps, owner, webhook, 'gone');
  } else if (messageOutcome.kind === 'failed') {
    const { revision } = message;
    await disableFailingWebhook(deps, owner, /* WEBHOOK-27 */ { ...webhook, revision }, 'failing'); // WEBHOOK-26
  }
}

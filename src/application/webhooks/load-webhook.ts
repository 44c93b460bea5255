// Loads a webhook that the actor may manage.

import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result, refuse } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import {
  authorizeForOwner,
  type OwnerAuthorization,
  type OwnerRefusalCode,
  ownerPath,
} from '../resource-owners/owner-authorization.js';
import type { TimedAuthorizationContext } from '../use-case/authorization.js';

/** A webhook that the actor may manage. */
export interface ManagedWebhook {
  readonly owner: ResourceOwner;
  readonly authorization: OwnerAuthorization;
  readonly webhook: Webhook;
}

export type WebhookRefusalCode = OwnerRefusalCode | 'webhook_not_found';

/** Reads as many waves as `authorizeForOwner`: the webhook is a field of its owner's row. */
export async function loadWebhook(
  context: TimedAuthorizationContext,
  owner: ResourceOwner,
): Promise<Result<ManagedWebhook, RefusalOf<WebhookRefusalCode>>> {
  const authorization = await authorizeForOwner(context, owner);
  if (!authorization.ok) return authorization;
  const webhook = webhookOf(authorization.value);
  if (webhook === undefined) return refuse({ code: 'webhook_not_found', path: ownerPath(owner) });
  return ok({ owner, authorization: authorization.value, webhook });
}

export function webhookOf({ organization, app }: OwnerAuthorization): Webhook | undefined {
  return (app ?? organization).value.webhook;
}

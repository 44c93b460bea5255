// The two messages that a webhook's manager makes the embedder's servers send: a test, and the challenge that verifies a receiver.

import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Result } from '../../domain/shared/result.js';
import { testEventType, verificationEventType } from '../../domain/webhook/event-types.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { NewWebhookMessage } from '../../domain/webhook/webhook-events.js';
import type { OwnerAuthorization } from '../resource-owners/owner-authorization.js';
import type { ChangeSet, CommandContext } from '../use-case/command.js';
import { chargeRateLimit } from '../use-case/rate-limits.js';
import type { WebhookView } from './views.js';
import {
  type NewWebhookDomainEvent,
  ownerSubject,
  webhookChangeSet,
  webhookEventIds,
} from './webhook-change-set.js';

/** Tests and challenges of one webhook. */
const maxTestsPerHour = /* WEBHOOK-31 */ 10;
const hourInSeconds = 3600;

/** A challenge if the receiver is not verified, else a test. */
export function testOrChallenge(
  { revision, unverifiedSince }: Webhook,
  ids: ReturnType<typeof webhookEventIds>,
): NewWebhookMessage {
  const eventType = unverifiedSince === undefined ? testEventType : verificationEventType;
  return { kind: 'event', eventType, ...ids, relatedIds: {}, revision };
}

/** The change set of `webhookChangeSet`, with the challenge if the webhook waits for its receiver. */
export function changeSetWithChallenge(
  owner: ResourceOwner,
  authorization: OwnerAuthorization,
  webhook: Webhook,
  event: NewWebhookDomainEvent,
  now: Date,
): ChangeSet {
  const changeSet = webhookChangeSet(owner, authorization, webhook, event, now);
  const ids = webhookEventIds(owner, authorization.organization.value.id);
  return needsChallenge(webhook)
    ? { ...changeSet, messages: [testOrChallenge(webhook, ids)] }
    : changeSet;
}

function needsChallenge({ unverifiedSince }: Pick<Webhook, 'unverifiedSince'>): boolean {
  return unverifiedSince !== undefined;
}

/** Takes the challenge of `changeSetWithChallenge` from the tests of this webhook. Null if there is none. */
export async function chargeChallenge(
  context: CommandContext,
  owner: ResourceOwner,
  webhook: WebhookView,
): Promise<Result<null, RefusalOf<'rate_limited'>> | null> {
  return needsChallenge(webhook) ? chargeTest(context, owner) : null;
}

/** Takes one from the tests that this webhook has in an hour. */
export function chargeTest(
  context: CommandContext,
  owner: ResourceOwner,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const key = `webhook tests of ${ownerSubject(owner).id}`;
  const limit = { key, limit: maxTestsPerHour, window: hourInSeconds };
  return chargeRateLimit(context, limit);
}

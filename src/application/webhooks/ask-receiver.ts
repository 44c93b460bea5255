// The messages that ask a receiver something: a test, or the challenge that verifies it. Each makes the embedder's servers send a request.

import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result } from '../../domain/shared/result.js';
import { testEventType, verificationEventType } from '../../domain/webhook/event-types.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { NewWebhookMessage } from '../../domain/webhook/webhook-events.js';
import type { OwnerAuthorization } from '../resource-owners/owner-authorization.js';
import type { ChangeSet, CommandContext } from '../use-case/command.js';
import { chargeRateLimit } from '../use-case/rate-limit.js';
import type { WebhookView } from './views.js';
import {
  type NewWebhookDomainEvent,
  ownerSubject,
  webhookChangeSet,
  webhookEventIds,
} from './webhook-change-set.js';

const maxQuestionsPerHour = /* WEBHOOK-31 */ 10;
const hourInSeconds = 3600;

/** A challenge if the receiver is not verified, else a test. */
export function questionToReceiver(
  { revision, unverifiedSince }: Webhook,
  ids: ReturnType<typeof webhookEventIds>,
): NewWebhookMessage {
  const eventType = unverifiedSince === undefined ? testEventType : verificationEventType;
  return { kind: 'event', eventType, ...ids, relatedIds: {}, revision };
}

/** The change set of `webhookChangeSet`, with the challenge if the webhook waits for its receiver. */
export function challengingChangeSet(
  owner: ResourceOwner,
  authorization: OwnerAuthorization,
  webhook: Webhook,
  event: NewWebhookDomainEvent,
  now: Date,
): ChangeSet {
  const changeSet = webhookChangeSet(owner, authorization, webhook, event, now);
  const ids = webhookEventIds(owner, authorization.organization.value.id);
  return needsAnswer(webhook)
    ? { ...changeSet, messages: [questionToReceiver(webhook, ids)] }
    : changeSet;
}

function needsAnswer({ disabled, unverifiedSince }: Webhook): boolean {
  return disabled === undefined && unverifiedSince !== undefined;
}

/** Takes the challenge of `challengingChangeSet` from the questions of this webhook. */
export async function chargeChallenge(
  context: CommandContext,
  owner: ResourceOwner,
  { enabled, unverifiedSince }: WebhookView,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  return enabled && unverifiedSince !== undefined ? chargeQuestion(context, owner) : ok(null);
}

/** Takes one question from those that this webhook has in an hour. */
export function chargeQuestion(
  context: CommandContext,
  owner: ResourceOwner,
): Promise<Result<null, RefusalOf<'rate_limited'>>> {
  const key = `webhook tests of ${ownerSubject(owner).id}`;
  const limit = { key, limit: maxQuestionsPerHour, window: hourInSeconds };
  return chargeRateLimit(context, limit);
}

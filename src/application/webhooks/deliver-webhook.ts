// Delivers one webhook message, to the URL and with the secrets that the webhook has now.

import type { WebhookMessage } from '../../domain/journal/outbox-message.js';
import type { DeliveryOutcome } from '../../domain/shared/delivery-lease-and-retry.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { addSeconds, dayInSeconds } from '../../domain/shared/time.js';
import { maxAttemptsOf, verificationEventType } from '../../domain/webhook/event-types.js';
import { deliveryOf, type Webhook } from '../../domain/webhook/webhook.js';
import { activeEncryptedSecretsAt } from '../../domain/webhook/webhook-secret.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Storage } from '../../ports/storage.js';
import type { WebhookOutcome, WebhookRequest, WebhookSender } from '../../ports/webhook-sender.js';
import type { Attempt, WebhookProblem } from '../delivery-attempt.js';
import type { Dependencies } from '../dependencies.js';
import { postponeOutcome, retryOrFailedOutcome } from '../retry-outcome.js';
import { disableAfterFailure, disableUnverified } from './auto-disable.js';
import { reencryptOldSecrets } from './reencrypt.js';
import { decryptSecret } from './secret-encryption.js';
import { markVerified } from './verify.js';

/**
 * Sends one message and returns its outcome. It disables a failing webhook before the relay records the outcome: if the
 * relay dies in between, the webhook is disabled already.
 */
export async function deliverWebhook(
  deps: Dependencies,
  { sender, cipher }: { readonly sender: WebhookSender; readonly cipher: FieldCipher },
  message: WebhookMessage,
): Promise<Attempt> {
  const { attempts } = message.delivery;
  const owner = messageOwner(message);
  const destination = await loadDestination(deps.storage, owner);
  if (destination === null) return { outcome: { kind: 'dropped' } };
  const { webhook } = destination;
  const delivery = deliveryOf(webhook, message);
  if (/* WEBHOOK-29 */ delivery === 'drop') return { outcome: { kind: 'dropped' } };
  if (delivery === 'wait') return waitForVerification(deps, owner, webhook, message);
  const now = await deps.clock.now();
  const secrets = await decryptSecrets(cipher, owner, webhook, now);
  if (secrets === null) {
    return { outcome: await postponeOutcome(deps, attempts), problem: 'key_unknown' };
  }
  const challenge = message.eventType === verificationEventType ? newChallenge(deps) : null;
  const request = toWebhookRequest(message, destination, challenge, secrets, now);
  const askedAt = deps.pacing.monotonicNow();
  const outcome = await trySend(sender, request, challenge);
  const receiverMs = deps.pacing.monotonicNow() - askedAt;
  const isAnswered = challenge !== null && outcome?.kind === 'delivered';
  if (isAnswered) await markVerified(deps, owner, webhook);
  const messageOutcome = await toDeliveryOutcome(deps, outcome, message);
  await disableAfterFailure(deps, owner, webhook, message, outcome, messageOutcome);
  await reencryptOldSecrets(deps, cipher, owner, webhook); // WEBHOOK-32
  const problem = problemOf(outcome);
  return { outcome: messageOutcome, receiverMs, ...(problem === undefined ? {} : { problem }) };
}

/**
 * The event is tried again later, like one that failed; nothing is sent. After its last attempt the webhook is disabled,
 * so that its managers notice: a receiver that came later has a day to answer before that.
 */
async function waitForVerification(
  deps: Dependencies,
  owner: ResourceOwner,
  { unverifiedSince, ...webhook }: Webhook,
  { delivery: { attempts } }: WebhookMessage,
): Promise<Attempt> {
  const problem = 'unverified';
  const outcome = await retryOrFailedOutcome(deps, attempts);
  if (outcome.kind !== 'failed') return { outcome, problem };
  const dayAgo = addSeconds(await deps.clock.now(), -dayInSeconds);
  const isNew = unverifiedSince !== undefined && unverifiedSince > dayAgo;
  if (isNew) return { outcome: await postponeOutcome(deps, attempts), problem };
  await disableUnverified(deps, owner, webhook); // WEBHOOK-50
  return { outcome, problem };
}

function problemOf(outcome: Outcome | null): WebhookProblem | undefined {
  if (outcome === null || outcome.kind === 'delivered') return undefined;
  return outcome.kind === 'gone' || outcome.kind === 'unverified' ? outcome.kind : outcome.reason;
}

function messageOwner({ appId, organizationId }: WebhookMessage): ResourceOwner {
  return appId === undefined ? { kind: 'organization', organizationId } : { kind: 'app', appId };
}

/** A webhook as it is now, with the package name of its app. */
interface WebhookDestination {
  readonly webhook: Webhook;
  readonly packageName?: string;
}

/** Finds deleted owners too, since a webhook also receives the event of the deletion. */
async function loadDestination(
  { apps, organizations }: Storage,
  owner: ResourceOwner,
): Promise<WebhookDestination | null> {
  if (owner.kind === 'organization') {
    const webhook = (await organizations.findById(owner.organizationId))?.value.webhook;
    return webhook === undefined ? null : { webhook };
  }
  const app = (await apps.findById(owner.appId))?.value;
  return app?.webhook === undefined ? null : { webhook: app.webhook, packageName: app.packageName };
}

/** Null if this relay lacks an encryption key. Another relay may have it. */
async function decryptSecrets(
  cipher: FieldCipher,
  owner: ResourceOwner,
  webhook: Webhook,
  now: Date,
): Promise<readonly string[] | null> {
  const read = await Promise.all(
    activeEncryptedSecretsAt(webhook, now).map((ciphertext) =>
      decryptSecret(cipher, owner, ciphertext),
    ),
  );
  const secrets = read.filter((secret) => secret !== null);
  return secrets.length === read.length ? secrets : null;
}

function toWebhookRequest(
  { id, eventType, organizationId, appId, relatedIds, createdAt }: WebhookMessage,
  { webhook, packageName }: WebhookDestination,
  challenge: string | null,
  secrets: readonly string[],
  now: Date,
): WebhookRequest {
  const body = {
    type: eventType,
    timestamp: createdAt.toISOString(),
    data: {
      organizationId,
      ...(appId === undefined ? {} : { appId }),
      ...(packageName === undefined ? {} : { packageName }),
      ...relatedIds,
      ...(challenge === null ? {} : { challenge }),
    },
  };
  return {
    // Standard Webhooks allows no dot in an id.
    id: /* WEBHOOK-21 */ id.replaceAll('.', '_'),
    url: webhook.url,
    body: JSON.stringify(body),
    timestamp: now,
    secrets,
  };
}

/** 130 random bits: nobody answers a challenge without reading it. */
function newChallenge({ random }: Dependencies): string {
  return random.base32(26);
}

/** What came of a request. `unverified`: the receiver accepted the challenge, but did not answer it. */
type Outcome = WebhookOutcome | { readonly kind: 'unverified' };

/** Null if the sender itself throws an error. */
async function trySend(
  sender: WebhookSender,
  request: WebhookRequest,
  challenge: string | null,
): Promise<Outcome | null> {
  try {
    const outcome = await sender.send(request);
    if (outcome.kind !== 'delivered' || challenge === null) return outcome;
    return /* WEBHOOK-39 */ outcome.challenge === challenge ? outcome : { kind: 'unverified' };
  } catch {
    return null;
  }
}

/**
 * A host that resolves to an address that is not public is tried again like every other failure: its owner must not see the
 * difference.
 */
async function toDeliveryOutcome(
  deps: Dependencies,
  outcome: Outcome | null,
  { eventType, delivery }: WebhookMessage,
): Promise<DeliveryOutcome> {
  if (outcome?.kind === 'delivered') return { kind: 'sent' };
  const isGone = outcome?.kind === 'gone';
  if (isGone || delivery.attempts >= maxAttemptsOf(eventType)) return { kind: 'failed' };
  return retryOrFailedOutcome(deps, delivery.attempts);
}

// What webhooks are told: sent to where the webhook leads now, signed with what it is signed with now.

import type { KeyOwner } from '../../domain/app/api-key.js';
import type { EventMessage } from '../../domain/journal/message.js';
import type { Outcome } from '../../domain/shared/delivery.js';
import { testEvent } from '../../domain/webhook/events.js';
import { isToHear, secretsAt, type Webhook } from '../../domain/webhook/webhook.js';
import type { FieldCipher } from '../../ports/field-cipher.js';
import type { Storage } from '../../ports/storage.js';
import type { WebhookDelivery, WebhookOutcome, WebhookSender } from '../../ports/webhooks.js';
import type { Context } from '../context.js';
import { reencryptWhereOld, silence } from '../webhooks/by-relay.js';
import { readSecret } from '../webhooks/secret.js';
import { postpone, retry } from './retry.js';

/** The commits that follow from an outcome, if any, come before the outcome is recorded: a relay that dies in between finds a disabled webhook. */
export async function deliverEvent(
  context: Context,
  sender: WebhookSender | null,
  message: EventMessage,
): Promise<Outcome> {
  const { attempts } = message.delivery;
  const owner = ownerOf(message);
  const told = await toldNow(context.storage, owner);
  if (told === null || !isToHear(told.webhook, message.event, message.createdAt)) {
    return { kind: 'dropped' };
  }
  const { cipher } = context;
  const now = await context.clock.now();
  if (sender === null || cipher === null) return postpone(context, attempts);
  const secrets = await secretsOf(cipher, owner, told.webhook, now);
  if (secrets === null) return postpone(context, attempts);
  const outcome = await send(sender, deliveryOf(message, told, secrets, now));
  const became = await outcomeOf(context, outcome, message);
  await silenceWhereInVain(context, owner, told.webhook, message, outcome, became);
  await reencryptWhereOld(context, cipher, owner, told.webhook); // WEBHOOK-32
  return became;
}

function ownerOf({ appId, organizationId }: EventMessage): KeyOwner {
  return appId === undefined ? { kind: 'organization', organizationId } : { kind: 'app', appId };
}

/** A webhook as it is now, and the name by which services know its app. */
interface Told {
  readonly webhook: Webhook;
  readonly packageName?: string;
}

/** Deleted ones, too: their end is among what is told. */
async function toldNow({ apps, organizations }: Storage, owner: KeyOwner): Promise<Told | null> {
  if (owner.kind === 'organization') {
    const webhook = (await organizations.findById(owner.organizationId))?.value.webhook;
    return webhook === undefined ? null : { webhook };
  }
  const app = (await apps.findById(owner.appId))?.value;
  return app?.webhook === undefined ? null : { webhook: app.webhook, packageName: app.packageName };
}

/** Null where this relay does not know a key; one that does may come. */
async function secretsOf(
  cipher: FieldCipher,
  owner: KeyOwner,
  webhook: Webhook,
  now: Date,
): Promise<readonly string[] | null> {
  const read = await Promise.all(
    secretsAt(webhook, now).map((ciphertext) => readSecret(cipher, owner, ciphertext)),
  );
  const secrets = read.filter((secret) => secret !== null);
  return secrets.length === read.length ? secrets : null;
}

function deliveryOf(
  { id, event, organizationId, appId, subject, createdAt }: EventMessage,
  { webhook, packageName }: Told,
  secrets: readonly string[],
  now: Date,
): WebhookDelivery {
  const body = {
    type: event,
    timestamp: createdAt.toISOString(),
    data: {
      organizationId,
      ...(appId === undefined ? {} : { appId }),
      ...(packageName === undefined ? {} : { packageName }),
      ...subject,
    },
  };
  return {
    // A dot has no place in the id of a delivery.
    id: /* WEBHOOK-21 */ id.replaceAll('.', '_'),
    url: webhook.url,
    body: JSON.stringify(body),
    timestamp: now,
    secrets,
  };
}

/** Null where the sender itself has failed, as a mailer may. */
async function send(
  sender: WebhookSender,
  delivery: WebhookDelivery,
): Promise<WebhookOutcome | null> {
  try {
    return await sender.send(delivery);
  } catch {
    return null;
  }
}

/** A test is tried once: whoever has asked for it is looking. */
async function outcomeOf(
  context: Context,
  outcome: WebhookOutcome | null,
  { event, delivery }: EventMessage,
): Promise<Outcome> {
  if (outcome?.kind === 'delivered') return { kind: 'sent' };
  const isWorthAnother = outcome === null || outcome.kind === 'failed';
  if (!isWorthAnother || /* WEBHOOK-30 */ event === testEvent) return { kind: 'failed' };
  return retry(context, delivery.attempts);
}

/**
 * Whoever misses an event shall see it; a test is none. What was given up after days counts only where nobody has changed
 * the webhook since the event: it may have been mended an hour ago.
 */
async function silenceWhereInVain(
  context: Context,
  owner: KeyOwner,
  webhook: Webhook,
  message: EventMessage,
  outcome: WebhookOutcome | null,
  became: Outcome,
): Promise<void> {
  if (message.event === testEvent) return;
  if (/* WEBHOOK-24 */ outcome?.kind === 'gone' || outcome?.kind === 'refused') {
    await silence(context, owner, webhook, outcome.kind);
  } else if (became.kind === 'failed') {
    const { revision } = message;
    await silence(context, owner, /* WEBHOOK-27 */ { ...webhook, revision }, 'failing'); // WEBHOOK-26
  }
}

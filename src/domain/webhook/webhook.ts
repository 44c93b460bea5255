// The webhook of an app or an organization: its URL, its event types and its secrets, and the rules that change them.

import type { Policy } from '../shared/policy-limits.js';
import { testEventType, verificationEventType, type WebhookEventType } from './event-types.js';

/** All reasons why a webhook is disabled. */
export const webhookDisableReasons = ['requested', 'gone', 'failing', 'unverified'] as const;
/**
 * Why a webhook is disabled. `requested`: an admin disabled it. `gone`: the receiver answered 410. `failing`: all
 * attempts to deliver one event failed. It does not say how they failed: that would show its owner what the names of our
 * network are. `unverified`: the receiver was not verified before an event had waited for nearly two days.
 */
export type WebhookDisableReason = (typeof webhookDisableReasons)[number];

/** Where the events of an app or an organization are sent. It is stored in the row of its owner. */
export interface Webhook {
  /** A URL from `parseWebhookUrl`. */
  readonly url: string;
  /** The event types that are sent: at least one, each once, in the order of `webhookEventTypes`. */
  readonly events: readonly WebhookEventType[];
  /** The current secret, encrypted. */
  readonly secret: string;
  /** The secret before the last rotation, encrypted. Deliveries are signed with both secrets until `until`. */
  readonly previousSecret?: { readonly secret: string; readonly until: Date };
  /** Goes up by one with every change. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Since when the receiver at this URL has not shown that it wants the events. Absent if it has, or need not. */
  readonly unverifiedSince?: Date;
  /** Absent while the webhook is enabled. */
  readonly disabled?: { readonly at: Date; readonly reason: WebhookDisableReason };
}

/** What tells a receiver that was asked from others. */
export type AskedReceiver = Pick<Webhook, 'url' | 'createdAt'>;

/** The part of a webhook that its owner chooses. */
export type WebhookSubscription = Pick<Webhook, 'url' | 'events'>;

/**
 * Creates the webhook, or changes the URL and event types of the one that exists (`before`). A changed webhook keeps its
 * own secret; `encryptedSecret` is used only for a new one. If the policy wants it, a new URL must be verified.
 */
export function configureWebhook(
  before: Webhook | undefined,
  { url, events }: WebhookSubscription,
  encryptedSecret: string,
  { webhookVerification }: Pick<Policy, 'webhookVerification'>,
  now: Date,
): Webhook {
  const unverified = webhookVerification === 'none' ? {} : { unverifiedSince: now };
  if (before === undefined) {
    const secret = encryptedSecret;
    return { url, events, secret, revision: 1, createdAt: now, updatedAt: now, ...unverified };
  }
  if (before.url === url && before.events.join() === events.join()) return before;
  const changed = withNextRevision(/* WEBHOOK-10 */ { ...before, url, events }, now);
  if (before.url === url) return changed;
  const { unverifiedSince: _unverifiedSince, ...rest } = changed;
  return { ...rest, /* WEBHOOK-37 */ ...unverified };
}

/**
 * Marks the receiver that was asked as verified, and enables a webhook that was disabled only because it was not. Returns
 * the same webhook if it was verified already, has another URL now, or was removed and configured again.
 */
export function verifyWebhook(webhook: Webhook, asked: AskedReceiver, now: Date): Webhook {
  const { unverifiedSince, disabled, ...rest } = webhook;
  if (unverifiedSince === undefined || /* WEBHOOK-40 */ !isSameReceiver(webhook, asked))
    return webhook;
  const isStillDisabled = disabled !== undefined && disabled.reason !== 'unverified';
  return withNextRevision(isStillDisabled ? { ...rest, disabled } : rest, now);
}

export function withNextRevision(webhook: Webhook, now: Date): Webhook {
  return { ...webhook, revision: webhook.revision + 1, updatedAt: now };
}

function isSameReceiver(one: AskedReceiver, other: AskedReceiver): boolean {
  return one.url === other.url && one.createdAt.getTime() === other.createdAt.getTime();
}

/** Returns the same webhook if it is already enabled. */
export function enableWebhook(webhook: Webhook, now: Date): Webhook {
  if (webhook.disabled === undefined) return webhook;
  const { disabled: _disabled, ...rest } = webhook;
  return withNextRevision(rest, now);
}

/** Returns the same webhook if it is already disabled, so the first reason stays. */
export function disableWebhook(webhook: Webhook, reason: WebhookDisableReason, now: Date): Webhook {
  if (webhook.disabled !== undefined) return webhook;
  return withNextRevision({ ...webhook, disabled: { at: now, reason } }, now);
}

/** Whether both are the same webhook, unchanged between the two reads. */
export function isSameWebhookRevision(
  one: Pick<Webhook, 'revision' | 'createdAt'>,
  other: Pick<Webhook, 'revision' | 'createdAt'>,
): boolean {
  return one.revision === other.revision && one.createdAt.getTime() === other.createdAt.getTime();
}

/**
 * Whether an event that happened at `at` is sent, dropped, or waits until the receiver is verified. Tests and challenges
 * are sent to a disabled webhook too, but tests only to a verified receiver.
 */
export function deliveryOf(
  { createdAt, disabled, events, unverifiedSince }: Webhook,
  eventType: WebhookEventType,
  at: Date,
): 'send' | 'wait' | 'drop' {
  const isVerified = unverifiedSince === undefined;
  if (at < createdAt) return 'drop';
  if (eventType === verificationEventType) return isVerified ? 'drop' : 'send';
  if (eventType === testEventType) return isVerified ? 'send' : 'drop';
  if (disabled !== undefined || !events.includes(eventType)) return 'drop';
  return isVerified ? 'send' : /* WEBHOOK-38 */ 'wait';
}

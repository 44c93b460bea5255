// The webhook of an app or an organization: its URL, its event types and its secrets, and the rules that change them.

import type { Policy } from '../shared/policy-limits.js';
import { testEventType, verificationEventType, type WebhookEventType } from './event-types.js';

/** All reasons why a webhook is disabled. */
export const webhookDisableReasons = ['requested', 'gone', 'failing', 'unverified'] as const;
/**
 * Why a webhook is disabled. `requested`: somebody who manages it disabled it. `gone`: the receiver answered 410. `failing`:
 * all attempts to deliver one event failed. It does not say how they failed: that would show its owner what the names of
 * our network are. `unverified`: the receiver was not verified before an event was given up, after nearly two days.
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
  /** The revision with which this URL came, if its receiver is asked whether it wants the events. Absent: nobody asks it. */
  readonly askedRevision?: number;
  /** The revision with which the webhook was last enabled. Absent if it was never disabled. */
  readonly enabledRevision?: number;
  /** Absent while the webhook is enabled. */
  readonly disabled?: { readonly at: Date; readonly reason: WebhookDisableReason };
}

/** What tells a receiver that was asked from others. */
export type AskedReceiver = Pick<Webhook, 'url' | 'createdAt'>;

/** The part of a webhook that its owner chooses. */
export type WebhookSubscription = Pick<Webhook, 'url' | 'events'>;

/**
 * Creates the webhook, or changes the URL and event types of the one that exists (`before`). A changed webhook keeps its
 * own secret; `encryptedSecret` is used only for a new one. If the policy wants it, a URL must be verified that is new, or
 * that nobody has asked because the policy did not want it before.
 */
export function configureWebhook(
  before: Webhook | undefined,
  { url, events }: WebhookSubscription,
  encryptedSecret: string,
  { webhookVerification }: Pick<Policy, 'webhookVerification'>,
  now: Date,
): Webhook {
  const mustAsk = webhookVerification !== 'none';
  if (before === undefined) {
    const secret = encryptedSecret;
    const made = { url, events, secret, revision: 1, createdAt: now, updatedAt: now };
    return mustAsk ? askedFrom(made, now) : made;
  }
  const isSameUrl = before.url === url;
  const isNewToAsk = mustAsk && (!isSameUrl || /* WEBHOOK-48 */ before.askedRevision === undefined);
  if (isSameUrl && before.events.join() === events.join() && !isNewToAsk) return before;
  const changed = withNextRevision(/* WEBHOOK-10 */ { ...before, url, events }, now);
  if (isNewToAsk) return /* WEBHOOK-37 */ askedFrom(changed, now);
  if (isSameUrl) return changed;
  const { unverifiedSince: _unverifiedSince, askedRevision: _askedRevision, ...rest } = changed;
  return rest;
}

/** The receiver at this URL is asked from this revision on. */
function askedFrom(webhook: Webhook, now: Date): Webhook {
  return { ...webhook, unverifiedSince: now, askedRevision: webhook.revision };
}

/**
 * Marks the receiver that was asked as verified, and enables a webhook that was disabled only because it was not. Returns
 * the same webhook if it was verified already, has another URL now, or was removed and configured again.
 */
export function verifyWebhook(webhook: Webhook, asked: AskedReceiver, now: Date): Webhook {
  const { unverifiedSince, ...verified } = webhook;
  if (unverifiedSince === undefined || /* WEBHOOK-40 */ !isSameReceiver(webhook, asked))
    return webhook;
  return webhook.disabled?.reason === 'unverified'
    ? enableWebhook(verified, now)
    : withNextRevision(verified, now);
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
  const enabled = withNextRevision(rest, now);
  return { ...enabled, enabledRevision: enabled.revision };
}

/**
 * Returns the same webhook if it is already disabled, so the first reason stays. One exception: the wish of who manages it
 * counts more than what a relay found, and no answer of a receiver changes it.
 */
export function disableWebhook(webhook: Webhook, reason: WebhookDisableReason, now: Date): Webhook {
  const before = webhook.disabled?.reason;
  const isWish = /* WEBHOOK-49 */ reason === 'requested' && before !== 'requested';
  if (before !== undefined && !isWish) return webhook;
  return withNextRevision({ ...webhook, disabled: { at: now, reason } }, now);
}

/** Whether both are the same webhook, unchanged between the two reads. */
export function isSameWebhookRevision(
  one: Pick<Webhook, 'revision' | 'createdAt'>,
  other: Pick<Webhook, 'revision' | 'createdAt'>,
): boolean {
  return one.revision === other.revision && one.createdAt.getTime() === other.createdAt.getTime();
}

/** What decides about the delivery of a message: its event, and the webhook as it was when it was written. */
interface MessageOfWebhook {
  readonly eventType: WebhookEventType;
  readonly createdAt: Date;
  /** The revision of the webhook. */
  readonly revision: number;
}

/**
 * Whether a message is sent, dropped, or waits until the receiver is verified. Tests and challenges are sent to a disabled
 * webhook too, but tests only to a verified receiver, and challenges only to the URL that they were made for.
 */
export function deliveryOf(
  webhook: Webhook,
  { eventType, createdAt, revision }: MessageOfWebhook,
): 'send' | 'wait' | 'drop' {
  const { disabled, events, unverifiedSince, askedRevision = 1, enabledRevision = 1 } = webhook;
  const isVerified = unverifiedSince === undefined;
  if (createdAt < webhook.createdAt) return 'drop';
  if (eventType === verificationEventType)
    return isVerified || /* WEBHOOK-46 */ revision < askedRevision ? 'drop' : 'send';
  if (eventType === testEventType) return isVerified ? 'send' : 'drop';
  if (disabled !== undefined || !events.includes(eventType)) return 'drop';
  if (/* WEBHOOK-47 */ revision < enabledRevision) return 'drop';
  return isVerified ? 'send' : /* WEBHOOK-38 */ 'wait';
}

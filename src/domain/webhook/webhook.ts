// A webhook of an app or an organization: where events are sent, which, and signed with what.

import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import { secondsAfter } from '../shared/time.js';
import { testEvent, type WebhookEvent } from './events.js';

/** All reasons for which nothing is sent any more. */
export const disablingReasons = ['asked', 'gone', 'refused', 'failing'] as const;
/**
 * `asked`: by an admin. `gone`: the receiver has answered 410. `refused`: the host leads to an address that is not public.
 * `failing`: all attempts to deliver one event were in vain.
 */
export type DisablingReason = (typeof disablingReasons)[number];

/** Where an app's or an organization's events are sent. It stands in the row of its owner. */
export interface Webhook {
  /** As `parseWebhookUrl` gives it. */
  readonly url: string;
  /** At least one, none twice, in the order of the catalogue. */
  readonly events: readonly WebhookEvent[];
  /** Encrypted. */
  readonly secret: string;
  /** The one before, encrypted; until then deliveries are signed with both. */
  readonly previous?: { readonly secret: string; readonly until: Date };
  /** Raised whenever somebody changes it. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly disabled?: { readonly at: Date; readonly reason: DisablingReason };
}

/** Where to send what. */
export type Subscription = Pick<Webhook, 'url' | 'events'>;

/** Nothing of one that was removed is left, `before` included: one that is made after it is another one. */
export function configure(
  before: Webhook | undefined,
  { url, events }: Subscription,
  secret: string,
  now: Date,
): Webhook {
  if (before === undefined) {
    return { url, events, secret, revision: 1, createdAt: now, updatedAt: now };
  }
  const isSame = before.url === url && before.events.join() === events.join();
  return isSame ? before : changed(/* WEBHOOK-10 */ { ...before, url, events }, now);
}

function changed(webhook: Webhook, now: Date): Webhook {
  return { ...webhook, revision: webhook.revision + 1, updatedAt: now };
}

/** How long the secret before signs beside the new one: 24 hours. */
export const secretOverlap = 86_400;

/** Refused as `rotation_in_progress` while the secret before signs, which whoever receives may not have replaced yet. */
export function rotateSecret(
  webhook: Webhook,
  secret: string,
  now: Date,
): Result<Webhook, RefusalOf<'rotation_in_progress'>> {
  const until = webhook.previous?.until;
  if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until }); // WEBHOOK-12
  const previous = {
    secret: webhook.secret,
    until: /* WEBHOOK-11 */ secondsAfter(now, secretOverlap),
  };
  return ok(changed({ ...webhook, secret, previous }, now));
}

/** The same webhook where it is enabled already. */
export function enable(webhook: Webhook, now: Date): Webhook {
  if (webhook.disabled === undefined) return webhook;
  const { disabled: _disabled, ...rest } = webhook;
  return changed(rest, now);
}

/** The same webhook where it is disabled already: the first reason stays. */
export function disable(webhook: Webhook, reason: DisablingReason, now: Date): Webhook {
  if (webhook.disabled !== undefined) return webhook;
  return changed({ ...webhook, disabled: { at: now, reason } }, now);
}

/** What both have in common nobody has changed since. */
export function isUnchanged(
  one: Pick<Webhook, 'revision' | 'createdAt'>,
  other: Pick<Webhook, 'revision' | 'createdAt'>,
): boolean {
  return one.revision === other.revision && one.createdAt.getTime() === other.createdAt.getTime();
}

/** Whether an event of this time is still to be sent. A test is what a disabled one may be tried with. */
export function isToHear(webhook: Webhook, event: WebhookEvent, at: Date): boolean {
  if (at < webhook.createdAt) return false;
  if (event === testEvent) return true;
  return /* WEBHOOK-29 */ webhook.disabled === undefined && webhook.events.includes(event);
}

/** What deliveries are signed with at this moment, encrypted, the newest first. */
export function secretsAt({ secret, previous }: Webhook, now: Date): readonly string[] {
  return previous !== undefined && previous.until > now ? [secret, previous.secret] : [secret];
}

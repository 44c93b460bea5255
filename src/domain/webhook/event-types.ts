// The names of all events that webhooks can receive, and which of them a webhook can subscribe to. There are no other event types.

import type { Issue, RefusalOf } from '../shared/refusal.js';
import type { ResourceOwner } from '../shared/resource-owner.js';
import { ok, type Result, refuse } from '../shared/result.js';

/** The events that an app's webhook can receive. */
export const appEventTypes = [
  'app.released',
  'app.release_revoked',
  'app.warned',
  'app.suspended',
  'app.taken_down',
  'app.reinstated',
  'app.delisted',
  'app.relisted',
  'app.deleted',
  'app.restored',
  'app.moved',
  'submission.submitted',
  'submission.approved',
  'submission.changes_requested',
  'submission.rejected',
  'submission.withdrawn',
  'submission.approval_expired',
  'key.created',
  'key.rotated',
  'key.revoked',
] as const;

/** The events that an organization's webhook can receive. */
export const organizationEventTypes = [
  'organization.member_joined',
  'organization.member_left',
  'organization.member_removed',
  'organization.role_changed',
  'organization.renamed',
  'organization.deleted',
  'organization.restored',
  'key.created',
  'key.rotated',
  'key.revoked',
] as const;

/** The event of `webhooks.sendTest`. Nobody can subscribe to it. */
export const testEventType = 'webhook.test';

/** The event that asks a receiver whether it wants events. Nobody can subscribe to it. */
export const verificationEventType = 'webhook.verification';

/** Whether somebody of the organization asked for this event: a test or a challenge. It disables nothing if it fails. */
export function isTestOrChallenge(eventType: WebhookEventType): boolean {
  return eventType === testEventType || eventType === verificationEventType;
}

/**
 * How often an event is tried. A test once: who sent it waits for the result. A challenge four times in 40 minutes, in which
 * they can give the secret to the receiver. Else as often as every message.
 */
export function maxAttemptsOf(eventType: WebhookEventType): number {
  if (eventType === testEventType) return /* WEBHOOK-30 */ 1;
  return eventType === verificationEventType ? /* WEBHOOK-43 */ 4 : Number.POSITIVE_INFINITY;
}

/** The name of an event that a webhook can receive. */
export type WebhookEventType =
  | (typeof appEventTypes)[number]
  | (typeof organizationEventTypes)[number]
  | typeof testEventType
  | typeof verificationEventType;

/** The events that somebody can subscribe to, each once. */
export const subscribableEventTypes: readonly WebhookEventType[] = [
  ...new Set<WebhookEventType>([...appEventTypes, ...organizationEventTypes]),
];

/** The names of all events that webhooks can receive, each once. */
export const webhookEventTypes: readonly WebhookEventType[] = [
  ...subscribableEventTypes,
  testEventType,
  verificationEventType,
];

/**
 * Parses the events that a webhook subscribes to. Returns them in the order of the catalog, so that the same set of
 * events is the same subscription. Refused: `invalid_input` for an event that the owner's webhook does not send, or twice the
 * same.
 */
export function parseEventTypes(
  { kind }: ResourceOwner,
  named: readonly WebhookEventType[],
): Result<readonly WebhookEventType[], RefusalOf<'invalid_input'>> {
  const known: readonly WebhookEventType[] =
    /* WEBHOOK-13 */ kind === 'app' ? appEventTypes : organizationEventTypes;
  const issues = named.flatMap((event, index): readonly Issue[] => {
    const path = ['events', index];
    if (!known.includes(event)) {
      const message = `the webhook of an ${kind} does not send ${event}`;
      return [{ code: 'event', path, message }];
    }
    const isFirst = named.indexOf(event) === index;
    return isFirst ? [] : [{ code: 'duplicate', path, message: 'this event is in the list twice' }];
  });
  const [first] = issues;
  if (first !== undefined) return refuse({ code: 'invalid_input', path: first.path, issues });
  return ok(known.filter((event) => named.includes(event)));
}

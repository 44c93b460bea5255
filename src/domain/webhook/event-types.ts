// The names of all events that webhooks can receive. There are no other event types.

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

/** The name of an event that a webhook can receive. */
export type WebhookEventType =
  | (typeof appEventTypes)[number]
  | (typeof organizationEventTypes)[number]
  | typeof testEventType;

/** The names of all events that webhooks can receive, each once. */
export const webhookEventTypes: readonly WebhookEventType[] = [
  ...new Set<WebhookEventType>([...appEventTypes, ...organizationEventTypes, testEventType]),
];

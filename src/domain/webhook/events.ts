// What webhooks tell: one closed catalogue.

/** All that an app's webhook may tell. */
export const appEvents = [
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

/** All that an organization's webhook may tell. */
export const organizationEvents = [
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

/** What is told to whoever asks for it, and subscribed to by nobody. */
export const testEvent = 'webhook.test';

/** The name of something that webhooks tell. */
export type WebhookEvent =
  | (typeof appEvents)[number]
  | (typeof organizationEvents)[number]
  | typeof testEvent;

/** All that webhooks tell, each once. */
export const webhookEvents: readonly WebhookEvent[] = [
  ...new Set<WebhookEvent>([...appEvents, ...organizationEvents, testEvent]),
];

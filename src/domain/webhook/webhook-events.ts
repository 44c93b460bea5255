// Turns domain events into webhook messages: which events are published, to which webhook, and with which ids.

import type { DomainEvent } from '../journal/domain-event.js';
import type { WebhookMessage } from '../journal/outbox-message.js';
import type {
  EnforcementTransition,
  ListingTransition,
} from '../review/enforcement-and-listing.js';
import type { SubmissionTransition } from '../review/submission.js';
import type { AppId, OrganizationId } from '../shared/ids.js';
import type { WebhookEventType } from './event-types.js';
import type { Webhook } from './webhook.js';

/** The name under which webhooks receive a domain event. Null if the event is not published. */
export function webhookEventTypeOf(domainEvent: DomainEvent): WebhookEventType | null {
  switch (domainEvent.type) {
    case 'app_enforcement_changed':
      return enforcementEventTypes[domainEvent.command];
    case 'app_listing_changed':
      return listingEventTypes[domainEvent.command];
    case 'submission_state_changed':
      return domainEvent.command in approvalTransitions && domainEvent.to !== 'approved'
        ? null
        : submissionEventTypes[domainEvent.command];
    default:
      return eventTypeByDomainEvent[domainEvent.type];
  }
}

const enforcementEventTypes: Readonly<Record<EnforcementTransition, WebhookEventType>> = {
  warn: 'app.warned',
  suspend: 'app.suspended',
  takeDown: 'app.taken_down',
  reinstate: 'app.reinstated',
};

const listingEventTypes: Readonly<Record<ListingTransition, WebhookEventType>> = {
  delist: 'app.delisted',
  relist: 'app.relisted',
};

/** Commands that approve an app or make it wait for a second reviewer. Only the approval is published. */
const approvalTransitions = { approve: true, secondApprove: true } as const;

/** Steps between reviewers are not published (null). `fallBack` makes an older release live again. */
const submissionEventTypes: Readonly<Record<SubmissionTransition, WebhookEventType | null>> = {
  claim: null,
  renewClaim: null,
  releaseClaim: null,
  setLane: null,
  requestChanges: 'submission.changes_requested',
  resubmit: null,
  approve: 'submission.approved',
  secondApprove: 'submission.approved',
  sendBack: null,
  reject: 'submission.rejected',
  withdraw: 'submission.withdrawn',
  release: 'app.released',
  expireApproval: 'submission.approval_expired',
  revoke: 'app.release_revoked',
  supersede: null,
  fallBack: 'app.released',
};

type DomainEventTypeWithoutCommand = Exclude<
  DomainEvent['type'],
  'app_enforcement_changed' | 'app_listing_changed' | 'submission_state_changed'
>;

/** Lists every type of domain event, so that the compiler rejects a new type that is missing here. */
const eventTypeByDomainEvent: Readonly<
  Record<DomainEventTypeWithoutCommand, WebhookEventType | null>
> = {
  user_registered: null,
  email_verified: null,
  email_changed: null,
  user_renamed: null,
  user_suspended: null,
  user_reinstated: null,
  user_deleted: null,
  user_restored: null,
  user_purged: null,
  user_metadata_updated: null,
  default_organization_set: null,
  organization_unblocked: null,
  organization_created: null,
  organization_renamed: 'organization.renamed',
  slug_changed: null,
  organization_deleted: 'organization.deleted',
  organization_restored: 'organization.restored',
  organization_purged: null,
  contact_verified: null,
  external_id_changed: null,
  organization_metadata_updated: null,
  left_without_admin: null,
  profile_updated: null,
  member_joined: 'organization.member_joined',
  role_changed: 'organization.role_changed',
  member_left: 'organization.member_left',
  member_removed: 'organization.member_removed',
  membership_metadata_updated: null,
  invitation_sent: null,
  invitation_renewed: null,
  invitation_resent: null,
  invitation_reissued: null,
  invitation_role_changed: null,
  invitation_link_created: null,
  invitation_expired: null,
  invitation_purged: null,
  invitation_accepted: null,
  invitation_declined: null,
  invitation_revoked: null,
  app_created: null,
  app_deleted: 'app.deleted',
  app_restored: 'app.restored',
  app_archived: null,
  draft_updated: null,
  app_shared: null,
  app_moved_out: null,
  app_moved_in: 'app.moved',
  tier_set: null,
  submission_created: 'submission.submitted',
  lane_set: null,
  key_created: 'key.created',
  key_rotated: 'key.rotated',
  key_revoked: 'key.revoked',
  webhook_configured: null,
  webhook_secret_rotated: null,
  webhook_verified: null,
  webhook_enabled: null,
  webhook_disabled: null,
  webhook_removed: null,
};

/** An app or an organization, with its webhook if it has one. */
export interface WebhookSubscriber {
  readonly id: AppId | OrganizationId;
  readonly webhook?: Webhook;
}

/** A webhook message without the fields that the commit adds. */
export type NewWebhookMessage = Omit<WebhookMessage, 'id' | 'delivery' | 'createdAt'>;

/**
 * The webhook messages for these domain events. A subscriber gets a message only for its own events, while its webhook
 * is enabled and subscribed to the event's type.
 */
export function webhookMessagesForSubscribers(
  subscribers: readonly WebhookSubscriber[],
  events: readonly DomainEvent[],
): readonly NewWebhookMessage[] {
  return subscribers.flatMap(({ id, webhook }) => {
    if (webhook === undefined || webhook.disabled !== undefined) return [];
    return events.flatMap((domainEvent) => {
      const eventType = webhookEventTypeOf(domainEvent);
      const isSubscribed =
        eventType !== null &&
        /* WEBHOOK-19 */ webhook.events.includes(eventType) &&
        eventOwnerId(domainEvent) === id;
      return isSubscribed ? (webhookMessageOrNull(eventType, domainEvent, webhook) ?? []) : [];
    });
  });
}

/** An event about an app goes to the app's webhook only, not to the organization's. */
function eventOwnerId(domainEvent: DomainEvent): AppId | OrganizationId | null {
  if ('appId' in domainEvent && domainEvent.appId !== undefined) return domainEvent.appId; // WEBHOOK-17
  return 'organizationId' in domainEvent ? domainEvent.organizationId : null;
}

function webhookMessageOrNull(
  eventType: WebhookEventType,
  domainEvent: DomainEvent,
  { revision }: Webhook,
): NewWebhookMessage | null {
  if (!('organizationId' in domainEvent)) return null;
  const appId = 'appId' in domainEvent ? domainEvent.appId : undefined;
  return {
    kind: 'event',
    eventType,
    organizationId: domainEvent.organizationId,
    ...(appId === undefined ? {} : { appId }),
    relatedIds: relatedIdsOf(domainEvent),
    revision,
  };
}

/** The other ids of a domain event that go into the message, besides those of the app and the organization. */
const relatedIdNames: ReadonlySet<string> = new Set([
  'submissionId',
  'keyId',
  'newKeyId',
  /* WEBHOOK-18 */ 'userId',
]);

function relatedIdsOf(domainEvent: DomainEvent): Readonly<Record<string, string>> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(domainEvent);
  return Object.fromEntries(
    entries.flatMap(([name, id]) =>
      relatedIdNames.has(name) && typeof id === 'string' ? [[name, id]] : [],
    ),
  );
}

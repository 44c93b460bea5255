// The change set of a webhook command: the webhook in its owner's row, and the event.

import { type App, setAppWebhook } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { JournalSubject } from '../../domain/journal/journal-entry.js';
import {
  type Organization,
  setOrganizationWebhook,
} from '../../domain/organization/organization.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { Change } from '../../ports/storage.js';
import type { OwnerAuthorization } from '../resource-owners/owner-authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { ChangeSet } from '../use-case/command.js';

type WithoutOwnerIds<F> = F extends DomainEvent ? Omit<F, 'organizationId' | 'appId'> : never;

/** A webhook event without the ids of its owner. */
export type NewWebhookDomainEvent = WithoutOwnerIds<
  Extract<DomainEvent, { readonly type: `webhook_${string}` }>
>;

/** Builds the change set that writes the webhook to its owner's row; null removes it. Guards the organization: a command of a member who is removed at the same time does not commit. */
export function webhookChangeSet(
  owner: ResourceOwner,
  { organization, app }: OwnerAuthorization,
  webhook: Webhook | null,
  event: NewWebhookDomainEvent,
  now: Date,
): ChangeSet {
  const changes: readonly Change[] =
    app === undefined
      ? [organizationWebhookChange(organization, webhook, now)]
      : [guardChange('organizations', organization), appWebhookChange(app, webhook, now)];
  const organizationId = organization.value.id;
  return {
    changes,
    events: [{ ...event, ...webhookEventIds(owner, organizationId) }],
    subject: ownerSubject(owner),
    auditOrganizationIds: [organizationId],
  };
}

export function appWebhookChange(app: Versioned<App>, webhook: Webhook | null, now: Date): Change {
  return updateChange('apps', app, setAppWebhook(app.value, webhook, now));
}

export function organizationWebhookChange(
  organization: Versioned<Organization>,
  webhook: Webhook | null,
  now: Date,
): Change {
  return updateChange(
    'organizations',
    organization,
    setOrganizationWebhook(organization.value, webhook, now),
  );
}

/** The ids by which events and messages name a webhook. */
export function webhookEventIds(
  owner: ResourceOwner,
  organizationId: OrganizationId,
): { readonly organizationId: OrganizationId; readonly appId?: AppId } {
  return owner.kind === 'app' ? { organizationId, appId: owner.appId } : { organizationId };
}

export function ownerSubject(owner: ResourceOwner): JournalSubject {
  return owner.kind === 'app'
    ? { kind: 'app', id: owner.appId }
    : { kind: 'organization', id: owner.organizationId };
}

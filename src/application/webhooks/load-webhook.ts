// Loads a webhook that the actor may manage, and builds the change set of a webhook command.

import { type App, setAppWebhook } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { JournalSubject } from '../../domain/journal/journal-entry.js';
import {
  type Organization,
  setOrganizationWebhook,
} from '../../domain/organization/organization.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { Change } from '../../ports/storage.js';
import {
  authorizeForOwner,
  type OwnerAuthorization,
  type OwnerRefusalCode,
  ownerPath,
} from '../resource-owners/owner-authorization.js';
import type { AuthorizationContext } from '../use-case/authorization.js';
import { guardChange, updateChange } from '../use-case/changes.js';
import type { ChangeSet } from '../use-case/command.js';

/** A webhook that the actor may manage. */
export interface ManagedWebhook {
  readonly owner: ResourceOwner;
  readonly authorization: OwnerAuthorization;
  readonly webhook: Webhook;
}

export type WebhookRefusalCode = OwnerRefusalCode | 'webhook_not_found';

/** Reads as many waves as `authorizeForOwner`: the webhook is a field of its owner's row. */
export async function loadWebhook(
  context: AuthorizationContext,
  owner: ResourceOwner,
): Promise<Result<ManagedWebhook, RefusalOf<WebhookRefusalCode>>> {
  const authorization = await authorizeForOwner(context, owner);
  if (!authorization.ok) return authorization;
  const webhook = webhookOf(authorization.value);
  if (webhook === undefined) return refuse({ code: 'webhook_not_found', path: ownerPath(owner) });
  return ok({ owner, authorization: authorization.value, webhook });
}

export function webhookOf({ organization, app }: OwnerAuthorization): Webhook | undefined {
  return (app ?? organization).value.webhook;
}

type WithoutOwnerIds<F> = F extends DomainEvent ? Omit<F, 'organizationId' | 'appId'> : never;

/** A webhook event without the ids of its owner. */
export type NewWebhookDomainEvent = WithoutOwnerIds<
  Extract<DomainEvent, { readonly type: `webhook_${string}` }>
>;

/** Builds the change set that writes the webhook to its owner's row; null removes it. Guards the organization: a command of an admin who is removed at the same time does not commit. */
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

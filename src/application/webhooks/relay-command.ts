// The shared parts of the relay's commands on webhooks. The owner may be deleted.

import type { App } from '../../domain/app/app.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { SystemActor } from '../../domain/shared/actor.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { Change, Storage } from '../../ports/storage.js';
import type { AppOrOrganizationInput } from '../resource-owners/owner-authorization.js';
import type { Decision } from '../use-case/command.js';
import { appWebhookChange, organizationWebhookChange } from './webhook-change-set.js';

export const relayActor: SystemActor = { kind: 'system', reason: 'delivering webhooks' };

export const unchangedDecision: Decision<null> = { value: null, changeSet: null };

/** The row that holds a webhook, deleted or not. */
type OwnerRow =
  | { readonly kind: 'app'; readonly row: Versioned<App> }
  | { readonly kind: 'organization'; readonly row: Versioned<Organization> };

export async function findOwnerRow(
  { apps, organizations }: Storage,
  owner: ResourceOwner,
): Promise<OwnerRow | null> {
  if (owner.kind === 'app') {
    const row = await apps.findById(owner.appId);
    return row && { kind: 'app', row };
  }
  const row = await organizations.findById(owner.organizationId);
  return row && { kind: 'organization', row };
}

export function ownerWebhookChange({ kind, row }: OwnerRow, webhook: Webhook, at: Date): Change {
  return kind === 'app'
    ? appWebhookChange(row, webhook, at)
    : organizationWebhookChange(row, webhook, at);
}

export type SystemCommandRefusalCode = 'permission_denied' | 'invalid_input';

export function toAppOrOrganizationInput(owner: ResourceOwner): AppOrOrganizationInput {
  return owner.kind === 'app' ? { appId: owner.appId } : { organizationId: owner.organizationId };
}

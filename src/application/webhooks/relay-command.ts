// The shared parts of the relay's commands on webhooks. The owner may be deleted.

import type { App } from '../../domain/app/app.js';
import type { Organization } from '../../domain/organization/organization.js';
import type { SystemActor } from '../../domain/shared/actor.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { parseResourceOwner, type ResourceOwner } from '../../domain/shared/resource-owner.js';
import { ok, type Result, type Versioned } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { Change, Storage } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import type { AppOrOrganizationInput } from '../resource-owners/owner-authorization.js';
import type { CommandContext, Decision } from '../use-case/command.js';
import type { WithParsedIds } from '../use-case/input.js';
import { ownStepOrThrow } from '../use-case/own-step.js';
import {
  appWebhookChange,
  type NewWebhookDomainEvent,
  organizationWebhookChange,
  ownerSubject,
  webhookEventIds,
} from './webhook-change-set.js';

export const relayActor: SystemActor = { kind: 'system', reason: 'delivering webhooks' };

/** A change of a webhook by a relay that tried to deliver to it. */
interface RelayChange {
  readonly webhook: Webhook;
  /** Null for a change that means nothing to anybody: it is in no audit trail, and its owner counts as unchanged. */
  readonly event: NewWebhookDomainEvent | null;
}

/** Decides what a relay changes about the webhook of this owner: nothing if it has none, or if `change` returns null. */
export async function decideRelayChange(
  { storage, now }: CommandContext,
  ids: WithParsedIds<AppOrOrganizationInput>,
  change: (webhook: Webhook) => RelayChange | null,
): Promise<Result<Decision<null>, RefusalOf<'invalid_input'>>> {
  const owner = parseResourceOwner(ids);
  if (!owner.ok) return owner;
  const found = await findOwnerRow(storage, owner.value);
  const webhook = found?.row.value.webhook;
  const changed = webhook === undefined ? null : change(webhook);
  if (found === null || changed === null) return ok({ value: null, changeSet: null });
  const organizationId = found.kind === 'app' ? found.row.value.organizationId : found.row.value.id;
  const { event } = changed;
  const at = event === null ? /* WEBHOOK-33 */ found.row.value.updatedAt : now;
  return ok({
    value: null,
    changeSet: {
      changes: [ownerWebhookChange(found, changed.webhook, at)],
      events: event === null ? [] : [{ ...event, ...webhookEventIds(owner.value, organizationId) }],
      subject: ownerSubject(owner.value),
      auditOrganizationIds: event === null ? /* WEBHOOK-34 */ [] : [organizationId],
    },
  });
}

/** The row that holds a webhook, deleted or not. */
type OwnerRow =
  | { readonly kind: 'app'; readonly row: Versioned<App> }
  | { readonly kind: 'organization'; readonly row: Versioned<Organization> };

async function findOwnerRow(
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

function ownerWebhookChange({ kind, row }: OwnerRow, webhook: Webhook, at: Date): Change {
  return kind === 'app'
    ? appWebhookChange(row, webhook, at)
    : organizationWebhookChange(row, webhook, at);
}

/**
 * Does a step until it is done. While too many commands wait for the row it tries again, for `commandDeadline` at most: what
 * a receiver answered must not be lost.
 */
export async function doRelayStep(
  { pacing, policy }: Dependencies,
  step: () => Promise<Result<null>>,
): Promise<void> {
  const untilMs = pacing.monotonicNow() + policy.commandDeadline * 1000;
  for (let attempt = 0; ; attempt += 1) {
    const done = await step();
    const isOverloaded = !done.ok && done.refusal.code === 'overloaded';
    if (!isOverloaded || pacing.monotonicNow() >= untilMs) return void ownStepOrThrow(done);
    await pacing.backoff(attempt);
  }
}

export type SystemCommandRefusalCode = 'permission_denied' | 'invalid_input';

export function toAppOrOrganizationInput(owner: ResourceOwner): AppOrOrganizationInput {
  return owner.kind === 'app' ? { appId: owner.appId } : { organizationId: owner.organizationId };
}

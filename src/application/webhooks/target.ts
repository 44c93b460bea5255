// What commands about a webhook share: whose it is, who may, and what is written.

import type { KeyOwner } from '../../domain/app/api-key.js';
import { type App, withWebhook as withAppWebhook } from '../../domain/app/app.js';
import type { Subject } from '../../domain/journal/entry.js';
import type { Fact } from '../../domain/journal/fact.js';
import { type Organization, withWebhook } from '../../domain/organization/organization.js';
import type { AppId, OrganizationId } from '../../domain/shared/ids.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result, refuse, type Versioned } from '../../domain/shared/result.js';
import type { Webhook } from '../../domain/webhook/webhook.js';
import type { Change } from '../../ports/storage.js';
import { authorityOverOwner, type KeyAuthority, type OwnerRefusal, pathOf } from '../keys/owner.js';
import { touched, updated } from '../use-case/changes.js';
import type { Unit, Write } from '../use-case/command.js';

type Asking = Pick<Unit, 'storage' | 'actor' | 'now'>;

/** A webhook that the actor may manage. */
export interface ManagedWebhook {
  readonly owner: KeyOwner;
  readonly authority: KeyAuthority;
  readonly webhook: Webhook;
}

export type WebhookRefusal = OwnerRefusal | 'webhook_not_found';

/** As many waves as `authorityOverOwner`: the webhook stands in its owner's row. */
export async function managedWebhook(
  asking: Asking,
  owner: KeyOwner,
): Promise<Result<ManagedWebhook, RefusalOf<WebhookRefusal>>> {
  const authority = await authorityOverOwner(asking, owner);
  if (!authority.ok) return authority;
  const webhook = webhookIn(authority.value);
  if (webhook === undefined) return refuse({ code: 'webhook_not_found', path: pathOf(owner) });
  return ok({ owner, authority: authority.value, webhook });
}

export function webhookIn({ organization, app }: KeyAuthority): Webhook | undefined {
  return (app ?? organization).value.webhook;
}

type WithoutNames<F> = F extends Fact ? Omit<F, 'organizationId' | 'appId'> : never;
/** What was done, without whose webhook it was done to. */
export type NewFact = WithoutNames<Extract<Fact, { readonly type: `webhook_${string}` }>>;

/** The webhook in its owner's row, null to take it away. As with keys, what a removed admin had in flight cannot land. */
export function writeOf(
  owner: KeyOwner,
  { organization, app }: KeyAuthority,
  webhook: Webhook | null,
  fact: NewFact,
  now: Date,
): Write {
  const changes: readonly Change[] =
    app === undefined
      ? [inOrganization(organization, webhook, now)]
      : [touched('organizations', organization), inApp(app, webhook, now)];
  const organizationId = organization.value.id;
  return {
    changes,
    facts: [{ ...fact, ...namesOf(owner, organizationId) }],
    subject: subjectOf(owner),
    organizations: [organizationId],
  };
}

export function inApp(app: Versioned<App>, webhook: Webhook | null, now: Date): Change {
  return updated('apps', app, withAppWebhook(app.value, webhook, now));
}

export function inOrganization(
  organization: Versioned<Organization>,
  webhook: Webhook | null,
  now: Date,
): Change {
  return updated('organizations', organization, withWebhook(organization.value, webhook, now));
}

/** By what facts and messages name a webhook. */
export function namesOf(
  owner: KeyOwner,
  organizationId: OrganizationId,
): { readonly organizationId: OrganizationId; readonly appId?: AppId } {
  return owner.kind === 'app' ? { organizationId, appId: owner.appId } : { organizationId };
}

export function subjectOf(owner: KeyOwner): Subject {
  return owner.kind === 'app'
    ? { kind: 'app', id: owner.appId }
    : { kind: 'organization', id: owner.organizationId };
}

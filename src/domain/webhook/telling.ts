// Which facts webhooks tell, to whom, and by which ids.

import type { Fact } from '../journal/fact.js';
import type { EventMessage } from '../journal/message.js';
import type { DelistingCommand, EnforcementCommand } from '../review/enforcement.js';
import type { SubmissionCommand } from '../review/submission.js';
import type { AppId, OrganizationId } from '../shared/ids.js';
import type { WebhookEvent } from './events.js';
import type { Webhook } from './webhook.js';

/** Null where nobody is told. */
export function eventOf(fact: Fact): WebhookEvent | null {
  switch (fact.type) {
    case 'app_enforced':
      return enforced[fact.command];
    case 'app_listed':
      return listed[fact.command];
    case 'submission_moved':
      return fact.command in approvals && fact.to !== 'approved' ? null : moved[fact.command];
    default:
      return told[fact.type];
  }
}

const enforced: Readonly<Record<EnforcementCommand, WebhookEvent>> = {
  warn: 'app.warned',
  suspend: 'app.suspended',
  takeDown: 'app.taken_down',
  reinstate: 'app.reinstated',
};

const listed: Readonly<Record<DelistingCommand, WebhookEvent>> = {
  delist: 'app.delisted',
  relist: 'app.relisted',
};

/** By which an app is approved, or waits for a second reviewer, of which nobody is told. */
const approvals = { approve: true, secondApprove: true } as const;

/** What reviewers do among themselves is for nobody else. A fall back gives users an older release again. */
const moved: Readonly<Record<SubmissionCommand, WebhookEvent | null>> = {
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

type PlainType = Exclude<Fact['type'], 'app_enforced' | 'app_listed' | 'submission_moved'>;

/** Every type of fact is named, so that a new one cannot be forgotten. */
const told: Readonly<Record<PlainType, WebhookEvent | null>> = {
  user_registered: null,
  email_verified: null,
  user_suspended: null,
  user_reinstated: null,
  user_deleted: null,
  user_restored: null,
  user_purged: null,
  default_organization_set: null,
  organization_unblocked: null,
  organization_founded: null,
  organization_renamed: 'organization.renamed',
  slug_changed: null,
  organization_deleted: 'organization.deleted',
  organization_restored: 'organization.restored',
  organization_purged: null,
  contact_verified: null,
  left_without_admin: null,
  profile_updated: null,
  member_joined: 'organization.member_joined',
  role_changed: 'organization.role_changed',
  member_left: 'organization.member_left',
  member_removed: 'organization.member_removed',
  invitation_sent: null,
  invitation_renewed: null,
  invitation_resent: null,
  invitation_reissued: null,
  invitation_handed_over: null,
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
  submission_entered: 'submission.submitted',
  lane_set: null,
  key_created: 'key.created',
  key_rotated: 'key.rotated',
  key_revoked: 'key.revoked',
  webhook_configured: null,
  webhook_secret_rotated: null,
  webhook_enabled: null,
  webhook_disabled: null,
  webhook_removed: null,
};

/** An app or an organization: whoever may have a webhook. */
export interface Subscriber {
  readonly id: AppId | OrganizationId;
  readonly webhook?: Webhook;
}

/** A message without what its commit adds. */
export type NewEvent = Omit<EventMessage, 'id' | 'delivery' | 'createdAt'>;

/** What these are to be told of the facts: each of what is about itself, where it listens and has asked for it. */
export function eventMessages(
  subscribers: readonly Subscriber[],
  facts: readonly Fact[],
): readonly NewEvent[] {
  return subscribers.flatMap(({ id, webhook }) => {
    if (webhook === undefined || webhook.disabled !== undefined) return [];
    return facts.flatMap((fact) => {
      const event = eventOf(fact);
      const isAsked =
        event !== null && /* WEBHOOK-19 */ webhook.events.includes(event) && ownerIn(fact) === id;
      return isAsked ? (messageOf(event, fact, webhook) ?? []) : [];
    });
  });
}

/** What is about an app is told to the app's webhook alone. */
function ownerIn(fact: Fact): AppId | OrganizationId | null {
  if ('appId' in fact && fact.appId !== undefined) return fact.appId; // WEBHOOK-17
  return 'organizationId' in fact ? fact.organizationId : null;
}

function messageOf(event: WebhookEvent, fact: Fact, { revision }: Webhook): NewEvent | null {
  if (!('organizationId' in fact)) return null;
  const appId = 'appId' in fact ? fact.appId : undefined;
  return {
    kind: 'event',
    event,
    organizationId: fact.organizationId,
    ...(appId === undefined ? {} : { appId }),
    subject: idsIn(fact),
    revision,
  };
}

/** What a fact names beside app and organization. */
const idNames: ReadonlySet<string> = new Set([
  'submissionId',
  'keyId',
  'newKeyId',
  /* WEBHOOK-18 */ 'userId',
]);

function idsIn(fact: Fact): Readonly<Record<string, string>> {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(fact);
  return Object.fromEntries(
    entries.flatMap(([name, id]) =>
      idNames.has(name) && typeof id === 'string' ? [[name, id]] : [],
    ),
  );
}

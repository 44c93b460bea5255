// Arbitraries for domain events.

import fc from 'fast-check';
import { appTiers, appVisibilities } from '../../domain/app/app.js';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import {
  enforcementCommands,
  listingCommands,
} from '../../domain/review/enforcement-and-listing.js';
import { lanes, submissionCommands, submissionStates } from '../../domain/review/submission.js';
import { webhookEventTypes } from '../../domain/webhook/event-types.js';
import { webhookDisableReasons } from '../../domain/webhook/webhook.js';
import {
  apiKeyIds,
  appIds,
  invitationIds,
  organizationIds,
  submissionIds,
  userIds,
} from './ids.js';
import { record } from './records.js';
import { roles } from './roles.js';

type DomainEventOf<T extends DomainEvent['type']> = DomainEvent & { readonly type: T };

/** One arbitrary for each event type, so that a new type cannot be forgotten. */
const eventArbitraries: {
  readonly [T in DomainEvent['type']]: () => fc.Arbitrary<DomainEventOf<T>>;
} = {
  user_registered: () => userEvent('user_registered'),
  email_verified: () => userEvent('email_verified'),
  user_suspended: () => userEvent('user_suspended'),
  user_reinstated: () => userEvent('user_reinstated'),
  user_deleted: () => userEvent('user_deleted'),
  user_restored: () => userEvent('user_restored'),
  user_purged: () => userEvent('user_purged'),
  default_organization_set: () =>
    record({ type: fc.constant('default_organization_set'), ...memberFields() }),
  organization_unblocked: () =>
    record({ type: fc.constant('organization_unblocked'), ...memberFields() }),
  organization_created: () =>
    record({
      type: fc.constant('organization_created'),
      organizationId: organizationIds(),
      creatorId: userIds(),
      personal: fc.boolean(),
    }),
  organization_renamed: () => organizationEvent('organization_renamed'),
  slug_changed: () => organizationEvent('slug_changed'),
  organization_deleted: () => organizationEvent('organization_deleted'),
  organization_restored: () => organizationEvent('organization_restored'),
  organization_purged: () => organizationEvent('organization_purged'),
  contact_verified: () => organizationEvent('contact_verified'),
  left_without_admin: () => record({ type: fc.constant('left_without_admin'), ...memberFields() }),
  profile_updated: () =>
    record({
      type: fc.constant('profile_updated'),
      organizationId: organizationIds(),
      fields: fc.subarray(['website', 'contactEmail', 'description', 'logo']),
    }),
  member_joined: () =>
    record({
      type: fc.constant('member_joined'),
      organizationId: organizationIds(),
      userId: userIds(),
      role: roles(),
    }),
  role_changed: () =>
    record({
      type: fc.constant('role_changed'),
      organizationId: organizationIds(),
      userId: userIds(),
      from: roles(),
      to: roles(),
    }),
  member_left: () => record({ type: fc.constant('member_left'), ...memberFields() }),
  member_removed: () => record({ type: fc.constant('member_removed'), ...memberFields() }),
  invitation_sent: () => invitationTokenEvent('invitation_sent'),
  invitation_renewed: () => invitationTokenEvent('invitation_renewed'),
  invitation_resent: () => invitationTokenEvent('invitation_resent'),
  invitation_reissued: () => invitationTokenEvent('invitation_reissued'),
  invitation_link_created: () =>
    record({
      type: fc.constant('invitation_link_created'),
      ...invitationFields(),
      revision: revisions(),
    }),
  invitation_expired: () =>
    record({ type: fc.constant('invitation_expired'), ...invitationFields() }),
  invitation_purged: () =>
    record({ type: fc.constant('invitation_purged'), ...invitationFields() }),
  invitation_accepted: () =>
    record({ type: fc.constant('invitation_accepted'), ...invitationFields(), userId: userIds() }),
  invitation_declined: () =>
    record({ type: fc.constant('invitation_declined'), ...invitationFields(), userId: userIds() }),
  invitation_revoked: () =>
    record({
      type: fc.constant('invitation_revoked'),
      ...invitationFields(),
      reason: fc.constantFrom(
        'requested',
        'inviter_demoted',
        'inviter_left',
        'inviter_suspended',
        'organization_deleted',
      ),
    }),
  app_created: () => appEvent('app_created'),
  app_deleted: () => appEvent('app_deleted'),
  app_restored: () => appEvent('app_restored'),
  app_archived: () => appEvent('app_archived'),
  draft_updated: () =>
    record({
      type: fc.constant('draft_updated'),
      ...appFields(),
      revision: revisions(),
      fields: fc.subarray(['name', 'version', 'permissions', 'tools', 'settings']),
    }),
  app_shared: () =>
    record({
      type: fc.constant('app_shared'),
      ...appFields(),
      visibility: fc.constantFrom(...appVisibilities),
      testers: fc.nat(100),
    }),
  app_moved_out: () => appEvent('app_moved_out'),
  app_moved_in: () => appEvent('app_moved_in'),
  tier_set: () =>
    record({ type: fc.constant('tier_set'), ...appFields(), tier: fc.constantFrom(...appTiers) }),
  app_enforcement_changed: () =>
    record({
      type: fc.constant('app_enforcement_changed'),
      ...appFields(),
      command: fc.constantFrom(...enforcementCommands),
    }),
  app_listing_changed: () =>
    record({
      type: fc.constant('app_listing_changed'),
      ...appFields(),
      command: fc.constantFrom(...listingCommands),
    }),
  submission_created: () =>
    record({
      type: fc.constant('submission_created'),
      ...submissionFields(),
      revision: revisions(),
      lane: fc.constantFrom(...lanes),
    }),
  submission_state_changed: () =>
    record({
      type: fc.constant('submission_state_changed'),
      ...submissionFields(),
      command: fc.constantFrom(...submissionCommands),
      to: fc.constantFrom(...submissionStates),
    }),
  lane_set: () =>
    record({
      type: fc.constant('lane_set'),
      ...submissionFields(),
      lane: fc.constantFrom(...lanes),
    }),
  key_created: () => keyEvent({ type: fc.constant('key_created') }),
  key_revoked: () => keyEvent({ type: fc.constant('key_revoked') }),
  key_rotated: () => keyEvent({ type: fc.constant('key_rotated'), newKeyId: apiKeyIds() }),
  webhook_configured: () =>
    ownedEvent({
      type: fc.constant('webhook_configured'),
      events: fc.subarray([...webhookEventTypes]),
    }),
  webhook_secret_rotated: () => ownedEvent({ type: fc.constant('webhook_secret_rotated') }),
  webhook_enabled: () => ownedEvent({ type: fc.constant('webhook_enabled') }),
  webhook_removed: () => ownedEvent({ type: fc.constant('webhook_removed') }),
  webhook_disabled: () =>
    ownedEvent({
      type: fc.constant('webhook_disabled'),
      reason: fc.constantFrom(...webhookDisableReasons),
    }),
};

/** Domain events of every type. */
export function domainEvents(): fc.Arbitrary<DomainEvent> {
  return fc.oneof(...Object.values(eventArbitraries).map((arbitrary) => arbitrary()));
}

function userEvent<T extends string>(type: T) {
  return record({ type: fc.constant(type), userId: userIds() });
}

function organizationEvent<T extends string>(type: T) {
  return record({ type: fc.constant(type), organizationId: organizationIds() });
}

function memberFields() {
  return { organizationId: organizationIds(), userId: userIds() };
}

function invitationFields() {
  return { organizationId: organizationIds(), invitationId: invitationIds() };
}

function appEvent<T extends string>(type: T) {
  return record({ type: fc.constant(type), ...appFields() });
}

function appFields() {
  return { organizationId: organizationIds(), appId: appIds() };
}

function submissionFields() {
  return { ...appFields(), submissionId: submissionIds() };
}

/** An event about a key of an organization or of an app. */
function keyEvent<T>(rest: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return ownedEvent({ ...rest, keyId: apiKeyIds() });
}

/** An event about something that an organization or one of its apps owns. */
function ownedEvent<T>(rest: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  const organization = { organizationId: organizationIds() };
  return fc
    .tuple(
      record(rest),
      fc.oneof(record(organization), record({ ...organization, appId: appIds() })),
    )
    .map(([given, of]) => ({ ...given, ...of }));
}

function invitationTokenEvent<T extends string>(type: T) {
  return record({
    type: fc.constant(type),
    ...invitationFields(),
    role: roles(),
    revision: revisions(),
  });
}

function revisions(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 1_000 });
}

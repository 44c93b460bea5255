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

type DomainEventOfType<T extends DomainEvent['type']> = DomainEvent & { readonly type: T };

/** One arbitrary for each event type, so that a new type cannot be forgotten. */
const eventArbitraryFactories: {
  readonly [T in DomainEvent['type']]: () => fc.Arbitrary<DomainEventOfType<T>>;
} = {
  user_registered: () => userEvents('user_registered'),
  email_verified: () => userEvents('email_verified'),
  email_changed: () => userEvents('email_changed'),
  user_renamed: () => userEvents('user_renamed'),
  user_suspended: () => userEvents('user_suspended'),
  user_reinstated: () => userEvents('user_reinstated'),
  user_deleted: () => userEvents('user_deleted'),
  user_restored: () => userEvents('user_restored'),
  user_purged: () => userEvents('user_purged'),
  user_metadata_updated: () => userEvents('user_metadata_updated'),
  default_organization_set: () =>
    record({ type: fc.constant('default_organization_set'), ...memberIdArbitraries() }),
  organization_unblocked: () =>
    record({ type: fc.constant('organization_unblocked'), ...memberIdArbitraries() }),
  organization_created: () =>
    record({
      type: fc.constant('organization_created'),
      organizationId: organizationIds(),
      creatorId: userIds(),
      personal: fc.boolean(),
    }),
  organization_renamed: () => organizationEvents('organization_renamed'),
  slug_changed: () => organizationEvents('slug_changed'),
  organization_deleted: () => organizationEvents('organization_deleted'),
  organization_restored: () => organizationEvents('organization_restored'),
  organization_purged: () => organizationEvents('organization_purged'),
  contact_verified: () => organizationEvents('contact_verified'),
  external_id_changed: () => organizationEvents('external_id_changed'),
  organization_metadata_updated: () => organizationEvents('organization_metadata_updated'),
  left_without_admin: () =>
    record({ type: fc.constant('left_without_admin'), ...memberIdArbitraries() }),
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
  member_left: () => record({ type: fc.constant('member_left'), ...memberIdArbitraries() }),
  member_removed: () => record({ type: fc.constant('member_removed'), ...memberIdArbitraries() }),
  membership_metadata_updated: () =>
    record({ type: fc.constant('membership_metadata_updated'), ...memberIdArbitraries() }),
  invitation_sent: () => invitationTokenEvents('invitation_sent'),
  invitation_renewed: () => invitationTokenEvents('invitation_renewed'),
  invitation_resent: () => invitationTokenEvents('invitation_resent'),
  invitation_reissued: () => invitationTokenEvents('invitation_reissued'),
  invitation_role_changed: () =>
    record({
      type: fc.constant('invitation_role_changed'),
      ...invitationIdArbitraries(),
      from: roles(),
      to: roles(),
    }),
  invitation_link_created: () =>
    record({
      type: fc.constant('invitation_link_created'),
      ...invitationIdArbitraries(),
      revision: revisions(),
    }),
  invitation_expired: () =>
    record({ type: fc.constant('invitation_expired'), ...invitationIdArbitraries() }),
  invitation_purged: () =>
    record({ type: fc.constant('invitation_purged'), ...invitationIdArbitraries() }),
  invitation_accepted: () =>
    record({
      type: fc.constant('invitation_accepted'),
      ...invitationIdArbitraries(),
      userId: userIds(),
    }),
  invitation_declined: () =>
    record({
      type: fc.constant('invitation_declined'),
      ...invitationIdArbitraries(),
      userId: userIds(),
    }),
  invitation_revoked: () =>
    record({
      type: fc.constant('invitation_revoked'),
      ...invitationIdArbitraries(),
      reason: fc.constantFrom(
        'requested',
        'inviter_demoted',
        'inviter_left',
        'inviter_suspended',
        'organization_deleted',
      ),
    }),
  app_created: () => appEvents('app_created'),
  app_deleted: () => appEvents('app_deleted'),
  app_restored: () => appEvents('app_restored'),
  app_archived: () => appEvents('app_archived'),
  draft_updated: () =>
    record({
      type: fc.constant('draft_updated'),
      ...appIdArbitraries(),
      revision: revisions(),
      fields: fc.subarray(['name', 'version', 'permissions', 'tools', 'settings']),
    }),
  app_shared: () =>
    record({
      type: fc.constant('app_shared'),
      ...appIdArbitraries(),
      visibility: fc.constantFrom(...appVisibilities),
      testers: fc.nat(100),
    }),
  app_moved_out: () => appEvents('app_moved_out'),
  app_moved_in: () => appEvents('app_moved_in'),
  tier_set: () =>
    record({
      type: fc.constant('tier_set'),
      ...appIdArbitraries(),
      tier: fc.constantFrom(...appTiers),
    }),
  app_enforcement_changed: () =>
    record({
      type: fc.constant('app_enforcement_changed'),
      ...appIdArbitraries(),
      command: fc.constantFrom(...enforcementCommands),
    }),
  app_listing_changed: () =>
    record({
      type: fc.constant('app_listing_changed'),
      ...appIdArbitraries(),
      command: fc.constantFrom(...listingCommands),
    }),
  submission_created: () =>
    record({
      type: fc.constant('submission_created'),
      ...submissionIdArbitraries(),
      revision: revisions(),
      lane: fc.constantFrom(...lanes),
    }),
  submission_state_changed: () =>
    record({
      type: fc.constant('submission_state_changed'),
      ...submissionIdArbitraries(),
      command: fc.constantFrom(...submissionCommands),
      to: fc.constantFrom(...submissionStates),
    }),
  lane_set: () =>
    record({
      type: fc.constant('lane_set'),
      ...submissionIdArbitraries(),
      lane: fc.constantFrom(...lanes),
    }),
  key_created: () => apiKeyEvents({ type: fc.constant('key_created') }),
  key_revoked: () => apiKeyEvents({ type: fc.constant('key_revoked') }),
  key_rotated: () => apiKeyEvents({ type: fc.constant('key_rotated'), newKeyId: apiKeyIds() }),
  webhook_configured: () =>
    appOrOrganizationEvents({
      type: fc.constant('webhook_configured'),
      events: fc.subarray([...webhookEventTypes]),
    }),
  webhook_secret_rotated: () =>
    appOrOrganizationEvents({ type: fc.constant('webhook_secret_rotated') }),
  webhook_enabled: () => appOrOrganizationEvents({ type: fc.constant('webhook_enabled') }),
  webhook_verified: () => appOrOrganizationEvents({ type: fc.constant('webhook_verified') }),
  webhook_removed: () => appOrOrganizationEvents({ type: fc.constant('webhook_removed') }),
  webhook_disabled: () =>
    appOrOrganizationEvents({
      type: fc.constant('webhook_disabled'),
      reason: fc.constantFrom(...webhookDisableReasons),
    }),
};

/** Domain events of every type. */
export function domainEvents(): fc.Arbitrary<DomainEvent> {
  return fc.oneof(...Object.values(eventArbitraryFactories).map((arbitrary) => arbitrary()));
}

function userEvents<T extends string>(type: T) {
  return record({ type: fc.constant(type), userId: userIds() });
}

function organizationEvents<T extends string>(type: T) {
  return record({ type: fc.constant(type), organizationId: organizationIds() });
}

function memberIdArbitraries() {
  return { organizationId: organizationIds(), userId: userIds() };
}

function invitationIdArbitraries() {
  return { organizationId: organizationIds(), invitationId: invitationIds() };
}

function appEvents<T extends string>(type: T) {
  return record({ type: fc.constant(type), ...appIdArbitraries() });
}

function appIdArbitraries() {
  return { organizationId: organizationIds(), appId: appIds() };
}

function submissionIdArbitraries() {
  return { ...appIdArbitraries(), submissionId: submissionIds() };
}

/** An event about a key of an organization or of an app. */
function apiKeyEvents<T>(fieldArbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return appOrOrganizationEvents({ ...fieldArbitraries, keyId: apiKeyIds() });
}

/** An event about something that an organization or one of its apps owns. */
function appOrOrganizationEvents<T>(fieldArbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  const organization = { organizationId: organizationIds() };
  return fc
    .tuple(
      record(fieldArbitraries),
      fc.oneof(record(organization), record({ ...organization, appId: appIds() })),
    )
    .map(([given, of]) => ({ ...given, ...of }));
}

function invitationTokenEvents<T extends string>(type: T) {
  return record({
    type: fc.constant(type),
    ...invitationIdArbitraries(),
    role: roles(),
    revision: revisions(),
  });
}

function revisions(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 1_000 });
}

import fc from 'fast-check';
import { appTiers, appVisibilities } from '../../domain/app/app.js';
import type { Fact } from '../../domain/journal/fact.js';
import { delistingCommands, enforcementCommands } from '../../domain/review/enforcement.js';
import { lanes, submissionCommands, submissionStates } from '../../domain/review/submission.js';
import { webhookEvents } from '../../domain/webhook/events.js';
import { disablingReasons } from '../../domain/webhook/webhook.js';
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

type FactOf<T extends Fact['type']> = Fact & { readonly type: T };

/** An arbitrary for each type of fact, so that a new type cannot be left out. */
const arbitraryOf: { readonly [T in Fact['type']]: () => fc.Arbitrary<FactOf<T>> } = {
  user_registered: () => ofUser('user_registered'),
  email_verified: () => ofUser('email_verified'),
  user_suspended: () => ofUser('user_suspended'),
  user_reinstated: () => ofUser('user_reinstated'),
  user_deleted: () => ofUser('user_deleted'),
  user_restored: () => ofUser('user_restored'),
  user_purged: () => ofUser('user_purged'),
  default_organization_set: () =>
    record({ type: fc.constant('default_organization_set'), ...ofMember() }),
  organization_unblocked: () =>
    record({ type: fc.constant('organization_unblocked'), ...ofMember() }),
  organization_founded: () =>
    record({
      type: fc.constant('organization_founded'),
      organizationId: organizationIds(),
      founderId: userIds(),
      personal: fc.boolean(),
    }),
  organization_renamed: () => ofOrganization('organization_renamed'),
  slug_changed: () => ofOrganization('slug_changed'),
  organization_deleted: () => ofOrganization('organization_deleted'),
  organization_restored: () => ofOrganization('organization_restored'),
  organization_purged: () => ofOrganization('organization_purged'),
  contact_verified: () => ofOrganization('contact_verified'),
  left_without_admin: () => record({ type: fc.constant('left_without_admin'), ...ofMember() }),
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
  member_left: () => record({ type: fc.constant('member_left'), ...ofMember() }),
  member_removed: () => record({ type: fc.constant('member_removed'), ...ofMember() }),
  invitation_sent: () => issued('invitation_sent'),
  invitation_renewed: () => issued('invitation_renewed'),
  invitation_resent: () => issued('invitation_resent'),
  invitation_reissued: () => issued('invitation_reissued'),
  invitation_handed_over: () =>
    record({
      type: fc.constant('invitation_handed_over'),
      ...ofInvitation(),
      revision: revisions(),
    }),
  invitation_expired: () => record({ type: fc.constant('invitation_expired'), ...ofInvitation() }),
  invitation_purged: () => record({ type: fc.constant('invitation_purged'), ...ofInvitation() }),
  invitation_accepted: () =>
    record({ type: fc.constant('invitation_accepted'), ...ofInvitation(), userId: userIds() }),
  invitation_declined: () =>
    record({ type: fc.constant('invitation_declined'), ...ofInvitation(), userId: userIds() }),
  invitation_revoked: () =>
    record({
      type: fc.constant('invitation_revoked'),
      ...ofInvitation(),
      because: fc.constantFrom(
        'asked',
        'inviter_demoted',
        'inviter_left',
        'inviter_suspended',
        'organization_deleted',
      ),
    }),
  app_created: () => ofApp('app_created'),
  app_deleted: () => ofApp('app_deleted'),
  app_restored: () => ofApp('app_restored'),
  app_archived: () => ofApp('app_archived'),
  draft_updated: () =>
    record({
      type: fc.constant('draft_updated'),
      ...inApp(),
      revision: revisions(),
      fields: fc.subarray(['name', 'version', 'permissions', 'tools', 'settings']),
    }),
  app_shared: () =>
    record({
      type: fc.constant('app_shared'),
      ...inApp(),
      visibility: fc.constantFrom(...appVisibilities),
      testers: fc.nat(100),
    }),
  app_moved_out: () => ofApp('app_moved_out'),
  app_moved_in: () => ofApp('app_moved_in'),
  tier_set: () =>
    record({ type: fc.constant('tier_set'), ...inApp(), tier: fc.constantFrom(...appTiers) }),
  app_enforced: () =>
    record({
      type: fc.constant('app_enforced'),
      ...inApp(),
      command: fc.constantFrom(...enforcementCommands),
    }),
  app_listed: () =>
    record({
      type: fc.constant('app_listed'),
      ...inApp(),
      command: fc.constantFrom(...delistingCommands),
    }),
  submission_entered: () =>
    record({
      type: fc.constant('submission_entered'),
      ...ofSubmission(),
      revision: revisions(),
      lane: fc.constantFrom(...lanes),
    }),
  submission_moved: () =>
    record({
      type: fc.constant('submission_moved'),
      ...ofSubmission(),
      command: fc.constantFrom(...submissionCommands),
      to: fc.constantFrom(...submissionStates),
    }),
  lane_set: () =>
    record({ type: fc.constant('lane_set'), ...ofSubmission(), lane: fc.constantFrom(...lanes) }),
  key_created: () => ofKey({ type: fc.constant('key_created') }),
  key_revoked: () => ofKey({ type: fc.constant('key_revoked') }),
  key_rotated: () => ofKey({ type: fc.constant('key_rotated'), newKeyId: apiKeyIds() }),
  webhook_configured: () =>
    ofWebhook({ type: fc.constant('webhook_configured'), events: fc.subarray([...webhookEvents]) }),
  webhook_secret_rotated: () => ofWebhook({ type: fc.constant('webhook_secret_rotated') }),
  webhook_enabled: () => ofWebhook({ type: fc.constant('webhook_enabled') }),
  webhook_removed: () => ofWebhook({ type: fc.constant('webhook_removed') }),
  webhook_disabled: () =>
    ofWebhook({
      type: fc.constant('webhook_disabled'),
      reason: fc.constantFrom(...disablingReasons),
    }),
};

/** Facts of every type. */
export function facts(): fc.Arbitrary<Fact> {
  return fc.oneof(...Object.values(arbitraryOf).map((arbitrary) => arbitrary()));
}

function ofUser<T extends string>(type: T) {
  return record({ type: fc.constant(type), userId: userIds() });
}

function ofOrganization<T extends string>(type: T) {
  return record({ type: fc.constant(type), organizationId: organizationIds() });
}

function ofMember() {
  return { organizationId: organizationIds(), userId: userIds() };
}

function ofInvitation() {
  return { organizationId: organizationIds(), invitationId: invitationIds() };
}

function ofApp<T extends string>(type: T) {
  return record({ type: fc.constant(type), ...inApp() });
}

function inApp() {
  return { organizationId: organizationIds(), appId: appIds() };
}

function ofSubmission() {
  return { ...inApp(), submissionId: submissionIds() };
}

/** Of a key of an organization, or of one of an app. */
function ofKey<T>(rest: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return ofWebhook({ ...rest, keyId: apiKeyIds() });
}

/** Of an organization's own, or of one of its apps. */
function ofWebhook<T>(rest: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  const organization = { organizationId: organizationIds() };
  return fc
    .tuple(
      record(rest),
      fc.oneof(record(organization), record({ ...organization, appId: appIds() })),
    )
    .map(([given, of]) => ({ ...given, ...of }));
}

function issued<T extends string>(type: T) {
  return record({
    type: fc.constant(type),
    ...ofInvitation(),
    role: roles(),
    revision: revisions(),
  });
}

function revisions(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 1_000 });
}

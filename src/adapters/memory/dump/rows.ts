// What the rows of each collection look like in a dump. The types of the domain make the compiler ask for every field.

import { type ApiKey, apiKeyEnvironments } from '../../../domain/app/api-key.js';
import {
  type App,
  type AppSnapshot,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  enforcementStates,
  type LiveRelease,
  type Publisher,
  type StoreListing,
} from '../../../domain/app/app.js';
import { type AppPermission, appPermissionTypes } from '../../../domain/app/app-permission.js';
import {
  type HardwareRequirement,
  hardwareLevels,
  hardwareTypes,
} from '../../../domain/app/hardware.js';
import { appTypes, type Manifest, type PreviewImage } from '../../../domain/app/manifest.js';
import { imageOrientations } from '../../../domain/app/preview-image.js';
import {
  actions,
  type CommandEntry,
  type FenceEntry,
  type JournalEntry,
  type JournalSubject,
  journalSubjectKinds,
} from '../../../domain/journal/journal-entry.js';
import {
  type NotificationMessage,
  notificationKinds,
  type OutboxMessage,
  parseMessageId,
  type WebhookMessage,
} from '../../../domain/journal/outbox-message.js';
import {
  type Invitation,
  type InviterSnapshot,
  invitationStates,
  type SendWindow,
} from '../../../domain/organization/invitation.js';
import type { Membership } from '../../../domain/organization/membership.js';
import type { Organization, Profile } from '../../../domain/organization/organization.js';
import { parseRole, type Role } from '../../../domain/organization/role-permissions.js';
import {
  type LastTransition,
  lanes,
  type ReviewDecision,
  type ReviewLease,
  reviewReasonCodes,
  type Submission,
  submissionCommands,
  submissionStates,
} from '../../../domain/review/submission.js';
import {
  type Delivery,
  type DeliveryLease,
  deliveryStates,
} from '../../../domain/shared/delivery-lease-and-retry.js';
import { isId, isOperationId, parseUserId, type UserId } from '../../../domain/shared/ids.js';
import type { ResourceOwner } from '../../../domain/shared/resource-owner.js';
import type { SlugRecord } from '../../../domain/slug/slug.js';
import type { EmailWithKey } from '../../../domain/user/email.js';
import { type User, userStates } from '../../../domain/user/user.js';
import { webhookEventTypes } from '../../../domain/webhook/event-types.js';
import { type Webhook, webhookDisableReasons } from '../../../domain/webhook/webhook.js';
import type { StoredName, StoredRows } from '../../kit/index.js';
import {
  byKind,
  count,
  date,
  flag,
  jsonObject,
  list,
  oneOf,
  optional,
  plainObject,
  type Reader,
  record,
  text,
} from './readers.js';

const id = <T extends string>(): Reader<T> => text(isId, 'an id');
const userId = text<UserId>((given) => parseUserId(given) !== null, 'the id of a user');
const role = text<Role>((given) => parseRole(given) !== null, 'the name of a role');
const optionalText = optional(text());
const optionalDate = optional(date);

const delivery = record<Delivery>({
  state: oneOf(deliveryStates),
  attempts: count,
  nextAttemptAt: optionalDate,
  lease: optional(record<DeliveryLease>({ id: id(), until: date })),
});

const metadata = {
  publicMetadata: optional(jsonObject),
  privateMetadata: optional(jsonObject),
  metadataVersion: optional(count),
};

const webhook = record<Webhook>({
  url: text(),
  events: list(oneOf(webhookEventTypes)),
  secret: text(),
  previousSecret: optional(
    record<NonNullable<Webhook['previousSecret']>>({ secret: text(), until: date }),
  ),
  revision: count,
  createdAt: date,
  updatedAt: date,
  unverifiedSince: optionalDate,
  askedRevision: optional(count),
  enabledRevision: optional(count),
  disabled: optional(
    record<NonNullable<Webhook['disabled']>>({ at: date, reason: oneOf(webhookDisableReasons) }),
  ),
});

const user = record<User>({
  id: userId,
  email: text(),
  emailKey: text(),
  emailVerified: flag,
  name: optional(text()),
  state: oneOf(userStates),
  formerEmailKeys: optional(list(text())),
  defaultOrg: optional(id()),
  blockedOrganizations: list(id()),
  suspendedAt: optionalDate,
  deletedAt: optionalDate,
  purgingSince: optionalDate,
  createdAt: date,
  updatedAt: date,
  ...metadata,
});

const organization = record<Organization>({
  id: id(),
  name: text(),
  slug: text(),
  profile: record<Profile>({
    website: optionalText,
    contactEmail: text(),
    description: optionalText,
    logo: optionalText,
  }),
  createdBy: userId,
  personalOf: optional(userId),
  createdAt: date,
  updatedAt: date,
  contactVerifiedAt: optionalDate,
  slugChangedAt: optionalDate,
  deletedAt: optionalDate,
  restoreCount: count,
  purgingSince: optionalDate,
  webhook: optional(webhook),
  externalId: optional(text()),
  ...metadata,
});

const membership = record<Membership>({
  id: id(),
  organizationId: id(),
  userId: userId,
  role,
  demotions: optional(count),
  state: oneOf(['active', 'ended']),
  joinedAt: date,
  leftAt: optionalDate,
  endedBy: optional(userId),
  createdAt: date,
  updatedAt: date,
  ...metadata,
});

const invitation = record<Invitation>({
  id: id(),
  organizationId: id(),
  email: text(),
  emailKey: text(),
  role,
  language: optional(text()),
  tokenDigest: text(),
  kid: text(),
  revision: count,
  invitedBy: userId,
  inviterSnapshot: optional(
    record<InviterSnapshot>({
      membershipId: id(),
      demotions: optional(count),
      restoreCount: count,
    }),
  ),
  invitedAt: date,
  expiresAt: date,
  state: oneOf(invitationStates),
  emailSentCount: count,
  lastEmailSentAt: optionalDate,
  delivery,
  sendWindow: record<SendWindow>({ startedAt: date, count, lastAt: date }),
  closedAt: optionalDate,
  closedBy: optional(userId),
  createdAt: date,
  updatedAt: date,
});

const slug = record<SlugRecord>({
  slug: text(),
  organizationId: id(),
  state: oneOf(['current', 'former']),
  since: date,
});

const sharedManifestFields = {
  name: text<Manifest['name']>(),
  description: optionalText,
  version: optional(text<NonNullable<Manifest['version']>>()),
  appType: oneOf(appTypes),
  logoUrl: optionalText,
  previewImages: list(record<PreviewImage>({ url: text(), orientation: oneOf(imageOrientations) })),
  privacyPolicyUrl: optionalText,
  supportUrl: optionalText,
  permissions: list(
    record<AppPermission>({
      type: oneOf(appPermissionTypes),
      reason: optionalText,
      required: flag,
    }),
  ),
  hardwareRequirements: list(
    record<HardwareRequirement>({
      type: oneOf(hardwareTypes),
      level: oneOf(hardwareLevels),
      description: optionalText,
    }),
  ),
};

const manifest = record<Manifest>({
  ...sharedManifestFields,
  publicUrl: optionalText,
  webviewUrl: optionalText,
  onboardingInstructions: optionalText,
  tools: list(plainObject()),
  settings: list(plainObject()),
});

const publisher = record<Publisher>({
  organizationId: id(),
  name: text(),
  website: optionalText,
  logo: optionalText,
});

const app = record<App>({
  id: id(),
  packageName: text(),
  organizationId: id(),
  draft: record<Draft>({ manifest, revision: count, updatedAt: date, updatedBy: optional(userId) }),
  visibility: oneOf(appVisibilities),
  testers: list(record<EmailWithKey>({ address: text(), key: text() })),
  tier: oneOf(appTiers),
  submissionCount: count,
  live: optional(
    record<LiveRelease>({
      submissionId: id(),
      revision: count,
      digest: text(),
      releasedAt: date,
      listing: record<StoreListing>({ ...sharedManifestFields, publisher }),
      serverHosts: list(text()),
    }),
  ),
  enforcement: record<Enforcement>({
    state: oneOf(enforcementStates),
    at: optionalDate,
    reason: optionalText,
  }),
  delistedAt: optionalDate,
  createdBy: optional(userId),
  createdAt: date,
  updatedAt: date,
  deletedAt: optionalDate,
  archivedAt: optionalDate,
  webhook: optional(webhook),
});

const submission = record<Submission>({
  id: id(),
  appId: id(),
  organizationId: id(),
  caseId: id(),
  revision: count,
  snapshot: record<AppSnapshot>({ packageName: text(), manifest, publisher }),
  digest: text(),
  state: oneOf(submissionStates),
  lane: oneOf(lanes),
  laneReason: optionalText,
  enteredAt: date,
  dueAt: date,
  submittedAt: date,
  submittedBy: userId,
  authors: list(userId),
  claimCount: count,
  lease: optional(record<ReviewLease>({ holder: userId, leaseToken: count, until: date })),
  decisions: list(
    record<ReviewDecision>({
      kind: oneOf(['approve', 'secondApprove', 'sendBack', 'requestChanges', 'reject', 'revoke']),
      by: userId,
      at: date,
      reasons: list(oneOf(reviewReasonCodes)),
      text: optionalText,
    }),
  ),
  lastOutcome: optional(
    record<LastTransition>({ command: oneOf(submissionCommands), at: date, by: optional(userId) }),
  ),
  approvedUntil: optionalDate,
  releasedAt: optionalDate,
  createdAt: date,
  updatedAt: date,
});

type AppOwner = Extract<ResourceOwner, { kind: 'app' }>;
type OrganizationOwner = Extract<ResourceOwner, { kind: 'organization' }>;

const apiKey = record<ApiKey>({
  id: id(),
  owner: byKind<ResourceOwner>({
    app: record<AppOwner>({ kind: oneOf(['app']), appId: id() }),
    organization: record<OrganizationOwner>({
      kind: oneOf(['organization']),
      organizationId: id(),
    }),
  }),
  name: text(),
  environment: oneOf(apiKeyEnvironments),
  permissions: optional(list(text())),
  digest: text(),
  lastFour: text(),
  createdBy: optional(userId),
  createdAt: date,
  updatedAt: date,
  lastUsedAt: optionalDate,
  expiresAt: optionalDate,
  revokedAt: optionalDate,
  replacedBy: optional(id()),
  overlapUntil: optionalDate,
});

const operationId = text<CommandEntry['id']>(isOperationId, 'the id of an operation');

const journalEntry = byKind<JournalEntry>({
  command: record<CommandEntry>({
    kind: oneOf(['command']),
    id: operationId,
    at: date,
    actor: plainObject(),
    action: oneOf(actions),
    subject: record<JournalSubject>({ kind: oneOf(journalSubjectKinds), id: text() }),
    auditOrganizationIds: list(id()),
    events: list(plainObject()),
    inputDigest: optionalText,
    callId: optional(operationId),
    replayIds: plainObject(),
  }),
  fence: record<FenceEntry>({ kind: oneOf(['fence']), id: operationId, at: date }),
});

const sharedMessageFields = {
  id: text<OutboxMessage['id']>((given) => parseMessageId(given) !== null, 'the id of a message'),
  organizationId: id<OutboxMessage['organizationId']>(),
  revision: count,
  delivery,
  createdAt: date,
};

const notification = record<NotificationMessage>({
  ...sharedMessageFields,
  kind: oneOf(notificationKinds),
  to: userId,
  membershipId: id(),
});

const message = byKind<OutboxMessage>({
  role_changed: notification,
  member_removed: notification,
  event: record<WebhookMessage>({
    ...sharedMessageFields,
    kind: oneOf(['event']),
    eventType: oneOf(webhookEventTypes),
    appId: optional(id()),
    relatedIds: plainObject(),
  }),
});

export const rowReaders: { readonly [C in StoredName]: Reader<StoredRows[C]> } = {
  users: user,
  organizations: organization,
  memberships: membership,
  invitations: invitation,
  slugs: slug,
  apps: app,
  submissions: submission,
  apikeys: apiKey,
  journal: journalEntry,
  outbox: message,
};

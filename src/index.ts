// The entry point `guildhall`: rules, ports and use cases. Runs on every platform with WebCrypto: Node, browsers, workers.

export {
  developmentKeys,
  type FieldSecret,
  type InvitationSecret,
} from './adapters/web/invitation-keys.js';
export type { AppIdInput } from './application/app-authorization/app-input.js';
export type { PackageNameCheck, PackageNameInput } from './application/apps/check-package-name.js';
export type { CreateAppInput } from './application/apps/create.js';
export type { RunnableDraftAndRelease } from './application/apps/get-runnable.js';
export type { MoveAppInput } from './application/apps/move.js';
export type { ShareAppInput } from './application/apps/share.js';
export type { UpdateDraftInput } from './application/apps/update-draft.js';
export type { AppView } from './application/apps/views.js';
export type { AppDetails, Apps, ListAppsInput } from './application/apps-service.js';
export { type AppAction, appActions } from './application/available-actions/available-actions.js';
export type {
  DeliveryProblem,
  MailProblem,
  WebhookProblem,
} from './application/delivery-attempt.js';
export type { DocumentedOrganizationQueries } from './application/documented-queries.js';
export type { AcceptedInvitationView } from './application/invitations/accept.js';
export type { ChangeInvitationRoleInput } from './application/invitations/change-invitation-role.js';
export type { InvitationLinkView } from './application/invitations/create-link.js';
export type { DeclinedInvitationView } from './application/invitations/decline.js';
export type { InvitationTokenInput } from './application/invitations/find-invitation-by-token.js';
export type { Invitations } from './application/invitations/invitations.js';
export type { InviteInput } from './application/invitations/invite.js';
export type { InvitedMany, InviteManyInput } from './application/invitations/invite-many.js';
export type {
  ListMyInvitationsInput,
  MyInvitationView,
} from './application/invitations/list-for-me.js';
export type { ListInvitationsInput } from './application/invitations/list-invitations.js';
export type {
  OrganizationInvitationInput,
  PendingInvitationInput,
} from './application/invitations/load-pending-invitation.js';
export type { AnswerInvitationInput } from './application/invitations/named-invitation.js';
export type { InvitationPreview } from './application/invitations/preview.js';
export type { RevokeSigningKeyInput } from './application/invitations/revoke-signing-key.js';
export type {
  Authenticate,
  AuthenticatedKey,
  AuthenticateInput,
} from './application/keys/authenticate.js';
export type { CreateKeyInput } from './application/keys/create.js';
export type { Keys } from './application/keys/keys.js';
export type { KeyIdInput } from './application/keys/revoke.js';
export type { RotatedKeyView, RotateKeyInput } from './application/keys/rotate.js';
export type { ApiKeyView, NewKeyView } from './application/keys/views.js';
export { breakAutoLinks } from './application/mail/break-auto-links.js';
export {
  composeMail,
  type MailContent,
  type MailParts,
  type Paragraph,
} from './application/mail/mail-content.js';
export type {
  InvitationMailData,
  LocalizedMail,
  MailTemplates,
  MemberRemovedMailData,
  RoleChangedMailData,
} from './application/mail/mail-templates.js';
export {
  mailTemplates,
  type TemplatesByLanguage,
  templatesByLanguage,
} from './application/mail/templates-by-language.js';
export type {
  Maintenance,
  MaintenanceOptions,
  MaintenanceRound,
} from './application/maintenance/maintenance.js';
export type { AccessOfInput, AccessView } from './application/memberships/access-of.js';
export type { AddMemberInput } from './application/memberships/add.js';
export type { ChangeRoleInput } from './application/memberships/change-role.js';
export type { CountMembersInput } from './application/memberships/count-members.js';
export type { EndedMembershipView } from './application/memberships/end-membership.js';
export type { GetMemberInput } from './application/memberships/get.js';
export type { LeaveInput } from './application/memberships/leave.js';
export type { ListFormerMembersInput } from './application/memberships/list-former.js';
export type { ListMembersInput } from './application/memberships/list-members.js';
export type { Memberships } from './application/memberships/memberships.js';
export type { RemoveMemberInput } from './application/memberships/remove.js';
export type { UpdateMembershipMetadataInput } from './application/memberships/update-metadata.js';
export type {
  MetadataSchema,
  MetadataSchemaIssue,
  MetadataSchemaPair,
  MetadataSchemaResult,
  MetadataSchemas,
} from './application/metadata/metadata-schemas.js';
export type { MetadataPatch } from './application/metadata/update-metadata.js';
export type { AuditInput, AuditView } from './application/organizations/audit.js';
export type { ChangeSlugInput } from './application/organizations/change-slug.js';
export type { CreateOrganizationInput } from './application/organizations/create.js';
export type { DeletedOrganizationView } from './application/organizations/delete.js';
export type { EnsurePersonalInput } from './application/organizations/ensure-personal.js';
export type { FindByExternalIdInput } from './application/organizations/find-by-external-id.js';
export type {
  FindBySlugInput,
  OrganizationBySlug,
} from './application/organizations/find-by-slug.js';
export { fromDocumented } from './application/organizations/from-documented.js';
export type { ListOrganizationsInput } from './application/organizations/list.js';
export type { ListForUserInput } from './application/organizations/list-for-user.js';
export type { OrganizationIdInput } from './application/organizations/organization-input.js';
export type { Organizations } from './application/organizations/organizations.js';
export type { ProfileInput } from './application/organizations/profile-input.js';
export type { RenameInput } from './application/organizations/rename.js';
export type { SetExternalIdInput } from './application/organizations/set-external-id.js';
export type {
  CheckSlugInput,
  SlugCheck,
  SuggestedSlug,
  SuggestSlugInput,
} from './application/organizations/suggest-check-slug.js';
export type { UpdateOrganizationMetadataInput } from './application/organizations/update-metadata.js';
export type { UpdateProfileInput } from './application/organizations/update-profile.js';
export type { VerifyContactInput } from './application/organizations/verify-contact.js';
export type { DeliverySubject } from './application/relay/deliver.js';
export type {
  Relay,
  RelayCallbacks,
  RelayDelivery,
  RelayOnceOptions,
  RelayRound,
  RelayRunOptions,
} from './application/relay/relay.js';
export type { AppOrOrganizationInput } from './application/resource-owners/owner-authorization.js';
export type { ApproveInput } from './application/review/approve.js';
export type { HeldClaimInput } from './application/review/claims.js';
export type { ReviewedSnapshotInput } from './application/review/decision-input.js';
export type { EnforceInput } from './application/review/enforce.js';
export type { NegativeDecisionInput } from './application/review/request-changes-reject.js';
export type { Review } from './application/review/review.js';
export type { QueueInput, ReviewDetailsView } from './application/review/review-queries.js';
export type { RevokeReleaseInput } from './application/review/revoke-release.js';
export type { SendBackInput } from './application/review/second-review.js';
export type { SetLaneInput } from './application/review/set-lane.js';
export type { SetTierInput } from './application/review/set-tier.js';
export type {
  ReviewerSubmissionSummary,
  ReviewerSubmissionView,
} from './application/review/views.js';
export { storageClock } from './application/storage-clock.js';
export type {
  GetAppInStoreInput,
  ListStoreByOrganizationInput,
  SearchStoreInput,
  Store,
} from './application/store/store.js';
export type { AppInStore, AppInStoreSummary, ReleasedAppView } from './application/store/views.js';
export type { ResubmitInput } from './application/submissions/resubmit.js';
export type { SubmissionIdInput } from './application/submissions/submission-input.js';
export type { ListSubmissionsInput, Submissions } from './application/submissions/submissions.js';
export type { SubmitInput } from './application/submissions/submit.js';
export type {
  ReviewDecisionView,
  SubmissionSummaryView,
  SubmissionView,
} from './application/submissions/views.js';
export type { Command } from './application/use-case/command.js';
// Use cases
export type { CommandOptions, TaskOptions } from './application/use-case/command-options.js';
export type {
  InputSchema,
  JsonSchema,
  JsonSchemaTarget,
  ParsedInput,
  StandardProps,
} from './application/use-case/input-schema.js';
export type { PageInput } from './application/use-case/paging.js';
export type { PublicQuery } from './application/use-case/public-query.js';
export type { Query } from './application/use-case/query.js';
export type { Task } from './application/use-case/task.js';
export type { ChangeEmailInput } from './application/users/change-email.js';
export type { SetDefaultOrganizationInput } from './application/users/default-organization.js';
export type { EnsuredUserView, EnsureUserInput } from './application/users/ensure.js';
export type { FindByEmailInput } from './application/users/find-by-email.js';
export type { ListUsersInput } from './application/users/list.js';
export type { RegisterInput } from './application/users/new-user.js';
export type { SuspendedUserView } from './application/users/suspend.js';
export type { UnblockOrganizationInput } from './application/users/unblock-organization.js';
export type { UpdateUserInput } from './application/users/update.js';
export type { UpdateUserMetadataInput } from './application/users/update-metadata.js';
export type { GetUserInput, UserIdInput } from './application/users/user-command.js';
export type { Users } from './application/users/users.js';
export type { VerifyEmailInput } from './application/users/verify-email.js';
export type {
  InvitationView,
  ListedUserView,
  MemberDetailsView,
  MemberView,
  OrganizationOfUserView,
  OrganizationSummaryView,
  OrganizationView,
  OwnUserView,
  PublicOrganizationView,
  UserDetailsView,
} from './application/views.js';
export type { ConfigureWebhookInput } from './application/webhooks/configure.js';
export type { WebhookView, WebhookWithSecretView } from './application/webhooks/views.js';
export type { Webhooks } from './application/webhooks/webhooks.js';
// Domain
export {
  type ApiKey,
  type ApiKeyDigest,
  type ApiKeyEnvironment,
  apiKeyEnvironments,
  isKeyUseWorthRecording,
} from './domain/app/api-key.js';
export {
  type App,
  type AppSnapshot,
  type AppTier,
  type AppVisibility,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  type EnforcementState,
  type LiveRelease,
  type Publisher,
  type StoreListing,
} from './domain/app/app.js';
export {
  type AppPermission,
  type AppPermissionInput,
  type AppPermissionType,
  appPermissionTypes,
  comparePermissions,
  type PermissionDifference,
  requiresNewConsent,
  sensitivePermissionTypes,
} from './domain/app/app-permission.js';
export {
  type AppSummary,
  type PublishedAppSummary,
  type StoreListingSummary,
  summarizeApp,
  summarizePublishedApp,
} from './domain/app/app-summary.js';
export { type AppType, appTypes } from './domain/app/app-type.js';
export { type AppVersion, compareVersions, parseAppVersion } from './domain/app/app-version.js';
export type { ManifestChange } from './domain/app/change-manifest.js';
export {
  type Compatibility,
  checkCompatibility,
  type HardwareLevel,
  type HardwareRequirement,
  type HardwareType,
  hardwareMask,
  hardwareTypes,
} from './domain/app/hardware.js';
export type { Manifest } from './domain/app/manifest.js';
export {
  type PackageName,
  parsePackageName,
  reservedPackagePrefixes,
  vendorPackagePrefixes,
} from './domain/app/package-name.js';
export type { PreviewImage } from './domain/app/preview-image.js';
export { type Setting, type SettingType, settingTypes } from './domain/app/setting.js';
export {
  parseSettingValues,
  type SettingValue,
  type SettingValues,
} from './domain/app/setting-values.js';
export type { SnapshotDigest } from './domain/app/snapshot-digest.js';
export {
  isPublished,
  type StoreIndexEntry,
  toStoreIndexEntry,
} from './domain/app/store-listing.js';
export type { Tool, ToolParameter, ToolParameterType } from './domain/app/tool.js';
export {
  type FunctionTool,
  type McpTool,
  type ToolInputSchema,
  type ToolParameterSchema,
  toolsForFunctionCalling,
  toolsForMcp,
} from './domain/app/tool-schema.js';
export type { DomainEvent } from './domain/journal/domain-event.js';
export type {
  Action,
  CommandEntry,
  FenceEntry,
  JournalEntry,
  JournalSubject,
  ReplayIds,
} from './domain/journal/journal-entry.js';
export { actions } from './domain/journal/journal-entry.js';
export {
  channelOfMessage,
  type DeliveryChannel,
  deliveryChannels,
  type MessageId,
  type NotificationKind,
  type NotificationMessage,
  type OutboxMessage,
  parseMessageId,
  type WebhookMessage,
} from './domain/journal/outbox-message.js';
export {
  type DocumentedInvite,
  type DocumentedMember,
  type DocumentedOrganization,
  type DocumentedOrganizationParts,
  toDocumented,
} from './domain/organization/documented-organization.js';
export type { ExternalId } from './domain/organization/external-id.js';
export { parseExternalId } from './domain/organization/external-id.js';
export {
  type Invitation,
  type InvitationState,
  type InvitationTokenClaims,
  type InvitationTransition,
  type InviterSnapshot,
  invitationCommands,
  invitationStateAt,
  invitationStates,
  invitationTransitions,
  type SendWindow,
  type TokenDigest,
  type TokenFingerprint,
} from './domain/organization/invitation.js';
export type { Membership, MembershipSummary } from './domain/organization/membership.js';
export type {
  Organization,
  OrganizationSummary,
  Profile,
} from './domain/organization/organization.js';
export {
  allows,
  type BuiltInRole,
  builtInRoles,
  type OwnRoles,
  type Permission,
  parseRole,
  permissions,
  permissionsOf,
  type Role,
  type RoleTable,
  roleTableOrThrow,
} from './domain/organization/role-permissions.js';
export { isLeased } from './domain/review/claim-submission.js';
export {
  type EnforcementTransition,
  enforcementCommands,
  enforcementTransitions,
} from './domain/review/enforcement-and-listing.js';
export { type LegacyStatus, legacyStatusOf } from './domain/review/legacy-status.js';
export {
  laneRank,
  type QueueStats,
  type UndecidedSubmissionTimes,
} from './domain/review/review-queue.js';
export {
  isOpenSubmission,
  type Lane,
  lanes,
  type OpenSubmissionState,
  openSubmissionStates,
  type ReviewDecision,
  type ReviewLease,
  type ReviewReasonCode,
  reviewReasonCodes,
  type Submission,
  type SubmissionState,
  type SubmissionTransition,
  submissionCommands,
  submissionStates,
} from './domain/review/submission.js';
export {
  type SubmissionSummary,
  summarizeSubmission,
} from './domain/review/submission-summary.js';
export { submissionTransitions } from './domain/review/submission-transitions.js';
export type {
  Actor,
  KeyActor,
  ReviewerActor,
  SystemActor,
  UserActor,
} from './domain/shared/actor.js';
export type {
  Delivery,
  DeliveryLease,
  DeliveryOutcome,
  DeliveryState,
} from './domain/shared/delivery-lease-and-retry.js';
export {
  createDeliveryQuota,
  type DeliveryAllowance,
  type DeliveryQuota,
  type DeliveryQuotas,
} from './domain/shared/delivery-quota.js';
export { type DisplayName, parseDisplayName } from './domain/shared/display-name.js';
export {
  type AnyRefusal,
  explain,
  isRefusedError,
  orThrow,
  RefusedError,
} from './domain/shared/explain.js';
export type {
  Audience,
  AudienceView,
  FieldVisibility,
  FieldVisibilityTable,
} from './domain/shared/field-visibility.js';
export {
  apiKeyFieldVisibility,
  appFieldVisibility,
  invitationFieldVisibility,
  membershipFieldVisibility,
  organizationFieldVisibility,
  profileFieldVisibility,
  submissionFieldVisibility,
  userFieldVisibility,
  webhookFieldVisibility,
} from './domain/shared/field-visibility-tables.js';
export {
  type ApiKeyId,
  type AppId,
  type DeliveryLeaseId,
  type InvitationId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseDeliveryLeaseId,
  parseInvitationId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from './domain/shared/ids.js';
export { type LanguageTag, parseLanguageTag } from './domain/shared/language-tag.js';
export { nameKeyOf } from './domain/shared/name-key.js';
export {
  type PersonalOrganizationPolicy,
  type Policy,
  resolvePolicy,
  type SecondApprovalPolicy,
  secondApprovalPolicies,
} from './domain/shared/policy-limits.js';
export type {
  BulkFailure,
  Issue,
  NameFault,
  PackageNameFault,
  Path,
  Refusal,
  RefusalCode,
  RefusalDetails,
  RefusalOf,
  SlugFault,
} from './domain/shared/refusal.js';
export type { ResourceOwner } from './domain/shared/resource-owner.js';
export type { SoftDeletable } from './domain/shared/restore-window.js';
export { ok, type Page, type Result, refuse, type Versioned } from './domain/shared/result.js';
export { reservedSlugs } from './domain/slug/reserved-slugs.js';
export { parseSlug, type Slug, type SlugRecord } from './domain/slug/slug.js';
export { foldLatin, slugFromName, type Transliterate } from './domain/slug/slug-from-name.js';
export {
  type EmailAddress,
  type EmailKey,
  type EmailWithKey,
  parseEmail,
  type RateLimitEmailKey,
  rateLimitEmailKeyOf,
} from './domain/user/email.js';
export { type Password, parsePassword } from './domain/user/password.js';
export type { User, UserState, UserSummary } from './domain/user/user.js';
export {
  appEventTypes,
  organizationEventTypes,
  type WebhookEventType,
  webhookEventTypes,
} from './domain/webhook/event-types.js';
export type { Webhook, WebhookDisableReason } from './domain/webhook/webhook.js';
export { createGuildhall, type Guildhall } from './guildhall.js';
export type { CoreOptions, GuildhallOptions } from './guildhall-options.js';
// Ports
export type { Clock, IdGenerator, Random, RetryPauses } from './ports/clock-random-ids.js';
export {
  isMailRefusedError,
  type Mailer,
  MailRefusedError,
  type OutgoingMail,
} from './ports/mailer.js';
export type { Migration, MigrationStep } from './ports/migration.js';
export type { PasswordHasher, PasswordVerdict } from './ports/password-hasher.js';
export type { RateLimit, RateLimiter } from './ports/rate-limiter.js';
export {
  type ReviewerCapability,
  type ReviewerDirectory,
  reviewerCapabilities,
} from './ports/reviewer-directory.js';
export {
  type ApiKeyAccess,
  type AppReads,
  type Change,
  type ClaimedItem,
  type CollectionChange,
  type CollectionName,
  type Collections,
  type DeliveryClaimRequest,
  type DeliverySettlement,
  type InvitationReads,
  type JournalPageKey,
  type JournalReads,
  type MemberOfOrganization,
  type MemberPageWithViewer,
  type MembershipReads,
  type Operation,
  type OrganizationOfUser,
  type OrganizationPageKey,
  type OrganizationRange,
  type OrganizationReads,
  type Outbox,
  type PageRequest,
  type QueueFilter,
  type QueuePageKey,
  type ReadForAnswer,
  type ReadForCreation,
  type ReadForInviting,
  type RoleAndSignIn,
  type RowPage,
  type SlugReads,
  type Storage,
  type StorefrontFilter,
  type SubmissionReads,
  type UniqueConstraint,
  type UserPageKey,
  type UserRange,
  type UserReads,
  uniqueConstraints,
  type VersionedAccess,
} from './ports/storage.js';
export { isStorageError, StorageError, type StorageErrorCode } from './ports/storage-error.js';
export type {
  WebhookFailureReason,
  WebhookOutcome,
  WebhookRequest,
  WebhookSender,
} from './ports/webhook-sender.js';

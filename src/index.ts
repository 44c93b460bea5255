// The core: rules, ports, use cases. Runs wherever WebCrypto is: Node, browsers, workers.

export { developmentKeys, type FieldSecret, type InvitationSecret } from './adapters/web/index.js';
export type {
  AppDetails,
  Apps,
  CheckPackageNameInput,
  ListAppsInput,
  PackageNameCheck,
  Runnable,
} from './application/apps/apps.js';
export { type AppAction, appActions } from './application/apps/available-actions.js';
export type { CreateAppInput } from './application/apps/create.js';
export type { ShareAppInput, UpdateDraftInput } from './application/apps/draft.js';
export type { MoveAppInput, OfAppInput } from './application/apps/end.js';
export type {
  AppView,
  DecisionView,
  ReviewView,
  StoreView,
  SubmissionView,
} from './application/apps/views.js';
export type { OrganizationQueries } from './application/documented-queries.js';
export type { AcceptedView, DeclinedView } from './application/invitations/answer.js';
export type {
  InvitationPreview,
  Invitations,
  ListInvitationsInput,
} from './application/invitations/invitations.js';
export type { InviteInput, InviteManyInput } from './application/invitations/invite.js';
export type { HandedOverView, OfInvitationInput } from './application/invitations/send.js';
export type { TokenInput } from './application/invitations/token.js';
export type { WithdrawKeyInput } from './application/invitations/withdraw-key.js';
export type {
  Authenticate,
  AuthenticatedKey,
  AuthenticateInput,
} from './application/keys/authenticate.js';
export type { CreateKeyInput } from './application/keys/create.js';
export type { Keys } from './application/keys/keys.js';
export type { KeyOwnerInput } from './application/keys/owner.js';
export type { OfKeyInput } from './application/keys/revoke.js';
export type { RotatedKeyView, RotateKeyInput } from './application/keys/rotate.js';
export type { ApiKeyView, NewKeyView } from './application/keys/views.js';
export {
  mailTemplates,
  type TemplatesByLanguage,
  templatesIn,
} from './application/mail/languages.js';
export {
  composeMail,
  type MailContent,
  type MailDraft,
  type Paragraph,
} from './application/mail/mail.js';
export type {
  InLanguage,
  InvitationMail,
  MailTemplates,
  MemberRemovedMail,
  RoleChangedMail,
} from './application/mail/templates.js';
export type {
  Maintenance,
  MaintenanceOptions,
  Upkeep,
} from './application/maintenance/maintenance.js';
export type { ChangeRoleInput } from './application/memberships/change-role.js';
export type { LeaveInput, LeftView, RemoveInput } from './application/memberships/end.js';
export type { ListMembersInput, Memberships } from './application/memberships/memberships.js';
export type {
  DeletedOrganizationView,
  OfOrganizationInput,
} from './application/organizations/delete.js';
export { fromDocumented } from './application/organizations/document.js';
export type { EnsurePersonalInput } from './application/organizations/ensure-personal.js';
export type { FoundInput } from './application/organizations/found.js';
export type {
  AuditInput,
  FindBySlugInput,
  FoundBySlug,
  ListOfUserInput,
  Organizations,
} from './application/organizations/organizations.js';
export type { ProfileInput } from './application/organizations/profile-input.js';
export type {
  ChangeSlugInput,
  CheckSlugInput,
  SlugCheck,
  SuggestedSlug,
  SuggestSlugInput,
} from './application/organizations/slugs.js';
export type { RenameInput, UpdateProfileInput } from './application/organizations/update.js';
export type { VerifyContactInput } from './application/organizations/verify-contact.js';
export type { Relay, Round, RunOptions } from './application/relay/relay.js';
export type { OfClaimInput } from './application/review/claims.js';
export type {
  ApproveInput,
  NegativeInput,
  OnSnapshotInput,
  SendBackInput,
  SetLaneInput,
} from './application/review/decisions.js';
export type { Case, QueueInput } from './application/review/desk.js';
export type {
  EnforceInput,
  RevokeReleaseInput,
  SetTierInput,
} from './application/review/enforce.js';
export type { Review } from './application/review/review.js';
export { storageClock } from './application/storage-clock.js';
export type { PublicQuery } from './application/store/public-query.js';
export type {
  AppInStore,
  GetInStoreInput,
  ListByOrganizationInput,
  SearchInput,
  Store,
} from './application/store/store.js';
export type { OfSubmissionInput } from './application/submissions/release.js';
export type { ListSubmissionsInput, Submissions } from './application/submissions/submissions.js';
export type { ResubmitInput, SubmitInput } from './application/submissions/submit.js';
export type { Verb } from './application/use-case/command.js';
// Use cases
export type { CommandOptions } from './application/use-case/command-options.js';
export type { PageInput } from './application/use-case/paging.js';
export type { Query } from './application/use-case/query.js';
export type { Task } from './application/use-case/task.js';
export type { SetDefaultOrganizationInput } from './application/users/default-organization.js';
export type { GetUserInput, OfUserInput } from './application/users/of-user.js';
export type { UnblockOrganizationInput } from './application/users/own.js';
export type { SuspendedView } from './application/users/suspend.js';
export type { RegisterInput, Users, VerifyEmailInput } from './application/users/users.js';
export type {
  AuditView,
  InvitationView,
  MemberView,
  OrganizationOfUserView,
  OrganizationView,
  PublicOrganizationView,
  UserView,
} from './application/views.js';
export type { OfWebhookInput } from './application/webhooks/change.js';
export type { ConfigureWebhookInput } from './application/webhooks/configure.js';
export type { NewWebhookView, WebhookView } from './application/webhooks/views.js';
export type { Webhooks } from './application/webhooks/webhooks.js';
// Domain
export {
  type ApiKey,
  isWorthNoting,
  type KeyDigest,
  type KeyEnvironment,
  type KeyOwner,
  keyEnvironments,
} from './domain/app/api-key.js';
export {
  type App,
  type AppTier,
  type AppVisibility,
  appTiers,
  appVisibilities,
  type Draft,
  type Enforcement,
  type EnforcementState,
  isPublished,
  type Listing,
  type LiveRelease,
  type Publisher,
  type Snapshot,
} from './domain/app/app.js';
export {
  type Compatibility,
  compatibility,
  type HardwareLevel,
  type HardwareRequirement,
  type HardwareType,
  hardwareMask,
  hardwareTypes,
} from './domain/app/hardware.js';
export {
  type AppType,
  appTypes,
  type Manifest,
  type ManifestChange,
  type PreviewImage,
} from './domain/app/manifest.js';
export {
  type PackageName,
  parsePackageName,
  reservedPackagePrefixes,
} from './domain/app/package-name.js';
export {
  type AppPermission,
  type AppPermissionType,
  appPermissionTypes,
  asksForMore,
  type GivenPermission,
  type PermissionDifference,
  permissionDifference,
  sensitivePermissions,
} from './domain/app/permission.js';
export { type Setting, type SettingType, settingTypes } from './domain/app/setting.js';
export {
  parseSettingValues,
  type SettingValue,
  type SettingValues,
} from './domain/app/setting-values.js';
export { type StoreEntry, storeEntry } from './domain/app/store.js';
export type { Tool, ToolParameter, ToolParameterType } from './domain/app/tool.js';
export {
  type FunctionTool,
  type McpTool,
  type ToolParameterSchema,
  type ToolSchema,
  toolsForFunctionCalling,
  toolsForMcp,
} from './domain/app/tool-schema.js';
export { type AppVersion, compareVersions, parseAppVersion } from './domain/app/version.js';
export type {
  Action,
  Answer,
  CommandEntry,
  FenceEntry,
  JournalEntry,
  Subject,
} from './domain/journal/entry.js';
export { actions } from './domain/journal/entry.js';
export type { Fact } from './domain/journal/fact.js';
export {
  type EventMessage,
  type Message,
  type MessageId,
  type Notice,
  type NoticeKind,
  parseMessageId,
} from './domain/journal/message.js';
export {
  type DocumentedInvite,
  type DocumentedMember,
  type DocumentedOrganization,
  type DocumentedParts,
  toDocumented,
} from './domain/organization/documented.js';
export {
  type Invitation,
  type InvitationClaims,
  type InvitationEvent,
  type InvitationState,
  type InviterMark,
  invitationEvents,
  invitationStates,
  invitationTransitions,
  type SendWindow,
  stateAt,
  type TokenDigest,
  type TokenMark,
} from './domain/organization/invitation.js';
export type { Membership } from './domain/organization/membership.js';
export type { Organization, Profile } from './domain/organization/organization.js';
export {
  allows,
  type Permission,
  permissions,
  type Role,
  roles,
} from './domain/organization/role.js';
export { isLeased } from './domain/review/claims.js';
export {
  type EnforcementCommand,
  enforcementCommands,
  enforcementTransitions,
} from './domain/review/enforcement.js';
export { type LegacyStatus, legacyStatus } from './domain/review/projection.js';
export { type QueueFigures, rankOf, type Waiting } from './domain/review/queue.js';
export {
  type Decision,
  type Digest,
  isOpen,
  type Lane,
  lanes,
  type OpenState,
  openStates,
  type ReviewLease,
  type ReviewReason,
  reviewReasons,
  type Submission,
  type SubmissionCommand,
  type SubmissionState,
  submissionCommands,
  submissionStates,
  submissionTransitions,
} from './domain/review/submission.js';
export type {
  Actor,
  KeyActor,
  ReviewerActor,
  SystemActor,
  UserActor,
} from './domain/shared/actor.js';
export type { Deletable } from './domain/shared/deletion.js';
export type { Delivery, DeliveryState, Lease, Outcome } from './domain/shared/delivery.js';
export { type DisplayName, parseDisplayName } from './domain/shared/display-name.js';
export { explain, isRefusedError, orThrow, RefusedError } from './domain/shared/explain.js';
export {
  apiKeyFields,
  appFields,
  invitationFields,
  membershipFields,
  organizationFields,
  profileFields,
  submissionFields,
  userFields,
  webhookFields,
} from './domain/shared/fields.js';
export {
  type ApiKeyId,
  type AppId,
  type InvitationId,
  type LeaseId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseApiKeyId,
  parseAppId,
  parseInvitationId,
  parseLeaseId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
  type SubmissionId,
  type UserId,
} from './domain/shared/ids.js';
export { type LanguageTag, parseLanguageTag } from './domain/shared/language.js';
export { type Policy, policyWith } from './domain/shared/policy.js';
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
export { ok, type Page, type Result, refuse, type Versioned } from './domain/shared/result.js';
export type { Audience, FieldTable, View, Visibility } from './domain/shared/visibility.js';
export { type HasPublicSuffix, hasCommonSuffix } from './domain/shared/web-address.js';
export { reservedSlugs } from './domain/slug/reserved.js';
export { parseSlug, type Slug, type SlugRecord } from './domain/slug/slug.js';
export { foldLatin, slugFromName, type Transliterate } from './domain/slug/slugify.js';
export {
  type AbuseKey,
  abuseKeyOf,
  type Email,
  type EmailAddress,
  type EmailKey,
  parseEmail,
} from './domain/user/email.js';
export type { User, UserState } from './domain/user/user.js';
export {
  appEvents,
  organizationEvents,
  type WebhookEvent,
  webhookEvents,
} from './domain/webhook/events.js';
export type { DisablingReason, Webhook } from './domain/webhook/webhook.js';
export {
  type CoreOptions,
  createGuildhall,
  type Guildhall,
  type GuildhallOptions,
} from './guildhall.js';
export {
  type AppReads,
  type Change,
  type ChangeTo,
  type Claim,
  type Claimed,
  type CollectionName,
  type Collections,
  type Constraint,
  type CurrentRole,
  constraints,
  type InvitationReads,
  type JournalKey,
  type JournalReads,
  type KeyReads,
  type Keyset,
  type MemberList,
  type MemberOfOrganization,
  type MembershipReads,
  type Operation,
  type OrganizationOfUser,
  type OrganizationReads,
  type Outbox,
  type QueueFilter,
  type QueueKey,
  type Settlement,
  type Slice,
  type SlugReads,
  type Storage,
  type StoreFilter,
  type SubmissionReads,
  type UserReads,
  type VersionedStanding,
} from './ports/storage.js';
// Ports
export { isStorageError, StorageError, type StorageErrorCode } from './ports/storage-error.js';
export {
  type Clock,
  type Ids,
  isMailRefused,
  type Mail,
  type Mailer,
  MailRefused,
  type Pacing,
  type Random,
  type RateLimit,
  type RateLimiter,
  type ReviewerCapability,
  type ReviewerDirectory,
  reviewerCapabilities,
} from './ports/system.js';
export type {
  WebhookDelivery,
  WebhookFault,
  WebhookOutcome,
  WebhookSender,
} from './ports/webhooks.js';

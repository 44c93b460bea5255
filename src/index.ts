// The core: rules, ports, use cases. Runs wherever WebCrypto is: Node, browsers, workers.

export { developmentKeys, type InvitationSecret } from './adapters/web/index.js';
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
export type { Relay, Round, RunOptions } from './application/relay/relay.js';
export { storageClock } from './application/storage-clock.js';
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
// Domain
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
  type Message,
  type MessageId,
  type MessageKind,
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
  invitationFields,
  membershipFields,
  organizationFields,
  profileFields,
  userFields,
} from './domain/shared/fields.js';
export {
  type InvitationId,
  type LeaseId,
  type MembershipId,
  type OperationId,
  type OrganizationId,
  parseInvitationId,
  parseLeaseId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseUserId,
  type UserId,
} from './domain/shared/ids.js';
export { type LanguageTag, parseLanguageTag } from './domain/shared/language.js';
export { type Policy, policyWith } from './domain/shared/policy.js';
export type {
  BulkFailure,
  Issue,
  NameFault,
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
  type CoreOptions,
  createGuildhall,
  type Guildhall,
  type GuildhallOptions,
} from './guildhall.js';
export {
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
  type Keyset,
  type MemberList,
  type MemberOfOrganization,
  type MembershipReads,
  type Operation,
  type OrganizationOfUser,
  type OrganizationReads,
  type Outbox,
  type Settlement,
  type Slice,
  type SlugReads,
  type Storage,
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
} from './ports/system.js';

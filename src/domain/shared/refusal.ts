// All refusals: every code with its details. A refusal says that a rule did not allow something.

import type { AppId, InvitationId, OrganizationId, SubmissionId, UserId } from './ids.js';

/** A place in the input, such as `['settings', 0, 'key']`. */
export type Path = readonly (string | number)[];

/** One problem with an input: a stable code, its place, and a sentence for people. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

/** A rule did not allow the command or query. It is plain data: serialize it, compare it, or switch on its `code`. */
export interface Refusal {
  readonly code: string;
  /** The place in the input that caused the refusal, if there is one. */
  readonly path?: Path;
}

/** Every refusal code with the details that its refusals have besides code and path. */
export interface RefusalDetails {
  /** The actor's account is unknown, suspended or deleted. */
  account_inactive: object;
  /** The account that the command is about was deleted. */
  account_deleted: object;
  already_a_member: object;
  already_invited: { readonly invitationId: InvitationId };
  /** Each failure has the `index` of the invitation in the input. Nothing was written. */
  bulk_refused: { readonly failures: readonly BulkFailure[] };
  app_deleted: object;
  app_not_deleted: object;
  app_limit_reached: { readonly limit: number };
  app_not_found: object;
  /** The platform has suspended the app or taken it down. */
  app_suspended: object;
  approval_expired: object;
  /** Somebody else was faster: what they did, when, and who it was if the actor may know. */
  already_decided: {
    readonly decision: string;
    readonly decidedAt: Date;
    readonly decidedBy?: UserId;
  };
  /** The reviewer has claimed as many submissions as the policy allows. */
  claim_limit_reached: { readonly limit: number };
  /** The reviewer created the app, changed it last or submitted it, or is or was lately a member of its organization. */
  conflict_of_interest: object;
  /** The organization's contact address has changed. */
  contact_email_mismatch: object;
  /** The digest that the reviewer decided on is not the digest of the stored snapshot. */
  digest_mismatch: object;
  /** Somebody else changed the draft. `revision` is its current revision. */
  draft_conflict: { readonly revision: number };
  email_not_verified: object;
  email_taken: object;
  /** Another organization has the external id. */
  external_id_taken: object;
  former_slug_limit_reached: { readonly limit: number };
  idempotency_key_reused: object;
  invalid_input: { readonly issues: readonly Issue[] };
  invitation_already_accepted: object;
  invitation_declined: object;
  invitation_email_mismatch: object;
  invitation_expired: object;
  /** This service does not have the key that signed the invitation's link, or has another key under its name. */
  invitation_key_unknown: object;
  invitation_limit_reached: { readonly limit: number };
  invitation_not_found: object;
  invitation_revoked: object;
  inviter_not_permitted: object;
  /** The command is not possible in the state `from`. */
  invalid_transition: { readonly from: string; readonly command: string };
  /** The key is unknown, forged, expired or revoked. The refusal does not say which. */
  key_invalid: object;
  key_limit_reached: { readonly limit: number };
  key_not_found: object;
  /** The reviewer's claim has expired, or a later claim has replaced it. */
  lease_lost: object;
  /** The organizations that would have no admin who can sign in. */
  last_admin: { readonly organizationIds: readonly OrganizationId[] };
  member_not_found: object;
  /** The metadata has changed since the caller saw it. `version` is its current version. */
  metadata_conflict: { readonly version: number };
  name_invalid: { readonly reason: NameFault };
  not_claimable: object;
  /** All reasons why the draft cannot be submitted. */
  not_ready: { readonly issues: readonly Issue[] };
  /** The apps that are live or in review. */
  organization_has_apps: { readonly appIds: readonly AppId[] };
  organization_deleted: object;
  organization_not_deleted: object;
  organization_limit_reached: { readonly limit: number };
  organization_not_found: object;
  /** Too many commands of this process wait for one row, such as the organization, or the actor has made too many changes in it. Nothing was written. `retryAfter` in whole seconds. */
  overloaded: { readonly retryAfter: number };
  package_name_invalid: { readonly reason: PackageNameFault };
  package_name_taken: object;
  permission_denied: object;
  /** The owner of a personal organization stays its admin until the account is deleted. */
  personal_organization: { readonly ownerId: UserId };
  /** `retryAfter` in whole seconds. */
  rate_limited: { readonly retryAfter: number };
  /** `retryAfter` in whole seconds. */
  resend_too_soon: { readonly retryAfter: number };
  /** A negative decision or an enforcement against an app needs a reason. */
  reason_required: object;
  /** It was deleted too long ago, or its purge has begun. */
  restore_window_over: object;
  /** A key or a webhook secret was rotated, and the previous one is valid until `until`. */
  rotation_in_progress: { readonly until: Date };
  /** The reviewer gave the first approval. Another reviewer must give the second. */
  second_reviewer_required: object;
  submission_already_open: { readonly submissionId: SubmissionId };
  submission_not_found: object;
  /** New invitations are signed with this key. */
  signing_key_in_use: object;
  slug_invalid: { readonly reason: SlugFault };
  slug_reserved: object;
  slug_taken: object;
  too_many_members: { readonly limit: number };
  user_not_deleted: object;
  /** Another account has the id that was given. */
  user_id_taken: object;
  user_not_found: object;
  webhook_not_found: object;
}

/** Why one of several invitations cannot be sent. */
export type BulkFailure = { readonly index: number } & RefusalOf<
  'already_a_member' | 'already_invited' | 'invalid_input' | 'rate_limited' | 'resend_too_soon'
>;

/** The code of a refusal. */
export type RefusalCode = keyof RefusalDetails;

/** The union of the refusals with these codes. */
export type RefusalOf<C extends RefusalCode> = C extends RefusalCode
  ? { readonly code: C; readonly path?: Path } & RefusalDetails[C]
  : never;

/** What is wrong with a display name. */
export type NameFault =
  | 'empty'
  | 'too_long'
  | 'no_letter_or_digit'
  | 'ill_formed'
  | 'invisible_character'
  | 'markup'
  | 'web_address';

/** What is wrong with a package name. */
export type PackageNameFault = 'too_long' | 'form' | 'reserved' | 'vendor';

/** What is wrong with a slug. */
export type SlugFault = 'empty' | 'too_long' | 'form' | 'only_digits' | 'like_an_id';

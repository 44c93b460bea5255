import type { AppId, InvitationId, OrganizationId, SubmissionId, UserId } from './ids.js';

/** Where in the input something stands. */
export type Path = readonly (string | number)[];

/** One thing wrong with an input: a stable code, where it stands, and a sentence for people. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

/** The rules said no. Plain data: it can be serialized, compared and switched over by `code`. */
export interface Refusal {
  readonly code: string;
  /** The input that is to blame, where one is. */
  readonly path?: Path;
}

/** Every refusal's code, and what it carries besides the code and the path. */
export interface RefusalDetails {
  /** The actor's account is unknown, suspended or deleted. */
  account_inactive: object;
  /** The account that is to be acted on was deleted. */
  account_deleted: object;
  already_a_member: object;
  already_invited: { readonly invitationId: InvitationId };
  /** Each with the `index` of the invitation in the command; nothing was written. */
  bulk_refused: { readonly failures: readonly BulkFailure[] };
  app_deleted: object;
  app_not_deleted: object;
  app_not_found: object;
  /** The platform keeps the app out of the store. */
  app_suspended: object;
  approval_expired: object;
  /** Somebody was faster: what was decided, when, and by whom where the asker may know. */
  already_decided: {
    readonly decision: string;
    readonly decidedAt: Date;
    readonly decidedBy?: UserId;
  };
  /** The reviewer has as many submissions under a claim as one may have. */
  claim_limit_reached: { readonly limit: number };
  /** Who belongs or belonged to the organization, or has submitted, does not decide. */
  conflict_of_interest: object;
  /** The organization's contact is another address by now. */
  contact_email_mismatch: object;
  /** What was decided over is not what is stored. */
  digest_mismatch: object;
  /** Somebody has changed the draft meanwhile; `revision` is the one it has now. */
  draft_conflict: { readonly revision: number };
  email_not_verified: object;
  email_taken: object;
  former_slug_limit_reached: { readonly limit: number };
  idempotency_key_reused: object;
  invalid_input: { readonly issues: readonly Issue[] };
  invitation_already_accepted: object;
  invitation_declined: object;
  invitation_email_mismatch: object;
  invitation_expired: object;
  /** The key that the invitation's link was made with is not among those of this service. */
  invitation_key_unknown: object;
  invitation_limit_reached: { readonly limit: number };
  invitation_not_found: object;
  invitation_revoked: object;
  inviter_not_permitted: object;
  /** What a state machine's table does not name. */
  invalid_transition: { readonly from: string; readonly command: string };
  /** Unknown, forged, expired, revoked: all the same. */
  key_invalid: object;
  key_limit_reached: { readonly limit: number };
  key_not_found: object;
  /** The reviewer's claim has run out, or another claim has come after it. */
  lease_lost: object;
  /** The organizations in the way. */
  last_admin: { readonly organizationIds: readonly OrganizationId[] };
  member_not_found: object;
  name_invalid: { readonly reason: NameFault };
  not_claimable: object;
  /** Everything that keeps a draft from being submitted. */
  not_ready: { readonly issues: readonly Issue[] };
  /** The apps in the way: live, or in review. */
  organization_has_apps: { readonly appIds: readonly AppId[] };
  organization_deleted: object;
  organization_not_deleted: object;
  organization_limit_reached: { readonly limit: number };
  organization_not_found: object;
  package_name_invalid: { readonly reason: PackageNameFault };
  package_name_taken: object;
  permission_denied: object;
  /** The owner of a personal organization stays its admin as long as the account lives. */
  personal_organization: { readonly ownerId: UserId };
  /** `retryAfter` in whole seconds. */
  rate_limited: { readonly retryAfter: number };
  /** `retryAfter` in whole seconds. */
  resend_too_soon: { readonly retryAfter: number };
  /** A negative decision, and whatever the platform imposes, needs words. */
  reason_required: object;
  /** What was deleted is past restoring. */
  restore_window_over: object;
  /** A key, or a webhook's secret, was rotated a while ago, and the one before is still good until then. */
  rotation_in_progress: { readonly until: Date };
  /** A first approval stands already, and another reviewer must give the second. */
  second_reviewer_required: object;
  submission_already_open: { readonly submissionId: SubmissionId };
  submission_not_found: object;
  /** The key is the one that new invitations are signed with. */
  signing_key_in_use: object;
  slug_invalid: { readonly reason: SlugFault };
  slug_reserved: object;
  slug_taken: object;
  too_many_members: { readonly limit: number };
  user_not_deleted: object;
  user_not_found: object;
  webhook_not_found: object;
}

/** Why one invitation of several cannot be sent. */
export type BulkFailure = { readonly index: number } & RefusalOf<
  'already_a_member' | 'already_invited' | 'invalid_input' | 'rate_limited' | 'resend_too_soon'
>;

/** Every code with which something may be refused. */
export type RefusalCode = keyof RefusalDetails;

/** The refusals of these codes, as one union closed over them. */
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
export type PackageNameFault = 'too_long' | 'form' | 'reserved';

/** What is wrong with a slug. */
export type SlugFault = 'empty' | 'too_long' | 'form' | 'only_digits';

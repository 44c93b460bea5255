// Explains refusals in English, and turns them into exceptions for embedders who prefer exceptions.

import { maxSlugLength } from '../slug/slug.js';
import { maxDisplayNameLength } from './display-name.js';
import type {
  BulkFailure,
  Issue,
  NameFault,
  PackageNameFault,
  RefusalCode,
  RefusalDetails,
  RefusalOf,
  SlugFault,
} from './refusal.js';
import type { Result } from './result.js';

/** A refusal with any code: the parameter of a function that answers every refusal, such as an HTTP handler. */
export type AnyRefusal = RefusalOf<RefusalCode>;

/** Explains a refusal in one sentence: what happened and what to do. It repeats nothing that somebody typed. */
export function explain(refusal: AnyRefusal): string {
  switch (refusal.code) {
    case 'already_invited':
      return `This address already has a pending invitation (${refusal.invitationId}); resend or revoke that one.`;
    case 'bulk_refused':
      return `No invitation was sent, because ${refusal.failures.length} of them ${refusal.failures.length === 1 ? 'is' : 'are'} not possible (${formatFailures(refusal.failures)}); correct or remove these and send all of them again.`;
    case 'already_decided':
      return `Somebody else was faster (${refusal.decision}, at ${refusal.decidedAt.toISOString()}); load the submission again.`;
    case 'claim_limit_reached':
      return `You have claimed ${refusal.limit} submissions, which is the limit; decide one of them or release its claim.`;
    case 'draft_conflict':
      return `Somebody else changed the draft, and it is now at revision ${refusal.revision}; load it again and repeat the change.`;
    case 'former_slug_limit_reached':
      return `The organization keeps ${refusal.limit} former slugs, which is the limit; use one of those again.`;
    case 'invalid_input':
      return `The input is not valid (${formatIssues(refusal.issues)}); correct it and send it again.`;
    case 'invalid_transition':
      return `The command ${refusal.command} is not possible in the state ${refusal.from}; load it again and check its state.`;
    case 'key_limit_reached':
      return `There are ${refusal.limit} valid keys, which is the limit; revoke one that is no longer used.`;
    case 'invitation_limit_reached':
      return `The organization has reached its limit of ${refusal.limit} pending invitations; revoke some or wait until they are answered or expire.`;
    case 'last_admin':
      return `This would leave ${refusal.organizationIds.length === 1 ? 'the organization' : `${refusal.organizationIds.length} organizations`} without an admin who can sign in; make another member an admin first.`;
    case 'metadata_conflict':
      return `The metadata has changed, and is now at version ${refusal.version}; load it again and repeat the change.`;
    case 'name_invalid':
      return `This cannot be a name because ${nameProblems[refusal.reason]}; change it and try again.`;
    case 'not_ready':
      return `The draft cannot be submitted yet (${formatIssues(refusal.issues)}); correct this and submit it again.`;
    case 'organization_has_apps':
      return `The organization has ${refusal.appIds.length === 1 ? 'an app that is' : 'apps that are'} live or in review (${refusal.appIds.slice(0, maxIssuesShown).join(', ')}${refusal.appIds.length > maxIssuesShown ? ', …' : ''}); withdraw open submissions and delete or move these apps first.`;
    case 'app_limit_reached':
      return `The organization has ${refusal.limit} apps, which is the limit, with deleted ones that can be restored; use another organization, or delete an app and wait until it is purged.`;
    case 'organization_limit_reached':
      return `This user has created ${refusal.limit} organizations, which is the limit; let another user create this one.`;
    case 'overloaded':
      return `Too much is being changed here at the moment; try again in ${formatDuration(refusal.retryAfter)}.`;
    case 'package_name_invalid':
      return `This cannot be a package name because ${packageNameProblems[refusal.reason]}; choose another one: your domain in reverse order and a word after it, with _ for a hyphen.`;
    case 'permission_denied':
      return permissionSentence(refusal.path?.findLast((part) => typeof part === 'string'));
    case 'personal_organization':
      return 'The owner of a personal organization stays its admin until the account is deleted; do this in another organization.';
    case 'rate_limited':
      return `This has been done too often; try again in ${formatDuration(refusal.retryAfter)}.`;
    case 'resend_too_soon':
      return `This invitation was sent a moment ago; send it again in ${formatDuration(refusal.retryAfter)}.`;
    case 'rotation_in_progress':
      return `A rotation is in progress, and the previous key or secret is valid until ${refusal.until.toISOString()}; rotate again after that.`;
    case 'slug_invalid':
      return `This cannot be a slug because ${slugProblems[refusal.reason]}; choose another one.`;
    case 'submission_already_open':
      return `The app already has an open submission (${refusal.submissionId}); withdraw or release that one first.`;
    case 'too_many_members':
      return `The organization has more than ${refusal.limit} members, which is too many for one document; read them in pages with memberships.list.`;
    default:
      return sentencesByCode[refusal.code];
  }
}

/** The path tells what the actor lacks: rights over this user, over this role, or in general. */
function permissionSentence(field: string | undefined): string {
  if (field === 'userId')
    return 'You may not do this for this user: it is only for their own account or, among members, for somebody who has every permission that they have.';
  if (field === 'role')
    return 'Nobody can give a permission that they lack; give another role or ask an admin of the organization.';
  if (field === 'permissions')
    return 'A key can do nothing that you may not do yourself, and without a list it can read and edit drafts; name fewer permissions.';
  return 'Your account, key or role does not allow this, or it is for another kind of actor, such as a person or the embedding service; if it concerns an organization, ask one of its admins.';
}

/** The codes whose sentence is fixed, because their refusals have no details. */
type RefusalCodeWithoutDetails = Exclude<
  {
    [C in RefusalCode]: keyof RefusalDetails[C] extends never ? C : never;
  }[RefusalCode],
  'permission_denied'
>;

const sentencesByCode: Readonly<Record<RefusalCodeWithoutDetails, string>> = {
  account_inactive: 'This account is unknown, suspended or deleted; sign in with an active one.',
  account_deleted: 'This account was deleted; restore it first.',
  already_a_member:
    'This person is already a member of the organization; change the role if it is not the right one.',
  app_deleted: 'This app was deleted; restore it first.',
  app_not_deleted: 'This app is not deleted; delete it first.',
  app_not_found: 'There is no such app among those that you can see; check the id.',
  app_suspended:
    'The platform has suspended or taken down this app; correct the app and ask the platform to reinstate it.',
  approval_expired: 'This approval has expired; submit the app again.',
  conflict_of_interest:
    'You created, changed or submitted this app, or you are or were lately a member of its organization; leave it to another reviewer.',
  contact_email_mismatch: 'The organization has another contact address now; verify that one.',
  digest_mismatch:
    'This is not the snapshot that is under review; load the submission again and decide on its snapshot.',
  email_not_verified: 'The email address of this account is not verified; verify it and try again.',
  email_taken:
    'Another account has this email address; sign in to that account or use another address.',
  external_id_taken:
    'Another organization has this external id, perhaps a deleted one; `organizations.findByExternalId` returns it.',
  idempotency_key_reused:
    'This idempotency key was already used with another input; use a new key for each new command.',
  invitation_already_accepted:
    'This invitation was already accepted and cannot be used again; ask an admin of the organization for a new one.',
  invitation_declined:
    'This invitation was declined; ask an admin of the organization for a new one.',
  invitation_email_mismatch:
    'This invitation was sent to another email address; sign in to the account with that address.',
  invitation_expired:
    'This invitation has expired; ask an admin of the organization for a new one.',
  invitation_key_unknown:
    'This service does not have the key that signed the link of this invitation; resend the invitation for a new link.',
  invitation_not_found:
    'There is no such invitation; open the link in the latest invitation mail or ask for a new one.',
  invitation_revoked:
    'This invitation was revoked; ask an admin of the organization for a new one.',
  key_invalid:
    'This API key is not valid; check that it is complete and neither expired nor revoked.',
  key_not_found: 'There is no such API key; check the list of keys.',
  lease_lost:
    'Your claim on this submission has ended; claim it again and load it again before you decide.',
  not_claimable: 'Another reviewer has claimed this submission; claim another one.',
  inviter_not_permitted:
    'The person who sent this invitation can no longer invite to this role; ask an admin of the organization for a new one.',
  member_not_found: 'There is no such member in this organization; check the list of its members.',
  organization_deleted: 'This organization was deleted; restore it first.',
  organization_not_deleted: 'This organization is not deleted; delete it before you purge it.',
  organization_not_found:
    'There is no such organization among yours; check the id or ask for an invitation.',
  package_name_taken: 'Another app has or had this package name; choose another one.',
  reason_required:
    'A reason is required; give at least one reason code and a text that explains it.',
  restore_window_over: 'This was deleted too long ago to be restored; create a new one.',
  second_reviewer_required:
    'You gave the first approval of this submission; another reviewer must give the second.',
  submission_not_found: 'There is no such submission among those that you can see; check the id.',
  signing_key_in_use:
    'New invitations are signed with this key; put a newer key first in the configuration, remove this one from it, and then revoke it.',
  slug_reserved: 'This slug is reserved for the platform; choose another one.',
  slug_taken: 'Another organization has or had this slug; choose another one.',
  user_not_deleted: 'This account is not deleted; delete it before you purge it.',
  user_id_taken:
    'Another account has this id; `users.ensure` returns the account of an id, whether it is new or not.',
  user_not_found: 'There is no such user; check the id or register the user first.',
  webhook_not_found: 'There is no webhook here; configure one first.',
};

const nameProblems: Readonly<Record<NameFault, string>> = {
  empty: 'it is empty',
  too_long: `it is longer than ${maxDisplayNameLength} characters`,
  no_letter_or_digit: 'it contains no letter or digit',
  ill_formed: 'it contains half of a surrogate pair, which is not a character',
  invisible_character: 'it contains an invisible character',
  markup: 'it contains < or >',
  web_address: 'it contains a web address',
};

const packageNameProblems: Readonly<Record<PackageNameFault, string>> = {
  too_long: 'it is longer than 200 characters',
  form: 'it is not two or more words of a–z, 0–9 and _ with dots between them',
  reserved: 'it begins with a name that is reserved for the platform',
  vendor:
    'it begins with the domain of a well-known company; the contact address of the organization must be of this domain and verified',
};

const slugProblems: Readonly<Record<SlugFault, string>> = {
  empty: 'it is empty',
  too_long: `it is longer than ${maxSlugLength} characters`,
  form: 'it is not made of a–z, 0–9 and single hyphens between them',
  only_digits: 'it contains digits only',
  like_an_id: 'it looks like an id',
};

const maxIssuesShown = 3;

function formatIssues(issues: readonly Issue[]): string {
  const shown = issues.slice(0, maxIssuesShown).map(({ path, message }) => {
    return path.length === 0 ? message : `${path.join('.')}: ${message}`;
  });
  const more = issues.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') || 'no issue is given';
}

function formatFailures(failures: readonly BulkFailure[]): string {
  const shown = failures
    .slice(0, maxIssuesShown)
    .map(({ index, code }) => `number ${index + 1}: ${code}`);
  const more = failures.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function formatDuration(seconds: number): string {
  if (seconds > 2 * 3_600) return `${Math.ceil(seconds / 3_600)} hours`;
  if (seconds > 2 * 60) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** Returns the value, or throws a `RefusedError` with the refusal. For embedders who prefer exceptions. */
export function orThrow<T>(result: Result<T, AnyRefusal>): T {
  requireResult(result);
  if (result.ok) return result.value;
  throw new RefusedError(result.refusal);
}

/** Programs without types forget the `await`, and would then read the refusal of a promise. */
function requireResult(given: unknown): void {
  if (typeof given === 'object' && given !== null) {
    if ('ok' in given) return;
    if ('then' in given)
      throw new TypeError('orThrow takes a result, not its promise; write orThrow(await …)');
  }
  throw new TypeError('orThrow takes the result of a command or a query, such as orThrow(await …)');
}

const refusedErrorSymbol = Symbol.for('guildhall.RefusedError');

/** What `orThrow` throws. Recognize it with `isRefusedError`, which also works for another copy of this package. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: AnyRefusal;

  constructor(refusal: AnyRefusal) {
    super(explain(refusal));
    Object.defineProperty(this, refusedErrorSymbol, { value: true });
    this.refusal = refusal;
  }
}

/** Whether an error is a `RefusedError`, also one from another copy of this package. */
export function isRefusedError(error: unknown): error is RefusedError {
  return typeof error === 'object' && error !== null && refusedErrorSymbol in error;
}

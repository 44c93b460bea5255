// Refusals in English, and as exceptions for embedders who live in those.

import { maxSlugLength } from '../slug/slug.js';
import { maxNameLength } from './display-name.js';
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

type AnyRefusal = RefusalOf<RefusalCode>;

/** One sentence: what happened and what to do. It repeats nothing that was typed. */
export function explain(refusal: AnyRefusal): string {
  switch (refusal.code) {
    case 'already_invited':
      return `This address has a pending invitation already (${refusal.invitationId}); resend or revoke that one.`;
    case 'bulk_refused':
      return `None of the invitations was sent, since ${refusal.failures.length} cannot be (${failed(refusal.failures)}); correct or leave out those and send the rest again.`;
    case 'already_decided':
      return `Somebody was faster: the submission is settled by ${refusal.decision} since ${refusal.decidedAt.toISOString()}; look at it again.`;
    case 'claim_limit_reached':
      return `You have ${refusal.limit} submissions under a claim, which is the limit; decide one of those or give its claim back.`;
    case 'draft_conflict':
      return `The draft has been changed meanwhile and is at revision ${refusal.revision} now; look at it again and repeat the change.`;
    case 'former_slug_limit_reached':
      return `The organization keeps ${refusal.limit} former slugs, which is the limit; take one of those back instead.`;
    case 'invalid_input':
      return `The input is not valid (${listed(refusal.issues)}); correct it and send it again.`;
    case 'invalid_transition':
      return `What is ${refusal.from} takes no ${refusal.command}; look at what can be done with it now.`;
    case 'key_limit_reached':
      return `There are ${refusal.limit} valid keys, which is the limit; revoke one that is no longer used.`;
    case 'invitation_limit_reached':
      return `The organization has reached its limit of ${refusal.limit} pending invitations; revoke some, or wait until they are answered or expire.`;
    case 'last_admin':
      return `This would leave ${refusal.organizationIds.length === 1 ? 'the organization' : `${refusal.organizationIds.length} organizations`} without an admin who can sign in; make another member an admin first.`;
    case 'name_invalid':
      return `This cannot be a name because ${nameFaults[refusal.reason]}; change it and try again.`;
    case 'not_ready':
      return `The draft cannot be submitted yet (${listed(refusal.issues)}); mend this and submit it again.`;
    case 'organization_has_apps':
      return `The organization has ${refusal.appIds.length === 1 ? 'an app that is' : 'apps that are'} live or in review (${refusal.appIds.slice(0, issuesShown).join(', ')}${refusal.appIds.length > issuesShown ? ', …' : ''}); withdraw and delete, or move, what is in the way first.`;
    case 'organization_limit_reached':
      return `This user has reached the limit of ${refusal.limit} organizations founded; let somebody else found this one.`;
    case 'package_name_invalid':
      return `This cannot be a package name because ${packageNameFaults[refusal.reason]}; choose another one: a domain of yours, turned around, and a word behind it.`;
    case 'personal_organization':
      return 'The owner of a personal organization stays its admin as long as the account lives; do this in another organization.';
    case 'rate_limited':
      return `This has been done too often; try again in ${duration(refusal.retryAfter)}.`;
    case 'resend_too_soon':
      return `This invitation was sent a moment ago; send it again in ${duration(refusal.retryAfter)}.`;
    case 'rotation_in_progress':
      return `This was rotated a while ago, and the one before is good until ${refusal.until.toISOString()}; rotate again after that, or put an end to it.`;
    case 'slug_invalid':
      return `This cannot be a slug because ${slugFaults[refusal.reason]}; choose another one.`;
    case 'submission_already_open':
      return `The app has an open submission already (${refusal.submissionId}); withdraw or release that one first.`;
    case 'too_many_members':
      return `The organization has more than ${refusal.limit} members, too many for one document; page through them with memberships.list.`;
    default:
      return sentences[refusal.code];
  }
}

/** The codes that carry nothing which their sentence would show. */
type PlainCode = {
  [C in RefusalCode]: keyof RefusalDetails[C] extends never ? C : never;
}[RefusalCode];

const sentences: Readonly<Record<PlainCode, string>> = {
  account_inactive: 'This account is unknown, suspended or deleted; sign in with an active one.',
  account_deleted: 'This account was deleted; restore it before you do this.',
  already_a_member:
    'This person is a member of the organization already; change the role if it is not the right one.',
  app_deleted: 'This app has been deleted; restore it before you do this.',
  app_not_deleted: 'This app has not been deleted; delete it before you do this.',
  app_not_found: 'No such app was found among those you may see; check which one is meant.',
  app_suspended:
    'The platform keeps this app out of the store; settle what it was suspended for, and ask to have it reinstated.',
  approval_expired: 'This approval has expired; submit the app again.',
  conflict_of_interest:
    'You have submitted this, or belong or belonged to the organization; leave it to another reviewer.',
  contact_email_mismatch:
    'The contact of this organization is another address by now; have that one verified.',
  digest_mismatch:
    'This is not the snapshot that is under review; open the submission again and decide on what it shows.',
  email_not_verified:
    'The e-mail address of this account is not verified; verify it and try again.',
  email_taken: 'Another account has this e-mail address; sign in there or give another address.',
  idempotency_key_reused:
    'This idempotency key has been used with another input; take a new key for each new command.',
  invitation_already_accepted:
    'This invitation has been accepted already; sign in to the account that accepted it.',
  invitation_declined:
    'This invitation was declined; ask an admin of the organization for a new one.',
  invitation_email_mismatch:
    'This invitation was sent to another e-mail address; sign in to the account that has that address.',
  invitation_expired:
    'This invitation has expired; ask an admin of the organization for a new one.',
  invitation_key_unknown:
    'The key that this link was made with is no longer in use; send the invitation again for a new link.',
  invitation_not_found:
    'No such invitation was found; open the link in the latest invitation mail, or ask for a new one.',
  invitation_revoked:
    'This invitation was revoked; ask an admin of the organization for a new one.',
  key_invalid:
    'This API key is not valid; look for a typing error, or use one that is neither expired nor revoked.',
  key_not_found: 'No such API key was found; look at the list of keys.',
  lease_lost:
    'Your claim on this submission is over; claim it again, and look at it again before you decide.',
  not_claimable: 'Another reviewer has a claim on this submission; take another one.',
  inviter_not_permitted:
    'The person who sent this invitation may no longer invite to this role; ask an admin of the organization for a new one.',
  member_not_found:
    'No such member was found in this organization; look at the list of its members.',
  organization_deleted: 'This organization has been deleted; restore it before you do this.',
  organization_not_deleted:
    'This organization has not been deleted; delete it before it is purged.',
  organization_not_found:
    'No such organization was found among those you belong to; check which one is meant, or ask to be invited.',
  package_name_taken:
    'Another app has or had this package name, which is never given twice; choose another one.',
  permission_denied: 'Your role in this organization does not allow this; ask one of its admins.',
  reason_required:
    'Say why, in at least one of the known reasons and in words that help whoever reads them.',
  restore_window_over: 'This was deleted too long ago to be restored; make a new one instead.',
  second_reviewer_required:
    'You have given the first approval of this submission; another reviewer must give the second.',
  submission_not_found:
    'No such submission was found among those you may see; check which one is meant.',
  signing_key_in_use:
    'New invitations are signed with this key; put another one before it, take this one away, and withdraw it again.',
  slug_reserved: 'This slug is kept for the platform; choose another one.',
  slug_taken: 'Another organization has or had this slug; choose another one.',
  user_not_deleted: 'This account has not been deleted; delete it before it is purged.',
  user_not_found: 'No such user was found; check which one is meant, or register the user first.',
  webhook_not_found: 'There is no webhook here; configure one first.',
};

const nameFaults: Readonly<Record<NameFault, string>> = {
  empty: 'it is empty',
  too_long: `it is longer than ${maxNameLength} characters`,
  no_letter_or_digit: 'it holds no letter or digit',
  ill_formed: 'it holds half of a surrogate pair, which is no character',
  invisible_character: 'it holds an invisible character',
  markup: 'it holds < or >',
  web_address: 'it holds a web address',
};

const packageNameFaults: Readonly<Record<PackageNameFault, string>> = {
  too_long: 'it is longer than 200 characters',
  form: 'it is not two or more lower-case words of a–z, 0–9 and _ with dots between them',
  reserved: 'it begins with what is kept for the platform',
};

const slugFaults: Readonly<Record<SlugFault, string>> = {
  empty: 'it is empty',
  too_long: `it is longer than ${maxSlugLength} characters`,
  form: 'it holds more than a–z, 0–9 and single hyphens between them',
  only_digits: 'it holds digits only',
};

const issuesShown = 3;

function listed(issues: readonly Issue[]): string {
  const shown = issues.slice(0, issuesShown).map(({ path, message }) => {
    return path.length === 0 ? message : `${path.join('.')}: ${message}`;
  });
  const more = issues.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') || 'no issue is named';
}

function failed(failures: readonly BulkFailure[]): string {
  const shown = failures
    .slice(0, issuesShown)
    .map(({ index, code }) => `number ${index + 1}: ${code}`);
  const more = failures.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function duration(seconds: number): string {
  if (seconds > 2 * 3_600) return `${Math.ceil(seconds / 3_600)} hours`;
  if (seconds > 2 * 60) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

/** The value, or a `RefusedError` with the refusal: for embedders who live in exceptions. */
export function orThrow<T>(result: Result<T, AnyRefusal>): T {
  if (result.ok) return result.value;
  throw new RefusedError(result.refusal);
}

const mark = Symbol.for('guildhall.RefusedError');

/** What `orThrow` throws. Recognized by its mark, so that two copies of this package understand each other. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: AnyRefusal;

  constructor(refusal: AnyRefusal) {
    super(explain(refusal));
    Object.defineProperty(this, mark, { value: true });
    this.refusal = refusal;
  }
}

/** Whether this was thrown by `orThrow`, of whichever copy of the package. */
export function isRefusedError(error: unknown): error is RefusedError {
  return typeof error === 'object' && error !== null && mark in error;
}

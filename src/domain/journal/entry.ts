import type { Actor } from '../shared/actor.js';
import type { OperationId, OrganizationId } from '../shared/ids.js';
import type { Fact } from './fact.js';

/** The names of all commands. */
export const actions = [
  'user.register',
  'user.verify_email',
  'user.set_default_organization',
  'user.unblock_organization',
  'user.suspend',
  'user.reinstate',
  'user.delete',
  'user.restore',
  'user.purge',
  'organization.found',
  'organization.ensure_personal',
  'organization.rename',
  'organization.update_profile',
  'organization.change_slug',
  'organization.delete',
  'organization.restore',
  'organization.purge',
  'membership.change_role',
  'membership.remove',
  'membership.leave',
  'invitation.invite',
  'invitation.invite_many',
  'invitation.hand_over',
  'invitation.accept',
  'invitation.decline',
  'invitation.revoke',
  'invitation.resend',
  'invitation.expire',
  'invitation.purge',
  'invitation.reissue',
  'organization.verify_contact',
  'app.create',
  'app.update_draft',
  'app.share',
  'app.delete',
  'app.restore',
  'app.move',
  'app.delist',
  'app.relist',
  'app.purge',
  'app.set_tier',
  'app.warn',
  'app.suspend',
  'app.take_down',
  'app.reinstate',
  'submission.submit',
  'submission.resubmit',
  'submission.withdraw',
  'submission.release',
  'submission.expire_approval',
  'review.claim',
  'review.renew_claim',
  'review.release_claim',
  'review.set_lane',
  'review.request_changes',
  'review.approve',
  'review.second_approve',
  'review.send_back',
  'review.reject',
  'review.revoke',
  'key.create',
  'key.rotate',
  'key.revoke',
  'webhook.configure',
  'webhook.rotate_secret',
  'webhook.enable',
  'webhook.disable',
  'webhook.remove',
  'webhook.send_test',
  'webhook.reencrypt',
] as const;
/** The name under which a command stands in the journal. */
export type Action = (typeof actions)[number];

export const subjectKinds = [
  'user',
  'organization',
  'membership',
  'invitation',
  'app',
  'submission',
  'key',
] as const;

/** What a command was about. */
export interface Subject {
  readonly kind: (typeof subjectKinds)[number];
  readonly id: string;
}

/** What a repeated command answers from: ids only, so that it reads the rows as they are now. */
export type Answer = Readonly<Record<string, string>>;

/** One command that changed something, written in the same commit as the change: audit trail, record of idempotency, proof of the commit. */
export interface CommandEntry {
  readonly kind: 'command';
  readonly id: OperationId;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: Action;
  readonly subject: Subject;
  /** Every organization in whose audit trail it stands. */
  readonly organizations: readonly OrganizationId[];
  readonly facts: readonly Fact[];
  /** Set where the caller gave an idempotency key: a keyed digest of the input without its secrets. */
  readonly inputDigest?: string;
  readonly answer: Answer;
}

/** Stands where a commit whose answer was lost would have stood, so that the commit can no longer land. */
export interface FenceEntry {
  readonly kind: 'fence';
  readonly id: OperationId;
  readonly at: Date;
}

/** A row of the journal: a command that was done, or a fence where one will never be. */
export type JournalEntry = CommandEntry | FenceEntry;

// The journal: one entry for each command that changed something. It is the audit trail and the record for idempotency.

import type { Actor } from '../shared/actor.js';
import type { OperationId, OrganizationId } from '../shared/ids.js';
import type { DomainEvent } from './domain-event.js';

/** The names of all commands in the journal. */
export const actions = [
  'user.register',
  'user.ensure',
  'user.update',
  'user.change_email',
  'user.verify_email',
  'user.set_default_organization',
  'user.unblock_organization',
  'user.suspend',
  'user.reinstate',
  'user.delete',
  'user.restore',
  'user.purge',
  'organization.create',
  'organization.ensure_personal',
  'organization.rename',
  'organization.update_profile',
  'organization.change_slug',
  'organization.delete',
  'organization.restore',
  'organization.purge',
  'membership.add',
  'membership.change_role',
  'membership.remove',
  'membership.leave',
  'invitation.invite',
  'invitation.invite_many',
  'invitation.create_link',
  'invitation.accept',
  'invitation.decline',
  'invitation.change_role',
  'invitation.revoke',
  'invitation.resend',
  'invitation.expire',
  'invitation.purge',
  'invitation.reissue',
  'organization.verify_contact',
  'organization.set_external_id',
  'organization.update_metadata',
  'membership.update_metadata',
  'user.update_metadata',
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
  'webhook.verify',
  'webhook.enable',
  'webhook.disable',
  'webhook.remove',
  'webhook.send_test',
  'webhook.reencrypt',
] as const;
/** The name of a command in the journal. */
export type Action = (typeof actions)[number];

export const journalSubjectKinds = [
  'user',
  'organization',
  'membership',
  'invitation',
  'app',
  'submission',
  'key',
] as const;

/** The row that a command was about. */
export interface JournalSubject {
  readonly kind: (typeof journalSubjectKinds)[number];
  readonly id: string;
}

/** The ids from which a repeated command builds its result. The command reads the rows again, as they are now. */
export type ReplayIds = Readonly<Record<string, string>>;

/**
 * One command that changed something, written in the same commit as the change. It serves as the audit trail, as the record
 * for idempotency, and as proof that the commit happened.
 */
export interface CommandEntry {
  readonly kind: 'command';
  readonly id: OperationId;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: Action;
  readonly subject: JournalSubject;
  /** The organizations whose audit trails show this entry. */
  readonly auditOrganizationIds: readonly OrganizationId[];
  readonly events: readonly DomainEvent[];
  /** A keyed digest of the input without its secrets. Set only if the caller gave an idempotency key. */
  readonly inputDigest?: string;
  /** Tells two calls of one operation apart, whose entries can be equal otherwise. Set only if the caller named the operation. */
  readonly callId?: OperationId;
  readonly replayIds: ReplayIds;
}

/** Takes the id of a commit whose outcome is unknown, so that a late commit with this id fails. */
export interface FenceEntry {
  readonly kind: 'fence';
  readonly id: OperationId;
  readonly at: Date;
}

/** A row of the journal: a command that was done, or a fence in place of one that can no longer be done. */
export type JournalEntry = CommandEntry | FenceEntry;

// A submission: a frozen snapshot of an app's draft with the state of its review.

import type { AppSnapshot } from '../app/app.js';
import type { SnapshotDigest } from '../app/snapshot-digest.js';
import type { AppId, OrganizationId, SubmissionId, UserId } from '../shared/ids.js';

/** All states of submissions. `replaced`: a resubmission took its place. `superseded`: a newer release took its place. `revoked`: the platform took the approval or the release back. */
export const submissionStates = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
  'released',
  'superseded',
  'replaced',
  'rejected',
  'withdrawn',
  'approval_expired',
  'revoked',
] as const;
/** The state of a submission. */
export type SubmissionState = (typeof submissionStates)[number];

/** The states of an open submission. An app has at most one open submission. */
export const openSubmissionStates = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
] as const;
/** A state of an open submission. */
export type OpenSubmissionState = (typeof openSubmissionStates)[number];

/** The open states in which the submission waits for a reviewer, not for the organization. */
export const undecidedStates = [
  'waiting_for_review',
  'in_review',
  'pending_second_approval',
] as const;

/** All commands that change a submission. */
export const submissionCommands = [
  'claim',
  'renewClaim',
  'releaseClaim',
  'setLane',
  'requestChanges',
  'resubmit',
  'approve',
  'secondApprove',
  'sendBack',
  'reject',
  'withdraw',
  'release',
  'expireApproval',
  'revoke',
  'supersede',
  'fallBack',
] as const;
/** A command that changes a submission. `supersede` and `fallBack` follow from a release or revocation of another submission. */
export type SubmissionTransition = (typeof submissionCommands)[number];

/** All lanes of the queue, the fastest first. */
export const lanes = ['security', 'update', 'new'] as const;
/** The lane of the review queue that a submission is in. */
export type Lane = (typeof lanes)[number];

/** All reason codes for a negative decision. */
export const reviewReasonCodes = [
  'incomplete',
  'does_not_work',
  'misleading',
  'permissions',
  'privacy',
  'security',
  'content',
  'intellectual_property',
  'spam',
  'other',
] as const;
/** A stable code for why a submission was not approved. The decision's text is for people. */
export type ReviewReasonCode = (typeof reviewReasonCodes)[number];

/** A decision of a reviewer. */
export interface ReviewDecision {
  readonly kind: 'approve' | 'secondApprove' | 'sendBack' | 'requestChanges' | 'reject' | 'revoke';
  readonly by: UserId;
  readonly at: Date;
  readonly reasons: readonly ReviewReasonCode[];
  /** For the organization: 1 to 4,000 characters. */
  readonly text?: string;
}

/** A reviewer's claim. After `until` another reviewer can claim the submission, and commands of this holder are refused. */
export interface ReviewLease {
  readonly holder: UserId;
  /** Goes up by one with every claim. Commands with an older token are refused. */
  readonly leaseToken: number;
  readonly until: Date;
}

/** The last command that decided something: who gave it, and when. A command that comes too late gets it in its refusal. */
export interface LastTransition {
  readonly command: SubmissionTransition;
  readonly at: Date;
  /** Absent if no person gave it, for example at an expiry. */
  readonly by?: UserId;
}

/** A snapshot of an app with the state of its review. */
export interface Submission {
  readonly id: SubmissionId;
  readonly appId: AppId;
  readonly organizationId: OrganizationId;
  /** The id of the first submission of the case. A resubmission keeps it. */
  readonly caseId: SubmissionId;
  /** Counts the submissions of the app, from 1. */
  readonly revision: number;
  readonly snapshot: AppSnapshot;
  readonly digest: SnapshotDigest;
  readonly state: SubmissionState;
  readonly lane: Lane;
  /** Why a reviewer moved it to another lane. Only reviewers see it. */
  readonly laneReason?: string;
  /** When the case entered the queue. A resubmission keeps this time and so its place. */
  readonly enteredAt: Date;
  readonly dueAt: Date;
  readonly submittedAt: Date;
  readonly submittedBy: UserId;
  /** Who created the app, who changed the draft last, and who submitted it: 1 to 3 users, each once. None of them may decide on it. */
  readonly authors: readonly UserId[];
  /** How often it was claimed. This is the lease token of the last claim. */
  readonly claimCount: number;
  readonly lease?: ReviewLease;
  readonly decisions: readonly ReviewDecision[];
  readonly lastOutcome?: LastTransition;
  /** Until when an approved submission can be released. */
  readonly approvedUntil?: Date;
  readonly releasedAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether the submission is open. An app has at most one open submission. */
export function isOpenSubmission({ state }: Pick<Submission, 'state'>): boolean {
  return openSubmissionStates.some((open) => open === state);
}

// A submission: a frozen snapshot of an app's draft, and how far the review of it has come.

import type { Snapshot } from '../app/app.js';
import type { Brand } from '../shared/brand.js';
import type { AppId, OrganizationId, SubmissionId, UserId } from '../shared/ids.js';
import type { Path, RefusalOf } from '../shared/refusal.js';

/** SHA-256 of a snapshot in canonical JSON (RFC 8785), 64 lower-case hex digits. */
export type Digest = Brand<string, 'Digest'>;

/** Null where the text is no such digest. */
export function parseDigest(text: string): Digest | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as Digest) : null;
}

/** All states of submissions. */
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
/** Where a submission stands. */
export type SubmissionState = (typeof submissionStates)[number];

/** The states in which something is still to be done; an app has one such submission at most. */
export const openStates = [
  'waiting_for_review',
  'in_review',
  'changes_requested',
  'pending_second_approval',
  'approved',
] as const;
/** A state in which something is still to be done. */
export type OpenState = (typeof openStates)[number];

/** All that may happen to submissions. */
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
/** What may happen to a submission. The last two follow from a release or a revocation of another one. */
export type SubmissionCommand = (typeof submissionCommands)[number];

/** The one table of what may happen to a submission; what it does not name cannot. An approval leads to the second state where two are needed. */
export const submissionTransitions: Readonly<
  Record<
    SubmissionState,
    Readonly<Partial<Record<SubmissionCommand, readonly [SubmissionState, SubmissionState?]>>>
  >
> = {
  waiting_for_review: {
    claim: ['in_review'],
    setLane: ['waiting_for_review'],
    withdraw: ['withdrawn'],
  },
  in_review: {
    claim: ['in_review'],
    renewClaim: ['in_review'],
    releaseClaim: ['waiting_for_review'],
    setLane: ['in_review'],
    requestChanges: ['changes_requested'],
    approve: ['approved', 'pending_second_approval'],
    reject: ['rejected'],
    withdraw: ['withdrawn'],
  },
  changes_requested: {
    setLane: ['changes_requested'],
    resubmit: [/* REV-25 */ 'replaced'],
    withdraw: ['withdrawn'],
  },
  pending_second_approval: {
    setLane: ['pending_second_approval'],
    secondApprove: ['approved'],
    sendBack: [/* REV-50 */ 'waiting_for_review'],
    withdraw: ['withdrawn'],
  },
  approved: {
    withdraw: ['withdrawn'],
    release: ['released'],
    expireApproval: ['approval_expired'],
    revoke: ['revoked'],
  },
  released: {
    revoke: ['revoked'],
    supersede: ['superseded'],
  },
  superseded: {
    revoke: ['revoked'],
    fallBack: ['released'],
  },
  replaced: {},
  rejected: /* REV-53 */ {},
  withdrawn: {},
  approval_expired: {},
  revoked: {},
};

/** All lanes of the queue, the fastest first. */
export const lanes = /* REV-59 */ ['security', 'update', 'new'] as const;
/** Which queue a submission stands in. */
export type Lane = (typeof lanes)[number];

/** All reasons for a negative decision. */
export const reviewReasons = [
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
/** Why a submission was not approved, as a word that does not change; the text beside it is for people. */
export type ReviewReason = (typeof reviewReasons)[number];

/** What somebody has decided. */
export interface Decision {
  readonly kind: 'approve' | 'secondApprove' | 'sendBack' | 'requestChanges' | 'reject' | 'revoke';
  readonly by: UserId;
  readonly at: Date;
  readonly reasons: readonly ReviewReason[];
  /** For the organization: 1 to 4,000 characters. */
  readonly text?: string;
}

/** A reviewer's claim. After `until` another reviewer may take it, and what this one still writes is refused. */
export interface ReviewLease {
  readonly holder: UserId;
  /** Raised with every claim of the submission: an older one never writes. */
  readonly token: number;
  readonly until: Date;
}

/** What last ended something, for whoever comes too late. */
export interface Settled {
  readonly what: SubmissionCommand;
  readonly at: Date;
  /** Absent where time has done it. */
  readonly by?: UserId;
}

/** A snapshot of an app on its way through review. */
export interface Submission {
  readonly id: SubmissionId;
  readonly appId: AppId;
  readonly organizationId: OrganizationId;
  /** The first submission of the case: one that was sent back and comes again keeps it. */
  readonly caseId: SubmissionId;
  /** 1 for the first submission of an app, and so on. */
  readonly revision: number;
  readonly snapshot: Snapshot;
  readonly digest: Digest;
  readonly state: SubmissionState;
  readonly lane: Lane;
  /** Why it stands in another lane than it entered; for reviewers. */
  readonly laneReason?: string;
  /** When the case entered the queue: coming again does not move it back. */
  readonly enteredAt: Date;
  readonly dueAt: Date;
  readonly submittedAt: Date;
  readonly submittedBy: UserId;
  /** How often it has been claimed: the token of the last claim. */
  readonly claims: number;
  readonly lease?: ReviewLease;
  readonly decisions: readonly Decision[];
  readonly settled?: Settled;
  /** Until when an approval can be released. */
  readonly approvedUntil?: Date;
  readonly releasedAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether it can still become a release or be decided on; an app has at most one such. */
export function isOpen({ state }: Pick<Submission, 'state'>): boolean {
  return openStates.some((open) => open === state);
}

/** What organizations do, and what follows of it: they never learn who reviews. */
const commandsOfOrganizations: ReadonlySet<SubmissionCommand> = new Set([
  'resubmit',
  'withdraw',
  'release',
  'supersede',
]);

/** Why a command leads nowhere from here: somebody was faster, or it is not its turn. */
export function tooLate(
  { state, settled }: Pick<Submission, 'state' | 'settled'>,
  command: SubmissionCommand,
): RefusalOf<'already_decided' | 'invalid_transition'> {
  const path: Path = ['submissionId'];
  if (/* REV-54 */ settled === undefined || !hasPreempted(state, settled, command)) {
    return { code: 'invalid_transition', path, from: state, command };
  }
  const { what: decision, at: decidedAt, by } = settled;
  const isNamed = by !== undefined && !commandsOfOrganizations.has(command);
  return {
    code: 'already_decided',
    path,
    decision,
    decidedAt,
    ...(isNamed ? { decidedBy: by } : {}),
  };
}

/** An end stands against every command; what only moved it on, against those that were possible instead. */
function hasPreempted(
  state: SubmissionState,
  { what }: Settled,
  command: SubmissionCommand,
): boolean {
  if (!isOpen({ state })) return true;
  return Object.values(submissionTransitions).some(
    (possible) => possible[what] !== undefined && possible[command] !== undefined,
  );
}

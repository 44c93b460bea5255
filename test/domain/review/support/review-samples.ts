// The sample app, reviewers and submissions of these tests.
import type { App, AppSnapshot, LiveRelease } from '../../../../src/domain/app/app.js';
import { createApp } from '../../../../src/domain/app/create-app.js';
import type { Manifest } from '../../../../src/domain/app/manifest.js';
import { packageNameOrThrow } from '../../../../src/domain/app/package-name.js';
import { serverHostsOf } from '../../../../src/domain/app/server-hosts.js';
import {
  parseSnapshotDigest,
  type SnapshotDigest,
} from '../../../../src/domain/app/snapshot-digest.js';
import { storeListingOfSnapshot } from '../../../../src/domain/app/store-listing.js';
import type { Reviewer } from '../../../../src/domain/review/conflict-of-interest.js';
import type { DecisionReason } from '../../../../src/domain/review/decision-reason.js';
import type {
  ReviewDecision,
  Submission,
  SubmissionState,
} from '../../../../src/domain/review/submission.js';
import {
  type ApiKeyId,
  type AppId,
  parseApiKeyId,
  parseAppId,
  parseSubmissionId,
  type SubmissionId,
  type UserId,
} from '../../../../src/domain/shared/ids.js';
import { type Policy, resolvePolicy } from '../../../../src/domain/shared/policy-limits.js';
import { toAppVersion } from '../../app/support/app-samples.js';
import { mentraId, now, secondsLater, toDisplayName, userIdOf } from '../../support/samples.js';

function assertSample<T>(value: T | null, n: number): T {
  if (value === null) throw new Error(`there is no sample ${n}`);
  return value;
}

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0');

export const appIdOf = (n: number): AppId => assertSample(parseAppId(hex(n, 24)), n);
export const submissionIdOf = (n: number): SubmissionId =>
  assertSample(parseSubmissionId(hex(n, 24)), n);
export const apiKeyIdOf = (n: number): ApiKeyId => assertSample(parseApiKeyId(hex(n, 24)), n);
export const digestOf = (n: number): SnapshotDigest =>
  assertSample(parseSnapshotDigest(hex(n, 64)), n);

export const policy: Policy = resolvePolicy();
export const hour = 3_600;
export const day: number = 24 * hour;

/** A developer of the organization. */
export const developer: UserId = userIdOf(1);
/** The reviewer who has the claim and gives the first approval. */
export const ada: Reviewer = { userId: userIdOf(0x21), memberships: [] };
/** The reviewer who gives the second approval. */
export const bo: Reviewer = { userId: userIdOf(0x22), memberships: [] };
/** The reviewer who revokes. */
export const cy: Reviewer = { userId: userIdOf(0x23), memberships: [] };

export const sampleReasons: DecisionReason = {
  reasons: ['privacy'],
  text: 'The policy names another app.',
};

export function manifestOf(change: Partial<Manifest> = {}): Manifest {
  return {
    name: toDisplayName('Captions'),
    description: 'What people say, as text.',
    version: toAppVersion('1.0.0'),
    appType: 'standard',
    publicUrl: 'https://captions.mentra.glass/',
    logoUrl: 'https://captions.mentra.glass/logo.png',
    previewImages: [],
    privacyPolicyUrl: 'https://captions.mentra.glass/privacy',
    supportUrl: 'https://captions.mentra.glass/help',
    permissions: [{ type: 'CALENDAR', reason: 'To name the meeting.', required: false }],
    tools: [],
    settings: [],
    hardwareRequirements: [],
    ...change,
  };
}

export function snapshotOf(change: Partial<Manifest> = {}): AppSnapshot {
  return {
    packageName: packageNameOrThrow('glass.mentra.captions'),
    manifest: manifestOf(change),
    publisher: { organizationId: mentraId, name: toDisplayName('Mentra Labs') },
  };
}

/** A public app with a complete draft and without a live release. */
export function appOf(change: Partial<App> = {}): App {
  const app = createApp({
    id: appIdOf(0xa99),
    packageName: packageNameOrThrow('glass.mentra.captions'),
    organizationId: mentraId,
    name: toDisplayName('Captions'),
    by: developer,
    now,
  });
  const draft = { ...app.draft, manifest: manifestOf() };
  return { ...app, draft, visibility: 'public', submissionCount: 1, ...change };
}

/** The live release that a submission becomes. */
export function liveOf({ id, revision, digest, snapshot, releasedAt }: Submission): LiveRelease {
  const listing = storeListingOfSnapshot(snapshot);
  const serverHosts = serverHostsOf(snapshot.manifest);
  return {
    submissionId: id,
    revision,
    digest,
    releasedAt: releasedAt ?? now,
    listing,
    serverHosts,
  };
}

/** The time of Ada's claim, which lasts an hour. */
const claimedAt = secondsLater(60);
export const leaseEnd: Date = secondsLater(60 + hour);
/** The time of the decision, and the time of the next command an hour later. */
const decidedAt = secondsLater(600);
const followUpAt = secondsLater(600 + hour);
export const approvalEnd: Date = secondsLater(600 + 90 * day);

const approval: ReviewDecision = { kind: 'approve', by: ada.userId, at: decidedAt, reasons: [] };
const byAda = { by: ada.userId, at: decidedAt };
const byDeveloper = { by: developer, at: followUpAt };

/** The fields that a submission has in each state. */
const fieldsByState: Readonly<Record<SubmissionState, Partial<Submission>>> = {
  waiting_for_review: { claimCount: 0 },
  in_review: {
    lease: { holder: ada.userId, leaseToken: 1, until: leaseEnd },
    updatedAt: claimedAt,
  },
  changes_requested: {
    decisions: [{ kind: 'requestChanges', ...byAda, ...sampleReasons }],
    lastOutcome: { command: 'requestChanges', ...byAda },
  },
  pending_second_approval: { decisions: [approval], lastOutcome: { command: 'approve', ...byAda } },
  approved: {
    decisions: [approval],
    lastOutcome: { command: 'approve', ...byAda },
    approvedUntil: approvalEnd,
  },
  released: {
    decisions: [approval],
    lastOutcome: { command: 'release', ...byDeveloper },
    approvedUntil: approvalEnd,
    releasedAt: followUpAt,
  },
  superseded: {
    decisions: [approval],
    lastOutcome: { command: 'supersede', ...byDeveloper },
    approvedUntil: approvalEnd,
    releasedAt: secondsLater(700),
  },
  replaced: {
    decisions: [{ kind: 'requestChanges', ...byAda, ...sampleReasons }],
    lastOutcome: { command: 'resubmit', ...byDeveloper },
  },
  rejected: {
    decisions: [{ kind: 'reject', ...byAda, ...sampleReasons }],
    lastOutcome: { command: 'reject', ...byAda },
  },
  withdrawn: { claimCount: 0, lastOutcome: { command: 'withdraw', ...byDeveloper } },
  approval_expired: {
    decisions: [approval],
    lastOutcome: { command: 'expireApproval', at: approvalEnd },
    approvedUntil: approvalEnd,
  },
  revoked: {
    decisions: [approval, { kind: 'revoke', by: cy.userId, at: followUpAt, ...sampleReasons }],
    lastOutcome: { command: 'revoke', by: cy.userId, at: followUpAt },
    approvedUntil: approvalEnd,
    releasedAt: secondsLater(700),
  },
};

/** Submission `n` of the app, by the developer. It entered the queue at `now`. */
export function submissionInState(
  state: SubmissionState,
  change: Partial<Submission> = {},
  n = 1,
): Submission {
  return {
    id: submissionIdOf(n),
    appId: appIdOf(0xa99),
    organizationId: mentraId,
    caseId: submissionIdOf(n),
    revision: n,
    snapshot: snapshotOf(),
    digest: digestOf(n),
    state,
    lane: 'new',
    enteredAt: now,
    dueAt: secondsLater(7 * day),
    submittedAt: now,
    submittedBy: developer,
    authors: [developer],
    claimCount: 1,
    decisions: [],
    createdAt: now,
    updatedAt: decidedAt,
    ...fieldsByState[state],
    ...change,
  };
}

// The app, the reviewers and the submissions that the examples of these tests speak of.
import {
  type App,
  createApp,
  type LiveRelease,
  listingOf,
  type Snapshot,
} from '../../../../src/domain/app/app.js';
import type { Manifest } from '../../../../src/domain/app/manifest.js';
import { packageNameOf } from '../../../../src/domain/app/package-name.js';
import type { Reviewer } from '../../../../src/domain/review/claims.js';
import type { Grounds } from '../../../../src/domain/review/decisions.js';
import {
  type Decision,
  type Digest,
  parseDigest,
  type Submission,
  type SubmissionState,
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
import { type Policy, policyWith } from '../../../../src/domain/shared/policy.js';
import { versionOf } from '../../app/support/app-samples.js';
import { later, mentra, nameOf, now, userIdOf } from '../../support/samples.js';

function must<T>(value: T | null, n: number): T {
  if (value === null) throw new Error(`there is no sample ${n}`);
  return value;
}

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0');

export const appIdOf = (n: number): AppId => must(parseAppId(hex(n, 24)), n);
export const submissionIdOf = (n: number): SubmissionId => must(parseSubmissionId(hex(n, 24)), n);
export const apiKeyIdOf = (n: number): ApiKeyId => must(parseApiKeyId(hex(n, 24)), n);
export const digestOf = (n: number): Digest => must(parseDigest(hex(n, 64)), n);

export const policy: Policy = policyWith();
export const hour = 3_600;
export const day: number = 24 * hour;

/** A developer of the organization. */
export const developer: UserId = userIdOf(1);
/** Who has the claim, and gives the first approval. */
export const ada: Reviewer = { userId: userIdOf(0x21), memberships: [] };
/** Who gives the second one. */
export const bo: Reviewer = { userId: userIdOf(0x22), memberships: [] };
/** Who revokes. */
export const cy: Reviewer = { userId: userIdOf(0x23), memberships: [] };

export const grounds: Grounds = { reasons: ['privacy'], text: 'The policy names another app.' };

export function manifestOf(change: Partial<Manifest> = {}): Manifest {
  return {
    name: nameOf('Captions'),
    description: 'What people say, as text.',
    version: versionOf('1.0.0'),
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

export function snapshotOf(change: Partial<Manifest> = {}): Snapshot {
  return {
    packageName: packageNameOf('glass.mentra.captions'),
    manifest: manifestOf(change),
    publisher: { organizationId: mentra, name: nameOf('Mentra Labs') },
  };
}

/** A public app with a full draft, of which nothing is live. */
export function appOf(change: Partial<App> = {}): App {
  const app = createApp({
    id: appIdOf(0xa99),
    packageName: packageNameOf('glass.mentra.captions'),
    organizationId: mentra,
    name: nameOf('Captions'),
    by: developer,
    now,
  });
  const draft = { ...app.draft, manifest: manifestOf() };
  return { ...app, draft, visibility: 'public', submissions: 1, ...change };
}

/** The release of a submission, as users have it. */
export function liveOf({ id, revision, digest, snapshot, releasedAt }: Submission): LiveRelease {
  const listing = listingOf(snapshot);
  return { submissionId: id, revision, digest, releasedAt: releasedAt ?? now, listing };
}

/** When Ada has claimed; her claim lasts an hour. */
const claimedAt = later(60);
export const leaseEnd: Date = later(60 + hour);
/** When it was decided, and what follows of it an hour later. */
const decidedAt = later(600);
const settledAt = later(600 + hour);
export const approvalEnd: Date = later(600 + 90 * day);

const approval: Decision = { kind: 'approve', by: ada.userId, at: decidedAt, reasons: [] };
const byAda = { by: ada.userId, at: decidedAt };
const byDeveloper = { by: developer, at: settledAt };

/** What a submission in this state has gone through. */
const pasts: Readonly<Record<SubmissionState, Partial<Submission>>> = {
  waiting_for_review: { claims: 0 },
  in_review: { lease: { holder: ada.userId, token: 1, until: leaseEnd }, updatedAt: claimedAt },
  changes_requested: {
    decisions: [{ kind: 'requestChanges', ...byAda, ...grounds }],
    settled: { what: 'requestChanges', ...byAda },
  },
  pending_second_approval: { decisions: [approval], settled: { what: 'approve', ...byAda } },
  approved: {
    decisions: [approval],
    settled: { what: 'approve', ...byAda },
    approvedUntil: approvalEnd,
  },
  released: {
    decisions: [approval],
    settled: { what: 'release', ...byDeveloper },
    approvedUntil: approvalEnd,
    releasedAt: settledAt,
  },
  superseded: {
    decisions: [approval],
    settled: { what: 'supersede', ...byDeveloper },
    approvedUntil: approvalEnd,
    releasedAt: later(700),
  },
  replaced: {
    decisions: [{ kind: 'requestChanges', ...byAda, ...grounds }],
    settled: { what: 'resubmit', ...byDeveloper },
  },
  rejected: {
    decisions: [{ kind: 'reject', ...byAda, ...grounds }],
    settled: { what: 'reject', ...byAda },
  },
  withdrawn: { claims: 0, settled: { what: 'withdraw', ...byDeveloper } },
  approval_expired: {
    decisions: [approval],
    settled: { what: 'expireApproval', at: approvalEnd },
    approvedUntil: approvalEnd,
  },
  revoked: {
    decisions: [approval, { kind: 'revoke', by: cy.userId, at: settledAt, ...grounds }],
    settled: { what: 'revoke', by: cy.userId, at: settledAt },
    approvedUntil: approvalEnd,
    releasedAt: later(700),
  },
};

/** Submission `n` of the app, by the developer, which entered at `now`. */
export function submissionIn(
  state: SubmissionState,
  change: Partial<Submission> = {},
  n = 1,
): Submission {
  return {
    id: submissionIdOf(n),
    appId: appIdOf(0xa99),
    organizationId: mentra,
    caseId: submissionIdOf(n),
    revision: n,
    snapshot: snapshotOf(),
    digest: digestOf(n),
    state,
    lane: 'new',
    enteredAt: now,
    dueAt: later(7 * day),
    submittedAt: now,
    submittedBy: developer,
    claims: 1,
    decisions: [],
    createdAt: now,
    updatedAt: decidedAt,
    ...pasts[state],
    ...change,
  };
}

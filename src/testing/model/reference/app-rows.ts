// The rows of apps, submissions and API keys in the reference model.

import type { AppTier, AppVisibility, EnforcementState } from '../../../domain/app/app.js';
import type { HardwareRequirementInput } from '../../../domain/app/hardware.js';
import type {
  Lane,
  ReviewDecision,
  SubmissionState,
  SubmissionTransition,
} from '../../../domain/review/submission.js';
import type { ModelTimeOrNull } from './model-time.js';

interface ModelAppPermission {
  readonly type: string;
  readonly reason: string | undefined;
  readonly required: boolean;
}

export interface ModelManifest {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly appType: string;
  readonly publicUrl: string | undefined;
  readonly webviewUrl: string | undefined;
  readonly logoUrl: string | undefined;
  readonly privacyPolicyUrl: string | undefined;
  readonly supportUrl: string | undefined;
  readonly permissions: readonly ModelAppPermission[];
  readonly hardwareRequirements: readonly HardwareRequirementInput[];
}

export interface ModelApp {
  readonly id: string;
  readonly packageName: string;
  organization: string;
  /** Of the draft. It is replaced, never changed. */
  manifest: ModelManifest;
  /** Of the draft. */
  revision: number;
  /** Who changed the draft last; undefined if no person did. */
  changedBy: string | undefined;
  createdBy: string | undefined;
  visibility: AppVisibility;
  testers: readonly string[];
  tier: AppTier;
  submissionCount: number;
  /** The id of the submission that users have. */
  live: string | null;
  enforcement: EnforcementState;
  enforcedAt: ModelTimeOrNull;
  enforcementReason: string | undefined;
  delistedAt: ModelTimeOrNull;
  deletedAt: ModelTimeOrNull;
  archivedAt: ModelTimeOrNull;
}

export interface ModelSnapshot {
  readonly packageName: string;
  readonly manifest: ModelManifest;
  readonly publisher: {
    readonly organizationId: string;
    readonly name: string;
    readonly website: string | undefined;
    readonly logo: string | undefined;
  };
}

interface ModelDecision {
  readonly kind: ReviewDecision['kind'];
  readonly by: string;
  readonly at: number;
  readonly reasons: readonly string[];
  readonly text: string | undefined;
}

/** The place of a submission in the queue. A resubmission keeps it. */
export interface ModelQueuePlace {
  readonly caseId: string;
  lane: Lane;
  laneReason: string | undefined;
  readonly enteredAt: number;
  dueAt: number;
}

export interface ModelSubmission extends ModelQueuePlace {
  readonly id: string;
  readonly app: string;
  readonly organization: string;
  readonly revision: number;
  readonly snapshot: ModelSnapshot;
  readonly digest: string;
  state: SubmissionState;
  readonly submittedAt: number;
  readonly submittedBy: string;
  readonly authors: readonly string[];
  claimCount: number;
  lease: { readonly holder: string; readonly token: number; readonly until: number } | null;
  decisions: readonly ModelDecision[];
  /** What was last decided, by whom (undefined if by no person) and when. */
  outcome: {
    readonly command: SubmissionTransition;
    readonly at: number;
    readonly by: string | undefined;
  } | null;
  approvedUntil: ModelTimeOrNull;
  releasedAt: ModelTimeOrNull;
}

/** Exactly one of the two ids. */
export interface ModelOwner {
  readonly appId?: string | undefined;
  readonly organizationId?: string | undefined;
}

export interface ModelApiKey {
  readonly id: string;
  readonly owner: ModelOwner;
  readonly name: string;
  readonly environment: string;
  readonly permissions: readonly string[] | undefined;
  readonly createdBy: string | undefined;
  lastUsedAt: ModelTimeOrNull;
  expiresAt: ModelTimeOrNull;
  revokedAt: ModelTimeOrNull;
  replacedBy: string | undefined;
  readonly overlapUntil: ModelTimeOrNull;
}

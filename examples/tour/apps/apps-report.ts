// The results of the tour's apps: the final state of each, and of the review queue.

import type { EnforcementState } from '../../../src/domain/app/app.js';
import type { LegacyStatus } from '../../../src/domain/review/legacy-status.js';
import type { QueueStats } from '../../../src/domain/review/review-queue.js';
import { isOpenSubmission, type SubmissionState } from '../../../src/domain/review/submission.js';
import { orThrow } from '../../../src/domain/shared/explain.js';
import type { AppId, OrganizationId } from '../../../src/domain/shared/ids.js';
import type { Guildhall, OrganizationView } from '../../../src/index.js';
import { type RefusedStep, tourSystem } from '../environment.js';
import type { AppRow, RefusalSummary } from './app-rows.js';
import type { AppDraftResult } from './create-app-drafts.js';

/** Something that a step checked, and that was as it must be. */
export interface PassedCheck {
  readonly line: number;
  readonly what: string;
}

/** The state of an app on the last day. */
export interface AppFinalState {
  /** The name of the organization that owns it. */
  readonly organization: string;
  /** The live version; null if none is live. */
  readonly live: string | null;
  /** The status for older clients. */
  readonly status: LegacyStatus;
  readonly enforcement: EnforcementState;
  readonly isDelisted: boolean;
  readonly isDeleted: boolean;
  /** The state of its open submission; null if none is open. */
  readonly submission: SubmissionState | null;
}

export interface AppOutcome {
  readonly row: AppRow;
  readonly refusal: RefusalSummary | null;
  /** Null if not even a draft was created. */
  readonly finalState: AppFinalState | null;
}

export interface AppsReport {
  /** One per row, in the order of the rows. */
  readonly outcomes: readonly AppOutcome[];
  /** Null if there was no organization to create apps. */
  readonly queueStats: QueueStats | null;
  /** The refusals in scenarios. The refusal of a row is its outcome and not repeated here. */
  readonly refusedSteps: readonly RefusedStep[];
  readonly passedChecks: readonly PassedCheck[];
}

export async function collectAppOutcomes(
  guildhall: Guildhall,
  drafts: readonly AppDraftResult[],
  publishers: readonly Pick<OrganizationView, 'id' | 'name'>[],
): Promise<readonly AppOutcome[]> {
  const names = new Map(publishers.map(({ id, name }) => [id, name]));
  const outcomes: AppOutcome[] = [];
  for (const { row, app, refusal } of drafts) {
    const finalState = app === null ? null : await readFinalState(guildhall, app.id, names);
    outcomes.push({ row, refusal, finalState });
  }
  return outcomes;
}

async function readFinalState(
  { apps }: Guildhall,
  appId: AppId,
  names: ReadonlyMap<OrganizationId, string>,
): Promise<AppFinalState> {
  const { app, status, submission } = orThrow(await apps.get(tourSystem, { appId }));
  return {
    organization: names.get(app.organizationId) ?? '',
    live: app.live?.listing.version ?? null,
    status,
    enforcement: app.enforcement.state,
    isDelisted: app.delistedAt !== undefined,
    isDeleted: app.deletedAt !== undefined,
    submission: submission !== null && isOpenSubmission(submission) ? submission.state : null,
  };
}

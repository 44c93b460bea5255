// What came of the apps: how each stands at the end, and how it stands with the review.

import type { EnforcementState } from '../../../domain/app/app.js';
import type { LegacyStatus } from '../../../domain/review/projection.js';
import type { QueueFigures } from '../../../domain/review/queue.js';
import { isOpen, type SubmissionState } from '../../../domain/review/submission.js';
import { orThrow } from '../../../domain/shared/explain.js';
import type { AppId, OrganizationId } from '../../../domain/shared/ids.js';
import type { Guildhall, OrganizationView } from '../../../index.js';
import { type Refused, tourSystem } from '../stage.js';
import type { Entered } from './entering.js';
import type { AppRefusal, AppRow } from './rows.js';

/** Something that was looked at on the way, and was as it must be. */
export interface Sighting {
  readonly line: number;
  readonly what: string;
}

/** How an app stands on the last day. */
export interface Standing {
  /** The name of the organization whose it is. */
  readonly organization: string;
  /** The version that is live; null where none is. */
  readonly live: string | null;
  /** How an older client sees it. */
  readonly status: LegacyStatus;
  readonly enforcement: EnforcementState;
  readonly isDelisted: boolean;
  readonly isDeleted: boolean;
  /** Where its open submission is; null where none is open. */
  readonly submission: SubmissionState | null;
}

export interface AppOutcome {
  readonly row: AppRow;
  readonly refusal: AppRefusal | null;
  /** Null where not even a draft came about. */
  readonly standing: Standing | null;
}

export interface AppsReport {
  /** One for each row, in their order. */
  readonly outcomes: readonly AppOutcome[];
  /** Null where there was no organization to make apps. */
  readonly queue: QueueFigures | null;
  /** On the way; a row's own refusal is its outcome. */
  readonly refused: readonly Refused[];
  readonly seen: readonly Sighting[];
}

export async function outcomesOf(
  guildhall: Guildhall,
  entered: readonly Entered[],
  publishers: readonly Pick<OrganizationView, 'id' | 'name'>[],
): Promise<readonly AppOutcome[]> {
  const names = new Map(publishers.map(({ id, name }) => [id, name]));
  const outcomes: AppOutcome[] = [];
  for (const { row, app, refusal } of entered) {
    const standing = app === null ? null : await standingOf(guildhall, app.id, names);
    outcomes.push({ row, refusal, standing });
  }
  return outcomes;
}

async function standingOf(
  { apps }: Guildhall,
  appId: AppId,
  names: ReadonlyMap<OrganizationId, string>,
): Promise<Standing> {
  const { app, status, submission } = orThrow(await apps.get(tourSystem, { appId }));
  return {
    organization: names.get(app.organizationId) ?? '',
    live: app.live?.listing.version ?? null,
    status,
    enforcement: app.enforcement.state,
    isDelisted: app.delistedAt !== undefined,
    isDeleted: app.deletedAt !== undefined,
    submission: submission !== null && isOpen(submission) ? submission.state : null,
  };
}

// The JSON that the tour prints with `--json`.

import type { QueueStats } from '../../src/domain/review/review-queue.js';
import type { Path, RefusalCode } from '../../src/domain/shared/refusal.js';
import type { RefusalSummary } from './apps/app-rows.js';
import type { AppFinalState, AppOutcome } from './apps/apps-report.js';
import { isCreated, type OrganizationOutcome } from './create-organizations.js';
import { countInvitationStates, type InvitationCounts } from './summary.js';
import type { TourReport } from './tour.js';

export interface TourJson {
  readonly storage: string;
  /** One per row, in the order of the rows, with the organization's name; if it was refused, with the name in the row. */
  readonly organizations: readonly JsonOrganization[];
  readonly invitations: InvitationCounts;
  /** How often each code was refused, for rows and for steps. */
  readonly refusals: Readonly<Record<string, number>>;
  /** One per row of the apps, in the order of the rows; none if there was no organization to create them. */
  readonly apps: readonly JsonApp[];
  /** The review queue on the last day; times in seconds. */
  readonly queue: QueueStats | null;
  /** How often each code was refused in the scenarios of apps. */
  readonly appRefusals: Readonly<Record<string, number>>;
  readonly mails: number;
  readonly elapsedMs: number;
}

type JsonOrganization =
  | { readonly name: string; readonly slug: string }
  | { readonly name: string; readonly refusal: JsonRefusal };

interface JsonRefusal {
  readonly code: RefusalCode;
  /** Empty if the row as a whole is wrong. */
  readonly path: Path;
}

/** Has the final state of the app if at least a draft was created. */
interface JsonApp extends Partial<AppFinalState> {
  readonly packageName: string;
  readonly refusal?: RefusalSummary;
}

export function toTourJson(storage: string, report: TourReport): TourJson {
  return {
    storage,
    organizations: report.outcomes.map(toJsonOrganization),
    invitations: countInvitationStates(report.invitations),
    refusals: countByCode(refusalCodesOf(report)),
    apps: report.apps.outcomes.map(toJsonApp),
    queue: report.apps.queueStats,
    appRefusals: countByCode(report.apps.refusedSteps.map(({ code }) => code)),
    mails: report.mails,
    elapsedMs: report.elapsedMs,
  };
}

function toJsonOrganization(outcome: OrganizationOutcome): JsonOrganization {
  if (isCreated(outcome)) {
    const { name, slug } = outcome.organization;
    return { name, slug };
  }
  const { row, refusal } = outcome;
  return { name: row.name, refusal: { code: refusal.code, path: refusal.path ?? [] } };
}

function toJsonApp({ row: { packageName }, refusal, finalState }: AppOutcome): JsonApp {
  return { packageName, ...(refusal === null ? {} : { refusal }), ...finalState };
}

function refusalCodesOf({ outcomes, refusedSteps }: TourReport): readonly RefusalCode[] {
  const ofRows = outcomes.flatMap((outcome) => (isCreated(outcome) ? [] : [outcome.refusal.code]));
  return [...ofRows, ...refusedSteps.map(({ code }) => code)];
}

function countByCode(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const code of [...codes].sort()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries(counts);
}

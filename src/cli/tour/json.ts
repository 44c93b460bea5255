// What `--json` prints.

import type { QueueFigures } from '../../domain/review/queue.js';
import type { Path, RefusalCode } from '../../domain/shared/refusal.js';
import type { AppOutcome, Standing } from './apps/report.js';
import type { AppRefusal } from './apps/rows.js';
import { isFounded, type Outcome } from './founding.js';
import { type InvitationCounts, invitationCounts } from './summary.js';
import type { TourReport } from './tour.js';

export interface TourJson {
  readonly storage: string;
  /** One for each row, in their order: under its own name where it was founded, else under the one that was given. */
  readonly organizations: readonly JsonOutcome[];
  readonly invitations: InvitationCounts;
  /** Of rows and of steps, by code. */
  readonly refusals: Readonly<Record<string, number>>;
  /** One for each row of the apps, in their order; none where no organization was there to make them. */
  readonly apps: readonly JsonApp[];
  /** How it stands with the review on the last day; times in seconds. */
  readonly queue: QueueFigures | null;
  /** Of steps with apps, by code. */
  readonly appRefusals: Readonly<Record<string, number>>;
  readonly mails: number;
  readonly elapsedMs: number;
}

type JsonOutcome =
  | { readonly name: string; readonly slug: string }
  | { readonly name: string; readonly refusal: JsonRefusal };

interface JsonRefusal {
  readonly code: RefusalCode;
  /** Empty where the row as a whole is to blame. */
  readonly path: Path;
}

/** With a standing where at least a draft came about. */
interface JsonApp extends Partial<Standing> {
  readonly packageName: string;
  readonly refusal?: AppRefusal;
}

export function jsonOf(storage: string, report: TourReport): TourJson {
  return {
    storage,
    organizations: report.outcomes.map(jsonOutcome),
    invitations: invitationCounts(report.invitations),
    refusals: countsOf(codesIn(report)),
    apps: report.apps.outcomes.map(jsonApp),
    queue: report.apps.queue,
    appRefusals: countsOf(report.apps.refused.map(({ code }) => code)),
    mails: report.mails,
    elapsedMs: report.elapsedMs,
  };
}

function jsonOutcome(outcome: Outcome): JsonOutcome {
  if (isFounded(outcome)) {
    const { name, slug } = outcome.organization;
    return { name, slug };
  }
  const { row, refusal } = outcome;
  return { name: row.name, refusal: { code: refusal.code, path: refusal.path ?? [] } };
}

function jsonApp({ row: { packageName }, refusal, standing }: AppOutcome): JsonApp {
  return { packageName, ...(refusal === null ? {} : { refusal }), ...standing };
}

function codesIn({ outcomes, refused }: TourReport): readonly RefusalCode[] {
  const ofRows = outcomes.flatMap((outcome) => (isFounded(outcome) ? [] : [outcome.refusal.code]));
  return [...ofRows, ...refused.map(({ code }) => code)];
}

function countsOf(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const code of [...codes].sort()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries(counts);
}

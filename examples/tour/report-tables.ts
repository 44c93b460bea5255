// The tables that the tour prints at its end.

import type Table from 'cli-table3';
import { invitationStates } from '../../src/domain/organization/invitation.js';
import { lanes } from '../../src/domain/review/submission.js';
import type { Transliterate } from '../../src/domain/slug/slug-from-name.js';
import { renderAppTables } from './apps/app-tables.js';
import type { AppsReport } from './apps/apps-report.js';
import { isCreated } from './create-organizations.js';
import type { RefusedStep } from './environment.js';
import { formatNumber, lastColumnCell, type PageLayout, renderTable } from './plain-table.js';
import { slugKinds } from './slug-kinds.js';
import {
  countInvitationStates,
  groupRefusedApps,
  groupRefusedRows,
  groupRefusedSteps,
  groupSlugs,
} from './summary.js';
import type { TourReport } from './tour.js';

interface ReportSection {
  readonly title: string;
  readonly entries: readonly ReportEntry[];
}

interface ReportEntry {
  readonly what: string;
  readonly count: number;
  /** The lowest line of the input where this happened, and what happened there. */
  readonly first?: { readonly line: number; readonly what: string } | undefined;
}

export function renderReport(
  report: TourReport,
  transliterate: Transliterate,
  page: PageLayout,
): string {
  const all: readonly ReportSection[] = [
    { title: 'Organizations', entries: organizationEntries(report) },
    { title: 'Slugs by kind', entries: slugEntries(report, transliterate) },
    { title: 'Refused rows', entries: refusedRowEntries(report) },
    { title: 'Invitations', entries: invitationEntries(report) },
    { title: 'Refused steps', entries: stepEntries(report.refusedSteps) },
    { title: 'Apps', entries: appEntries(report.apps) },
    { title: 'Refused apps', entries: refusedAppEntries(report.apps) },
    { title: 'Refused steps of apps', entries: stepEntries(report.apps.refusedSteps) },
    { title: 'Review queue', entries: queueEntries(report.apps) },
  ];
  const sections = all.filter(({ entries }) => entries.length > 0);
  const widths = columnWidthsOf(sections, page.columns);
  const counts = sections.map((section) => renderSection(section, widths, page));
  return [...counts, ...renderAppTables(report.apps, page)].join('\n\n');
}

function organizationEntries({ outcomes, creators }: TourReport): readonly ReportEntry[] {
  const created = outcomes.filter(isCreated).length;
  return [
    { what: 'rows read', count: outcomes.length },
    { what: 'created', count: created },
    { what: 'refused', count: outcomes.length - created },
    { what: 'creators', count: creators },
  ];
}

function slugEntries(
  { outcomes }: TourReport,
  transliterate: Transliterate,
): readonly ReportEntry[] {
  const groups = groupSlugs(outcomes, transliterate);
  return slugKinds.map((kind) => {
    const group = groups.get(kind);
    if (group === undefined) return { what: kind, count: 0 };
    return {
      what: kind,
      count: group.count,
      first: { line: group.first.line, what: group.first.slug },
    };
  });
}

function refusedRowEntries({ outcomes }: TourReport): readonly ReportEntry[] {
  return [...groupRefusedRows(outcomes).values()].map(({ count, first }) => ({
    what: first.code,
    count,
    first: { line: first.line, what: `${first.why}: ${first.name}` },
  }));
}

function invitationEntries({ invitations }: TourReport): readonly ReportEntry[] {
  const counts = countInvitationStates(invitations);
  return invitationStates.map((state) => ({ what: state, count: counts[state] }));
}

function stepEntries(refused: readonly RefusedStep[]): readonly ReportEntry[] {
  return groupRefusedSteps(refused).map(([code, { count, first }]) => ({
    what: code,
    count,
    first,
  }));
}

function appEntries({ outcomes }: AppsReport): readonly ReportEntry[] {
  if (outcomes.length === 0) return [];
  const refused = outcomes.filter(({ refusal }) => refusal !== null).length;
  return [
    { what: 'apps read', count: outcomes.length },
    { what: 'accepted', count: outcomes.length - refused },
    { what: 'refused', count: refused },
  ];
}

function refusedAppEntries({ outcomes }: AppsReport): readonly ReportEntry[] {
  return [...groupRefusedApps(outcomes)].map(([code, { count, first }]) => ({
    what: code,
    count,
    first: { line: first.line, what: first.what },
  }));
}

const secondsPerDay = 86_400;

function queueEntries({ queueStats }: AppsReport): readonly ReportEntry[] {
  if (queueStats === null) return [];
  const { waiting, byLane, oldestWait, p50Wait, p90Wait, onTimeShare } = queueStats;
  const entry = (what: string, count: number | null, unit = 1): readonly ReportEntry[] =>
    count === null ? [] : [{ what, count: Math.round((count * 10) / unit) / 10 }];
  return [
    ...entry('waiting', waiting),
    ...lanes.flatMap((lane) => entry(`in the lane "${lane}"`, byLane[lane])),
    ...entry('oldest, in days', oldestWait, secondsPerDay),
    ...entry('p50, in days', p50Wait, secondsPerDay),
    ...entry('p90, in days', p90Wait, secondsPerDay),
    ...entry('inside the SLA, %', onTimeShare, 0.01),
  ];
}

/** The last line, the only one that may differ between two storages. */
export function throughputLine(storage: string, { steps, mails, elapsedMs }: TourReport): string {
  const rate = Math.round((steps * 1000) / Math.max(1, elapsedMs));
  return `${formatNumber(steps)} steps and ${formatNumber(mails)} mails in ${(elapsedMs / 1000).toFixed(1)} s on ${storage}: ${formatNumber(rate)} steps a second`;
}

const firstColumnHead = 'the first';
const lineColumnHead = 'line';

/** Each column is as wide as its longest cell and a space; the last one takes the rest. */
function columnWidthsOf(sections: readonly ReportSection[], columns: number): readonly number[] {
  const entries = sections.flatMap((section) => section.entries);
  const narrow = [
    [...sections.map(({ title }) => title), ...entries.map(({ what }) => what)],
    entries.map(({ count }) => formatNumber(count)),
    [lineColumnHead, ...entries.map(({ first }) => formatNumber(first?.line ?? 0))],
  ].map((texts) => Math.max(...texts.map((text) => text.length)) + 1);
  const rest = columns - narrow.reduce((sum, width) => sum + width, 0);
  return [...narrow, rest];
}

function renderSection(
  { title, entries }: ReportSection,
  widths: readonly number[],
  { emphasize }: PageLayout,
): string {
  const hasFirst = entries.some(({ first }) => first !== undefined);
  const head = hasFirst
    ? [emphasize(title), '', lineColumnHead, firstColumnHead]
    : [emphasize(title), '', '', ''];
  const aligns = ['left', 'right', 'right', 'left'] as const;
  return renderTable({ head, rows: entries.map(toTableCells), widths, aligns });
}

function toTableCells({ what, count, first }: ReportEntry): Table.Cell[] {
  if (first === undefined) return [what, formatNumber(count), '', ''];
  return [what, formatNumber(count), formatNumber(first.line), lastColumnCell(first.what)];
}

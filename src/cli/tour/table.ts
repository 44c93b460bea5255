// The table at the end of the tour.

import type Table from 'cli-table3';
import { invitationStates } from '../../domain/organization/invitation.js';
import { lanes } from '../../domain/review/submission.js';
import type { Transliterate } from '../../domain/slug/slugify.js';
import type { AppsReport } from './apps/report.js';
import { appGrids } from './apps/table.js';
import { isFounded } from './founding.js';
import { drawn, grouped, lastCell, type Page } from './grid.js';
import { slugFalls } from './slug-falls.js';
import type { Refused } from './stage.js';
import {
  invitationCounts,
  refusedAppGroups,
  refusedRowGroups,
  slugGroups,
  stepGroups,
} from './summary.js';
import type { TourReport } from './tour.js';

interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly what: string;
  readonly count: number;
  /** Where in the input it was for the first time, and what that was. */
  readonly first?: { readonly line: number; readonly what: string } | undefined;
}

export function tableOf(report: TourReport, transliterate: Transliterate, page: Page): string {
  const all: readonly Section[] = [
    { title: 'Organizations', entries: organizationEntries(report) },
    { title: 'How they got their slugs', entries: slugEntries(report, transliterate) },
    { title: 'Rows refused', entries: refusedRowEntries(report) },
    { title: 'Invitations', entries: invitationEntries(report) },
    { title: 'Refused on the way', entries: stepEntries(report.refused) },
    { title: 'Apps', entries: appEntries(report.apps) },
    { title: 'Apps refused', entries: refusedAppEntries(report.apps) },
    { title: 'Refused with apps', entries: stepEntries(report.apps.refused) },
    { title: 'Review queue', entries: queueEntries(report.apps) },
  ];
  const sections = all.filter(({ entries }) => entries.length > 0);
  const widths = widthsOf(sections, page.columns);
  const counts = sections.map((section) => sectionText(section, widths, page));
  return [...counts, ...appGrids(report.apps, page)].join('\n\n');
}

function organizationEntries({ outcomes, founders }: TourReport): readonly Entry[] {
  const founded = outcomes.filter(isFounded).length;
  return [
    { what: 'rows read', count: outcomes.length },
    { what: 'founded', count: founded },
    { what: 'refused', count: outcomes.length - founded },
    { what: 'people who founded', count: founders },
  ];
}

function slugEntries({ outcomes }: TourReport, transliterate: Transliterate): readonly Entry[] {
  const groups = slugGroups(outcomes, transliterate);
  return slugFalls.map((fall) => {
    const group = groups.get(fall);
    if (group === undefined) return { what: fall, count: 0 };
    return {
      what: fall,
      count: group.count,
      first: { line: group.first.line, what: group.first.slug },
    };
  });
}

function refusedRowEntries({ outcomes }: TourReport): readonly Entry[] {
  return [...refusedRowGroups(outcomes).values()].map(({ count, first }) => ({
    what: first.code,
    count,
    first: { line: first.line, what: `${first.why}: ${first.name}` },
  }));
}

function invitationEntries({ invitations }: TourReport): readonly Entry[] {
  const counts = invitationCounts(invitations);
  return invitationStates.map((state) => ({ what: state, count: counts[state] }));
}

function stepEntries(refused: readonly Refused[]): readonly Entry[] {
  return stepGroups(refused).map(([code, { count, first }]) => ({ what: code, count, first }));
}

function appEntries({ outcomes }: AppsReport): readonly Entry[] {
  if (outcomes.length === 0) return [];
  const refused = outcomes.filter(({ refusal }) => refusal !== null).length;
  return [
    { what: 'apps read', count: outcomes.length },
    { what: 'accepted', count: outcomes.length - refused },
    { what: 'refused', count: refused },
  ];
}

function refusedAppEntries({ outcomes }: AppsReport): readonly Entry[] {
  return [...refusedAppGroups(outcomes)].map(([code, { count, first }]) => ({
    what: code,
    count,
    first: { line: first.line, what: first.what },
  }));
}

const secondsOfDay = 86_400;

function queueEntries({ queue }: AppsReport): readonly Entry[] {
  if (queue === null) return [];
  const { waiting, byLane, oldest, p50, p90, withinDue } = queue;
  const entry = (what: string, count: number | null, unit = 1): readonly Entry[] =>
    count === null ? [] : [{ what, count: Math.round((count * 10) / unit) / 10 }];
  return [
    ...entry('waiting', waiting),
    ...lanes.flatMap((lane) => entry(`in the lane "${lane}"`, byLane[lane])),
    ...entry('oldest, in days', oldest, secondsOfDay),
    ...entry('p50, in days', p50, secondsOfDay),
    ...entry('p90, in days', p90, secondsOfDay),
    ...entry('inside the SLA, %', withinDue, 0.01),
  ];
}

/** The one line in which two storages may differ. */
export function rateOf(storage: string, { steps, mails, elapsedMs }: TourReport): string {
  const rate = Math.round((steps * 1000) / Math.max(1, elapsedMs));
  return `${grouped(steps)} steps and ${grouped(mails)} mails in ${(elapsedMs / 1000).toFixed(1)} s on ${storage}: ${grouped(rate)} steps a second`;
}

const firstHead = 'the first';
const lineHead = 'line';

/** Each column as wide as its longest cell and a space; the last one takes what is left. */
function widthsOf(sections: readonly Section[], columns: number): readonly number[] {
  const entries = sections.flatMap((section) => section.entries);
  const narrow = [
    [...sections.map(({ title }) => title), ...entries.map(({ what }) => what)],
    entries.map(({ count }) => grouped(count)),
    [lineHead, ...entries.map(({ first }) => grouped(first?.line ?? 0))],
  ].map((texts) => Math.max(...texts.map((text) => text.length)) + 1);
  const rest = columns - narrow.reduce((sum, width) => sum + width, 0);
  return [...narrow, rest];
}

function sectionText(
  { title, entries }: Section,
  widths: readonly number[],
  { emphasize }: Page,
): string {
  const hasFirst = entries.some(({ first }) => first !== undefined);
  const head = hasFirst
    ? [emphasize(title), '', lineHead, firstHead]
    : [emphasize(title), '', '', ''];
  const aligns = ['left', 'right', 'right', 'left'] as const;
  return drawn({ head, rows: entries.map(cellsOf), widths, aligns });
}

function cellsOf({ what, count, first }: Entry): Table.Cell[] {
  if (first === undefined) return [what, grouped(count), '', ''];
  return [what, grouped(count), grouped(first.line), lastCell(first.what)];
}

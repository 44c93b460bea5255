// The table at the end of the tour.

import Table from 'cli-table3';
import { invitationStates } from '../../domain/organization/invitation.js';
import type { Transliterate } from '../../domain/slug/slugify.js';
import { isFounded } from './founding.js';
import { slugFalls } from './slug-falls.js';
import { invitationCounts, refusedRowGroups, slugGroups, stepGroups } from './summary.js';
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

/** Where the table is to stand. */
export interface Page {
  /** How wide it is, in characters. */
  readonly columns: number;
  /** Makes a title stand out. */
  readonly emphasize: (title: string) => string;
}

export function tableOf(report: TourReport, transliterate: Transliterate, page: Page): string {
  const all: readonly Section[] = [
    { title: 'Organizations', entries: organizationEntries(report) },
    { title: 'How they got their slugs', entries: slugEntries(report, transliterate) },
    { title: 'Rows refused', entries: refusedRowEntries(report) },
    { title: 'Invitations', entries: invitationEntries(report) },
    { title: 'Refused on the way', entries: stepEntries(report) },
  ];
  const sections = all.filter(({ entries }) => entries.length > 0);
  const widths = widthsOf(sections, page.columns);
  return sections.map((section) => sectionText(section, widths, page)).join('\n\n');
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

function stepEntries({ refused }: TourReport): readonly Entry[] {
  return stepGroups(refused).map(([code, { count, first }]) => ({ what: code, count, first }));
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
  const table = new Table({
    head: hasFirst ? [emphasize(title), '', lineHead, firstHead] : [emphasize(title), '', '', ''],
    colWidths: [...widths],
    colAligns: ['left', 'right', 'right', 'left'],
    wordWrap: true,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    chars: onlyUnderHeads,
  });
  for (const entry of entries) table.push(cellsOf(entry));
  return withoutTrailingSpace(table.toString());
}

/** The last column has no margin, since nothing stands beside it. */
function cellsOf({ what, count, first }: Entry): Table.Cell[] {
  if (first === undefined) return [what, grouped(count), '', ''];
  const example = { content: first.what, style: { 'padding-right': 0 } };
  return [what, grouped(count), grouped(first.line), example];
}

const onlyUnderHeads = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  mid: '─',
  'mid-mid': '',
  'left-mid': '',
  'right-mid': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  middle: '',
  right: '',
};

function withoutTrailingSpace(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function grouped(number: number): string {
  return number.toLocaleString('en');
}

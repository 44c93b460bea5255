// What the table at the end says of the apps one by one.

import { drawn, grouped, lastCell, type Page } from '../grid.js';
import { shown } from '../shown.js';
import type { AppsReport, Standing } from './report.js';

/** What was seen on the way, and one line an app; nothing where there are no apps. */
export function appGrids({ outcomes, seen }: AppsReport, page: Page): readonly string[] {
  return [
    ...(seen.length === 0 ? [] : [sightings(seen, page)]),
    ...(outcomes.length === 0 ? [] : [standings(outcomes, page)]),
  ];
}

function sightings(seen: AppsReport['seen'], { columns, emphasize }: Page): string {
  const sorted = [...seen].sort((a, b) => a.line - b.line);
  const lines = sorted.map(({ line }) => grouped(line));
  const width = Math.max(...['line', ...lines].map((text) => text.length)) + 1;
  return drawn({
    head: ['line', emphasize('Seen with apps')],
    rows: sorted.map(({ line, what }) => [grouped(line), lastCell(what)]),
    widths: [width, columns - width],
    aligns: ['right', 'left'],
  });
}

const heads = ['Apps at the end', 'organization', 'live', 'standing'] as const;
/** What the columns but the last may take of the page, as a share. */
const mostTaken = [0.32, 0.28, 0.13] as const;

function standings(outcomes: AppsReport['outcomes'], { columns, emphasize }: Page): string {
  const rows = outcomes.flatMap(({ row, standing }) =>
    standing === null ? [] : [lineOf(shown(row.packageName), standing)],
  );
  const widths = mostTaken.map((share, at) => {
    const texts = [heads[at] ?? '', ...rows.map(({ cells }) => cells[at] ?? '')];
    const longest = Math.max(...texts.map((text) => text.length));
    return Math.min(longest + 1, Math.floor(share * columns));
  });
  const rest = columns - widths.reduce((sum, width) => sum + width, 0);
  const [title, ...others] = heads;
  return drawn({
    head: [emphasize(title), ...others],
    rows: rows.map(({ cells, last }) => [...cells, lastCell(last)]),
    widths: [...widths, rest],
    aligns: ['left', 'left', 'left', 'left'],
  });
}

interface AppLine {
  readonly cells: readonly string[];
  /** What takes the rest of the page. */
  readonly last: string;
}

function lineOf(packageName: string, standing: Standing): AppLine {
  const { organization, live } = standing;
  return { cells: [packageName, shown(organization), live ?? '–'], last: standingText(standing) };
}

/** The status by which older clients know it, and everything that it does not say. */
function standingText(standing: Omit<Standing, 'organization' | 'live'>): string {
  const { status, enforcement, isDelisted, isDeleted, submission } = standing;
  return [
    status,
    ...(enforcement === 'none' ? [] : [enforcement]),
    ...(isDelisted ? ['delisted'] : []),
    ...(isDeleted ? ['deleted'] : []),
    ...(submission === null ? [] : [submission]),
  ]
    .join(', ')
    .replaceAll('_', ' ');
}

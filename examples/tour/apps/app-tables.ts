// The tables of the report that list the apps one by one.

import { formatNumber, lastColumnCell, type PageLayout, renderTable } from '../plain-table.js';
import { toPrintable } from '../printable-text.js';
import type { AppFinalState, AppsReport } from './apps-report.js';

/** The checks that passed, and one line per app; nothing if there are no apps. */
export function renderAppTables(
  { outcomes, passedChecks }: AppsReport,
  page: PageLayout,
): readonly string[] {
  return [
    ...(passedChecks.length === 0 ? [] : [renderPassedChecks(passedChecks, page)]),
    ...(outcomes.length === 0 ? [] : [renderFinalStates(outcomes, page)]),
  ];
}

function renderPassedChecks(
  passedChecks: AppsReport['passedChecks'],
  { columns, emphasize }: PageLayout,
): string {
  const sorted = [...passedChecks].sort((a, b) => a.line - b.line);
  const lines = sorted.map(({ line }) => formatNumber(line));
  const width = Math.max(...['line', ...lines].map((text) => text.length)) + 1;
  return renderTable({
    head: ['line', emphasize('Checks of apps')],
    rows: sorted.map(({ line, what }) => [formatNumber(line), lastColumnCell(what)]),
    widths: [width, columns - width],
    aligns: ['right', 'left'],
  });
}

const finalStateHeads = ['Apps at the end', 'organization', 'live', 'state'] as const;
/** The largest share of the page that each column but the last may take. */
const maxColumnShares = [0.32, 0.28, 0.13] as const;

function renderFinalStates(
  outcomes: AppsReport['outcomes'],
  { columns, emphasize }: PageLayout,
): string {
  const rows = outcomes.flatMap(({ row, finalState }) =>
    finalState === null ? [] : [toFinalStateRow(toPrintable(row.packageName), finalState)],
  );
  const widths = maxColumnShares.map((share, at) => {
    const texts = [finalStateHeads[at] ?? '', ...rows.map(({ cells }) => cells[at] ?? '')];
    const longest = Math.max(...texts.map((text) => text.length));
    return Math.min(longest + 1, Math.floor(share * columns));
  });
  const rest = columns - widths.reduce((sum, width) => sum + width, 0);
  const [title, ...others] = finalStateHeads;
  return renderTable({
    head: [emphasize(title), ...others],
    rows: rows.map(({ cells, last }) => [...cells, lastColumnCell(last)]),
    widths: [...widths, rest],
    aligns: ['left', 'left', 'left', 'left'],
  });
}

interface FinalStateRow {
  readonly cells: readonly string[];
  /** The cell of the last column, which takes the rest of the page. */
  readonly last: string;
}

function toFinalStateRow(packageName: string, finalState: AppFinalState): FinalStateRow {
  const { organization, live } = finalState;
  return {
    cells: [packageName, toPrintable(organization), live ?? '–'],
    last: finalStateText(finalState),
  };
}

/** The status for older clients, and what that status does not show. */
function finalStateText(finalState: Omit<AppFinalState, 'organization' | 'live'>): string {
  const { status, enforcement, isDelisted, isDeleted, submission } = finalState;
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

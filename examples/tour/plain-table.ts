// Draws the tables of the tour: columns, and one line under the head.

import Table from 'cli-table3';

/** The page that a table is printed on. */
export interface PageLayout {
  /** Its width in characters. */
  readonly columns: number;
  /** Makes a title bold, if the page can. */
  readonly emphasize: (title: string) => string;
}

interface TableContent {
  readonly head: readonly string[];
  readonly rows: readonly Table.Cell[][];
  /** The width of each column in characters. */
  readonly widths: readonly number[];
  readonly aligns: readonly Table.HorizontalAlignment[];
}

export function renderTable({ head, rows, widths, aligns }: TableContent): string {
  const table = new Table({
    head: [...head],
    colWidths: [...widths],
    colAligns: [...aligns],
    wordWrap: true,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    chars: lineUnderHeads,
  });
  table.push(...rows);
  return trimLineEnds(table.toString());
}

/** A cell of the last column, which has no margin on its right. */
export function lastColumnCell(content: string): Table.Cell {
  return { content, style: { 'padding-right': 0 } };
}

const lineUnderHeads = {
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

function trimLineEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

export function formatNumber(number: number): string {
  return number.toLocaleString('en');
}

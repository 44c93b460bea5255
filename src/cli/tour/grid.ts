// How the tables of the tour are drawn: columns under a head with a line, and nothing else.

import Table from 'cli-table3';

/** Where the table is to stand. */
export interface Page {
  /** How wide it is, in characters. */
  readonly columns: number;
  /** Makes a title stand out. */
  readonly emphasize: (title: string) => string;
}

interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly Table.Cell[][];
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly aligns: readonly Table.HorizontalAlignment[];
}

export function drawn({ head, rows, widths, aligns }: Grid): string {
  const table = new Table({
    head: [...head],
    colWidths: [...widths],
    colAligns: [...aligns],
    wordWrap: true,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    chars: onlyUnderHeads,
  });
  table.push(...rows);
  return withoutTrailingSpace(table.toString());
}

/** For the last column: it has no margin, since nothing stands beside it. */
export function lastCell(content: string): Table.Cell {
  return { content, style: { 'padding-right': 0 } };
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

export function grouped(number: number): string {
  return number.toLocaleString('en');
}

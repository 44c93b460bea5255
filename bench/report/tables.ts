// Markdown tables, padded so that they can also be read as text.

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export function left(title: string): Column {
  return { title, align: 'left' };
}

export function right(title: string): Column {
  return { title, align: 'right' };
}

export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, 3, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    `| ${columns.map(({ align }, at) => pad(cells[at] ?? '', widths[at] ?? 0, align)).join(' | ')} |`;
  const ruler = columns.map(({ align }, at) => {
    const dashes = '-'.repeat((widths[at] ?? 0) - (align === 'right' ? 1 : 0));
    return align === 'right' ? `${dashes}:` : dashes;
  });
  return [lineOf(columns.map(({ title }) => title)), lineOf(ruler), ...rows.map(lineOf)].join('\n');
}

function pad(cell: string, width: number, align: Column['align']): string {
  return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
}

/** Three digits: 0.123, 1.23, 12.3, 123, 1,234. */
export function formatNumber(value: number | null): string {
  if (value === null) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function formatRatio(
  ratio: number | null,
  interval: readonly [number, number] | null,
): string {
  if (ratio === null || interval === null) return '–';
  return `${formatNumber(ratio)} (${interval.map(formatNumber).join('–')})`;
}

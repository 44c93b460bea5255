// Panels of ranges: each row has a dot and a line from one value to another, such as a ratio with its interval.

import { namedGroup } from './panels.js';
import { createScale, type Scale, tickText } from './scales.js';
import { type Box, colors, dot, label, line } from './svg.js';

export interface RangeRow {
  readonly label: string;
  /** The series, which gives the color. */
  readonly name: string;
  readonly color: string;
  readonly at: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Marked by a short line, if there is one. */
  readonly target: number | null;
}

export interface RangePanel {
  readonly title: string;
  readonly rows: readonly RangeRow[];
  /** A value that is marked for all rows, such as 1 for ratios. */
  readonly reference: number | null;
}

const [titleHeight, axisHeight, letterWidth] = [24, 18, 6.4];
export const rangeRowHeight = 16;

export function rangePanelHeight({ rows }: RangePanel): number {
  return titleHeight + rows.length * rangeRowHeight + axisHeight;
}

/** The value axis is logarithmic, because twice and half are as far from each other. */
export function drawRangePanel({ title, rows, reference }: RangePanel, box: Box): string {
  const values = rows.flatMap(({ at, low, high, target }) => [at, low, high, target]);
  const scale = createScale(
    'log',
    [...values, reference].filter((value) => value !== null),
  );
  const labelWidth = letterWidth * Math.max(...rows.map((row) => row.label.length)) + 8;
  const plot = {
    x: box.x + labelWidth,
    y: box.y + titleHeight,
    width: box.width - labelWidth - 16,
    height: rows.length * rangeRowHeight,
  };
  return [
    label(box.x, box.y + 13, title, { size: 13, weight: 'bold' }),
    ...drawAxis(scale, plot),
    ...(reference === null ? [] : [drawReference(scale, plot, reference)]),
    ...rows.map((row, index) => drawRow(row, index, scale, plot, box.x)),
  ].join('\n');
}

function drawAxis(scale: Scale, plot: Box): readonly string[] {
  return scale.ticks.flatMap((tick) => {
    const x = placeOf(scale, plot, tick);
    const text = { size: 11, anchor: 'middle', color: colors.faint } as const;
    return [
      line([x, plot.y], [x, plot.y + plot.height]),
      label(x, plot.y + plot.height + 13, tickText(tick), text),
    ];
  });
}

function drawReference(scale: Scale, plot: Box, reference: number): string {
  const x = placeOf(scale, plot, reference);
  return line([x, plot.y - 4], [x, plot.y + plot.height], colors.faint, 1.5);
}

function drawRow(row: RangeRow, index: number, scale: Scale, plot: Box, left: number): string {
  const y = plot.y + (index + 0.5) * rangeRowHeight;
  const [low, at, high] = [row.low, row.at, row.high].map((value) =>
    value === null ? null : placeOf(scale, plot, value),
  );
  const range = low == null || high == null ? [] : [line([low, y], [high, y], row.color, 2.5)];
  const target = row.target === null ? [] : [drawTarget(placeOf(scale, plot, row.target), y)];
  const mark = at == null ? [] : [dot(at, y, row.color, 4)];
  return [
    label(left, y + 4, row.label, { size: 11 }),
    namedGroup(row.name, [...range, ...mark, ...target]),
  ].join('');
}

function drawTarget(x: number, y: number): string {
  return line([x, y - 6], [x, y + 6], colors.text, 2);
}

function placeOf(scale: Scale, plot: Box, value: number): number {
  return plot.x + plot.width * Math.min(1, scale.place(value));
}

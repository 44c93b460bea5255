// Panels: lines or bars of several series over the same categories, with a value axis on the left.

import { createScale, type Scale, type ScaleKind, tickText } from './scales.js';
import { type Box, colors, dot, element, label, line, rectangle } from './svg.js';

export interface Series {
  readonly name: string;
  readonly color: string;
  /** One for each category; null if there is none. */
  readonly values: readonly (number | null)[];
}

export interface Panel {
  readonly title: string;
  readonly mark: 'line' | 'bar';
  readonly scale: ScaleKind;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
}

const [titleHeight, categoryHeight, axisWidth] = [28, 18, 44];

export function drawPanel(panel: Panel, box: Box): string {
  const { title, scale: kind, series, categories, mark } = panel;
  const plot = {
    x: box.x + axisWidth,
    y: box.y + titleHeight,
    width: box.width - axisWidth - 8,
    height: box.height - titleHeight - categoryHeight,
  };
  const values = series.flatMap((one) => one.values).filter((value) => value !== null);
  const scale = createScale(kind, values);
  const band = plot.width / categories.length;
  return [
    label(box.x, box.y + 13, title, { size: 13, weight: 'bold' }),
    ...drawValueAxis(scale, plot),
    ...categories.map((text, at) => drawCategory(text, plot, band, at)),
    ...(mark === 'line' ? drawLines(series, scale, plot) : drawBars(series, scale, plot)),
  ].join('\n');
}

function drawValueAxis(scale: Scale, plot: Box): readonly string[] {
  return scale.ticks.flatMap((tick) => {
    const y = heightOf(scale, plot, tick);
    const text = { size: 11, anchor: 'end', color: colors.faint } as const;
    return [
      line([plot.x, y], [plot.x + plot.width, y]),
      label(plot.x - 5, y + 4, tickText(tick), text),
    ];
  });
}

function drawCategory(text: string, plot: Box, band: number, at: number): string {
  const options = { size: 11, anchor: 'middle', color: colors.faint } as const;
  return label(plot.x + band * (at + 0.5), plot.y + plot.height + 14, text, options);
}

function heightOf(scale: Scale, plot: Box, value: number): number {
  return plot.y + plot.height * (1 - scale.place(value));
}

function drawLines(series: readonly Series[], scale: Scale, plot: Box): readonly string[] {
  return series.map(({ name, color, values }) => {
    const band = plot.width / values.length;
    const points = values.flatMap((value, at) =>
      value === null ? [] : [{ x: plot.x + band * (at + 0.5), y: heightOf(scale, plot, value) }],
    );
    const path = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    const stroke = { points: path, fill: 'none', stroke: color, 'stroke-width': 2 };
    const dots = points.map(({ x, y }) => dot(x, y, color));
    return namedGroup(name, [element('polyline', stroke), ...dots]);
  });
}

function drawBars(series: readonly Series[], scale: Scale, plot: Box): readonly string[] {
  return series.map(({ name, color, values }, place) => {
    const band = plot.width / values.length;
    const width = (band * 0.8) / series.length;
    const bars = values.map((value, at) => {
      const y = heightOf(scale, plot, value ?? 0);
      const x = plot.x + band * (at + 0.1) + width * place;
      return rectangle({ x, y, width: width - 1, height: plot.y + plot.height - y }, color);
    });
    return namedGroup(name, bars);
  });
}

/** A browser shows the name when the pointer is over the group. */
export function namedGroup(name: string, content: readonly string[]): string {
  return element('g', {}, `${element('title', {}, escapeTitle(name))}${content.join('')}`);
}

function escapeTitle(name: string): string {
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

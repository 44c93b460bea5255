// A figure: a title, a legend, and panels in columns.

import { drawPanel, type Panel } from './panels.js';
import { drawRangePanel, type RangePanel, rangePanelHeight } from './ranges.js';
import { colors, label, rectangle, svgDocument } from './svg.js';

export interface Figure {
  readonly title: string;
  /** Says what is plotted, and in which unit. */
  readonly subtitle: string;
  readonly columns: number;
  readonly panels: readonly (Panel | RangePanel)[];
}

const width = 960;
const [margin, gap, headHeight, panelHeight] = [20, 24, 92, 190];

export function drawFigure({ title, subtitle, columns, panels }: Figure): string {
  const columnWidth = (width - 2 * margin - (columns - 1) * gap) / columns;
  const drawn: string[] = [];
  let y = headHeight;
  for (let from = 0; from < panels.length; from += columns) {
    const row = panels.slice(from, from + columns);
    const height = Math.max(...row.map(heightOf));
    drawn.push(
      ...row.map((panel, column) => {
        const x = margin + column * (columnWidth + gap);
        const box = { x, y, width: columnWidth, height };
        return 'mark' in panel ? drawPanel(panel, box) : drawRangePanel(panel, box);
      }),
    );
    y += height + gap;
  }
  const head = [
    label(margin, 28, title, { size: 17, weight: 'bold' }),
    label(margin, 48, subtitle, { color: colors.faint }),
    ...drawLegend(legendOf(panels)),
  ];
  return svgDocument(width, y, title, [...head, ...drawn].join('\n'));
}

function heightOf(panel: Panel | RangePanel): number {
  return 'mark' in panel ? panelHeight : rangePanelHeight(panel);
}

/** Each series of the panels once. */
function legendOf(panels: Figure['panels']): ReadonlyMap<string, string> {
  return new Map(
    panels.flatMap((panel) =>
      ('mark' in panel ? panel.series : panel.rows).map(({ name, color }) => [name, color]),
    ),
  );
}

/** About the width of a letter. */
const letterWidth = 7;

function drawLegend(legend: ReadonlyMap<string, string>): readonly string[] {
  let x = margin;
  return [...legend].map(([name, color]) => {
    const swatch = rectangle({ x, y: 62, width: 12, height: 12 }, color);
    const text = label(x + 18, 72, name);
    x += 18 + name.length * letterWidth + 18;
    return swatch + text;
  });
}

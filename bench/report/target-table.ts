// The table that says which targets are met. Where a floor is on the same database, its own ratio stands beside: what the
// fewest statements reach.

import { subjectTitles } from '../subjects.js';
import type { Results } from './results.js';
import { formatNumber, formatRatio, left, renderTable, right } from './tables.js';

export interface TargetRow {
  readonly what: string;
  readonly peer: string;
  readonly target: string;
  /** The results by number of callers. */
  readonly cells: readonly TargetCell[];
}

export interface TargetCell {
  readonly callers: number;
  readonly text: string;
  readonly met: boolean;
  readonly floor: number | null;
  readonly splitFloor: number | null;
}

const floorNames = ['floor', 'splitFloor'] as const;

/** A row for each target; the numbers of callers of one target are in one row. */
export function targetRowsOf(results: Results): readonly TargetRow[] {
  const cells = [...comparedCells(results), ...limitCells(results)];
  const rows = new Map<string, TargetRow>();
  for (const { what, peer, target, ...cell } of cells) {
    const key = [what, peer, target].join(' | ');
    const earlier = rows.get(key)?.cells ?? [];
    rows.set(key, { what, peer, target, cells: [...earlier, cell] });
  }
  return [...rows.values()];
}

type LabelledCell = Omit<TargetRow, 'cells'> & TargetCell;

function comparedCells({ ratios, growth }: Results): readonly LabelledCell[] {
  const ofGrowth = growth.map((one) => ({
    ...one,
    what: `${one.what}, ${one.to}${one.run === 'large' ? ', large run' : ''}`,
    peer: `itself: ${one.from}`,
  }));
  return [...ratios, ...ofGrowth].flatMap((one) => {
    const { what, peer, callers, ratio, interval, bound, target, met, floor, splitFloor } = one;
    if (bound === null || target === null || met === null) return [];
    const text = formatRatio(ratio, interval);
    const floors = { floor, splitFloor };
    return [{ what, peer, target: targetText(bound, target), callers, text, met, ...floors }];
  });
}

function limitCells({ memory, start }: Results): readonly LabelledCell[] {
  const cell = { callers: 1, floor: null, splitFloor: null };
  const ofMemory = memory && {
    what: 'heap of a membership in memory, bytes',
    peer: '–',
    target: targetText(memory.bound, memory.target),
    text: formatNumber(memory.bytesPerMembership),
    met: memory.met,
    ...cell,
  };
  const ofStart = start && {
    what: 'importing the core',
    peer: 'importing zod',
    target: targetText(start.bound, start.target),
    text: formatRatio(start.ratio, start.interval),
    met: start.met,
    ...cell,
  };
  const ofBundle = start && {
    what: 'core without zod, gzipped bytes',
    peer: '–',
    target: targetText(start.bundle.bound, start.bundle.target),
    text: formatNumber(start.bundle.gzippedBytes),
    met: start.bundle.met,
    ...cell,
  };
  return [ofMemory, ofStart, ofBundle].filter((one) => one !== null);
}

function targetText(bound: 'at least' | 'at most', target: number): string {
  return `${bound === 'at least' ? '≥' : '≤'} ${formatNumber(target)}`;
}

export function renderTargets(results: Results): string {
  const rows = targetRowsOf(results);
  const cells = rows.flatMap((row) => row.cells);
  const callers = [...new Set(cells.map((cell) => cell.callers))].sort((a, b) => a - b);
  const columns = [
    left('what'),
    left('against'),
    right('target'),
    ...callers.map((count) => right(`${count} ${count === 1 ? 'caller' : 'callers'}`)),
    ...floorNames.map((name) => right(subjectTitles[name])),
  ];
  const lines = rows.map(({ what, peer, target, cells: own }) => [
    what,
    peer,
    target,
    ...callers.map((count) => cellText(own.find((cell) => cell.callers === count))),
    ...floorNames.map((name) => floorText(own, name)),
  ]);
  const met = cells.filter((cell) => cell.met).length;
  return `${met} of ${cells.length} are met.\n\n${renderTable(columns, lines)}`;
}

/** Empty if this floor has none. */
function floorText(cells: readonly TargetCell[], name: (typeof floorNames)[number]): string {
  const known = cells.some((cell) => cell[name] !== null);
  return known ? cells.map((cell) => formatNumber(cell[name])).join(' / ') : '';
}

function cellText(cell: TargetCell | undefined): string {
  if (cell === undefined) return '';
  return `${cell.text} ${cell.met ? 'met' : '**not met**'}`;
}

// Compares figures of the same turns.

import type { Slice } from '../measure.js';
import { medianInterval, medianOf, pairedRatios } from '../statistics.js';
import { type Bound, isMet } from '../targets.js';
import type { Ratio } from './results.js';

/** A figure of a slice. */
export interface SliceFigure {
  readonly unit: string;
  of(slice: Slice): number;
}

export const rate: SliceFigure = { unit: 'op/s', of: ({ done, seconds }) => done / seconds };
export const p50: SliceFigure = { unit: 'ms', of: (slice) => slice.p50 };
export const p99: SliceFigure = { unit: 'ms', of: (slice) => slice.p99 };
export const tail: SliceFigure = { unit: 'p99 ÷ p50', of: (slice) => slice.p99 / slice.p50 };
export const cpuMs: SliceFigure = {
  unit: 'ms',
  of: ({ cpuSeconds, done }) => (done === 0 ? Number.NaN : (cpuSeconds * 1000) / done),
};
export const cpuSeconds: SliceFigure = { unit: 's', of: (slice) => slice.cpuSeconds };
export const wallSeconds: SliceFigure = { unit: 's', of: (slice) => slice.seconds };

/** Null if nothing was done in any turn. */
export function medianFigure(slices: readonly Slice[], { of }: SliceFigure): number | null {
  const values = slices.map(of).filter((value) => Number.isFinite(value));
  return values.length === 0 ? null : rounded(medianOf(values));
}

export type ComparedFigures = Pick<
  Ratio,
  'unit' | 'ours' | 'theirs' | 'ratio' | 'interval' | 'bound' | 'target' | 'met'
>;

/** The figure of `ours` against the figure of `theirs`, which is the same one unless `theirFigure` is given. */
export function compareFigures(
  ours: readonly Slice[],
  theirs: readonly Slice[],
  figure: SliceFigure,
  target: Bound | null,
  theirFigure: SliceFigure = figure,
): ComparedFigures {
  const ratios = pairedRatios(ours.map(figure.of), theirs.map(theirFigure.of));
  const { low, high } = medianInterval(ratios);
  const ratio = ratios.length === 0 ? null : medianOf(ratios);
  return {
    unit: figure.unit,
    ours: medianFigure(ours, figure),
    theirs: medianFigure(theirs, theirFigure),
    ratio: ratio === null ? null : rounded(ratio),
    interval: ratio === null ? null : [rounded(low), rounded(high)],
    bound: target?.bound ?? null,
    target: target?.target ?? null,
    met: isMet(ratio, target),
  };
}

/** Four digits: more would be noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

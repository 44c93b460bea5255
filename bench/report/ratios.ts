// The figures of the operations, and their ratios.

import type { Slice, Slices } from '../measure.js';
import type { BenchmarkOperation } from '../operations.js';
import { priceOf, type SubjectName, subjectNames, subjectTitles } from '../subjects.js';
import { findTarget } from '../targets.js';
import {
  compareFigures,
  cpuMs,
  cpuSeconds,
  medianFigure,
  p50,
  p99,
  rate,
  type SliceFigure,
  tail,
  wallSeconds,
} from './compare.js';
import type { OperationFigures, Ratio } from './results.js';

export interface Measurement {
  readonly operation: BenchmarkOperation;
  readonly callers: number;
  readonly slices: Slices;
}

interface Comparison {
  readonly ours: 'guildhall' | 'memory';
  readonly peer: SubjectName;
  readonly figure: 'rate' | 'p50' | 'tail';
}

const comparisons: readonly Comparison[] = [
  { ours: 'guildhall', peer: 'floor', figure: 'rate' },
  { ours: 'guildhall', peer: 'floor', figure: 'p50' },
  { ours: 'guildhall', peer: 'floor', figure: 'tail' },
  { ours: 'guildhall', peer: 'splitFloor', figure: 'rate' },
  { ours: 'guildhall', peer: 'splitFloor', figure: 'p50' },
  { ours: 'guildhall', peer: 'carefulTeam', figure: 'rate' },
  { ours: 'guildhall', peer: 'betterAuth', figure: 'rate' },
  { ours: 'memory', peer: 'betterAuthInMemory', figure: 'rate' },
];

const sliceFigures: Readonly<Record<Comparison['figure'], SliceFigure>> = { rate, p50, tail };
const figureTitles = { rate: '', p50: ', p50', tail: ', p99 ÷ p50' };

export function operationFiguresOf(measurements: readonly Measurement[]): OperationFigures[] {
  return measurements.flatMap(({ operation, callers, slices }) =>
    subjectNames.flatMap((name) => {
      const own = slicesOf(slices, name);
      return {
        what: operation.title,
        subject: subjectTitles[name],
        callers,
        perSecond: medianFigure(own, rate),
        p50Ms: medianFigure(own, p50),
        p99Ms: medianFigure(own, p99),
        cpuMs: medianFigure(own, cpuMs),
      };
    }),
  );
}

export function ratiosOf(measurements: readonly Measurement[]): readonly Ratio[] {
  return measurements.flatMap((measurement) => [
    ...comparisons.map((comparison) => ratioOf(measurement, comparison)),
    busyRatioOf(measurement),
  ]);
}

function ratioOf({ operation, callers, slices }: Measurement, comparison: Comparison): Ratio {
  const { ours, peer, figure } = comparison;
  const theirs = slicesOf(slices, peer);
  const target = findTarget({ what: operation.name, figure, peer }, callers);
  const price = priceOf(peer, operation.kind);
  const sliceFigure = sliceFigures[figure];
  /** None in memory, and none of a floor to itself. */
  const ratioOfFloor = (floor: 'floor' | 'splitFloor') =>
    ours === 'guildhall' && peer !== floor
      ? compareFigures(slicesOf(slices, floor), theirs, sliceFigure, null).ratio
      : null;
  return {
    what: `${operation.title}${figureTitles[figure]}`,
    peer: subjectTitles[peer],
    callers,
    ...compareFigures(slicesOf(slices, ours), theirs, sliceFigure, target),
    binds: price.length === 0,
    price,
    floor: ratioOfFloor('floor'),
    splitFloor: ratioOfFloor('splitFloor'),
  };
}

/** Guildhall in memory never waits, so the processor works all the time. */
function busyRatioOf({ operation, callers, slices }: Measurement): Ratio {
  const own = slicesOf(slices, 'memory');
  const target = findTarget({ what: operation.name, figure: 'busy', peer: 'memory' }, callers);
  return {
    what: `${operation.title} in memory, processor time ÷ time`,
    peer: 'the clock',
    callers,
    ...compareFigures(own, own, cpuSeconds, target, wallSeconds),
    binds: true,
    price: [],
    floor: null,
    splitFloor: null,
  };
}

export function slicesOf(slices: Slices, key: string): readonly Slice[] {
  return slices.get(key) ?? [];
}

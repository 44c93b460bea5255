// The ratios of growth, and those in the largest organization.

import { type GrowthMeasurement, type GrowthSubjectName, growthKey } from '../growth.js';
import { operationNamed } from '../operations.js';
import { priceOf, subjectTitles } from '../subjects.js';
import { type Bound, findTarget, growthTargets } from '../targets.js';
import { compareFigures, p50, rate } from './compare.js';
import { slicesOf } from './ratios.js';
import type { Growth, Ratio } from './results.js';

/** Guildhall against the careful team in the largest organization that both have. */
export function largeOrganizationRatios(measurements: readonly GrowthMeasurement[]): Ratio[] {
  return measurements.flatMap(({ operation, title, callers, sizes, slices }) => {
    const members = sizes.at(-1);
    if (operation === null || members === undefined) return [];
    const [own, theirs, floor] = (['guildhall', 'carefulTeam', 'floor'] as const).map((subject) =>
      slicesOf(slices, growthKey(subject, members)),
    );
    if (own === undefined || theirs === undefined || floor === undefined) return [];
    const peer = 'carefulTeam';
    const target = findTarget({ what: operation, figure: 'rate', peer, members }, callers);
    const price = priceOf(peer, operationNamed(operation).kind);
    return {
      what: `${title}, ${formatCount(members)} members`,
      peer: subjectTitles[peer],
      callers,
      ...compareFigures(own, theirs, rate, target),
      binds: price.length === 0,
      price,
      floor: compareFigures(floor, theirs, rate, null).ratio,
      splitFloor: null,
    };
  });
}

/** One end of a growth: its key among the slices, and its name in the report. */
interface GrowthEnd {
  readonly key: number | string;
  readonly text: string;
}

export interface GrowthStep {
  readonly from: GrowthEnd;
  readonly to: GrowthEnd;
  readonly bound: Bound;
}

export function growthOf(
  run: Growth['run'],
  { title, callers, slices }: GrowthMeasurement,
  { from, to, bound }: GrowthStep,
): readonly Growth[] {
  const ratioOfSubject = (subject: GrowthSubjectName, target: Bound | null) =>
    compareFigures(
      slicesOf(slices, growthKey(subject, to.key)),
      slicesOf(slices, growthKey(subject, from.key)),
      p50,
      target,
    );
  const floor = ratioOfSubject('floor', null).ratio;
  return (['guildhall', 'floor', 'carefulTeam'] as const).flatMap((subject) => {
    if (!slices.has(growthKey(subject, to.key))) return [];
    const own = subject === 'guildhall';
    const compared = ratioOfSubject(subject, own ? bound : null);
    const texts = { what: title, subject: subjectTitles[subject], from: from.text, to: to.text };
    return [{ run, ...texts, callers, ...compared, floor: own ? floor : null, splitFloor: null }];
  });
}

/** Each size against the smallest, and the last page against the first. */
export function memberGrowth(
  run: Growth['run'],
  measurements: readonly GrowthMeasurement[],
): readonly Growth[] {
  return measurements.flatMap((measurement) => {
    if (measurement.operation === null) return growthOf(run, measurement, lastPageStep);
    const [from, ...larger] = measurement.sizes;
    if (from === undefined) return [];
    return larger.flatMap((to) => growthOf(run, measurement, memberStep(from, to)));
  });
}

const lastPageStep: GrowthStep = {
  from: { key: 'first page', text: 'first page' },
  to: { key: 'last page', text: 'last page' },
  bound: growthTargets.lastPage,
};

function memberStep(from: number, to: number): GrowthStep {
  return { from: memberEnd(from), to: memberEnd(to), bound: growthTargets.members };
}

function memberEnd(size: number): GrowthEnd {
  return { key: size, text: `${formatCount(size)} members` };
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

// The panels of ratios and of growth.

import { callersText } from '../measure.js';
import type { Panel } from '../plots/panels.js';
import type { RangePanel, RangeRow } from '../plots/ranges.js';
import { mongoSubjects, subjectTitles } from '../subjects.js';
import type { Growth, Ratio } from './results.js';
import { colorsBySubject, unique } from './subject-panels.js';

/** A panel for each peer, of the ratios of rates. */
export function ratioPanels(ratios: readonly Ratio[]): readonly RangePanel[] {
  const rates = ratios.filter(({ unit }) => unit === 'op/s');
  return unique(rates.map(({ peer }) => peer)).map((peer) => ({
    title: `to ${peer}`,
    reference: 1,
    rows: rates.filter((one) => one.peer === peer).map(toRatioRow),
  }));
}

const callerColors: ReadonlyMap<number, string> = new Map([
  [1, '#0b5cad'],
  [16, '#d4650a'],
]);

function toRatioRow({ what, callers, ratio, interval, target }: Ratio): RangeRow {
  return {
    label: `${what}, ${callers}`,
    name: callersText(callers),
    color: callerColors.get(callers) ?? '#8c959f',
    at: ratio,
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
    target,
  };
}

/** A panel for each operation, with the sizes as categories. */
export function growthPanels(growth: readonly Growth[]): readonly Panel[] {
  const ofMembers = growth.filter(({ to }) => to.endsWith('members'));
  return unique(ofMembers.map(({ what }) => what)).map((title) => {
    const own = ofMembers.filter(({ what }) => what === title);
    const sizes = unique(own.flatMap(({ from, to }) => [from, to]));
    return {
      title,
      mark: 'line',
      scale: 'log',
      categories: sizes,
      series: mongoSubjects
        .filter((name) => own.some(({ subject }) => subject === subjectTitles[name]))
        .map((name) => ({
          name: subjectTitles[name],
          color: colorsBySubject[name],
          values: sizes.map((size) => p50At(size, own, subjectTitles[name])),
        })),
    };
  });
}

function p50At(size: string, growth: readonly Growth[], name: string): number | null {
  const own = growth.filter(({ subject }) => subject === name);
  const larger = own.find(({ to }) => to === size);
  return larger?.ours ?? own.find(({ from }) => from === size)?.theirs ?? null;
}

export function largeGrowthPanels(growth: readonly Growth[]): readonly RangePanel[] {
  return unique(growth.map(({ to }) => to)).map((to) => {
    const own = growth.filter((one) => one.to === to);
    return {
      title: `${to} against ${own[0]?.from ?? ''}`,
      reference: 1,
      rows: own.map(({ what, subject, ratio, interval, target }): RangeRow => {
        const name = mongoSubjects.find((one) => subjectTitles[one] === subject) ?? 'guildhall';
        return {
          label: what,
          name: subject,
          color: colorsBySubject[name],
          at: ratio,
          low: interval?.[0] ?? null,
          high: interval?.[1] ?? null,
          target,
        };
      }),
    };
  });
}

// The panels that show all subjects beside each other.

import type { Panel, Series } from '../plots/panels.js';
import type { RangePanel, RangeRow } from '../plots/ranges.js';
import { mongoSubjects, type SubjectName, subjectTitles } from '../subjects.js';
import type { OperationFigures, Results } from './results.js';

/** They differ in lightness too, for readers who see few colors. */
export const colorsBySubject: Readonly<Record<SubjectName, string>> = {
  guildhall: '#0b5cad',
  floor: '#8c959f',
  splitFloor: '#57606a',
  betterAuth: '#2da44e',
  carefulTeam: '#d4650a',
  memory: '#0b5cad',
  betterAuthInMemory: '#2da44e',
};

export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** A panel for each operation, with the numbers of callers as categories. */
export function operationPanels(
  { operations }: Results,
  names: readonly SubjectName[],
  figureOf: (figures: OperationFigures) => number | null,
  scale: Panel['scale'] = 'linear',
  mark: Panel['mark'] = 'line',
): readonly Panel[] {
  const callers = unique(operations.map((one) => one.callers));
  return unique(operations.map(({ what }) => what)).map((title) => ({
    title,
    mark,
    scale,
    categories: callers.map(String),
    series: names.map((name): Series => {
      const own = operations.filter(
        ({ what, subject }) => what === title && subject === subjectTitles[name],
      );
      const values = callers.map((count) => {
        const found = own.find((one) => one.callers === count);
        return found === undefined ? null : figureOf(found);
      });
      return { name: subjectTitles[name], color: colorsBySubject[name], values };
    }),
  }));
}

export function latencyPanels({ operations }: Results): readonly RangePanel[] {
  return unique(operations.map(({ what }) => what)).map((title) => ({
    title,
    reference: null,
    rows: unique(operations.map((one) => one.callers)).flatMap((callers) =>
      mongoSubjects.flatMap((name) =>
        operations
          .filter(
            (one) =>
              one.what === title && one.subject === subjectTitles[name] && one.callers === callers,
          )
          .map(
            ({ p50Ms, p99Ms }): RangeRow => ({
              label: `${subjectTitles[name]}, ${callers}`,
              name: subjectTitles[name],
              color: colorsBySubject[name],
              at: p50Ms,
              low: p50Ms,
              high: p99Ms,
              target: null,
            }),
          ),
      ),
    ),
  }));
}

export function statementPanels({ statements }: Results): readonly Panel[] {
  const whats = unique(statements.map(({ what }) => what));
  const panelOf = (
    title: string,
    figureOf: (one: Results['statements'][number]) => number,
  ): Panel => ({
    title,
    mark: 'bar',
    scale: 'linear',
    categories: whats,
    series: mongoSubjects.map((name) => ({
      name: subjectTitles[name],
      color: colorsBySubject[name],
      values: whats.map((what) => {
        const found = statements.find(
          (one) => one.what === what && one.subject === subjectTitles[name],
        );
        return found === undefined ? null : figureOf(found);
      }),
    })),
  });
  if (whats.length === 0) return [];
  return [
    panelOf('statements', (one) => one.statements.length),
    panelOf('bytes sent', ({ sentBytes }) => sentBytes),
    panelOf('bytes received', ({ receivedBytes }) => receivedBytes),
  ];
}

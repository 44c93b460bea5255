// The figures of the report, each as an SVG.

import { drawFigure, type Figure } from '../plots/figure.js';
import { memorySubjects, mongoSubjects } from '../subjects.js';
import { growthPanels, largeGrowthPanels, ratioPanels } from './ratio-panels.js';
import type { Results } from './results.js';
import { latencyPanels, operationPanels, statementPanels } from './subject-panels.js';

/** The SVG of each figure by the name of its file. Figures without data are left out. */
export function drawFigures(results: Results): ReadonlyMap<string, string> {
  const figures: Readonly<Record<string, Figure>> = {
    'throughput-mongodb.svg': {
      title: 'Throughput on MongoDB',
      subtitle: 'operations per second by the number of callers; more is better',
      columns: 3,
      panels: operationPanels(results, mongoSubjects, ({ perSecond }) => perSecond),
    },
    'throughput-memory.svg': {
      title: 'Throughput in memory',
      subtitle:
        'operations per second by the number of callers, on a logarithmic scale; more is better',
      columns: 3,
      panels: operationPanels(results, memorySubjects, ({ perSecond }) => perSecond, 'log'),
    },
    'latency.svg': {
      title: 'Latency on MongoDB',
      subtitle: 'milliseconds, from p50 (the dot) to p99, on a logarithmic scale; less is better',
      columns: 2,
      panels: latencyPanels(results),
    },
    'cpu.svg': {
      title: 'Processor time of the client',
      subtitle:
        'milliseconds an operation by the number of callers, with the harness; less is better',
      columns: 3,
      panels: operationPanels(results, mongoSubjects, ({ cpuMs }) => cpuMs, 'linear', 'bar'),
    },
    'statements.svg': {
      title: 'Statements and bytes',
      subtitle: 'of one run of each operation on MongoDB; less is better',
      columns: 1,
      panels: statementPanels(results),
    },
    'ratios.svg': {
      title: 'Ratios',
      subtitle:
        'of Guildhall to each of the others, with their intervals, on a logarithmic scale; a short line is a target',
      columns: 2,
      panels: ratioPanels(results.ratios),
    },
    'growth.svg': {
      title: 'Growth with the members of an organization',
      subtitle: 'p50 in milliseconds with 1 caller, on a logarithmic scale; flat is better',
      columns: 2,
      panels: growthPanels(results.growth.filter(({ run }) => run === 'plain')),
    },
    'growth-large.svg': {
      title: 'Growth to a large database',
      subtitle: 'p50 with 1 caller against the p50 of the smaller one; a short line is a target',
      columns: 1,
      panels: largeGrowthPanels(results.growth.filter(({ run }) => run === 'large')),
    },
  };
  const filled = Object.entries(figures).filter(([, { panels }]) => panels.length > 0);
  return new Map(filled.map(([name, figure]) => [name, drawFigure(figure)]));
}

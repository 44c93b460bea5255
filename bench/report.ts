// Reports the rates: as a Markdown table for people, and as JSON.

import { cpus } from 'node:os';
import { type RatesBySubject, ratiosOf, type Spread, spreadOf } from './measure.js';

export interface Measurement {
  readonly operation: string;
  readonly title: string;
  readonly callers: number;
  readonly rates: RatesBySubject;
}

/** The names of the subjects. Ratios are relative to the first one. */
export const subjectNames = {
  bare: 'bare driver',
  mongodb: 'on MongoDB',
  memory: 'in memory',
} as const;

const columnTitles = [
  'operation',
  'callers',
  `${subjectNames.bare}, op/s`,
  `Guildhall ${subjectNames.mongodb}, op/s`,
  'ratio to bare',
  `Guildhall ${subjectNames.memory}, op/s`,
  'ratio to bare',
];

/** A Markdown table, padded so that it is also readable in a terminal. */
export function renderMarkdownTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(toCells);
  const widths = columnTitles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]) =>
    line(widths.map((width, column) => pad(cells[column] ?? '', width, column)));
  const ruler = widths.map((width, column) => pad(column === 0 ? '' : ':', width, column, '-'));
  return [padded(columnTitles), line(ruler), ...rows.map(padded)].join('\n');
}

/** Aligns names to the left and numbers to the right. */
function pad(cell: string, width: number, column: number, fill = ' '): string {
  return column === 0 ? cell.padEnd(width, fill) : cell.padStart(width, fill);
}

function toCells({ title, callers, rates }: Measurement): readonly string[] {
  const rate = (name: string) => Math.round(spreadOf(rates.get(name) ?? []).median).toString();
  const ratio = (name: string) => ratioText(ratioOf(rates, name));
  const { bare, mongodb, memory } = subjectNames;
  return [
    title,
    callers.toString(),
    rate(bare),
    rate(mongodb),
    ratio(mongodb),
    rate(memory),
    ratio(memory),
  ];
}

function ratioOf(rates: RatesBySubject, name: string): Spread {
  return spreadOf(ratiosOf(rates.get(name) ?? [], rates.get(subjectNames.bare) ?? []));
}

function ratioText({ median, min, max }: Spread): string {
  return `${formatRatio(median)} (${formatRatio(min)}–${formatRatio(max)})`;
}

function formatRatio(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0);
}

export interface Machine {
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly mongod: string;
}

export function readMachine(mongod: string): Machine {
  const cores = cpus();
  const processor = cores[0]?.model.trim() ?? 'unknown';
  return { node: process.version, cores: cores.length, processor, mongod };
}

export function formatMachine({ node, cores, processor, mongod }: Machine): string {
  return `Node ${node}, ${cores} cores (${processor}), MongoDB ${mongod}`;
}

const [from, to] = ['<!-- bench -->', '<!-- /bench -->'];

/** Replaces the report between the two markers of a page. Throws if the page has no markers. */
export function replaceReport(page: string, report: string): string {
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`The page must have ${from} and, after it, ${to}.`);
  return `${page.slice(0, start)}${from}\n${report}\n${page.slice(end)}`;
}

/** All results, with the rates of every round. */
export function toJsonReport(
  machine: Machine,
  pace: { readonly seconds: number; readonly rounds: number },
  measurements: readonly Measurement[],
): string {
  const results = measurements.map(({ operation, callers, rates }) => ({
    operation,
    callers,
    rates: Object.fromEntries(rates),
    ratios: {
      [subjectNames.mongodb]: ratioOf(rates, subjectNames.mongodb),
      [subjectNames.memory]: ratioOf(rates, subjectNames.memory),
    },
  }));
  return `${JSON.stringify({ machine, ...pace, results }, null, 2)}\n`;
}

// Reports the rates: as a Markdown table for people, and as JSON.

import { cpus } from 'node:os';
import { type RatesBySubject, ratiosOf, type Spread, spreadOf } from './measure.js';

export interface Measurement {
  readonly operation: string;
  readonly title: string;
  readonly callers: number;
  readonly rates: RatesBySubject;
}

/** The names of the subjects. */
export const subjectNames = {
  bare: 'bare driver',
  mongodb: 'Guildhall on MongoDB',
  peerOnMongodb: 'better-auth on MongoDB',
  memory: 'Guildhall in memory',
  peerInMemory: 'better-auth in memory',
} as const;

/** The ratios that are reported: of which subject, to which other one, and in which column. */
const comparisons = [
  { of: subjectNames.mongodb, to: subjectNames.bare, title: 'ratio to bare' },
  { of: subjectNames.mongodb, to: subjectNames.peerOnMongodb, title: 'ratio to better-auth' },
  { of: subjectNames.memory, to: subjectNames.peerInMemory, title: 'ratio in memory' },
] as const;

const subjectColumns = Object.values(subjectNames);

const columnTitles = [
  'operation',
  'callers',
  ...subjectColumns.map((name) => `${name}, op/s`),
  ...comparisons.map(({ title }) => title),
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
  return [
    title,
    callers.toString(),
    ...subjectColumns.map((name) => Math.round(spreadOf(rates.get(name) ?? []).median).toString()),
    ...comparisons.map((comparison) => ratioText(ratioOf(rates, comparison))),
  ];
}

function ratioOf(
  rates: RatesBySubject,
  { of, to }: Pick<(typeof comparisons)[number], 'of' | 'to'>,
): Spread {
  return spreadOf(ratiosOf(rates.get(of) ?? [], rates.get(to) ?? []));
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
    ratios: comparisons.map(({ of, to }) => ({ of, to, ...ratioOf(rates, { of, to }) })),
  }));
  return `${JSON.stringify({ machine, ...pace, results }, null, 2)}\n`;
}

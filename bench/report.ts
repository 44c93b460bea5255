// What came out, for people and for machines.

import { cpus } from 'node:os';
import { type Rates, ratiosOf, type Spread, spreadOf } from './rounds.js';

export interface Measurement {
  readonly operation: string;
  readonly title: string;
  readonly callers: number;
  readonly rates: Rates;
}

/** The names of the subjects; ratios are to the first. */
export const names = { bare: 'bare driver', mongodb: 'on MongoDB', memory: 'in memory' } as const;

const titles = [
  'operation',
  'callers',
  `${names.bare}, op/s`,
  `Guildhall ${names.mongodb}, op/s`,
  'ratio to bare',
  `Guildhall ${names.memory}, op/s`,
  'ratio to bare',
];

/** A Markdown table, padded so that it reads as well in a terminal. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(cellsOf);
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = (cells: readonly string[]) =>
    line(widths.map((width, column) => pad(cells[column] ?? '', width, column)));
  const ruler = widths.map((width, column) => pad(column === 0 ? '' : ':', width, column, '-'));
  return [padded(titles), line(ruler), ...rows.map(padded)].join('\n');
}

/** Names to the left, numbers to the right. */
function pad(cell: string, width: number, column: number, fill = ' '): string {
  return column === 0 ? cell.padEnd(width, fill) : cell.padStart(width, fill);
}

function cellsOf({ title, callers, rates }: Measurement): readonly string[] {
  const rate = (name: string) => Math.round(spreadOf(rates.get(name) ?? []).median).toString();
  const ratio = (name: string) => ratioText(ratioOf(rates, name));
  const { bare, mongodb, memory } = names;
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

function ratioOf(rates: Rates, name: string): Spread {
  return spreadOf(ratiosOf(rates.get(name) ?? [], rates.get(names.bare) ?? []));
}

function ratioText({ median, min, max }: Spread): string {
  return `${short(median)} (${short(min)}–${short(max)})`;
}

function short(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0);
}

export interface Machine {
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly mongod: string;
}

export function machineWith(mongod: string): Machine {
  const cores = cpus();
  const processor = cores[0]?.model.trim() ?? 'unknown';
  return { node: process.version, cores: cores.length, processor, mongod };
}

export function machineLine({ node, cores, processor, mongod }: Machine): string {
  return `Node ${node}, ${cores} cores (${processor}), MongoDB ${mongod}`;
}

const [from, to] = ['<!-- bench -->', '<!-- /bench -->'];

/** A page with this report in the place of the one between its two markers; throws where it has none. */
export function pageWith(page: string, report: string): string {
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`the page has no ${from} followed by ${to}`);
  return `${page.slice(0, start)}${from}\n${report}\n${page.slice(end)}`;
}

/** Everything, each round included. */
export function jsonOf(
  machine: Machine,
  pace: { readonly seconds: number; readonly rounds: number },
  measurements: readonly Measurement[],
): string {
  const results = measurements.map(({ operation, callers, rates }) => ({
    operation,
    callers,
    rates: Object.fromEntries(rates),
    ratios: {
      [names.mongodb]: ratioOf(rates, names.mongodb),
      [names.memory]: ratioOf(rates, names.memory),
    },
  }));
  return `${JSON.stringify({ machine, ...pace, results }, null, 2)}\n`;
}

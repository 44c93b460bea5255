// The options of `npm run bench`.

import { Command, InvalidArgumentError } from 'commander';
import { type BenchmarkOperation, operations } from './operations.js';

/** What is measured besides the operations. */
export const sections = ['growth', 'statements', 'memory', 'start'] as const;
export type Section = (typeof sections)[number];

export interface BenchmarkOptions {
  readonly seconds: number;
  readonly rounds: number;
  readonly callers: readonly number[];
  readonly members: number;
  readonly growth: readonly number[];
  readonly memberships: number;
  /** Absent: everything. */
  readonly only?: Chosen;
  readonly json?: string;
  readonly into?: string;
  readonly large?: true;
  readonly largeScale: number;
}

export interface Chosen {
  readonly operations: readonly BenchmarkOperation[];
  readonly sections: readonly Section[];
}

const names = [...operations.map(({ name }) => name), ...sections].join(',');

export function createCommand(run: (options: BenchmarkOptions) => Promise<void>): Command {
  return new Command('npm run bench --')
    .description('compare Guildhall with the floor, a careful team and better-auth')
    .option('--seconds <number>', 'how long each turn takes', parseSeconds, 0.3)
    .option('--rounds <number>', 'how many runs, each there and back', parseCount, 5)
    .option('--callers <numbers>', 'how many callers at once', parseCounts, [1, 16, 32])
    .option('--members <number>', 'how many members the organization has', parseCount, 1_000)
    .option('--growth <numbers>', 'members of the organizations', parseSizes, [10, 1_000, 10_000])
    .option('--memberships <number>', 'memberships whose memory is measured', parseCount, 100_000)
    .option('--only <names>', `only some of ${names}`, parseChosen)
    .option('--json <file>', 'write the results, with every turn, to this file')
    .option(
      '--into <folder>',
      'the folder with performance.md; docs, unless only a part is measured',
    )
    .option('--large', 'measure growth up to a million organizations, and nothing else')
    .option('--large-scale <fraction>', 'a part of it, such as 0.01', parseFraction, 1)
    .action(run);
}

function parseSeconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 600))
    throw new InvalidArgumentError('Give seconds, more than 0 and at most 600.');
  return number;
}

function parseFraction(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 1))
    throw new InvalidArgumentError('Give a number more than 0 and at most 1.');
  return number;
}

function parseCount(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text))
    throw new InvalidArgumentError('Give a whole number from 1 to 999999.');
  return Number(text);
}

function parseCounts(text: string): readonly number[] {
  return text.split(',').map(parseCount);
}

/** The last page must be a full page, and not the first one. */
function parseSizes(text: string): readonly number[] {
  const sizes = parseCounts(text).toSorted((a, b) => a - b);
  if (sizes.length < 2 || sizes.some((size) => size % 10 !== 0))
    throw new InvalidArgumentError('Give two or more numbers that end with 0.');
  return sizes;
}

function parseChosen(text: string): Chosen {
  const chosen = text.split(',').map((name) => name.trim());
  const known = new Set<string>(names.split(','));
  const unknown = chosen.find((name) => !known.has(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no "${unknown}".`);
  return {
    operations: operations.filter(({ name }) => chosen.includes(name)),
    sections: sections.filter((name) => chosen.includes(name)),
  };
}

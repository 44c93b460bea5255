// What docs/contract.md says about a run over the whole table.

import { readFileSync, writeFileSync } from 'node:fs';
import { harmlessReasonOf } from './harmless.js';
import { survivorsOf } from './report.js';
import type { Verdict } from './try-mutant.js';

const page = new URL('../../docs/contract.md', import.meta.url);
const [begin, end] = ['<!-- mutants -->', '<!-- /mutants -->'];

/** The text between the markers. */
export function readFigures(): string {
  const [, rest = ''] = readFileSync(page, 'utf8').split(begin);
  const [figures = ''] = rest.split(end);
  return figures.trim();
}

/** `size` is that of the whole table, of which the run may have tried a share. */
export function writeFigures(verdicts: readonly Verdict[], size: number): void {
  const [before = '', rest = ''] = readFileSync(page, 'utf8').split(begin);
  const [, after = ''] = rest.split(end);
  writeFileSync(page, `${before}${begin}\n${figuresOf(verdicts, size)}\n${end}${after}`);
}

function figuresOf(verdicts: readonly Verdict[], size: number): string {
  const caught = verdicts.filter(({ caughtBy }) => caughtBy !== null);
  const groups = new Map<string, number>();
  for (const { caughtBy } of caught) {
    const group = caughtBy?.replace(/-\d+$/u, '') ?? '';
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  const harmless = verdicts.filter(
    (verdict) => verdict.caughtBy === null && harmlessReasonOf(verdict) !== null,
  );
  const count = (number: number) => number.toLocaleString('en-US');
  return [
    `In the table: ${count(size)}. Tried: ${count(verdicts.length)}. Caught: ${count(caught.length)}. Harmless: ${count(harmless.length)}. Not caught: ${count(survivorsOf(verdicts).length)}.`,
    '',
    '| group of the clause that failed first | caught |',
    '| --- | --: |',
    ...[...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, own]) => `| ${group} | ${count(own)} |`),
  ].join('\n');
}

/** How many are in the table, as the page says. */
export function tableSizeIn(figures: string): number {
  return Number(/In the table: ([\d,]+)/u.exec(figures)?.[1]?.replaceAll(',', ''));
}

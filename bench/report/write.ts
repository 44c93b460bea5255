// Writes the results: the JSON, the parts of the page between the markers, and the figures.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawFigures } from './figures.js';
import { renderCapabilities, renderLargeReport, renderReport, replaceReport } from './page.js';
import { type Growth, type Results, resultsSchema } from './results.js';

/** Writes the results of a plain run, and keeps those of an earlier large one. */
export function writeResults(folder: string, results: Results): void {
  const earlier = readResults(folder)?.growth.filter(({ run }) => run === 'large') ?? [];
  write(folder, { ...results, growth: [...results.growth, ...earlier] });
}

/** Adds the growth of a large run to the results of an earlier plain one. */
export function writeLargeResults(folder: string, growth: readonly Growth[]): void {
  const earlier = requireResults(folder);
  const others = earlier.growth.filter(({ run }) => run === 'plain');
  write(folder, { ...earlier, growth: [...others, ...growth] });
}

/** Throws if the results could not be written there. */
export function checkFolder(folder: string, isLarge: boolean): void {
  if (isLarge) requireResults(folder);
  const page = readFileSync(join(folder, 'performance.md'), 'utf8');
  for (const name of partNames) replaceReport(page, '', name);
}

function requireResults(folder: string): Results {
  const results = readResults(folder);
  if (results === null) throw new Error('Run the benchmark without --large first.');
  return results;
}

function readResults(folder: string): Results | null {
  const file = join(folder, 'performance.json');
  if (!existsSync(file)) return null;
  return resultsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
}

function write(folder: string, results: Results): void {
  writeFileSync(join(folder, 'performance.json'), toJson(results));
  const page = join(folder, 'performance.md');
  let text = readFileSync(page, 'utf8');
  for (const name of partNames) {
    const report = renderPart(name, results);
    if (report !== null) text = replaceReport(text, report, name);
  }
  writeFileSync(page, text);
  const figures = join(folder, 'performance');
  mkdirSync(figures, { recursive: true });
  for (const [name, svg] of drawFigures(results)) writeFileSync(join(figures, name), svg);
}

const partNames = ['bench:subjects', 'bench', 'bench:large'] as const;

/** Null if nothing was measured for this part of the page. */
function renderPart(name: (typeof partNames)[number], results: Results): string | null {
  switch (name) {
    case 'bench:subjects':
      return renderCapabilities();
    case 'bench':
      return renderReport(results);
    case 'bench:large':
      return results.growth.some(({ run }) => run === 'large') ? renderLargeReport(results) : null;
  }
}

/** One line for each row, so that two runs can be compared line by line. */
export function toJson(results: object): string {
  const parts = Object.entries(results).map(([name, value]: [string, unknown]) => {
    const text = Array.isArray(value) ? rowsText(value) : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

function rowsText(rows: readonly unknown[]): string {
  if (rows.length === 0) return '[]';
  return `[\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
}

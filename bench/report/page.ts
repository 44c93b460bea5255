// The parts of `performance.md` that the benchmark writes.

import {
  capabilities,
  memorySubjects,
  mongoSubjects,
  subjectNames,
  subjectTitles,
} from '../subjects.js';
import {
  renderCpu,
  renderGrowth,
  renderLatency,
  renderMemoryAndStart,
  renderRates,
  renderRatios,
  renderStatements,
} from './page-tables.js';
import type { Results } from './results.js';
import { left, renderTable } from './tables.js';
import { renderTargets } from './target-table.js';

/** Replaces the text between the two markers of a page. Throws if the page does not have them. */
export function replaceReport(page: string, report: string, name = 'bench'): string {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`The page must have ${from} and, after it, ${to}.`);
  return `${page.slice(0, start)}${from}\n\n${report}\n\n${page.slice(end)}`;
}

/** What each subject does, from the same table that says what a ratio binds. */
export function renderCapabilities(): string {
  const columns = [left(''), ...subjectNames.map((name) => left(subjectTitles[name]))];
  const rows = capabilities.map(({ title, answers }) => [
    title,
    ...subjectNames.map((name) => answers[name]),
  ]);
  return renderTable(columns, rows);
}

export function renderReport(results: Results): string {
  return [
    `${machineText(results)}\n\n${settingsText(results)}`,
    `### Targets\n\n${renderTargets(results)}`,
    ...renderFailures(results),
    part('Ratios', 'ratios', renderRatios(results.ratios)),
    part('Operations per second', 'throughput-mongodb', renderRates(results, mongoSubjects)),
    `${image('throughput-memory')}\n\n${renderRates(results, memorySubjects)}`,
    part('Latency', 'latency', renderLatency(results)),
    part('Statements and bytes', 'statements', renderStatements(results)),
    part('Processor time of the client', 'cpu', renderCpu(results)),
    part('Growth', 'growth', renderGrowth(results.growth.filter(({ run }) => run === 'plain'))),
    `### Memory and start\n\n${renderMemoryAndStart(results)}`,
  ].join('\n\n');
}

export function renderLargeReport(results: Results): string {
  const rows = results.growth.filter(({ run }) => run === 'large');
  return `${image('growth-large')}\n\n${renderGrowth(rows)}`;
}

function part(title: string, figure: string, table: string): string {
  return `### ${title}\n\n${image(figure)}\n\n${table}`;
}

function image(name: string): string {
  return `![${name.replaceAll('-', ' ')}](performance/${name}.svg)`;
}

function machineText({ machine, versions }: Results): string {
  const { processor, cores, memoryGb, system } = machine;
  const named = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}. ${named.join(', ')}.`;
}

function settingsText({ settings }: Results): string {
  const { rounds, seconds, members, confidence } = settings;
  return (
    `Runs: ${rounds}, each there and back, with turns of ${seconds} s. An organization of ` +
    `${members.toLocaleString('en-US')} members. The intervals have a confidence of ` +
    `${(confidence * 100).toFixed(1)} %.`
  );
}

function renderFailures({ failures }: Results): readonly string[] {
  if (failures.length === 0) return [];
  return [`Calls that failed:\n\n${failures.map((one) => `- ${one}`).join('\n')}`];
}

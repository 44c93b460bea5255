// The tables of the page.

import { callersText } from '../measure.js';
import { priceOf, type SubjectName, subjectNames, subjectTitles } from '../subjects.js';
import type { Growth, OperationFigures, Ratio, Results } from './results.js';
import { type Column, formatNumber, formatRatio, left, renderTable, right } from './tables.js';

export function renderRatios(ratios: readonly Ratio[]): string {
  const rates = renderByPeer(ratios.filter(({ unit }) => unit === 'op/s'));
  const latencies = renderByPeer(ratios.filter(({ unit }) => unit === 'ms'));
  return `${rates}\n\nOf latencies, so that less is better:\n\n${latencies}\n\n${renderPrices()}`;
}

/** A row for each operation and number of callers, and a column for each peer. */
function renderByPeer(ratios: readonly Ratio[]): string {
  const peers = [...new Set(ratios.map(({ peer }) => peer))];
  const rows = groupBy(ratios, ({ what, callers }) => `${what} ${callers}`).map((group) => [
    group[0].what,
    String(group[0].callers),
    ...peers.map((name) => {
      const found = group.find(({ peer }) => peer === name);
      return found === undefined ? '' : formatRatio(found.ratio, found.interval);
    }),
  ]);
  return renderTable([...operationColumns, ...peers.map((peer) => right(`to ${peer}`))], rows);
}

/** Where it is empty, the ratios bind. */
function renderPrices(): string {
  const rows = subjectNames
    .filter((name) => name !== 'guildhall' && name !== 'memory')
    .map((name) => [
      subjectTitles[name],
      ...(['command', 'read'] as const).map((kind) => priceOf(name, kind).join(', ') || 'none'),
    ]);
  const columns = [left('ratios to'), left('price of a command'), left('price of a read')];
  return `The ratios bind where the price is “none”.\n\n${renderTable(columns, rows)}`;
}

const operationColumns: readonly Column[] = [left('operation'), right('callers')];

/** A row for each operation and number of callers, and a column for each subject. */
function renderBySubject(
  { operations }: Results,
  names: readonly SubjectName[],
  textOf: (figures: OperationFigures) => string,
): string {
  const rows = groupBy(operations, ({ what, callers }) => `${what} ${callers}`).map((group) => [
    group[0].what,
    String(group[0].callers),
    ...names.map((name) => {
      const found = group.find(({ subject }) => subject === subjectTitles[name]);
      return found === undefined ? '' : textOf(found);
    }),
  ]);
  const columns = names.map((name) => right(subjectTitles[name]));
  return renderTable([...operationColumns, ...columns], rows);
}

/** In the order of the first of each group. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

export function renderRates(results: Results, names: readonly SubjectName[]): string {
  return renderBySubject(results, names, ({ perSecond }) => formatNumber(perSecond));
}

export function renderLatency(results: Results): string {
  const text = ({ p50Ms, p99Ms }: OperationFigures) =>
    `${formatNumber(p50Ms)} / ${formatNumber(p99Ms)}`;
  return `p50 / p99 in milliseconds.\n\n${renderBySubject(results, subjectNames, text)}`;
}

export function renderCpu(results: Results): string {
  const table = renderBySubject(results, subjectNames, ({ cpuMs }) => formatNumber(cpuMs));
  return `Milliseconds an operation. The time of the harness is in it.\n\n${table}`;
}

export function renderStatements({ statements }: Results): string {
  const columns = [
    left('operation'),
    left('subject'),
    right('statements'),
    right('bytes sent'),
    right('bytes received'),
    left('which'),
  ];
  const rows = statements.map((one) => [
    one.what,
    one.subject,
    String(one.statements.length),
    formatNumber(one.sentBytes),
    formatNumber(one.receivedBytes),
    one.statements.join(', '),
  ]);
  return renderTable(columns, rows);
}

export function renderGrowth(growth: readonly Growth[]): string {
  const columns = [
    left('operation'),
    left('subject'),
    left('from'),
    right('p50, ms'),
    left('to'),
    right('p50, ms'),
    right('ratio'),
  ];
  const rows = growth.map(({ what, subject, from, to, ours, theirs, ratio, interval }) => [
    what,
    subject,
    from,
    formatNumber(theirs),
    to,
    formatNumber(ours),
    formatRatio(ratio, interval),
  ]);
  return `With ${callersText(1)}.\n\n${renderTable(columns, rows)}`;
}

export function renderMemoryAndStart({ memory, start }: Results): string {
  const rows: (readonly string[])[] = [];
  if (memory !== null) {
    const count = memory.memberships.toLocaleString('en-US');
    rows.push([
      `heap of a membership in memory, of ${count}`,
      `${memory.bytesPerMembership} bytes`,
    ]);
  }
  if (start !== null) {
    rows.push(
      ['importing the core in a new process', `${formatNumber(start.importMs)} ms`],
      ['importing zod alone', `${formatNumber(start.zodMs)} ms`],
      ['core without zod, gzipped', `${formatNumber(start.bundle.gzippedBytes)} bytes`],
    );
  }
  return renderTable([left('what'), right('figure')], rows);
}

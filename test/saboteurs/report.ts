// The report about a run: planted, caught, by clause, by kind, and what survived.

import { harmlessReasonOf } from './harmless.js';
import type { Verdict } from './try-mutant.js';

export function survivorsOf(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter(
    (verdict) => verdict.caughtBy === null && harmlessReasonOf(verdict) === null,
  );
}

export function reportOf(verdicts: readonly Verdict[]): string {
  const caught = verdicts.filter(({ caughtBy }) => caughtBy !== null);
  const survivors = survivorsOf(verdicts);
  const harmless = verdicts.filter(
    (verdict) => verdict.caughtBy === null && harmlessReasonOf(verdict) !== null,
  );
  const hung = caught.filter((verdict) => verdict.hung === true);
  return [
    '# Mutants',
    '',
    `${verdicts.length} planted, ${caught.length} caught, ${harmless.length} harmless, ${survivors.length} survived.`,
    '',
    '## By kind',
    '',
    '| kind | planted | caught | harmless | survived |',
    '| --- | --: | --: | --: | --: |',
    ...rowsBy(verdicts, ({ kind }) => kind).map(([kind, own]) => {
      const counts = [
        own.length,
        countIn(own, caught),
        countIn(own, harmless),
        countIn(own, survivors),
      ];
      return `| ${kind} | ${counts.join(' | ')} |`;
    }),
    '',
    '## By clause',
    '',
    '| clause | caught first |',
    '| --- | --: |',
    ...rowsBy(caught, ({ caughtBy }) => caughtBy ?? '').map(
      ([clause, own]) => `| ${clause} | ${own.length} |`,
    ),
    '',
    '## Ended by the time limit',
    '',
    ...hung.map(({ name, caughtBy }) => `- ${name} (${caughtBy})`),
    '',
    '## Slowest',
    '',
    ...verdicts
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 20)
      .map(({ name, caughtBy, ms }) => `- ${ms} ms: ${name} (${caughtBy})`),
    '',
    '## Harmless',
    '',
    ...rowsBy(harmless, (verdict) => harmlessReasonOf(verdict) ?? '').map(
      ([reason, own]) => `- ${own.length}: ${reason}`,
    ),
    '',
    '## Survived',
    ...rowsBy(survivors, ({ kind }) => kind).flatMap(([kind, own]) => [
      '',
      `### ${kind}`,
      '',
      ...own.map(({ name }) => `- ${name}`).toSorted(),
    ]),
    '',
  ].join('\n');
}

function rowsBy(
  verdicts: readonly Verdict[],
  keyOf: (verdict: Verdict) => string,
): readonly (readonly [string, readonly Verdict[]])[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const group = groups.get(keyOf(verdict));
    if (group === undefined) groups.set(keyOf(verdict), [verdict]);
    else group.push(verdict);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function countIn(own: readonly Verdict[], all: readonly Verdict[]): number {
  const set = new Set(all);
  return own.filter((verdict) => set.has(verdict)).length;
}

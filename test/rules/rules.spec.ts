// Checks the list of rules. Whether the tests fail without their rules is checked by `npm run rules`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.js';
import { allRules } from './all-rules.js';
import { findRuleMarks, secondAdapter, sourceWithoutRule } from './rule-marks.js';
import { renderRulesDocument } from './rules-document.js';

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

const marks = findRuleMarks();

function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function countIn(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('the rules', () => {
  it('are numbered in ascending order in each section', () => {
    const sections = [
      'USER',
      'ORG',
      'SLUG',
      'EMAIL',
      'INV',
      'JOURNAL',
      'APP',
      'REV',
      'KEY',
      'WEBHOOK',
      'STORE',
    ];
    const ids = sections.flatMap((section) =>
      allRules
        .filter(({ id }) => id.startsWith(`${section}-`))
        .map(({ id }) => Number(id.slice(section.length + 1)))
        .sort((a, b) => a - b)
        .map((number) => `${section}-${number}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(allRules.map(({ id }) => id)).toEqual(ids);
  });

  it('are one sentence each, and all different', () => {
    for (const { id, statement } of allRules)
      expect([id, statement]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
    expect(new Set(allRules.map(({ statement }) => statement)).size).toBe(allRules.length);
  });

  it.each(allRules)('$id names a test that exists once', ({ test: { file, name } }) => {
    expect(countIn(read(file), name)).toBe(1);
  });

  it('are each marked once in the source, and at most once more in the Mongoose adapter', () => {
    const isOther = ({ file }: { readonly file: string }) => !file.startsWith(secondAdapter);
    const marked = [...marks].map(([id, all]): [string, number] => [
      id,
      all.filter(isOther).length,
    ]);
    expect(new Map(marked)).toEqual(new Map(allRules.map(({ id }) => [id, 1])));
    expect([...marks].filter(([, { length }]) => length > 2)).toEqual([]);
  });

  it.each(allRules)('$id can be removed from its marked piece of source', (rule) => {
    const text = read(marks.get(rule.id)?.[0]?.file ?? '');
    const without = sourceWithoutRule(rule, text);
    expect(without).not.toBe(text);
    expect(syntaxErrors(without)).toEqual([]);
  });

  it('are up to date in docs/rules.md (npm run docs:rules writes it)', () => {
    expect(read('docs/rules.md')).toBe(renderRulesDocument(allRules, marks));
  });
});

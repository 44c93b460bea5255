// The list of rules as it stands: whether the tests fail without their rules, `npm run rules` finds out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.js';
import { rulesDocument } from './document.js';
import { findMarks, sourceWithout } from './marked-source.js';
import { rules } from './rules.js';

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

const marks = findMarks();

function syntaxErrors(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function countIn(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe('the rules', () => {
  it('are numbered without a gap, section by section', () => {
    const sections = [
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
      rules
        .filter(({ id }) => id.startsWith(`${section}-`))
        .map((_rule, index) => `${section}-${index + 1}`),
    );
    expect(rules.map(({ id }) => id)).toEqual(ids);
  });

  it('are one sentence each, and said once', () => {
    for (const { id, rule } of rules)
      expect([id, rule]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
  });

  it.each(rules)('$id names a test that is there, once', ({ test: { file, name } }) => {
    expect(countIn(read(file), name)).toBe(1);
  });

  it('are each marked once in the source, and nothing else is', () => {
    const marked = [...marks].map(([id, { length }]): [string, number] => [id, length]);
    expect(new Map(rules.map(({ id }) => [id, 1]))).toEqual(new Map(marked));
  });

  it.each(rules)('$id can be taken away: the marked piece of the source changes', (rule) => {
    const text = read(marks.get(rule.id)?.[0]?.file ?? '');
    const without = sourceWithout(rule, text);
    expect(without).not.toBe(text);
    expect(syntaxErrors(without)).toEqual([]);
  });

  it('are what docs/rules.md says (npm run docs:rules writes it)', () => {
    expect(read('docs/rules.md')).toBe(rulesDocument(rules, marks));
  });
});

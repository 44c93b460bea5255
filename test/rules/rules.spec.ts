// The list of rules as it stands: whether the tests fail without their rules, `npm run rules` finds out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.js';
import { rulesDocument } from './document.js';
import { rules } from './rules.js';

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
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

  it.each(rules)(
    '$id can be taken away: its change finds its place in the source',
    ({ without }) => {
      expect(countIn(read(without.file), without.find)).toBe(1);
      expect(without.replace).not.toBe(without.find);
    },
  );

  it('are what docs/rules.md says (npm run docs:rules writes it)', () => {
    expect(read('docs/rules.md')).toBe(rulesDocument(rules));
  });
});

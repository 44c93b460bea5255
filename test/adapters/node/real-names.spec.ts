// Checks the names of real organizations against the rules for names and slugs, with the tables of this adapter.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transliterate } from '../../../src/adapters/node/index.js';
import { type DisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import type { NameFault } from '../../../src/domain/shared/refusal.js';
import { slugFault } from '../../../src/domain/slug/slug.js';
import { slugFromName } from '../../../src/domain/slug/slug-from-name.js';
import { projectRoot } from '../../support/project.js';

interface NamesByOutcome {
  readonly accepted: readonly DisplayName[];
  readonly refused: readonly { readonly name: string; readonly reason: NameFault }[];
}

function checkNames(names: readonly string[]): NamesByOutcome {
  const accepted: DisplayName[] = [];
  const refused: { name: string; reason: NameFault }[] = [];
  for (const name of names) {
    const parsed = parseDisplayName(name, ['name']);
    if (parsed.ok) accepted.push(parsed.value);
    else refused.push({ name, reason: parsed.refusal.reason });
  }
  return { accepted, refused };
}

function nameIn(line: string): string {
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null || !('name' in row)) throw new Error(line);
  return String(row.name);
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

function withoutSlug({ accepted }: NamesByOutcome): readonly DisplayName[] {
  return accepted.filter((name) => {
    const slug = slugFromName(name, transliterate);
    return slug === null || slugFault(slug) !== null;
  });
}

describe('the example names', () => {
  const lines = linesOf(join(projectRoot, 'examples/organizations.jsonl'));
  const founded = checkNames(lines.slice(0, 79).map(nameIn));

  it('are accepted in lines 1 to 79', () => {
    expect(founded.refused).toEqual([]);
    expect(founded.accepted).toHaveLength(79);
  });

  it('give valid slugs', () => {
    expect(withoutSlug(founded)).toEqual([]);
  });

  it('are refused for the stated reason in lines 80 to 89', () => {
    const { refused, accepted } = checkNames(lines.slice(79, 89).map(nameIn));
    expect(accepted).toEqual([]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'empty',
      'no_letter_or_digit',
      'web_address',
      'web_address',
      'web_address',
      'markup',
      'invisible_character',
      'invisible_character',
      'ill_formed',
      'too_long',
    ]);
  });
});

const shared = join(projectRoot, '../shared/data/organizations.jsonl');
const isAbsent = !existsSync(shared);

describe('the names of ten thousand organizations', () => {
  if (isAbsent) {
    it('are NOT CHECKED because ../shared/data/organizations.jsonl does not exist', () => {
      expect(isAbsent).toBe(true);
    });
    return;
  }
  const all = checkNames(linesOf(shared).map(nameIn));

  function refusedAs(reason: NameFault): readonly string[] {
    return all.refused.filter((one) => one.reason === reason).map(({ name }) => name);
  }

  it('are refused only for their length or for broken quotes, and never for a web address', () => {
    expect(all.accepted.length).toBeGreaterThan(10_000);
    expect(refusedAs('too_long')).toHaveLength(3);
    expect(refusedAs('invisible_character')).toHaveLength(4);
    expect(refusedAs('web_address')).toEqual([]);
    expect(all.refused.length).toBeLessThanOrEqual(8);
  });

  it('give valid slugs', () => {
    expect(withoutSlug(all)).toEqual([]);
  });
});

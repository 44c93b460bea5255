// Names that real organizations bear, through the rules for names and slugs with the tables of this adapter.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasPublicSuffix, transliterate } from '../../../src/adapters/node/index.js';
import { type DisplayName, parseDisplayName } from '../../../src/domain/shared/display-name.js';
import type { NameFault } from '../../../src/domain/shared/refusal.js';
import { slugFault } from '../../../src/domain/slug/slug.js';
import { slugFromName } from '../../../src/domain/slug/slugify.js';
import { projectRoot } from '../../support/project.js';

interface Judged {
  readonly accepted: readonly DisplayName[];
  readonly refused: readonly { readonly name: string; readonly reason: NameFault }[];
}

function judged(names: readonly string[]): Judged {
  const accepted: DisplayName[] = [];
  const refused: { name: string; reason: NameFault }[] = [];
  for (const name of names) {
    const parsed = parseDisplayName(name, hasPublicSuffix, ['name']);
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

function withoutSlug({ accepted }: Judged): readonly DisplayName[] {
  return accepted.filter((name) => {
    const slug = slugFromName(name, transliterate);
    return slug === null || slugFault(slug) !== null;
  });
}

describe('the names of the examples', () => {
  const lines = linesOf(join(projectRoot, 'examples/organizations.jsonl'));
  const founded = judged(lines.slice(0, 79).map(nameIn));

  it('are names, up to line 79', () => {
    expect(founded.refused).toEqual([]);
    expect(founded.accepted).toHaveLength(79);
  });

  it('give slugs', () => {
    expect(withoutSlug(founded)).toEqual([]);
  });

  it('are refused for what is wrong with them, from line 80 to 89', () => {
    const { refused, accepted } = judged(lines.slice(79, 89).map(nameIn));
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
    it('are NOT CHECKED, since ../shared/data/organizations.jsonl is absent', () => {
      expect(isAbsent).toBe(true);
    });
    return;
  }
  const all = judged(linesOf(shared).map(nameIn));

  function refusedAs(reason: NameFault): readonly string[] {
    return all.refused.filter((one) => one.reason === reason).map(({ name }) => name);
  }

  it('are refused for their length or for mangled quotes, and practically never for a web address', () => {
    expect(all.accepted.length).toBeGreaterThan(10_000);
    expect(refusedAs('too_long')).toHaveLength(3);
    expect(refusedAs('invisible_character')).toHaveLength(4);
    expect(['L.D.College of Engineering']).toEqual(
      expect.arrayContaining([...refusedAs('web_address')]),
    );
    expect(all.refused.length).toBeLessThanOrEqual(8);
  });

  it('give slugs', () => {
    expect(withoutSlug(all)).toEqual([]);
  });
});

// docs/contract.md and the checks say the same, word for word.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constraints } from '../../../src/ports/storage.js';
import { type Clause, contract, rateLimiterContract } from '../../../src/testing/contract/index.js';
import { projectRoot } from '../../support/project.js';

const text = readFileSync(join(projectRoot, 'docs/contract.md'), 'utf8');
interface Documented {
  readonly name: string;
  readonly clauses: readonly Pick<Clause, 'id' | 'says'>[];
}

const families: readonly Documented[] = [
  ...contract,
  { name: 'LIMIT', clauses: rateLimiterContract },
];
const clauses = families.flatMap((family) => family.clauses);

describe('docs/contract.md', () => {
  it('holds the clauses that are checked, with their sentences and in their order', () => {
    const rows = [...text.matchAll(/^\| ([A-Z]+-\d+) \| (.+) \|$/gm)];
    expect(rows.map(([, id, says]) => ({ id, says }))).toEqual(
      clauses.map(({ id, says }) => ({ id, says })),
    );
  });

  it('has a section for each family', () => {
    const headings = [...text.matchAll(/^## ([A-Z]{4,}): /gm)].map(([, name]) => name);
    expect(headings).toEqual(families.map(({ name }) => name));
  });

  it('refers to no clause that there is not', () => {
    const named = [...text.matchAll(/\b[A-Z]{4,}-\d+\b/g)].map(([id]) => id);
    const known = new Set(clauses.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('names every constraint in a clause of its own', () => {
    const unique = contract.find(({ name }) => name === 'UNIQUE');
    for (const constraint of constraints) {
      expect(
        unique?.clauses.filter(({ says }) => says.startsWith(`\`${constraint}\``)),
      ).toHaveLength(1);
    }
  });
});

describe('the clauses', () => {
  it('are numbered from 1 on in each family', () => {
    for (const { name, clauses: own } of families) {
      expect(own.map(({ id }) => id)).toEqual(own.map((_, index) => `${name}-${index + 1}`));
    }
  });

  it('are sentences', () => {
    for (const { says } of clauses) expect(says).toMatch(/^[A-Z`].*\.$/su);
  });
});

describe('the storage port', () => {
  const port = readFileSync(join(projectRoot, 'src/ports/storage.ts'), 'utf8');

  it('refers to clauses that there are', () => {
    const named = [...port.matchAll(/\b[A-Z]{4,}-\d+\b/g)].map(([id]) => id);
    const known = new Set(clauses.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });
});

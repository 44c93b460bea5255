// docs/contract.md has the same clauses as the code, word for word.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { uniqueConstraints } from '../../../src/ports/storage.js';
import {
  type Clause,
  rateLimiterContract,
  storageContract,
} from '../../../src/testing/contract/index.js';
import { projectRoot } from '../../support/project.js';

const text = readFileSync(join(projectRoot, 'docs/contract.md'), 'utf8');
interface ContractSection {
  readonly name: string;
  readonly clauses: readonly Pick<Clause, 'id' | 'statement'>[];
}

const groups: readonly ContractSection[] = [
  ...storageContract,
  { name: 'LIMIT', clauses: rateLimiterContract },
];
const clauses = groups.flatMap((group) => group.clauses);

describe('docs/contract.md', () => {
  it('has every clause with its sentence, in the same order', () => {
    const rows = [...text.matchAll(/^\| ([A-Z]+-\d+) \| (.+) \|$/gm)];
    expect(rows.map(([, id, statement]) => ({ id, statement }))).toEqual(
      clauses.map(({ id, statement }) => ({ id, statement })),
    );
  });

  it('has a section for each group', () => {
    const headings = [...text.matchAll(/^## ([A-Z]{4,}): /gm)].map(([, name]) => name);
    expect(headings).toEqual(groups.map(({ name }) => name));
  });

  it('names no unknown clause', () => {
    const named = [...text.matchAll(/\b[A-Z]{4,}-\d+\b/g)].map(([id]) => id);
    const known = new Set(clauses.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('has one clause for each unique constraint', () => {
    const unique = storageContract.find(({ name }) => name === 'UNIQUE');
    for (const constraint of uniqueConstraints) {
      expect(
        unique?.clauses.filter(({ statement }) => statement.startsWith(`\`${constraint}\``)),
      ).toHaveLength(1);
    }
  });
});

describe('the clauses', () => {
  it('are numbered in ascending order in each group', () => {
    for (const { name, clauses: own } of groups) {
      const numbers = own.map(({ id }) => Number(id.slice(name.length + 1)));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
  });

  it('are complete sentences', () => {
    for (const { statement } of clauses) expect(statement).toMatch(/^[A-Z`].*\.$/su);
  });
});

describe('the storage port', () => {
  const port = readFileSync(join(projectRoot, 'src/ports/storage.ts'), 'utf8');

  it('names only known clauses, and most of them', () => {
    const named = [...port.matchAll(/\b[A-Z]{4,}-\d+\b/g)].map(([id]) => id);
    const known = new Set(clauses.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(30);
  });
});

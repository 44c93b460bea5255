// The threat model names rules by their numbers; each must exist.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allRules } from '../rules/all-rules.js';
import { projectRoot } from '../support/project.js';

it('the threat model names only rules that exist', () => {
  const text = readFileSync(join(projectRoot, 'docs/threat-model.md'), 'utf8');
  const named = [...text.matchAll(/\b[A-Z]{3,7}-\d+\b/g)].map(([id]) => id);
  const known = new Set(allRules.map(({ id }) => id));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

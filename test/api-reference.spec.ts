// The doc comments, as far as a reader of the API reference meets them.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './support/project.js';
import { execute } from './support/published.js';

it('the API reference finds a comment on every export and no link that leads nowhere', () => {
  const tsx = join(projectRoot, 'node_modules/.bin/tsx');
  const check = () => execute(projectRoot, tsx, ['scripts/api-reference.ts', '--check']);
  expect(check).not.toThrow();
}, 120_000);

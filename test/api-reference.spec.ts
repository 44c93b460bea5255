// Checks the doc comments of everything in the API reference.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './support/project.js';
import { runCommand } from './support/published-package.js';

it('the API reference has a comment on every export and no broken link', () => {
  const tsx = join(projectRoot, 'node_modules/.bin/tsx');
  const check = () => runCommand(projectRoot, tsx, ['scripts/api-reference.ts', '--check']);
  expect(check).not.toThrow();
}, 120_000);

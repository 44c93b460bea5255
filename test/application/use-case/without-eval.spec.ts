// A page with a Content Security Policy reports every `new Function`, even one that is only tried. npm run runtimes shows
// the same in a browser.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { useCases } from '../support/use-cases.js';

const program = join(import.meta.dirname, '../support/compile-count-process.ts');

it('no use case makes code from text', async () => {
  const parameters = ['--import', 'tsx', program];
  const { stdout } = await promisify(execFile)(process.execPath, parameters);
  expect(stdout).toBe(`${useCases.length} use cases, 1\n`);
});

// Lists of the largest rows fit into a small process.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { mongodUri } from '../support/mongo-connections.js';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'page-memory.ts');

it('eight pages of the largest rows at once fit into 160 MB of heap, on both storages', async () => {
  const options = ['--max-old-space-size=160', '--import', 'tsx', script];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...options,
    ...['--rows', '60', '--uri', mongodUri()],
  ]);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatch(/: 8 pages of 3[01] rows, at most 1 MB each$/);
}, 300_000);

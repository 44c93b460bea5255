// The tour as somebody takes it who has installed the package.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { consumerOf, execute, manifest, packProject } from '../../support/published.js';
import { tourJsonSchema } from './support.js';

it('finds its examples in the package, and needs no driver', () => {
  const packed = packProject();
  const consumer = consumerOf(packed, ['any-ascii', 'tldts']);
  const program = join(consumer, 'node_modules', 'guildhall', manifest.bin['guildhall'] ?? '');
  const printed = execute(consumer, process.execPath, [program, 'tour', '--json']);
  expect(printed).not.toContain('loaded');
  expect(packed.files).toEqual(
    expect.arrayContaining(['examples/organizations.jsonl', 'examples/apps.jsonl']),
  );
  expect(tourJsonSchema.parse(JSON.parse(printed))).toMatchObject({
    storage: 'memory',
    mails: 159,
    apps: { length: 28 },
  });
}, 180_000);

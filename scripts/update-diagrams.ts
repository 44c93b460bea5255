// Writes the diagrams in docs/diagrams anew: `npm run docs:diagrams`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagramPages, withParts } from './diagrams.js';

for (const { path, parts } of diagramPages()) {
  const file = join(import.meta.dirname, '..', path);
  const before = readFileSync(file, 'utf8');
  const after = withParts(before, parts);
  writeFileSync(file, after);
  console.log(`${path} ${after === before ? 'is as it was' : 'has changed'}`);
}

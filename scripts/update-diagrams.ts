// Writes the diagrams in docs/diagrams: `npm run docs:diagrams`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagramPages, replaceParts } from './diagrams.js';

for (const { path, parts } of diagramPages()) {
  const file = join(import.meta.dirname, '..', path);
  const before = readFileSync(file, 'utf8');
  const after = replaceParts(before, parts);
  writeFileSync(file, after);
  console.log(`${path} ${after === before ? 'is unchanged' : 'has changed'}`);
}

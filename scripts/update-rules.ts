// Writes `docs/rules.md` from the list in `test/rules`: `npm run docs:rules`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesDocument } from '../test/rules/document.js';
import { findMarks } from '../test/rules/marked-source.js';
import { rules } from '../test/rules/rules.js';

writeFileSync(join(import.meta.dirname, '../docs/rules.md'), rulesDocument(rules, findMarks()));
console.log(`docs/rules.md holds ${rules.length} rules.`);

// Writes docs/rules.md from the rules in test/rules: `npm run docs:rules`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRules } from '../test/rules/all-rules.js';
import { findRuleMarks } from '../test/rules/rule-marks.js';
import { renderRulesDocument } from '../test/rules/rules-document.js';

writeFileSync(
  join(import.meta.dirname, '../docs/rules.md'),
  renderRulesDocument(allRules, findRuleMarks()),
);
console.log(`docs/rules.md has ${allRules.length} rules.`);

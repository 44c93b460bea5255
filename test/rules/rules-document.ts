// Creates docs/rules.md from the list of rules.

import type { Rule } from './rule.js';
import type { findRuleMarks } from './rule-marks.js';

type RuleMarks = ReturnType<typeof findRuleMarks>;

const sections = {
  USER: 'Users',
  ORG: 'Organizations',
  SLUG: 'Slugs',
  EMAIL: 'E-mail addresses',
  INV: 'Invitations',
  JOURNAL: 'Journal',
  APP: 'Apps',
  REV: 'Review',
  KEY: 'API keys',
  WEBHOOK: 'Webhooks',
  STORE: 'Store',
} as const;

export function renderRulesDocument(rules: readonly Rule[], marks: RuleMarks): string {
  return `# Rules

Every rule of organizations, slugs, e-mail addresses, invitations, the journal, apps, review, API keys, webhooks and the
store. Each row names the file under \`src\` that implements the rule, and the file and title of the test under \`test\`
that proves it. In the source, a comment with the rule's number marks the piece of code. Installs, plans, seats and
billing are not part of the library yet.

\`npm run rules\` removes each rule from the source, one after the other. It checks that the test passes with the rule
and fails without it. \`test/rules\` defines for each rule how the marked piece of code is changed. Tests that run on both
storages run in memory only. \`npm run docs:rules\` writes this page, and the test run fails if the page is out of date.
The numbers are defaults of the policy; [embedding](guide/embedding.md) describes how to set others.

${Object.entries(sections)
  .map(([prefix, title]) => renderSection(title, rulesOfSection(rules, prefix), marks))
  .join('\n\n')}
`;
}

function rulesOfSection(rules: readonly Rule[], prefix: string): readonly Rule[] {
  return rules.filter(({ id }) => id.startsWith(`${prefix}-`));
}

function renderSection(title: string, rules: readonly Rule[], marks: RuleMarks): string {
  const rows = rules.map(({ id, statement, test }) => {
    const { file, name } = test;
    const source = (marks.get(id) ?? []).map((mark) => `\`${mark.file.slice('src/'.length)}\``);
    const proof = `\`${file.slice('test/'.length)}\`: ${name.replaceAll('|', '\\|')}`;
    return `| ${id} | ${statement.replaceAll('|', '\\|')} | ${source.join(', ')} | ${proof} |`;
  });
  return [
    `## ${title}`,
    '',
    '| number | rule | source | test |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

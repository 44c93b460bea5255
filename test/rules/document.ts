// `docs/rules.md`, from the list of rules.
import type { Rule } from './rule.js';

const sections = {
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

export function rulesDocument(rules: readonly Rule[]): string {
  return `# Rules

Every rule of organizations, slugs, e-mail addresses, invitations, the journal, apps, review, API keys, webhooks and the
store, with the test that proves it: its file under \`test\` and its title. What needs installs, or plans with their seats
and billing, is not here.

\`npm run rules\` takes each rule out of the source, one after the other, and demands that its test passes with the rule
and fails without it; \`test/rules\` says for each rule which change takes it away. Tests that stand on both storages are
asked in memory. \`npm run docs:rules\` writes this page from there, and the test run fails where the two differ. The
numbers are defaults of the policy; [embedding](guide/embedding.md) says how to set others.

${Object.entries(sections)
  .map(([prefix, title]) => sectionOf(title, ofSection(rules, prefix)))
  .join('\n\n')}
`;
}

function ofSection(rules: readonly Rule[], prefix: string): readonly Rule[] {
  return rules.filter(({ id }) => id.startsWith(`${prefix}-`));
}

function sectionOf(title: string, rules: readonly Rule[]): string {
  const rows = rules.map(({ id, rule, test }) => {
    const { file, name } = test;
    const proof = `\`${file.slice('test/'.length)}\`: ${name.replaceAll('|', '\\|')}`;
    return `| ${id} | ${rule.replaceAll('|', '\\|')} | ${proof} |`;
  });
  return [`## ${title}`, '', '| number | rule | test |', '| --- | --- | --- |', ...rows].join('\n');
}

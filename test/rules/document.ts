// `docs/rules.md`, from the list of rules.
import type { findMarks } from './marked-source.js';
import type { Rule } from './rule.js';

type Marks = ReturnType<typeof findMarks>;

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

export function rulesDocument(rules: readonly Rule[], marks: Marks): string {
  return `# Rules

Every rule of organizations, slugs, e-mail addresses, invitations, the journal, apps, review, API keys, webhooks and the
store. Each row names the file under \`src\` that keeps the rule, where a comment with the rule's number marks the piece of
code, and the file and the title of the test under \`test\` that proves it. Installs, and plans with seats and billing, are
not part of the library yet.

\`npm run rules\` takes each rule out of the source, one after the other. It checks that the test passes with the rule
and fails without it. \`test/rules\` says for each rule how the marked piece of code changes. Tests that run on both
storages run in memory only. \`npm run docs:rules\` writes this page, and the test run fails where the page is out of
date. The numbers are defaults of the policy; [embedding](guide/embedding.md) says how to set others.

${Object.entries(sections)
  .map(([prefix, title]) => sectionOf(title, ofSection(rules, prefix), marks))
  .join('\n\n')}
`;
}

function ofSection(rules: readonly Rule[], prefix: string): readonly Rule[] {
  return rules.filter(({ id }) => id.startsWith(`${prefix}-`));
}

function sectionOf(title: string, rules: readonly Rule[], marks: Marks): string {
  const rows = rules.map(({ id, rule, test }) => {
    const { file, name } = test;
    const source = (marks.get(id) ?? []).map((mark) => `\`${mark.file.slice('src/'.length)}\``);
    const proof = `\`${file.slice('test/'.length)}\`: ${name.replaceAll('|', '\\|')}`;
    return `| ${id} | ${rule.replaceAll('|', '\\|')} | ${source.join(', ')} | ${proof} |`;
  });
  return [
    `## ${title}`,
    '',
    '| number | rule | source | test |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

// Checks the programs, numbers and links in README.md and the guides.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  blocksIn,
  expectedOutputOf,
  guides,
  isRunnable,
  needsMongod,
  needsVitest,
  programOf,
  programs,
  readDocument,
  serviceFiles,
} from '../scripts/guide-programs.js';
import { portablePrograms, toFunctionModule } from '../scripts/runtimes/programs.js';
import {
  type Policy,
  personalOrganizationPolicies,
  resolvePolicy,
  secondApprovalPolicies,
  webhookVerificationPolicies,
} from '../src/domain/shared/policy-limits.js';
import { createGuildhall } from '../src/index.js';
import { rateLimiterContract, storageContract } from '../src/testing/contract/index.js';
import { compilerErrorsOf, transpile } from './support/guide-project.js';
import { projectRoot } from './support/project.js';
import { runCommand } from './support/published-package.js';

const guide = 'docs/guide/embedding.md';
const operatingGuide = 'docs/guide/operating.md';

const readmeBlocks = blocksIn(readDocument('README.md'));

function outputOf(source: string): readonly string[] {
  return runCommand(transpile(source), process.execPath, ['program.mjs']).split('\n').slice(0, -1);
}

const guidesWithPrograms = ['embedding', 'operating', 'review', 'testing', 'writing-an-adapter'];

const patience = { timeout: 300_000 };

describe('the programs in README.md and the guides', patience, () => {
  it('are found', () => {
    expect(readmeBlocks.length).toBeGreaterThanOrEqual(3);
    expect(blocksIn(readDocument(guide)).length).toBeGreaterThanOrEqual(15);
    expect(Object.keys(programs)).toEqual(expect.arrayContaining(guidesWithPrograms));
  });

  it('compile', () => {
    const sources = Object.entries(programs).map(([name, blocks]) => [name, programOf(blocks)]);
    expect(compilerErrorsOf({ ...Object.fromEntries(sources), ...serviceFiles })).toBe('');
  });

  it('would be caught with a wrong type, on the line of the document', () => {
    const document = "# Title\n\n```ts\nimport { ok } from 'guildhall';\nok();\n```\n";
    const complaints = compilerErrorsOf({ document: programOf(blocksIn(document)) });
    expect(complaints).toMatch(/^document\.ts\(5,1\): error TS2554/);
  });

  const runnable = Object.entries(programs)
    .map(([name, blocks]) => [name, blocks.filter(isRunnable)] as const)
    .filter(([, blocks]) => blocks.length > 0);

  it.each(runnable)('%s runs and prints what its comments say', (_, blocks) => {
    const source = programOf(blocks);
    expect(outputOf(source)).toEqual(expectedOutputOf(source));
  });

  it('are mostly run: only those that need a MongoDB or vitest are not', () => {
    const blocks = Object.values(programs).flat();
    const left = blocks.filter((block) => needsMongod(block) || needsVitest(block));
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(blocks.length / 3);
  });

  it.each(portablePrograms)(
    '$name becomes a function that npm run runtimes calls in a page',
    (program) => {
      const { code } = transformSync(toFunctionModule(program), { loader: 'ts', format: 'esm' });
      const [head = '', body = ''] = code.split('async function program() {');
      expect(head).toMatch(/^import .* from "guildhall";$/m);
      expect(body).not.toMatch(/^\s*import /m);
      expect(body.match(/console\.log\(/g)?.length).toBeGreaterThanOrEqual(program.expected.length);
    },
  );

  it('have a storage that passes every contract clause with another test runner than vitest', () => {
    const folder = transpile(programOf(programs['writing-an-adapter'] ?? []));
    const report = runCommand(folder, process.execPath, ['--test-reporter=tap', 'program.mjs']);
    const clauses = storageContract.flatMap((family) => family.clauses);
    expect(report).toMatch(new RegExp(`^# pass ${clauses.length}$`, 'm'));
    expect(report).toMatch(/^# fail 0$/m);
  });
});

describe('README.md', () => {
  it.each(['README.md', 'docs/guide/writing-an-adapter.md'])(
    '%s names only clauses of the contract',
    (path) => {
      const families = storageContract.flatMap(({ clauses }) => clauses);
      const known = [...families, ...rateLimiterContract].map(({ id }) => id);
      const named = readDocument(path).match(/\b[A-Z]{4,}-\d+\b/g) ?? [];
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((id) => !known.includes(id))).toEqual([]);
    },
  );

  it('shows the output of the race', () => {
    const [, block] =
      /<!-- race:begin -->\n(.*)<!-- race:end -->/s.exec(readDocument('README.md')) ?? [];
    expect(block).toMatch(/^```text\nTwo admins demote each other .*^ {2}Guildhall .*```\n$/ms);
  });
});

describe('the guide', () => {
  const rows = [
    ...readDocument(guide).matchAll(/^\| `(\w+)` \| ([\d,]+) \| ([\d,]+)–([\d,]+) \|/gm),
  ];
  const policy = resolvePolicy();
  const names = Object.keys(policy);
  const words = {
    secondApproval: secondApprovalPolicies,
    webhookVerification: webhookVerificationPolicies,
    personalOrganizations: personalOrganizationPolicies,
  };
  const numbers = names.filter((name) => !(name in words));

  it('has a row for every setting of the policy', () => {
    expect(rows.map(([, name]) => name)).toEqual(numbers);
  });

  it.each(Object.entries(words))('has the default of %s and its other values', (name, values) => {
    const [preset, ...others] = values;
    const shown = others.map((value) => `\`${value}\``).join(' or ');
    const row = `| \`${name}\` | \`${preset}\` | ${others.length === 1 ? 'or ' : ''}${shown} |`;
    expect(readDocument(guide)).toContain(row);
    expect(policy).toMatchObject({ [name]: preset });
  });

  it.each(numbers)('%s has the default and the bounds of its row', (name) => {
    const row = rows.find(([, named]) => named === name) ?? [];
    const [preset = 0, min = 0, max = 0] = row.slice(2).map((n) => Number(n.replace(/,/g, '')));
    const given = (value: number): Policy => resolvePolicy({ [name]: value });
    expect(policy).toMatchObject({ [name]: preset });
    expect([given(min), given(max)]).toMatchObject([{ [name]: min }, { [name]: max }]);
    expect(() => given(min - 1)).toThrow(RangeError);
    expect(() => given(max + 1)).toThrow(RangeError);
  });
});

describe('the options', () => {
  const document = readDocument(guide);
  const section = /^## Options\n(.*?)^## /ms.exec(document)?.[1] ?? '';
  const names = namesOfOptions();

  it('have a row each in the guide', () => {
    const rows = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !rows.includes(name))).toEqual([]);
  });

  it('that decide what is stored are named where services must have the same', () => {
    const shared = /^All services that use one database must have the same (.*?)\./ms.exec(section);
    const several = /^## Several services\n(.*?)^## /ms.exec(readDocument(operatingGuide));
    const ofThisProcess = ['storage', 'keys', 'mailer', 'webhookSender', 'clock', 'ids', 'random'];
    const others = ['pacing', 'rateLimiter', 'language', 'templates'];
    const decisive = names.filter((name) => ![...ofThisProcess, ...others].includes(name));
    for (const text of [shared?.[1], several?.[1]]) {
      expect(decisive.filter((name) => !text?.includes(`\`${name}\``))).toEqual([]);
    }
  });

  /** As the message about an option that does not exist lists them. */
  function namesOfOptions(): readonly string[] {
    try {
      Reflect.apply(createGuildhall, undefined, [{ none: 1 }]);
      return [];
    } catch (error) {
      return /its options are (.*)$/.exec(String(error))?.[1]?.split(', ') ?? [];
    }
  }
});

describe('links', () => {
  const decisions = readdirSync(join(projectRoot, 'docs/decisions')).map(
    (name) => `docs/decisions/${name}`,
  );

  const diagrams = readdirSync(join(projectRoot, 'docs/diagrams')).map(
    (name) => `docs/diagrams/${name}`,
  );
  const references = ['CONTRIBUTING.md', 'docs/contract.md', ...diagrams];

  it.each(['README.md', 'CHANGELOG.md', ...guides, ...references, ...decisions])(
    'in %s lead to a file',
    (path) => {
      const targets = [...readDocument(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
      const missing = targets
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(projectRoot, dirname(path), target)));
      expect(missing).toEqual([]);
    },
  );

  it.each(['README.md', ...guides, ...references])('in %s name headings that exist', (path) => {
    const targets = [...readDocument(path).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = targets.filter(([, target = '', anchor = '']) => {
      const file = target === '' ? path : join(dirname(path), target);
      return !anchorsOf(readDocument(file)).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  const withContents = guides.filter((path) => contentsOf(readDocument(path)) !== '');

  it.each(withContents)('at the start of %s lead to every section', (path) => {
    const document = readDocument(path);
    const linked = [...contentsOf(document).matchAll(/\]\(#([^)]+)\)/g)].map(([, to = '']) => to);
    const sections = [...document.matchAll(/^## .+$/gm)].flatMap(([line]) => anchorsOf(line));
    expect(sections.length).toBeGreaterThan(3);
    expect(linked.filter((anchor) => sections.includes(anchor))).toEqual(sections);
  });

  it('stand at the start of most guides', () => {
    expect(withContents.length).toBeGreaterThan(guides.length / 2);
  });

  /** The list before the first section that links sections. */
  function contentsOf(document: string): string {
    const [start = ''] = document.split(/^## /m);
    return /^- \[.*/ms.exec(start)?.[0] ?? '';
  }

  /** The anchors of headings, as GitHub makes them. */
  function anchorsOf(document: string): readonly string[] {
    return [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    );
  }
});

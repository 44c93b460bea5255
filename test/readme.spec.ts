// The programs, figures and links in README.md and the guides, so that none can go stale.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type Policy, policyWith } from '../src/domain/shared/policy.js';
import { contract, rateLimiterContract } from '../src/testing/contract/index.js';
import { projectRoot, scratchProject } from './support/project.js';
import { execute, manifest } from './support/published.js';

const guide = 'docs/guide/embedding.md';
const guides = readdirSync(join(projectRoot, 'docs/guide')).map((name) => `docs/guide/${name}`);
const text = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** The lines of one block of TypeScript, with the line of the document on which its first one stands. */
interface Block {
  readonly start: number;
  readonly lines: readonly string[];
}

function blocksIn(document: string): readonly Block[] {
  return [...document.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    start: document.slice(0, match.index).split('\n').length,
    lines: (match[1] ?? '').trimEnd().split('\n'),
  }));
}

/** A file in which the blocks stand on the lines of their document, so that errors name those. */
function programOf(blocks: readonly Block[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    while (lines.length < block.start) lines.push('');
    lines.push(...block.lines);
  }
  return `${lines.join('\n')}\n`;
}

const needsMongod = ({ lines }: Block): boolean =>
  /from '[\w/]*mongoose'|\bmongoose\w+\(/.test(lines.join('\n'));
const needsVitest = ({ lines }: Block): boolean =>
  lines.some((line) => / from 'vitest'/.test(line));
const needsRunner = ({ lines }: Block): boolean =>
  lines.some((line) => / from 'node:test'/.test(line));

const readmeBlocks = blocksIn(text('README.md'));

/** Each block of the README is a program of its own, as is one for vitest; the rest of a guide is one from top to bottom. */
const programs: Readonly<Record<string, readonly Block[]>> = Object.fromEntries([
  ...readmeBlocks.map((block) => [`README.${block.start}`, [block]] as const),
  ...guides.flatMap(programsOf),
]);

function programsOf(path: string): readonly (readonly [string, readonly Block[]])[] {
  const name = basename(path, '.md');
  const blocks = blocksIn(text(path));
  const alone = blocks.filter(needsVitest);
  const together = blocks.filter((block) => !alone.includes(block));
  return [
    ...alone.map((block) => [`${name}.${block.start}`, [block]] as const),
    ...(together.length === 0 ? [] : [[name, together] as const]),
  ];
}

/** The entry points as the manifest names them, in the sources of this project. */
const entryPoints = Object.entries(manifest.exports).flatMap(([name, target]) =>
  typeof target === 'string'
    ? []
    : [[name.replace(/^\./, 'guildhall'), [sourceOf(target['default'] ?? '')]] as const],
);

function sourceOf(built: string): string {
  return join(projectRoot, built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'));
}

function projectWith(sources: Readonly<Record<string, string>>): string {
  const compilerOptions = {
    paths: Object.fromEntries(entryPoints),
    typeRoots: [join(projectRoot, 'node_modules/@types')],
    noUnusedLocals: false,
    isolatedDeclarations: false,
    declaration: false,
    skipLibCheck: true,
  };
  const config = { extends: join(projectRoot, 'tsconfig.json'), compilerOptions, include: ['.'] };
  const files = Object.entries(sources).map(([name, source]) => [`${name}.mts`, source]);
  return scratchProject({
    'tsconfig.json': JSON.stringify(config),
    ...Object.fromEntries(files),
  });
}

function complaintsAbout(sources: Readonly<Record<string, string>>): string {
  const folder = projectWith(sources);
  const compiler = join(projectRoot, 'node_modules/.bin/tsc');
  return spawnSync(compiler, ['-p', folder], { cwd: folder, encoding: 'utf8' }).stdout;
}

/** A folder with the program as `program.mjs`. */
function built(source: string): string {
  const folder = projectWith({ program: source });
  buildSync({
    absWorkingDir: folder,
    entryPoints: ['program.mts'],
    outfile: 'program.mjs',
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
  return folder;
}

function printedBy(source: string): readonly string[] {
  return execute(built(source), process.execPath, ['program.mjs']).split('\n').slice(0, -1);
}

/** What the comments behind `console.log(…);` say that it prints. */
function promisedIn(source: string): readonly string[] {
  return [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] ?? '');
}

const guidesWithPrograms = ['embedding', 'operating', 'review', 'testing', 'writing-an-adapter'];

const patience = { timeout: 300_000 };

describe('the programs in README.md and the guides', patience, () => {
  it('are found', () => {
    expect(readmeBlocks.length).toBeGreaterThanOrEqual(3);
    expect(blocksIn(text(guide)).length).toBeGreaterThanOrEqual(15);
    expect(Object.keys(programs)).toEqual(expect.arrayContaining(guidesWithPrograms));
  });

  it('have the types that they need', () => {
    const sources = Object.entries(programs).map(([name, blocks]) => [name, programOf(blocks)]);
    expect(complaintsAbout(Object.fromEntries(sources))).toBe('');
  });

  it('would be caught at a wrong type, on the line of the document', () => {
    const document = "# Title\n\n```ts\nimport { ok } from 'guildhall';\nok();\n```\n";
    const complaints = complaintsAbout({ document: programOf(blocksIn(document)) });
    expect(complaints).toMatch(/^document\.mts\(5,1\): error TS2554/);
  });

  const isRunHere = (block: Block): boolean =>
    !needsMongod(block) && !needsVitest(block) && !needsRunner(block);
  const runnable = Object.entries(programs)
    .map(([name, blocks]) => [name, blocks.filter(isRunHere)] as const)
    .filter(([, blocks]) => blocks.length > 0);

  it.each(runnable)('%s runs and prints what its comments say', (_, blocks) => {
    const source = programOf(blocks);
    expect(printedBy(source)).toEqual(promisedIn(source));
  });

  it('leave out of the run what needs a MongoDB or vitest, and little else', () => {
    const blocks = Object.values(programs).flat();
    const left = blocks.filter((block) => needsMongod(block) || needsVitest(block));
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(blocks.length / 3);
  });

  it('hold a storage that keeps every clause, under a runner that is not vitest', () => {
    const folder = built(programOf(programs['writing-an-adapter'] ?? []));
    const report = execute(folder, process.execPath, ['--test-reporter=tap', 'program.mjs']);
    const clauses = contract.flatMap((family) => family.clauses);
    expect(report).toMatch(new RegExp(`^# pass ${clauses.length}$`, 'm'));
    expect(report).toMatch(/^# fail 0$/m);
  });
});

describe('README.md', () => {
  it.each(['README.md', 'docs/guide/writing-an-adapter.md'])(
    '%s names clauses that the contract has',
    (path) => {
      const families = contract.flatMap(({ clauses }) => clauses);
      const known = [...families, ...rateLimiterContract].map(({ id }) => id);
      const named = text(path).match(/\b[A-Z]{4,}-\d+\b/g) ?? [];
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((id) => !known.includes(id))).toEqual([]);
    },
  );

  it('shows the race as the command printed it', () => {
    const [, block] = /<!-- race:begin -->\n(.*)<!-- race:end -->/s.exec(text('README.md')) ?? [];
    expect(block).toMatch(/^```text\nTwo admins demote each other .*^ {2}Guildhall .*```\n$/ms);
  });
});

describe('the guide', () => {
  const rows = [...text(guide).matchAll(/^\| `(\w+)` \| ([\d,]+) \| ([\d,]+)–([\d,]+) \|/gm)];
  const policy = policyWith();

  it('has a row for every number of the policy', () => {
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(policy));
  });

  it.each(Object.keys(policy))('%s is as its row says', (name) => {
    const row = rows.find(([, named]) => named === name) ?? [];
    const [preset = 0, min = 0, max = 0] = row.slice(2).map((n) => Number(n.replace(/,/g, '')));
    const given = (value: number): Policy => policyWith({ [name]: value });
    expect(policy).toMatchObject({ [name]: preset });
    expect([given(min), given(max)]).toMatchObject([{ [name]: min }, { [name]: max }]);
    expect(() => given(min - 1)).toThrow(RangeError);
    expect(() => given(max + 1)).toThrow(RangeError);
  });
});

describe('links', () => {
  const decisions = readdirSync(join(projectRoot, 'docs/decisions')).map(
    (name) => `docs/decisions/${name}`,
  );

  const diagrams = readdirSync(join(projectRoot, 'docs/diagrams')).map(
    (name) => `docs/diagrams/${name}`,
  );
  const references = ['docs/contract.md', ...diagrams];

  it.each(['README.md', 'CHANGELOG.md', ...guides, ...references, ...decisions])(
    'of %s lead somewhere',
    (path) => {
      const targets = [...text(path).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];
      const missing = targets
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(projectRoot, dirname(path), target)));
      expect(missing).toEqual([]);
    },
  );

  it.each(['README.md', ...guides, ...references])('of %s name headings that are there', (path) => {
    const targets = [...text(path).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = targets.filter(([, target = '', anchor = '']) => {
      const file = target === '' ? path : join(dirname(path), target);
      return !anchorsOf(text(file)).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  /** As GitHub makes them. */
  function anchorsOf(document: string): readonly string[] {
    return [...document.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    );
  }
});

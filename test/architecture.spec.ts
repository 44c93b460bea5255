// The architecture: which layer imports which, what the core may use, and where it can run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleForBrowser, hasNewerSyntax } from './support/browser-bundle.js';
import { checkLayers, findFolderCircles, layerRules } from './support/layers.js';
import { projectRoot, scratchProject, sourceFiles } from './support/project.js';

// A cruiser that cannot read TypeScript finds no modules and no violations, so it must find at least this many.
const fewestModules = 120;
const fewestDependencies = 600;

let cruised: ICruiseResult;

beforeAll(async () => {
  cruised = await checkLayers(projectRoot);
}, 120_000);

describe('layers', () => {
  it('import only what they may', () => {
    const { modules, summary } = cruised;
    const seen = modules.map(({ source }) => source).filter((source) => source.startsWith('src/'));
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
      [],
    );
    expect(seen.sort()).toEqual(sourceFiles('src'));
    expect(seen.length).toBeGreaterThanOrEqual(fewestModules);
    expect(summary.totalDependenciesCruised).toBeGreaterThanOrEqual(fewestDependencies);
  });

  it('are checked by rules that each catch a planted violation', async () => {
    const { summary } = await checkLayers(scratchProject(plantedFiles()));
    const caught = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
    expect(caught).toEqual(expect.arrayContaining(plantedVerdicts()));
  });

  it('have a planted violation for every rule', () => {
    const planted = new Set(violations.map(({ rule }) => rule));
    expect(layerRules.map(({ name }) => name).filter((name) => !planted.has(name ?? ''))).toEqual(
      [],
    );
  });

  it('may import what is allowed', async () => {
    const { summary } = await checkLayers(scratchProject(allowedFiles));
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
      [],
    );
  });
});

const packageJson = readFileSync(join(projectRoot, 'package.json'), 'utf8');

/** One file with a violation per row: the rule that must catch it, its path and its text. */
const violations: readonly { rule: string; path: string; text: string }[] = [
  { rule: 'domain', path: 'src/domain/a.ts', text: "import 'node:fs';" },
  { rule: 'domain', path: 'src/domain/b.ts', text: "import 'zod';" },
  {
    rule: 'domain',
    path: 'src/domain/c.ts',
    text: "import type { Port } from '../ports/good.js';",
  },
  { rule: 'domain', path: 'src/domain/d.ts', text: "export const fs = () => import('node:fs');" },
  { rule: 'domain', path: 'src/domain/e.ts', text: "export type T = import('zod').ZodType;" },
  { rule: 'ports', path: 'src/ports/a.ts', text: "import '../application/good.js';" },
  { rule: 'ports', path: 'src/ports/b.ts', text: "import 'node:crypto';" },
  { rule: 'application', path: 'src/application/a.ts', text: "import 'mongoose';" },
  { rule: 'application', path: 'src/application/b.ts', text: "import '../adapters/web/good.js';" },
  { rule: 'application', path: 'src/application/c.ts', text: "import 'node:crypto';" },
  {
    rule: 'use-case',
    path: 'src/application/use-case/a.ts',
    text: "import type { Good } from '../apps/good.js';",
  },
  { rule: 'adapter-kit', path: 'src/adapters/kit/a.ts', text: "import '../memory/good.js';" },
  { rule: 'adapter-kit', path: 'src/adapters/kit/b.ts', text: "import 'lru-cache';" },
  { rule: 'adapter-memory', path: 'src/adapters/memory/a.ts', text: "import 'zod';" },
  { rule: 'adapter-memory', path: 'src/adapters/memory/b.ts', text: "import '../web/good.js';" },
  { rule: 'adapter-mongoose', path: 'src/adapters/mongoose/a.ts', text: "import 'node:crypto';" },
  {
    rule: 'adapter-mongoose',
    path: 'src/adapters/mongoose/b.ts',
    text: "import '../../application/good.js';",
  },
  { rule: 'adapter-node', path: 'src/adapters/node/a.ts', text: "import '../web/good.js';" },
  { rule: 'adapter-node', path: 'src/adapters/node/b.ts', text: "import '@noble/hashes/sha2.js';" },
  { rule: 'adapter-cached', path: 'src/adapters/cached/a.ts', text: "import '../memory/good.js';" },
  { rule: 'adapter-smtp', path: 'src/adapters/smtp/a.ts', text: "import 'node:tls';" },
  { rule: 'adapter-smtp', path: 'src/adapters/smtp/b.ts', text: "import '../node/good.js';" },
  { rule: 'adapter-web', path: 'src/adapters/web/a.ts', text: "import 'node:crypto';" },
  { rule: 'adapter-webhooks', path: 'src/adapters/webhooks/a.ts', text: "import 'node:fs';" },
  {
    rule: 'adapter-webhooks',
    path: 'src/adapters/webhooks/b.ts',
    text: "import '../web/good.js';",
  },
  { rule: 'adapter-unknown', path: 'src/adapters/fax/a.ts', text: "import '../../ports/good.js';" },
  { rule: 'testing', path: 'src/testing/a.ts', text: "import 'inversify';" },
  { rule: 'testing', path: 'src/testing/b.ts', text: "import '../adapters/mongoose/good.js';" },
  { rule: 'core-entry', path: 'src/index.ts', text: "import './guildhall.js';" },
  {
    rule: 'core-entry',
    path: 'src/guildhall.ts',
    text: "import './adapters/node/good.js';\nimport './adapters/mongoose/good.js';",
  },
  {
    rule: 'layers-below-composition',
    path: 'src/application/d.ts',
    text: "import '../guildhall.js';",
  },
  {
    rule: 'published-tools',
    path: 'src/adapters/inversify/a.ts',
    text: "import '../../cli/good.js';",
  },
  { rule: 'outside-src', path: 'src/cli/a.ts', text: "import '../../test/good.js';" },
  { rule: 'undeclared', path: 'src/cli/b.ts', text: "import 'esbuild';" },
  { rule: 'unresolvable', path: 'src/cli/c.ts', text: "import './nowhere.js';" },
  { rule: 'cycle', path: 'src/domain/x.ts', text: "import './y.js';" },
  {
    rule: 'cycle',
    path: 'src/domain/type-x.ts',
    text: "import type { Y } from './type-y.js';\nexport interface X { y: Y }",
  },
  { rule: 'cycle', path: 'examples/x.ts', text: "import './y.js';" },
];

const allowedFiles: Readonly<Record<string, string>> = {
  'package.json': packageJson,
  'test/good.ts': 'export {};',
  'src/domain/good.ts':
    "import type { Other } from './other.js';\nexport interface Good { other: Other }",
  'src/domain/other.ts': 'export interface Other { id: string }',
  'src/ports/good.ts': "import '../domain/good.js';\nexport interface Port { id: string }",
  'src/application/good.ts': "import '../ports/good.js';\nimport 'zod';",
  'src/application/apps/good.ts': 'export interface Good { id: string }',
  'src/adapters/kit/good.ts': "import '../../ports/good.js';\nimport '../../domain/good.js';",
  'src/adapters/memory/good.ts': "import '../../ports/good.js';\nimport '../kit/good.js';",
  'src/adapters/mongoose/good.ts': "import 'mongoose';\nimport '../../domain/good.js';",
  'src/adapters/node/good.ts': "import 'node:crypto';\nimport 'bcrypt';\nimport 'any-ascii';",
  'src/adapters/cached/good.ts': "import 'lru-cache';\nimport '../../ports/good.js';",
  'src/adapters/smtp/good.ts': "import 'nodemailer';\nimport '../../domain/good.js';",
  'src/adapters/web/good.ts': "import '@noble/hashes/sha2.js';",
  'src/adapters/webhooks/good.ts':
    "import 'node:https';\nimport 'node:dns/promises';\nimport 'ipaddr.js';\nimport '../../domain/good.js';",
  'src/adapters/inversify/good.ts': "import 'inversify';\nimport '../mongoose/good.js';",
  'src/testing/good.ts': "import 'fast-check';\nimport '../adapters/memory/good.js';",
  'src/cli/good.ts':
    "import 'commander';\nimport 'node:fs';\nimport '../adapters/mongoose/good.js';",
};

function plantedFiles(): Record<string, string> {
  const planted = violations.map(({ path, text }) => [path, text] as const);
  return {
    ...allowedFiles,
    'src/domain/y.ts': "import './x.js';",
    'src/domain/type-y.ts': "import type { X } from './type-x.js';\nexport interface Y { x: X }",
    'examples/y.ts': "import './x.js';",
    ...Object.fromEntries(planted),
  };
}

function plantedVerdicts(): string[] {
  return violations.map(({ rule, path }) => `${rule}: ${path}`);
}

const clockOrRandom =
  /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bcrypto\s*\.|\bgetRandomValues\b|\bperformance\s*\./g;

/** The uses of the clock or of random numbers in a source; comments and types do not count. */
function clockAndRandomUses(source: string): string[] {
  const { code } = transformSync(source, { loader: 'ts', target: 'esnext' });
  return code.match(clockOrRandom) ?? [];
}

describe('the folders of the application', () => {
  it('import each other one way only', () => {
    expect(findFolderCircles(cruised)).toEqual([]);
  });

  it('would be caught importing each other', async () => {
    const folder = scratchProject({
      'package.json': packageJson,
      'src/application/apps/a.ts': "import type { B } from '../users/b.js';\nexport type A = B;",
      'src/application/users/b.ts': 'export type B = string;',
      'src/application/users/c.ts': "import '../apps/a.js';",
    });
    expect(findFolderCircles(await checkLayers(folder))).toEqual(['apps ↔ users']);
  });
});

describe('the domain and the application', () => {
  it('take time and random numbers from ports', () => {
    const files = [...sourceFiles('src/domain'), ...sourceFiles('src/application')];
    const found = files.flatMap((path) =>
      clockAndRandomUses(readFileSync(join(projectRoot, path), 'utf8')).map(
        (use) => `${path}: ${use}`,
      ),
    );
    expect(found).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each([
    'const now = Date.now();',
    'const now = new Date( );',
    'const now = Date();',
    'const dice = Math.random();',
    'const id = globalThis.crypto.randomUUID();',
    'const bytes = crypto.subtle;',
    'const { randomUUID } = source;',
    'const start = performance.now();',
  ])('would be caught with: %s', (source) => {
    expect(clockAndRandomUses(source)).not.toEqual([]);
  });

  it.each([
    '// the caller takes Date.now() from the clock port\nexport const later = (at: Date) => new Date(+at + 1);',
    'export interface Clock { now(): Date }',
  ])('may contain: %s', (source) => {
    expect(clockAndRandomUses(source)).toEqual([]);
  });
});

describe('the core entry', () => {
  const notForBrowsers =
    /^\(disabled\)|^node:|node_modules\/(mongoose|mongodb|bson|inversify|reflect-metadata|lru-cache)\//;

  it('bundles for a browser without a Node built-in or a driver', async () => {
    const { errors, inputs } = await bundleForBrowser(projectRoot, 'src/index.ts');
    expect(errors).toEqual([]);
    expect(inputs.filter((path) => notForBrowsers.test(path))).toEqual([]);
    expect(inputs.filter((path) => path.startsWith('src/domain/'))).not.toEqual([]);
  });

  it.each([
    "import { createHash } from 'node:crypto';\nconsole.log(createHash);",
    "import mongoose from 'mongoose';\nconsole.log(mongoose);",
    "import { LRUCache } from 'lru-cache';\nconsole.log(LRUCache);",
    "import { Container } from 'inversify';\nconsole.log(Container);",
    "export const late = () => import('node:fs');",
  ])('would be caught with: %s', async (text) => {
    const folder = scratchProject({ 'src/index.ts': text });
    const { errors, inputs } = await bundleForBrowser(folder, 'src/index.ts');
    expect([...errors, ...inputs.filter((path) => notForBrowsers.test(path))]).not.toEqual([]);
  });

  // tsconfig.core.json checks the same of the functions that the sources call.
  it.each([
    'src/index.ts',
    'src/adapters/kit/index.ts',
    'src/adapters/memory/index.ts',
    'src/testing/doubles/index.ts',
  ])('%s needs no syntax after ES2023', async (entry) =>
    expect(await hasNewerSyntax(projectRoot, entry)).toBe(false),
  );

  it.each([
    'export const found = /[\\p{L}--[a-z]]/v;',
    'export const use = (open) => { using file = open(); };',
  ])('would be caught with: %s', async (text) => {
    const folder = scratchProject({ 'src/index.ts': text });
    expect(await hasNewerSyntax(folder, 'src/index.ts')).toBe(true);
  });
});

// What npm would publish: the files, the entry points, what each of them loads, declares and weighs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiReport,
  apiReportFolder,
  apiReportsOf,
  changesBetween,
} from '../scripts/api-reports.js';
import { entryPointsOf } from '../scripts/entry-points.js';
import { projectRoot, writeFiles } from './support/project.js';
import {
  consumerOf,
  execute,
  importIn,
  manifest,
  type PublishedPackage,
  packProject,
  printedBy,
  requireIn,
} from './support/published.js';
import { compileIn, compilers } from './support/typed-consumer.js';

let pack: PublishedPackage;
let complete: string;

beforeAll(() => {
  pack = packProject();
  complete = consumerOf(pack, Object.keys(manifest.peerDependencies));
}, 120_000);

const entryPoints = entryPointsOf(projectRoot).map(({ specifier }) => specifier);
const patience = { timeout: 120_000 };

describe('the package', () => {
  it('holds every file that its manifest names', () => {
    const named = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const missing = [...named, ...Object.values(manifest.bin)]
      .map((path) => path.replace(/^\.\//, ''))
      .filter((path) => !pack.files.includes(path));
    expect(named.length).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });

  it('holds nothing but what its users need', () => {
    const wanted = /^(dist|src|docs|examples)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(pack.files.filter((path) => !wanted.test(path))).toEqual([]);
    expect(pack.files.filter((path) => path.startsWith('docs/api/'))).toEqual([]);
    expect(pack.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
  });

  it('is well formed for publint', async () => {
    const pkgDir = join(complete, 'node_modules', 'guildhall');
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that resolve for ESM users', patience, () => {
    const attw = join(projectRoot, 'node_modules', '.bin', 'attw');
    const report = execute(projectRoot, attw, [
      pack.tarball,
      '--profile',
      'esm-only',
      '--no-color',
    ]);
    expect(report).toContain('node16 (from ESM)');
  });
});

describe('an entry point', () => {
  it.each(entryPoints)('%s can be imported', (entry) => {
    expect(importIn(complete, entry)).toEqual(['imported']);
  });

  it.each(entryPoints)('%s can be required from CommonJS', (entry) => {
    expect(requireIn(complete, entry)).toEqual(['required']);
  });

  it.each([
    ['guildhall', []],
    ['guildhall/memory', []],
    ['guildhall/testing', ['fast-check']],
    ['guildhall/mongoose', ['mongoose']],
  ])('%s loads no optional package beside %j', (entry, needed) => {
    expect(importIn(consumerOf(pack, needed), entry)).toEqual(['imported']);
  });

  it('would be caught loading one', () => {
    expect(importIn(consumerOf(pack, []), 'bcrypt')).toEqual(['loaded bcrypt', 'imported']);
  });
});

describe('the first program of the README', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];

  it('runs from the package and prints what its comment says', () => {
    const [, promised] = /console\.log\(.*\); \/\/ (.*)$/m.exec(program) ?? [];
    const consumer = consumerOf(pack, []);
    writeFiles(consumer, { 'readme.mjs': transformSync(program, { loader: 'ts' }).code });
    expect(printedBy(consumer, ['readme.mjs'])).toEqual([promised]);
  });

  it.each(Object.values(compilers))('and the entry points compile with $name', patience, (by) => {
    const quick = (entry: string) => by !== compilers.thorough || !entry.endsWith('/mongoose');
    const everything = entryPoints
      .filter(quick)
      .map((entry, at) => `export type * as at${at} from '${entry}';`);
    compileIn(complete, by, { 'readme.mts': program, 'everything.mts': everything.join('\n') });
  });

  it('would be caught wrong', patience, () => {
    const wrong = "import { ok } from 'guildhall';\nimport 'guildhall/nowhere';\nok();\n";
    const compile = () => compileIn(complete, compilers.forNode, { 'wrong.mts': wrong });
    expect(compile).toThrow(/wrong\.mts\(2,8\): error TS2882.*wrong\.mts\(3,1\): error TS2554/s);
  });
});

describe('the declarations', () => {
  const folder = join(projectRoot, apiReportFolder);
  const committed = (file: string): string =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  const advice = 'If this is meant, run "npm run api:report" and say so in CHANGELOG.md.';
  let reports: readonly ApiReport[];

  beforeAll(() => {
    reports = apiReportsOf(pack.project);
  }, 120_000);

  it('are what the reports say', () => {
    const changes = reports.flatMap(({ file, text }) =>
      changesBetween(committed(file), text).map(
        (change) => `${apiReportFolder}/${file}: ${change}`,
      ),
    );
    expect(changes.join('\n'), `The public API changed. ${advice}`).toBe('');
  });

  it('have a report for every entry point, and none besides', () => {
    const written = reports.map(({ file }) => file).sort();
    expect(written).toHaveLength(entryPoints.length);
    expect(readdirSync(folder).sort(), `${apiReportFolder} is out of date. ${advice}`).toEqual(
      written,
    );
  });

  const report = (...lines: string[]) => `\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n`;
  const before = report('export function first(a: string): void;', '', 'type Second = 1;');

  it.each([
    [
      'a parameter is added',
      report('export function first(a: string, b: 1): void;', '', 'type Second = 1;'),
      'first changed:\n  - export function first(a: string): void;\n  + export function first(a: string, b: 1): void;',
    ],
    [
      'a private type of a public one changes',
      report('export function first(a: string): void;', '', 'type Second = 2;'),
      'Second changed:\n  - type Second = 1;\n  + type Second = 2;',
    ],
    [
      'a declaration goes',
      report('export function first(a: string): void;'),
      'Second is gone:\n  - type Second = 1;',
    ],
    ['the file is missing', '', 'first is gone:\n  - export function first(a: string): void;'],
  ])('would be caught where %s', (_, after, change) => {
    expect(changesBetween(before, after)).toContain(change);
    expect(changesBetween(before, before)).toEqual([]);
  });
});

describe('the size', () => {
  it('has a limit for every entry point', () => {
    const limits: readonly { name: string; path: string }[] = JSON.parse(
      readFileSync(join(projectRoot, '.size-limit.json'), 'utf8'),
    );
    const built = entryPointsOf(projectRoot).map(({ specifier, types }) => ({
      name: specifier,
      path: types.replace(/\.d\.ts$/, '.js'),
    }));
    expect(limits).toEqual(
      expect.arrayContaining(built.map((entry) => expect.objectContaining(entry))),
    );
  });

  it('is below every limit', patience, () => {
    const program = join(projectRoot, 'node_modules/.bin/size-limit');
    expect(execute(pack.project, program, [])).toContain('Size limit:');
  });
});

describe('the command', () => {
  it.each(Object.entries(manifest.bin))(
    '%s explains itself without optional packages',
    (_, file) => {
      const consumer = consumerOf(pack, []);
      const program = join(consumer, 'node_modules', 'guildhall', file);
      const help = execute(consumer, process.execPath, [program, '--help']);
      expect(help).toMatch(/^Usage: guildhall/);
      expect(help).not.toContain('loaded ');
    },
  );
});

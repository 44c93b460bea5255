// The package as npm would publish it: its files, and what each entry point loads, declares and weighs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ApiReport,
  apiReportFolder,
  createApiReports,
  describeApiChanges,
} from '../scripts/api-reports.js';
import { readEntryPoints } from '../scripts/entry-points.js';
import { contractProgram, typedProgram } from '../scripts/peers/programs.js';
import { mongodUri } from './support/mongo-connections.js';
import { projectRoot, writeFiles } from './support/project.js';
import {
  getConsumer,
  importIn,
  type PublishedPackage,
  packageManifest,
  packProject,
  requireIn,
  runCommand,
  runInConsumer,
} from './support/published-package.js';
import { compileInConsumer, compilers } from './support/typed-consumer.js';

let pack: PublishedPackage;
let complete: string;

beforeAll(() => {
  pack = packProject();
  complete = getConsumer(pack, Object.keys(packageManifest.peerDependencies));
}, 120_000);

const entryPoints = readEntryPoints(projectRoot).map(({ specifier }) => specifier);
const patience = { timeout: 120_000 };

describe('the package', () => {
  it('has every file that its manifest names', () => {
    const named = Object.values(packageManifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const missing = [...named, ...Object.values(packageManifest.bin)]
      .map((path) => path.replace(/^\.\//, ''))
      .filter((path) => !pack.files.includes(path));
    expect(named.length).toBeGreaterThan(2);
    expect(missing).toEqual([]);
  });

  it('has no file that only tests, examples, benchmarks and scripts use', () => {
    const wanted = /^(dist|src|docs)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(pack.files.filter((path) => !wanted.test(path))).toEqual([]);
    expect(pack.files.filter((path) => /^docs\/api\/|mongod\b|\/(tour|race)\//.test(path))).toEqual(
      [],
    );
    expect(pack.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
  });

  it('has short lines for Node, which prints the whole source line of an uncaught error', () => {
    const read = (path: string) => readFileSync(join(pack.project, path), 'utf8');
    const forNode = pack.files.filter((path) => /^dist\/node\/.*\.js$/.test(path));
    const longLines = forNode.flatMap((path) => read(path).split('\n')).filter(isTooLong);
    expect(forNode.length).toBeGreaterThan(10);
    expect(longLines).toEqual([]);
  });

  it('imports only Node built-ins and packages that its manifest depends on', () => {
    const imported = importedPackages(pack.files.filter((path) => /^dist\/.*\.js$/.test(path)));
    const { dependencies, peerDependencies } = packageManifest;
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    expect(imported).toEqual(expect.arrayContaining(['zod', 'mongoose', 'commander']));
    expect(imported.filter((name) => !declared.has(name))).toEqual([]);
  });

  it('does not depend on packages that only the tour, the race and the tests use', () => {
    const { dependencies, peerDependencies } = packageManifest;
    const declared = Object.keys({ ...dependencies, ...peerDependencies });
    const forDevelopment = ['cli-progress', 'cli-table3', 'mongodb-memory-server-core'];
    expect(declared.filter((name) => forDevelopment.includes(name))).toEqual([]);
  });

  it('is well formed for publint', async () => {
    const pkgDir = join(complete, 'node_modules', 'guildhall');
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that resolve for ESM users', patience, () => {
    const attw = join(projectRoot, 'node_modules', '.bin', 'attw');
    const report = runCommand(projectRoot, attw, [
      pack.tarball,
      '--profile',
      'esm-only',
      '--no-color',
    ]);
    expect(report).toContain('node16 (from ESM)');
  });
});

const isTooLong = ({ length }: string): boolean => length > 500;

/** The packages that files of the build import, without Node built-ins. */
function importedPackages(files: readonly string[]): readonly string[] {
  const { metafile } = buildSync({
    absWorkingDir: pack.project,
    entryPoints: [...files],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'unused',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return imports
    .filter(({ external, path }) => external === true && !isBuiltin(path))
    .map(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
}

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
  ])('%s loads no optional package besides %j', (entry, needed) => {
    expect(importIn(getConsumer(pack, needed), entry)).toEqual(['imported']);
  });

  it('would be caught loading another one', () => {
    expect(importIn(getConsumer(pack, []), 'any-ascii')).toEqual(['loaded any-ascii', 'imported']);
  });
});

describe('the first program of the README', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const [, program = ''] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];

  it('runs from the package and prints what its comment says', () => {
    const [, promised] = /console\.log\(.*\); \/\/ (.*)$/m.exec(program) ?? [];
    const consumer = getConsumer(pack, []);
    writeFiles(consumer, { 'readme.mjs': transformSync(program, { loader: 'ts' }).code });
    expect(runInConsumer(consumer, ['readme.mjs'])).toEqual([promised]);
  });

  it.each(Object.values(compilers))(
    'compiles with $name, as do the entry points',
    patience,
    (by) => {
      const quick = (entry: string) => by !== compilers.thorough || !entry.endsWith('/mongoose');
      const everything = entryPoints
        .filter(quick)
        .map((entry, at) => `export type * as at${at} from '${entry}';`);
      compileInConsumer(complete, by, {
        'readme.mts': program,
        'everything.mts': everything.join('\n'),
      });
    },
  );

  it('would be caught with an error', patience, () => {
    const wrong = "import { ok } from 'guildhall';\nimport 'guildhall/nowhere';\nok();\n";
    const compile = () => compileInConsumer(complete, compilers.forNode, { 'wrong.mts': wrong });
    expect(compile).toThrow(/wrong\.mts\(2,8\): error TS2882.*wrong\.mts\(3,1\): error TS2554/s);
  });
});

describe('a project with these peers', patience, () => {
  // `npm run peers` does this with the oldest and the newest version of each peer, and with all clauses.
  it('compiles a program that uses Mongoose and Inversify', () => {
    compileInConsumer(complete, compilers.forNode, { 'program.ts': typedProgram });
  });

  it('runs in a service that is compiled to CommonJS', () => {
    const settings = { module: 'nodenext', skipLibCheck: true, noEmit: false };
    const source = "import { ok } from 'guildhall';\nconsole.log(ok('value').value);\n";
    compileInConsumer(complete, { ...compilers.forNode, settings }, { 'service.cts': source });
    expect(readFileSync(join(complete, 'service.cjs'), 'utf8')).toContain('require("guildhall")');
    expect(runInConsumer(complete, ['service.cjs'])).toEqual(['value']);
  });

  it('keeps the storage contract, with the kit of the package', () => {
    writeFiles(complete, { 'contract.mjs': contractProgram });
    const CLAUSES = '^(VERSION-1|UNIQUE-6|READ-14|MODELS|INVERSIFY):';
    const environment = { MONGODB_URI: mongodUri(), CLAUSES };
    const report = runInConsumer(complete, ['--test-reporter=tap', 'contract.mjs'], environment);
    expect(report).toEqual(expect.arrayContaining(['# pass 8', '# fail 0']));
  });
});

describe('the API reports', () => {
  const folder = join(projectRoot, apiReportFolder);
  const committed = (file: string): string =>
    existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
  const advice =
    'If this is intended, run "npm run api:report" and describe the change in CHANGELOG.md.';
  let reports: readonly ApiReport[];

  beforeAll(() => {
    reports = createApiReports(pack.project);
  }, 120_000);

  it('match the declarations of the build', () => {
    const changes = reports.flatMap(({ file, text }) =>
      describeApiChanges(committed(file), text).map(
        (change) => `${apiReportFolder}/${file}: ${change}`,
      ),
    );
    expect(changes.join('\n'), `The public API changed. ${advice}`).toBe('');
  });

  it('exist for every entry point, and no others', () => {
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
      'a declaration is removed',
      report('export function first(a: string): void;'),
      'Second is removed:\n  - type Second = 1;',
    ],
    ['the file is missing', '', 'first is removed:\n  - export function first(a: string): void;'],
  ])('would show it if %s', (_, after, change) => {
    expect(describeApiChanges(before, after)).toContain(change);
    expect(describeApiChanges(before, before)).toEqual([]);
  });
});

describe('the size', () => {
  it('has a limit for every entry point', () => {
    const limits: readonly { name: string; path: string }[] = JSON.parse(
      readFileSync(join(projectRoot, '.size-limit.json'), 'utf8'),
    );
    const built = readEntryPoints(projectRoot).map(({ specifier, types }) => ({
      name: specifier,
      path: types.replace(/\.d\.ts$/, '.js'),
    }));
    expect(limits).toEqual(
      expect.arrayContaining(built.map((entry) => expect.objectContaining(entry))),
    );
  });

  it('is below every limit', patience, () => {
    const program = join(projectRoot, 'node_modules/.bin/size-limit');
    expect(runCommand(pack.project, program, [])).toContain('Size limit:');
  });
});

describe('the command', () => {
  it.each(Object.entries(packageManifest.bin))(
    '%s prints its help without optional packages',
    (_, file) => {
      const consumer = getConsumer(pack, []);
      const program = join(consumer, 'node_modules', 'guildhall', file);
      const help = runCommand(consumer, process.execPath, [program, '--help']);
      expect(help).toMatch(/^Usage: guildhall/);
      expect(help).not.toContain('loaded ');
    },
  );
});

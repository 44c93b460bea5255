// What npm would publish: the files, the entry points, and what each of them loads.
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './support/project.js';
import {
  consumerOf,
  execute,
  importIn,
  manifest,
  type PublishedPackage,
  packProject,
} from './support/published.js';

let pack: PublishedPackage;
let complete: string;

beforeAll(() => {
  pack = packProject();
  complete = consumerOf(pack, Object.keys(manifest.peerDependencies));
}, 120_000);

const entryPoints = Object.keys(manifest.exports)
  .filter((entry) => entry !== './package.json')
  .map((entry) => entry.replace(/^\./, 'guildhall'));

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
    expect(pack.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
  });

  it('is well formed for publint', async () => {
    const pkgDir = join(complete, 'node_modules', 'guildhall');
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that resolve for ESM users', () => {
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

  it('guildhall can be required from CommonJS', () => {
    const program = "console.log(typeof require('guildhall'))";
    expect(execute(consumerOf(pack, []), process.execPath, ['-e', program])).toBe('object\n');
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

// The reference model is independent: it imports only types from the core and implements every rule itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { projectRoot, sourceFiles } from '../../support/project.js';

/** The modules that a source imports at run time, so without types. */
function importsOf(source: string): string[] {
  const { code } = transformSync(source, {
    loader: 'ts',
    target: 'esnext',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
    ([, module = '']) => module,
  );
}

const files = sourceFiles('src/testing/model/reference');

describe('the reference model', () => {
  it('imports only its own files', () => {
    const foreign = files.flatMap((path) =>
      importsOf(readFileSync(join(projectRoot, path), 'utf8'))
        .filter((module) => !/^\.\/[a-z-]+\.js$/.test(module))
        .map((module) => `${path}: ${module}`),
    );
    expect(foreign).toEqual([]);
    expect(files.length).toBeGreaterThan(10);
  });

  it.each([
    "import { allows } from '../../../domain/organization/role.js';\nallows();",
    "import '../../doubles/index.js';",
    "export { ok } from '../../../index.js';",
    "export const late = () => import('../system.js');",
    "import { type Role, roles } from '../../../domain/organization/role.js';",
  ])('fails this test with: %s', (source) => {
    expect(importsOf(source).filter((module) => !module.startsWith('./'))).not.toEqual([]);
  });

  it('may import types', () => {
    expect(importsOf("import type { Role } from '../../../domain/organization/role.js';")).toEqual(
      [],
    );
  });
});

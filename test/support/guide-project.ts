// Compiles the programs of the guides against the sources of this project.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot, scratchProject } from './project.js';
import { packageManifest } from './published-package.js';

/** The entry points of the manifest, mapped to the sources of this project. */
const entryPoints = Object.entries(packageManifest.exports).flatMap(([name, target]) =>
  typeof target === 'string'
    ? []
    : [[name.replace(/^\./, 'guildhall'), [sourceOf(target['default'] ?? '')]] as const],
);

function sourceOf(built: string): string {
  return join(projectRoot, built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'));
}

/** A folder with the sources (name: text) as modules. */
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
  const files = Object.entries(sources).map(([name, source]) => [`${name}.ts`, source]);
  return scratchProject({
    'package.json': JSON.stringify({ type: 'module' }),
    'tsconfig.json': JSON.stringify(config),
    ...Object.fromEntries(files),
  });
}

/** What the TypeScript compiler says about the sources (name: text). */
export function compilerErrorsOf(sources: Readonly<Record<string, string>>): string {
  const folder = projectWith(sources);
  const compiler = join(projectRoot, 'node_modules/.bin/tsc');
  return spawnSync(compiler, ['-p', folder], { cwd: folder, encoding: 'utf8' }).stdout;
}

/** Transpiles the program to `program.mjs` and returns its folder. The packages in `external` are loaded as they are. */
export function transpile(
  program: string,
  others: Readonly<Record<string, string>> = {},
  external: string[] = [],
): string {
  const folder = projectWith({ program, ...others });
  buildSync({
    absWorkingDir: folder,
    entryPoints: ['program.ts'],
    outfile: 'program.mjs',
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    external,
  });
  return folder;
}

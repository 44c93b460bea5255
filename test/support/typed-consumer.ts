// Compiles against the package as its users do, each with a compiler and settings of their own.
import { join } from 'node:path';
import { projectRoot, writeFiles } from './project.js';
import { execute } from './published.js';

interface Compiler {
  readonly name: string;
  readonly program: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const installed = (path: string): string => join(projectRoot, 'node_modules', path);

/** Every declaration is checked where that takes no seconds: Mongoose's own take ten. */
export const compilers: Readonly<Record<'thorough' | 'forNode' | 'forBundlers', Compiler>> = {
  thorough: {
    name: 'TypeScript 7 for Node, checking every declaration',
    program: installed('.bin/tsc'),
    settings: { module: 'nodenext', exactOptionalPropertyTypes: true, skipLibCheck: false },
  },
  forNode: {
    name: 'TypeScript 7 for Node',
    program: installed('.bin/tsc'),
    settings: { module: 'nodenext', skipLibCheck: true },
  },
  forBundlers: {
    name: 'TypeScript 6 for a bundler',
    program: installed('.bin/tsc6'),
    settings: { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true },
  },
};

/** Compiles these files (name: text) in the consumer's folder; throws what the compiler complains of. */
export function compileIn(
  consumer: string,
  { program, settings }: Compiler,
  sources: Readonly<Record<string, string>>,
): void {
  const common = {
    strict: true,
    noUncheckedSideEffectImports: true,
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    noEmit: true,
  };
  const config = { compilerOptions: { ...common, ...settings }, files: Object.keys(sources) };
  writeFiles(consumer, { ...sources, 'tsconfig.json': JSON.stringify(config) });
  execute(consumer, program, ['-p', '.']);
}

// Compiles programs against the package with the compilers and settings that users have.
import { join } from 'node:path';
import { projectRoot, writeFiles } from './project.js';
import { runCommand } from './published-package.js';

interface TestCompiler {
  readonly name: string;
  readonly program: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const installedPath = (path: string): string => join(projectRoot, 'node_modules', path);

/** Only `thorough` checks every declaration: those of Mongoose take ten seconds. */
export const compilers: Readonly<Record<'thorough' | 'forNode' | 'forBundlers', TestCompiler>> = {
  thorough: {
    name: 'TypeScript 7 for Node, checking every declaration',
    program: installedPath('.bin/tsc'),
    settings: { module: 'nodenext', exactOptionalPropertyTypes: true, skipLibCheck: false },
  },
  forNode: {
    name: 'TypeScript 7 for Node',
    program: installedPath('.bin/tsc'),
    settings: { module: 'nodenext', skipLibCheck: true },
  },
  forBundlers: {
    name: 'TypeScript 6 for a bundler',
    program: installedPath('.bin/tsc6'),
    settings: { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true },
  },
};

/** Compiles these files (name: text) in the consumer's folder. Throws with the compiler's errors. */
export function compileInConsumer(
  consumer: string,
  { program, settings }: TestCompiler,
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
  runCommand(consumer, program, ['-p', '.']);
}

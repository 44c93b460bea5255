// The programs that every runtime runs, and what they print.

import { transformSync } from 'esbuild';
import {
  type CodeBlock,
  expectedOutputOf,
  isRunnable,
  programOf,
  programs,
} from '../guide-programs.js';

/** A program of the README or of a guide, in TypeScript. */
export interface GuideProgram {
  readonly name: string;
  readonly source: string;
  readonly expected: readonly string[];
}

/** Only servers have these. */
const needsServer = ({ lines }: CodeBlock): boolean =>
  /from '(?:node:|guildhall\/(?:smtp|webhooks)|standardwebhooks)/.test(lines.join('\n'));

function programsWith(isWanted: (block: CodeBlock) => boolean): readonly GuideProgram[] {
  return Object.entries(programs).flatMap(([name, blocks]) => {
    const source = withSeed(programOf(blocks.filter(isWanted)));
    const expected = expectedOutputOf(source);
    return expected.length === 0 ? [] : [{ name, source, expected }];
  });
}

/** Every runtime gets the same random values. */
function withSeed(source: string): string {
  return source.replace(/^import fc from 'fast-check';$/m, '$&\nfc.configureGlobal({ seed: 1 });');
}

export const serverPrograms: readonly GuideProgram[] = programsWith(isRunnable);

/** Without the guide to webhooks, which servers send and receive, and without other blocks that need a server. */
export const portablePrograms: readonly GuideProgram[] = programsWith(
  (block) => isRunnable(block) && !needsServer(block),
).filter(({ name }) => name !== 'webhooks');

const openStorage = `
import mongoose from 'mongoose';
import { mongooseStorage } from 'guildhall/mongoose';
await mongoose.connect(process.env['MONGODB_URI'] ?? '', { dbName: 'runtime' + Date.now() });
const mongodbStorage = mongooseStorage({ connection: mongoose.connection });
await mongodbStorage.ensureIndexes();
`;

/** The programs of the README on a storage of MongoDB instead of one in memory. */
export const mongodbPrograms: readonly GuideProgram[] = serverPrograms
  .filter(({ name, source }) => name.startsWith('README') && source.includes('memoryStorage()'))
  .map(({ name, source, expected }) => ({
    name: `${name} on MongoDB`,
    source: `${openStorage}${source.replace('memoryStorage()', 'mongodbStorage')}await mongoose.disconnect();\n`,
    expected,
  }));

/** The program as a module of JavaScript. */
export function toModule({ source }: GuideProgram): string {
  return transformSync(source, { loader: 'ts', target: 'es2023' }).code;
}

/** The program as a function, so that it can run when a worker is asked for it. */
export function toFunctionModule({ source }: GuideProgram): string {
  const imports = source.match(/^import [^;]+;$/gm) ?? [];
  const body = source.replaceAll(/^import [^;]+;$/gm, '');
  return `${imports.join('\n')}\nexport default async function program() {\n${body}\n}\n`;
}

// The programs in README.md and the guides, and the lines that they print.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The guides, as paths from the root. */
export const guides: readonly string[] = readdirSync(join(root, 'docs/guide')).map(
  (name) => `docs/guide/${name}`,
);

/** The lines of a TypeScript block, and the line of the document where it starts. */
export interface CodeBlock {
  readonly start: number;
  readonly lines: readonly string[];
}

export function blocksIn(document: string): readonly CodeBlock[] {
  return [...document.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    start: document.slice(0, match.index).split('\n').length,
    lines: (match[1] ?? '').trimEnd().split('\n'),
  }));
}

/** A program with the blocks on the same lines as in their document, so that errors name the right lines. */
export function programOf(blocks: readonly CodeBlock[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    while (lines.length < block.start) lines.push('');
    lines.push(...block.lines);
  }
  return `${lines.join('\n')}\n`;
}

export const needsMongod = ({ lines }: CodeBlock): boolean =>
  /from '[\w/]*mongoose'|\bmongoose\w+\(/.test(lines.join('\n'));
export const needsVitest = ({ lines }: CodeBlock): boolean =>
  lines.some((line) => / from 'vitest'/.test(line));
const needsRunner = ({ lines }: CodeBlock): boolean =>
  lines.some((line) => / from 'node:test'/.test(line));

/** Whether the block runs by itself, without a MongoDB and a test runner. */
export function isRunnable(block: CodeBlock): boolean {
  return !needsMongod(block) && !needsVitest(block) && !needsRunner(block);
}

/** This guide is one service, which needs a MongoDB. A test of its own runs it. */
const serviceGuide = 'docs/guide/from-your-users.md';

/** The programs by name. Each block of the README is one, and each block for vitest. The other blocks of a guide are one together. */
export const programs: Readonly<Record<string, readonly CodeBlock[]>> = Object.fromEntries([
  ...blocksIn(readDocument('README.md')).map(
    (block) => [`README.${block.start}`, [block]] as const,
  ),
  ...guides.filter((path) => path !== serviceGuide).flatMap(programsOf),
]);

/** The files of the guide "From your users table to organizations": its program, and what it imports from another guide. */
export const serviceFiles: Readonly<Record<string, string>> = {
  'from-your-users': programOf(blocksIn(readDocument(serviceGuide))),
  'over-http': overHttpModule(),
};

/** The blocks about status codes in the guide to embedding, as a module. */
function overHttpModule(): string {
  const blocks = blocksIn(readDocument('docs/guide/embedding.md')).filter(({ lines }) =>
    lines.some((line) => /^(const statusOf: |function answerTo)/.test(line)),
  );
  const text = blocks.map(({ lines }) => lines.join('\n'));
  return [lineOfService(/^import/), ...text, lineOfService(/^export/), ''].join('\n');
}

/** A line of code that stands in a sentence of the guide. */
function lineOfService(pattern: RegExp): string {
  const inSentences = readDocument(serviceGuide).replace(/^```.*?^```$/gms, '');
  const code = [...inSentences.matchAll(/`([^`]+;)`/g)].map(([, line = '']) => line);
  return code.find((line) => pattern.test(line)) ?? '';
}

function programsOf(path: string): readonly (readonly [string, readonly CodeBlock[]])[] {
  const name = basename(path, '.md');
  const blocks = blocksIn(readDocument(path));
  const alone = blocks.filter(needsVitest);
  const together = blocks.filter((block) => !alone.includes(block));
  return [
    ...alone.map((block) => [`${name}.${block.start}`, [block]] as const),
    ...(together.length === 0 ? [] : [[name, together] as const]),
  ];
}

/** The text of a document, by its path from the root. */
export function readDocument(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The lines that a program prints, from the comments after `console.log(…);`. */
export function expectedOutputOf(source: string): readonly string[] {
  return [...source.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => match[1] ?? '');
}

// Checks the language of all files: every long source file begins with a comment that says what it holds, and no comment,
// message, test title or document has a word that readers stumble over.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot, sourceFiles } from '../support/project.js';

const sourceFolders = ['src', 'examples', 'bench', 'scripts'];
const maxLinesWithoutComment = 40;

/** Words that are rare, old or have several readings, each as a regular expression. */
const bannedWords = [
  'alike',
  'anew',
  'as asked',
  'by way of',
  'deeds?',
  'fencing tokens?',
  'hand(s|ed|ing)? over',
  'heard',
  'in vain',
  'lest',
  'meanwhile',
  'mend(s|ed|ing)?',
  'none but',
  'saboteurs?',
  'the (former|latter)(?=[,.;:)]| (is|are|was|were|has|have|and)\\b)',
  'told of',
  'whatever it is',
  'what time asks for',
  'wherever',
];
const bannedPattern = new RegExp(`\\b(${bannedWords.join('|')})\\b`, 'giu');

/** Files that quote these words: this test, the glossary and the changelog. */
const exemptFiles = new Set([
  join('test', 'docs', 'source-files.spec.ts'),
  join('docs', 'glossary.md'),
  'CHANGELOG.md',
]);

function markdownFiles(under: string): readonly string[] {
  return readdirSync(join(projectRoot, under), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(under, path))
    .sort();
}

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

function beginsWithComment(text: string): boolean {
  return /^(#!.*\n)?\/\/ \S/u.test(text);
}

/** The places of banned words in a text, each as `line: word`. */
function bannedWordsIn(text: string): readonly string[] {
  return [...text.matchAll(bannedPattern)].map(({ index, 0: word }) => {
    const line = text.slice(0, index).split('\n').length;
    return `${line}: ${word}`;
  });
}

/** Whether the node is a string or a part of a template, but not the path of an import. */
function isText(node: ts.Node): boolean {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateLiteralToken(node)) return false;
  return !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent);
}

function commentsAround(source: string, token: ts.Node): readonly (readonly [number, number])[] {
  const leading = ts.getLeadingCommentRanges(source, token.getFullStart()) ?? [];
  const trailing = ts.getTrailingCommentRanges(source, token.getEnd()) ?? [];
  return [...leading, ...trailing].map(({ pos, end }) => [pos, end] as const);
}

/** The source with only its comments and the text of its strings; everything else is blank. */
function commentsAndStrings(source: string): string {
  const kept: (readonly [number, number])[] = [];
  const file = ts.createSourceFile('file.ts', source, ts.ScriptTarget.ESNext, true);
  const visit = (node: ts.Node): void => {
    if (isText(node)) kept.push([node.getStart(), node.getEnd()]);
    if (node.getChildCount(file) === 0) kept.push(...commentsAround(source, node));
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  const isKept = new Uint8Array(source.length);
  for (const [start, end] of kept) isKept.fill(1, start, end);
  return [...source.split('')]
    .map((letter, at) => (isKept[at] === 1 || letter === '\n' ? letter : ' '))
    .join('');
}

describe('a source file', () => {
  it(`begins with a comment if it has more than ${maxLinesWithoutComment} lines`, () => {
    const long = sourceFolders
      .flatMap(sourceFiles)
      .filter((path) => read(path).trimEnd().split('\n').length > maxLinesWithoutComment);
    expect(long.length).toBeGreaterThan(100);
    expect(long.filter((path) => !beginsWithComment(read(path)))).toEqual([]);
  });
});

describe('plain words', () => {
  it('are used in comments, messages and test titles', () => {
    const found = [...sourceFolders, 'test']
      .flatMap(sourceFiles)
      .filter((path) => !exemptFiles.has(path))
      .flatMap((path) =>
        bannedWordsIn(commentsAndStrings(read(path))).map((place) => `${path}:${place}`),
      );
    expect(found).toEqual([]);
  });

  it('are used in documents', () => {
    const found = ['README.md', ...markdownFiles('docs'), ...markdownFiles('examples')]
      .filter((path) => !exemptFiles.has(path) && !path.startsWith(join('docs', 'api')))
      .flatMap((path) => bannedWordsIn(read(path)).map((place) => `${path}:${place}`));
    expect(found).toEqual([]);
  });

  it.each([
    '// It waits meanwhile.',
    "it('is written anew', () => {});",
    'throw new Error(`mended: $' + '{name}`);',
    'const a = 1; /* heard */',
    '/** Handed over. */\nexport const a = 1;',
  ])('would catch: %s', (source) => {
    expect(bannedWordsIn(commentsAndStrings(source))).toHaveLength(1);
  });

  it.each([
    "import { a } from './anew.js';",
    'const meanwhile = lest;',
    '// A mender of the latest address.',
  ])('allow: %s', (source) => {
    expect(bannedWordsIn(commentsAndStrings(source))).toEqual([]);
  });
});

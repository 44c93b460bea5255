// Finds the places in the source that implement rules. Each is marked by a comment with the rule's number, before the piece
// of code or at the end of its last line. A piece is found by its mark and its kind of syntax, so that it can be renamed,
// moved and reformatted.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Rule } from './rule.js';

const root = join(import.meta.dirname, '../..');

const markPattern =
  /\/\* ([A-Z]+-[0-9]+(?: [A-Z]+-[0-9]+)*) \*\/|\/\/ ([A-Z]+-[0-9]+(?: [A-Z]+-[0-9]+)*)$/gmu;

/** A mark: its file, and the start and end of its comment. */
interface RuleMark {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The marks in a text, each with the number of its rule. */
function parseMarks(text: string): readonly (Omit<RuleMark, 'file'> & { readonly id: string })[] {
  return [...text.matchAll(markPattern)].flatMap((match) => {
    const ids = (match[1] ?? match[2] ?? '').split(' ');
    return ids.map((id) => ({ id, start: match.index, end: match.index + match[0].length }));
  });
}

/** A rule that each storage keeps is also marked in this adapter. It is removed from the other one, on which the tests run. */
export const secondAdapter = 'src/adapters/mongoose/';

/** Finds all marks in the source, by the number of their rule. The marks in the Mongoose adapter come last. */
export function findRuleMarks(): ReadonlyMap<string, readonly RuleMark[]> {
  const found = new Map<string, RuleMark[]>();
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => `src/${name}`);
  for (const file of files.sort((a, b) => Number(isSecond(a)) - Number(isSecond(b)))) {
    for (const { id, start, end } of parseMarks(readFileSync(join(root, file), 'utf8'))) {
      found.set(id, [...(found.get(id) ?? []), { file, start, end }]);
    }
  }
  return found;
}

function isSecond(file: string): boolean {
  return file.startsWith(secondAdapter);
}

/** Returns the source without the rule. Throws if the mark, or the piece next to it, is missing. */
export function sourceWithoutRule(rule: Rule, text: string): string {
  const mark = parseMarks(text).find(({ id }) => id === rule.id);
  if (mark === undefined) throw new Error(`No comment marks ${rule.id}; add one.`);
  const source = ts.createSourceFile('marked.ts', text, ts.ScriptTarget.ESNext, true);
  const piece = markedNode(source, mark, rule);
  if (piece === undefined) {
    throw new Error(`There is no ${rule.removal.kind} next to the mark of ${rule.id}.`);
  }
  return replaceNode(text, piece, fillInReplacement(rule.removal.replacement, piece));
}

/** The outermost piece of the kind that begins after a block comment or ends before a line comment; the innermost if the rule says so. */
function markedNode(
  source: ts.SourceFile,
  { start, end }: Pick<RuleMark, 'start' | 'end'>,
  { removal }: Rule,
): ts.Node | undefined {
  const isAfter = source.text.startsWith('//', start);
  const begin = end + (/^\s*/u.exec(source.text.slice(end))?.[0].length ?? 0);
  const last = source.text.slice(0, start).trimEnd().replace(/[,;]$/u, '').length;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const isMarked = isAfter
      ? endWithoutSeparator(node, source) === last
      : node.getStart(source) === begin;
    if (isMarked && syntaxKindName(node) === removal.kind) found.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return removal.innermost === true ? found.at(-1) : found[0];
}

function endWithoutSeparator(node: ts.Node, source: ts.SourceFile): number {
  const end = node.getEnd();
  return /[,;]/u.test(source.text[end - 1] ?? '') ? end - 1 : end;
}

function syntaxKindName(node: ts.Node): string {
  if (ts.isNumericLiteral(node)) return 'NumericLiteral';
  return ts.SyntaxKind[node.kind];
}

/** Fills in the replacement: `$node` is the piece itself, and `$left`, `$elements.0` and so on are its parts in TypeScript's syntax tree. */
function fillInReplacement(replacement: string, piece: ts.Node): string {
  return replacement.replace(/\$([a-z]\w*(?:\.\w+)*)/giu, (_all, path: string) => {
    const [first = '', ...names] = path.split('.');
    return first === 'node' ? textOf(piece, names) : textOf(propertyOf(piece, first), names);
  });
}

/** The text of the part with this path. Names that are not parts stay in the text, as in `$node.catch`. */
function textOf(whole: unknown, names: readonly string[]): string {
  const [name, ...others] = names;
  const part = name === undefined ? undefined : propertyOf(whole, name);
  if (isNode(part) || Array.isArray(part)) return textOf(part, others);
  if (!isNode(whole)) throw new Error(`The piece has no part ${names.join('.')}.`);
  return [whole.getText(), ...names].join('.');
}

function propertyOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'getText' in value;
}

/** Replaces the piece. If it is removed, the comma after it is removed too. */
function replaceNode(text: string, piece: ts.Node, replacement: string): string {
  const rest = text.slice(piece.getEnd());
  const after = replacement === '' ? rest.replace(/^\s*,/u, '') : rest;
  return text.slice(0, piece.getStart()) + replacement + after;
}

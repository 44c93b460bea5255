// The places in the source where rules are kept. Each is marked by a comment with the rule's number: before the piece of
// code, or after it on its last line. A piece is found by its mark and the kind of its syntax, so that renaming, moving
// and reformatting do not lose it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Rule } from './rule.js';

const root = join(import.meta.dirname, '../..');

const comment =
  /\/\* ([A-Z]+-[0-9]+(?: [A-Z]+-[0-9]+)*) \*\/|\/\/ ([A-Z]+-[0-9]+(?: [A-Z]+-[0-9]+)*)$/gmu;

/** One mark: the file it stands in, and where its comment begins and ends. */
interface Mark {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The marks in one text, by the numbers of their rules. */
function marksIn(text: string): readonly (Omit<Mark, 'file'> & { readonly id: string })[] {
  return [...text.matchAll(comment)].flatMap((match) => {
    const ids = (match[1] ?? match[2] ?? '').split(' ');
    return ids.map((id) => ({ id, start: match.index, end: match.index + match[0].length }));
  });
}

/** Every mark of the source, by the number of its rule. */
export function findMarks(): ReadonlyMap<string, readonly Mark[]> {
  const found = new Map<string, Mark[]>();
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  for (const file of names.filter((name) => name.endsWith('.ts')).map((name) => `src/${name}`)) {
    for (const { id, start, end } of marksIn(readFileSync(join(root, file), 'utf8'))) {
      found.set(id, [...(found.get(id) ?? []), { file, start, end }]);
    }
  }
  return found;
}

/** The source without the rule. Throws where the mark, or the piece beside it, is not there. */
export function sourceWithout(rule: Rule, text: string): string {
  const mark = marksIn(text).find(({ id }) => id === rule.id);
  if (mark === undefined) throw new Error(`no comment marks ${rule.id}`);
  const source = ts.createSourceFile('marked.ts', text, ts.ScriptTarget.ESNext, true);
  const piece = pieceAt(source, mark, rule);
  if (piece === undefined) {
    throw new Error(`beside the mark of ${rule.id} there is no ${rule.without.kind}`);
  }
  return replaced(text, piece, filledIn(rule.without.becomes, piece));
}

/** The outermost piece of the kind that begins after a block comment or ends before a line comment; the innermost where the rule says so. */
function pieceAt(
  source: ts.SourceFile,
  { start, end }: Pick<Mark, 'start' | 'end'>,
  { without }: Rule,
): ts.Node | undefined {
  const isAfter = source.text.startsWith('//', start);
  const begin = end + (/^\s*/u.exec(source.text.slice(end))?.[0].length ?? 0);
  const last = source.text.slice(0, start).trimEnd().replace(/[,;]$/u, '').length;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const isMarked = isAfter ? endOf(node, source) === last : node.getStart(source) === begin;
    if (isMarked && kindOf(node) === without.kind) found.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return without.innermost === true ? found.at(-1) : found[0];
}

function endOf(node: ts.Node, source: ts.SourceFile): number {
  const end = node.getEnd();
  return /[,;]/u.test(source.text[end - 1] ?? '') ? end - 1 : end;
}

function kindOf(node: ts.Node): string {
  if (ts.isNumericLiteral(node)) return 'NumericLiteral';
  return ts.SyntaxKind[node.kind];
}

/** `becomes`, where `$node` is the piece as it is, and `$left`, `$elements.0` and so on are parts of it, as TypeScript names them. */
function filledIn(becomes: string, piece: ts.Node): string {
  return becomes.replace(/\$([a-z]\w*(?:\.\w+)*)/giu, (_all, path: string) => {
    const [first = '', ...names] = path.split('.');
    return first === 'node' ? textOf(piece, names) : textOf(partOf(piece, first), names);
  });
}

/** The text of the part that the names lead to; names that lead to no part stay as they are: `$node.catch`. */
function textOf(whole: unknown, names: readonly string[]): string {
  const [name, ...others] = names;
  const part = name === undefined ? undefined : partOf(whole, name);
  if (isNode(part) || Array.isArray(part)) return textOf(part, others);
  if (!isNode(whole)) throw new Error(`no part of the piece is called ${names.join('.')}`);
  return [whole.getText(), ...names].join('.');
}

function partOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;
}

function isNode(value: unknown): value is ts.Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'getText' in value;
}

/** A piece that becomes nothing takes the comma after it along. */
function replaced(text: string, piece: ts.Node, becomes: string): string {
  const rest = text.slice(piece.getEnd());
  const after = becomes === '' ? rest.replace(/^\s*,/u, '') : rest;
  return text.slice(0, piece.getStart()) + becomes + after;
}

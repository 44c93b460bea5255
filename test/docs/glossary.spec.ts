// The glossary: one line for each word, and no name in it that the sources do not have.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot, sourceFiles } from '../support/project.js';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const maxEntries = 60;

/** The lines from the heading of the table to the end of the page. */
const table = read('docs/glossary.md')
  .trimEnd()
  .replace(/^.*?(?=^\| word)/ms, '')
  .split('\n');
const entries = table.slice(2);

const names = exportedNames();

/** Every exported name of `src`, and every property of an exported type as `Type.property`. */
function exportedNames(): ReadonlySet<string> {
  const files = sourceFiles('src').map((path) =>
    ts.createSourceFile(path, read(path), ts.ScriptTarget.ESNext, true),
  );
  const statements = files.flatMap((file) => [...file.statements]).filter(isExported);
  return new Set(statements.flatMap((statement) => namesOf(statement)));
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  if (ts.isInterfaceDeclaration(statement)) {
    const { name, members } = statement;
    const properties = members.map((member) => `${name.text}.${member.name?.getText()}`);
    return [name.text, ...properties];
  }
  const isNamed =
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** What a line names in backticks that is neither a file nor an exported name. */
function unknownNamesIn(entry: string): readonly string[] {
  const named = [...entry.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return named.filter((name) =>
    name.includes('/') ? !existsSync(join(projectRoot, name)) : !names.has(name),
  );
}

describe('the glossary', () => {
  it('has at most 60 entries', () => {
    expect(entries.length).toBeGreaterThan(40);
    expect(entries.length).toBeLessThanOrEqual(maxEntries);
  });

  it('has one line for each entry: the word, what it means, where it lives', () => {
    for (const entry of entries) expect(entry).toMatch(/^\| [^|]+ \| [^|]+\. \| `[^|]+` \|$/);
  });

  it('explains each word once, in alphabetical order', () => {
    const words = entries.map((entry) => entry.split(' | ')[0] ?? '');
    expect(new Set(words).size).toBe(words.length);
    expect(words).toEqual([...words].sort());
  });

  it.each(entries)('names what exists: %s', (entry) => {
    expect(unknownNamesIn(entry)).toEqual([]);
  });

  it('would be caught with a name or a file that does not exist', () => {
    const entry = '| word | Meaning. | `Storage`, `NoSuchType`, `Storage.gone`, `src/gone.ts` |';
    expect(unknownNamesIn(entry)).toEqual(['NoSuchType', 'Storage.gone', 'src/gone.ts']);
  });
});

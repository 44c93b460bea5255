// The tour's input: a file with one organization a line, as JSON.

import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { invalidAt, parseInput } from '../../application/use-case/input.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { type Result, refuse } from '../../domain/shared/result.js';

/** An organization as a row names it; `domain` is the one under which its people's addresses are made up. */
interface OrganizationRow {
  readonly name: string;
  readonly website?: string | undefined;
  readonly domain?: string | undefined;
}

export interface Row {
  /** From 1, as editors count. */
  readonly line: number;
  /** The name as the row gives it, whatever it is; the whole line where that is not JSON. */
  readonly name: string;
  readonly read: Result<OrganizationRow, RefusalOf<'invalid_input'>>;
}

const rowSchema: z.ZodType<OrganizationRow> = z.object({
  name: z.string(),
  website: z.string().optional(),
  domain: z.string().optional(),
});

/** Throws an error for people where there is nothing to read. */
export async function readRows(path: string): Promise<readonly Row[]> {
  const rows = rowsIn(decode(await readFile(path).catch((fault) => cannotRead(path, fault)), path));
  if (rows.length === 0) {
    throw new Error(
      `${path} holds no rows; give it one organization a line, such as {"name":"Trinity College","domain":"tcd.ie"}.`,
    );
  }
  return rows;
}

function cannotRead(path: string, fault: unknown): never {
  const reason = fault instanceof Error && 'code' in fault ? faults[String(fault.code)] : undefined;
  throw new Error(
    `${path} ${reason ?? 'cannot be read'}; name a file with --input that holds one JSON object a line.`,
    { cause: fault },
  );
}

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
};

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path} is not text in UTF-8; save it so and try again.`, { cause });
  }
}

/** Every line that is not blank is a row, good or bad. */
export function rowsIn(text: string): readonly Row[] {
  return text
    .split('\n')
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
    .map(({ content, line }) => ({ line, ...readRow(content) }));
}

function readRow(content: string): Omit<Row, 'line'> {
  const value = parseJson(content);
  if (value === undefined) {
    return { name: content, read: refuse(invalidAt([], 'json', 'the line is not JSON')) };
  }
  return { name: nameIn(value), read: parseInput(rowSchema, value) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameIn(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  if (!('name' in value)) return '';
  return typeof value.name === 'string' ? value.name : JSON.stringify(value.name);
}

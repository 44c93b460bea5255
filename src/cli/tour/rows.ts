// The tour's input: a file with one organization a line, as JSON.

import * as z from 'zod';
import { invalidAt, parseInput } from '../../application/use-case/input.js';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { type Result, refuse } from '../../domain/shared/result.js';
import { type Line, linesIn, parseJson, readLines } from './lines.js';

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
  const lines = await readLines(path, {
    option: '--input',
    what: 'one organization',
    example: '{"name":"Trinity College","domain":"tcd.ie"}',
  });
  return lines.map(rowOf);
}

/** Every line that is not blank is a row, good or bad. */
export function rowsIn(text: string): readonly Row[] {
  return linesIn(text).map(rowOf);
}

function rowOf({ line, content }: Line): Row {
  const value = parseJson(content);
  if (value === undefined) {
    return { line, name: content, read: refuse(invalidAt([], 'json', 'the line is not JSON')) };
  }
  return { line, name: nameIn(value), read: parseInput(rowSchema, value) };
}

function nameIn(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  if (!('name' in value)) return '';
  return typeof value.name === 'string' ? value.name : JSON.stringify(value.name);
}

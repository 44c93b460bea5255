// Reads the tour's file of organizations: one JSON object per line.

import * as z from 'zod';
import { invalidInputAt, parseInput } from '../../src/application/use-case/input.js';
import { parseJsonOrUndefined } from '../../src/cli/parse-json.js';
import type { RefusalOf } from '../../src/domain/shared/refusal.js';
import { type Result, refuse } from '../../src/domain/shared/result.js';
import { type NumberedLine, numberedLines, readLines } from './json-lines.js';

/** An organization as its row describes it. The tour makes up its people's addresses under `domain`. */
interface OrganizationRow {
  readonly name: string;
  readonly website?: string | undefined;
  readonly domain?: string | undefined;
}

export interface InputRow {
  /** Counted from 1, as in editors. */
  readonly line: number;
  /** The name as the row gives it, valid or not; the whole line if it is not JSON. */
  readonly name: string;
  readonly parsed: Result<OrganizationRow, RefusalOf<'invalid_input'>>;
}

const organizationRowSchema: z.ZodType<OrganizationRow> = z.object({
  name: z.string(),
  website: z.string().optional(),
  domain: z.string().optional(),
});

/** Throws an error for the user if the file cannot be read or is empty. */
export async function readOrganizationRows(path: string): Promise<readonly InputRow[]> {
  const lines = await readLines(path, {
    option: '--input',
    what: 'one organization',
    example: '{"name":"Trinity College","domain":"tcd.ie"}',
  });
  return lines.map(parseOrganizationRow);
}

/** Every line that is not blank is a row, valid or not. */
export function parseRows(text: string): readonly InputRow[] {
  return numberedLines(text).map(parseOrganizationRow);
}

function parseOrganizationRow({ line, content }: NumberedLine): InputRow {
  const value = parseJsonOrUndefined(content);
  if (value === undefined) {
    return {
      line,
      name: content,
      parsed: refuse(invalidInputAt([], 'json', 'the line is not JSON')),
    };
  }
  return { line, name: rowName(value), parsed: parseInput(organizationRowSchema, value) };
}

function rowName(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  if (!('name' in value)) return '';
  return typeof value.name === 'string' ? value.name : JSON.stringify(value.name);
}

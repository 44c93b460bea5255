// The apps of the tour: a file with one app a line, as JSON. Some are there to be refused, each for what stands beside it.

import * as z from 'zod';
import { manifestChangeSchema } from '../../../application/apps/manifest-input.js';
import type { ManifestChange } from '../../../domain/app/manifest.js';
import { type Line, parseJson, readLines } from '../lines.js';

/** By what an app is refused. */
export interface AppRefusal {
  readonly code: string;
  /** The one issue of the refusal, where it has issues. */
  readonly issue?: string | undefined;
  /** Where, with dots: `draft.permissions.0.reason`. */
  readonly path: string;
}

export interface AppRow {
  /** From 1, as editors count. */
  readonly line: number;
  readonly packageName: string;
  readonly name: string;
  readonly manifest: ManifestChange;
  /** Absent where it must be accepted. */
  readonly refused?: AppRefusal | undefined;
}

const schema: z.ZodType<Omit<AppRow, 'line'>> = z.strictObject({
  packageName: z.string(),
  name: z.string(),
  manifest: manifestChangeSchema,
  refused: z
    .strictObject({ code: z.string(), issue: z.string().optional(), path: z.string() })
    .optional(),
});

/** Throws an error for people where there is nothing to read, or a line is no app at all. */
export async function readAppRows(path: string): Promise<readonly AppRow[]> {
  const lines = await readLines(path, {
    option: '--apps',
    what: 'one app',
    example:
      '{"packageName":"com.acme.clock","name":"Clock","manifest":{"version":"1.0.0","publicUrl":"https://clock.example.com/"}}',
  });
  return lines.map((line) => rowOf(line, path));
}

function rowOf({ line, content }: Line, path: string): AppRow {
  const read = schema.safeParse(parseJson(content));
  if (read.success) return { line, ...read.data };
  const issue = read.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new Error(
    `${path}, line ${line} is no app (${where === '' ? 'the line' : where}: ${issue?.message}); write it as {"packageName": …, "name": …, "manifest": {…}}.`,
  );
}

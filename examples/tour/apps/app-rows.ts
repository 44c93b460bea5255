// Reads the tour's file of apps: one JSON object per line. Some must be refused; such a row has `refused` with the reason.

import * as z from 'zod';
import { manifestShapeSchema } from '../../../src/application/apps/manifest-schema.js';
import { parseJsonOrUndefined } from '../../../src/cli/parse-json.js';
import type { ManifestChange } from '../../../src/domain/app/change-manifest.js';
import { type NumberedLine, readLines } from '../json-lines.js';

/** The refusal of an app, in short. */
export interface RefusalSummary {
  readonly code: string;
  /** The code of its issue, if the refusal has issues. */
  readonly issue?: string | undefined;
  /** The path with dots, such as `draft.permissions.0.reason`. */
  readonly path: string;
}

export interface AppRow {
  /** Counted from 1, as in editors. */
  readonly line: number;
  readonly packageName: string;
  readonly name: string;
  readonly manifest: ManifestChange;
  /** `refused` in the file; absent if the app must be accepted. */
  readonly expectedRefusal?: RefusalSummary | undefined;
}

const appRowSchema = z.strictObject({
  packageName: z.string(),
  name: z.string(),
  manifest: manifestShapeSchema,
  refused: z
    .strictObject({ code: z.string(), issue: z.string().optional(), path: z.string() })
    .optional(),
});

/** Throws an error for the user if the file cannot be read, is empty, or has a line that is not an app. */
export async function readAppRows(path: string): Promise<readonly AppRow[]> {
  const lines = await readLines(path, {
    option: '--apps',
    what: 'one app',
    example:
      '{"packageName":"com.acme.clock","name":"Clock","manifest":{"version":"1.0.0","publicUrl":"https://clock.example.com/"}}',
  });
  return lines.map((line) => parseAppRow(line, path));
}

function parseAppRow({ line, content }: NumberedLine, path: string): AppRow {
  const read = appRowSchema.safeParse(parseJsonOrUndefined(content));
  if (read.success) {
    const { refused: expectedRefusal, ...row } = read.data;
    return { line, ...row, expectedRefusal };
  }
  const issue = read.error.issues[0];
  const where = issue?.path.join('.') ?? '';
  throw new Error(
    `${path}, line ${line} is not an app (${where === '' ? 'the line' : where}: ${issue?.message}); write it as {"packageName": …, "name": …, "manifest": {…}}.`,
  );
}

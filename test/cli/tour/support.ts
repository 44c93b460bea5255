// The tour as its tests run it: in this process on the in-memory storage, or as the program that people start.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { readRows } from '../../../src/cli/tour/rows.js';
import { runTour, type TourReport } from '../../../src/cli/tour/tour.js';
import { parseSlug, reservedSlugs, type Transliterate } from '../../../src/index.js';
import { projectRoot } from '../../support/project.js';

export const examples: string = join(projectRoot, 'examples', 'organizations.jsonl');
export const transliterate: Transliterate = names.transliterate;

const today = new Date('2026-03-02T09:00:00.500Z');

export async function tourInMemory(path: string): Promise<TourReport> {
  const rows = await readRows(path);
  return runTour({ rows, storage: memoryStorage(), names, now: today });
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `guildhall` from its sources, as `npm start` does. */
export function guildhall(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const program = ['--import', 'tsx', join('src', 'cli', 'main.ts'), ...parameters];
  const child = spawn(process.execPath, program, {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (part: string) => {
      text[name] += part;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...text }));
  });
}

const count = z.int().min(0);

/** What `--json` promises, and not a field more. */
export const tourJsonSchema: z.ZodObject = z.strictObject({
  storage: z.enum(['memory', 'mongoose']),
  organizations: z.array(
    z.union([
      z.strictObject({
        name: z.string().min(1),
        slug: z.string().refine((slug) => parseSlug(slug, reservedSlugs, []).ok),
      }),
      z.strictObject({
        name: z.string(),
        refusal: z.strictObject({
          code: z.string().regex(/^[a-z_]+$/),
          path: z.array(z.union([z.string(), z.int()])),
        }),
      }),
    ]),
  ),
  invitations: z.strictObject({
    pending: count,
    accepted: count,
    declined: count,
    expired: count,
    revoked: count,
  }),
  refusals: z.record(z.string().regex(/^[a-z_]+$/), z.int().min(1)),
  mails: count,
  elapsedMs: count,
});

// The tour as its tests run it: in this process on the in-memory storage, or as the program that people start.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { readAppRows } from '../../../src/cli/tour/apps/rows.js';
import { readRows } from '../../../src/cli/tour/rows.js';
import { runTour, type TourReport } from '../../../src/cli/tour/tour.js';
import { enforcementStates } from '../../../src/domain/app/app.js';
import {
  parseSlug,
  reservedSlugs,
  type Storage,
  submissionStates,
  type Transliterate,
} from '../../../src/index.js';
import { projectRoot } from '../../support/project.js';

export const examples: string = join(projectRoot, 'examples', 'organizations.jsonl');
export const exampleApps: string = join(projectRoot, 'examples', 'apps.jsonl');
export const transliterate: Transliterate = names.transliterate;

export const today: Date = new Date('2026-03-02T09:00:00.500Z');

export async function tourInMemory(
  path: string,
  storage: Storage = memoryStorage(),
): Promise<TourReport> {
  const [rows, apps] = [await readRows(path), await readAppRows(exampleApps)];
  return runTour({ rows, apps, storage, names, now: today });
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
const counts = z.record(z.string().regex(/^[a-z_]+$/), z.int().min(1));
const seconds = z.number().min(0).nullable();
const refusal = z.strictObject({
  code: z.string().regex(/^[a-z_]+$/),
  issue: z.string().optional(),
  path: z.string().min(1),
});

/** What came of an app of which there is at least a draft. */
const standing = {
  packageName: z.string().regex(/^[a-z0-9_.]+$/),
  organization: z.string().min(1),
  live: z.string().nullable(),
  status: z.enum(['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED']),
  enforcement: z.enum(enforcementStates),
  isDelisted: z.boolean(),
  isDeleted: z.boolean(),
  submission: z.enum(submissionStates).nullable(),
};

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
  refusals: counts,
  apps: z.array(
    z.union([
      z.strictObject({ ...standing, refusal: refusal.optional() }),
      z.strictObject({ packageName: z.string(), refusal }),
    ]),
  ),
  queue: z.strictObject({
    waiting: count,
    byLane: z.strictObject({ security: count, update: count, new: count }),
    oldest: seconds,
    p50: seconds,
    p90: seconds,
    withinDue: z.number().min(0).max(1).nullable(),
  }),
  appRefusals: counts,
  mails: count,
  elapsedMs: count,
});

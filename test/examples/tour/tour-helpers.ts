// Runs the tour for its tests: in this process on the in-memory storage, or as the program that users start.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { readAppRows } from '../../../examples/tour/apps/app-rows.js';
import { readOrganizationRows } from '../../../examples/tour/organization-rows.js';
import { runTour, type TourReport } from '../../../examples/tour/tour.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import * as names from '../../../src/adapters/node/index.js';
import { enforcementStates } from '../../../src/domain/app/app.js';
import {
  parseSlug,
  reservedSlugs,
  type Storage,
  submissionStates,
  type Transliterate,
} from '../../../src/index.js';
import { projectRoot } from '../../support/project.js';

export const exampleOrganizations: string = join(projectRoot, 'examples', 'organizations.jsonl');
export const exampleApps: string = join(projectRoot, 'examples', 'apps.jsonl');
export const transliterate: Transliterate = names.transliterate;

export const tourDate: Date = new Date('2026-03-02T09:00:00.500Z');

export async function runTourInMemory(
  path: string,
  storage: Storage = memoryStorage(),
): Promise<TourReport> {
  const [rows, apps] = [await readOrganizationRows(path), await readAppRows(exampleApps)];
  return runTour({ rows, apps, storage, nameAdapters: names, now: tourDate });
}

export interface ProcessResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the tour as `npm start` does. */
export function runTourCommand(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  const program = ['--import', 'tsx', join('examples', 'tour', 'main.ts'), ...parameters];
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

const countSchema = z.int().min(0);
const countsSchema = z.record(z.string().regex(/^[a-z_]+$/), z.int().min(1));
const secondsSchema = z.number().min(0).nullable();
const refusalSchema = z.strictObject({
  code: z.string().regex(/^[a-z_]+$/),
  issue: z.string().optional(),
  path: z.string().min(1),
});

/** The final state of an app with at least a draft. */
const finalStateSchema = {
  packageName: z.string().regex(/^[a-z0-9_.]+$/),
  organization: z.string().min(1),
  live: z.string().nullable(),
  status: z.enum(['DEVELOPMENT', 'SUBMITTED', 'REJECTED', 'PUBLISHED']),
  enforcement: z.enum(enforcementStates),
  isDelisted: z.boolean(),
  isDeleted: z.boolean(),
  submission: z.enum(submissionStates).nullable(),
};

/** The JSON of `--json`, with no further field. */
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
    pending: countSchema,
    accepted: countSchema,
    declined: countSchema,
    expired: countSchema,
    revoked: countSchema,
  }),
  refusals: countsSchema,
  apps: z.array(
    z.union([
      z.strictObject({ ...finalStateSchema, refusal: refusalSchema.optional() }),
      z.strictObject({ packageName: z.string(), refusal: refusalSchema }),
    ]),
  ),
  queue: z.strictObject({
    waiting: countSchema,
    byLane: z.strictObject({ security: countSchema, update: countSchema, new: countSchema }),
    oldestWait: secondsSchema,
    p50Wait: secondsSchema,
    p90Wait: secondsSchema,
    onTimeShare: z.number().min(0).max(1).nullable(),
  }),
  appRefusals: countsSchema,
  mails: countSchema,
  elapsedMs: countSchema,
});

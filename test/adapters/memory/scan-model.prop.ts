// Random commits, valid and invalid, must have the same outcomes and reads as a simple list of rows.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Operation, Storage, UniqueConstraint } from '../../../src/ports/storage.js';
import { type CallOutcome, outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import { appReadCases } from './app-read-cases.js';
import { maintenanceReadCases } from './maintenance-read-cases.js';
import { appInserts } from './random-apps.js';
import {
  organizationInserts,
  type PlannedChange,
  type PlannedOperation,
  plannedOperations,
} from './random-operations.js';
import type { InsertChange } from './random-values.js';
import { type ReadCase, readCases } from './read-cases.js';
import { applyKeyUse, applyOperation, type ScanModel } from './scan-model.js';
import { submissionReadCases } from './submission-read-cases.js';

function operationOf(planned: PlannedOperation, model: ScanModel, n: number): Operation {
  const changes = planned.plans.map((plan) => plan.change(versionOf(plan, model)));
  return planned.operation(changes, planned.repeats ?? n);
}

function versionOf({ collection, id }: PlannedChange, model: ScanModel): number | null {
  const row = model.find((other) => other.collection === collection && other.id === id);
  return row?.version ?? null;
}

function isNothing(answer: unknown): boolean {
  return Array.isArray(answer) ? answer.every(isNothing) : answer === null || answer === 0;
}

/** Commits to both; returns the new model and the outcome. */
async function written(
  storage: Storage,
  model: ScanModel,
  planned: PlannedOperation,
  n: number,
): Promise<readonly [ScanModel, CallOutcome]> {
  const operation = operationOf(planned, model, n);
  const after = applyOperation(model, operation);
  const verdict = await outcomeOfCall(storage.commit(operation));
  expect(verdict).toBe(typeof after === 'string' ? after : 'done');
  const rows = typeof after === 'string' ? model : after;
  if (planned.use === null) return [rows, verdict];
  const { id, at } = planned.use;
  await storage.apiKeys.recordUse(id, at);
  return [applyKeyUse(rows, id, at), verdict];
}

interface ModelTestPart {
  readonly of: string;
  readonly inserts: readonly fc.Arbitrary<InsertChange>[];
  readonly readCases: readonly ReadCase[];
  /** The outcomes that this part must meet, besides those that every part must meet. */
  readonly verdicts: readonly UniqueConstraint[];
}

const modelTestParts: readonly ModelTestPart[] = [
  {
    of: 'organizations and their people',
    inserts: organizationInserts,
    readCases: [...readCases, ...maintenanceReadCases],
    verdicts: [
      'invitations.id',
      'invitations.pending',
      'memberships.id',
      'memberships.organization_user',
      'organizations.id',
      'organizations.personal',
      'organizations.external_id',
      'slugs.id',
      'users.email',
      'users.id',
    ],
  },
  {
    of: 'apps, submissions and keys',
    inserts: appInserts,
    readCases: [...appReadCases, ...submissionReadCases],
    verdicts: ['apikeys.id', 'apps.id', 'apps.package_name', 'submissions.id', 'submissions.open'],
  },
];

it.each(modelTestParts)(
  'has the same outcomes and reads as a simple list of rows: $of',
  async (part) => {
    const verdicts = new Set<string>();
    const answered = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(plannedOperations(part.inserts), { maxLength: 20, size: 'max' }),
        async (planned) => {
          const storage = memoryStorage();
          let model: ScanModel = [];
          for (const [n, each] of planned.entries()) {
            const [after, verdict] = await written(storage, model, each, n);
            model = after;
            verdicts.add(verdict);
            for (const { name, read, expected: answer } of part.readCases) {
              const expected = answer(model);
              expect(await read(storage), name).toEqual(expected);
              if (!isNothing(expected)) answered.add(name);
            }
          }
        },
      ),
    );
    // A run that never meets one of these outcomes would prove nothing about it.
    const names = part.readCases.map(({ name }) => name);
    expect(names.filter((name) => !answered.has(name))).toEqual([]);
    const everywhere = ['done', 'journal.id', 'outbox.id', 'version_conflict'];
    expect([...verdicts].sort()).toEqual([...everywhere, ...part.verdicts].sort());
  },
);

// Random commits, right ones and wrong ones: verdicts and reads must be those of a plain list of rows.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Constraint, Operation, Storage } from '../../../src/ports/storage.js';
import { type Verdict, verdictOf } from '../../../src/testing/contract/expectations.js';
import { appQuestions } from './app-questions.js';
import { insertsOfApps } from './random-apps.js';
import {
  insertsOfOrganizations,
  type Plan,
  type PlannedOperation,
  plannedOperations,
} from './random-operations.js';
import type { Insert } from './random-values.js';
import { judged, type ScanModel, used } from './scan-model.js';
import { type Question, scanQuestions } from './scan-questions.js';
import { submissionQuestions } from './submission-questions.js';
import { sweepQuestions } from './sweep-questions.js';

function operationOf(planned: PlannedOperation, model: ScanModel, n: number): Operation {
  const changes = planned.plans.map((plan) => plan.change(versionOf(plan, model)));
  return planned.operation(changes, planned.repeats ?? n);
}

function versionOf({ collection, id }: Plan, model: ScanModel): number | null {
  const row = model.find((other) => other.collection === collection && other.id === id);
  return row?.version ?? null;
}

function isNothing(answer: unknown): boolean {
  return Array.isArray(answer) ? answer.every(isNothing) : answer === null || answer === 0;
}

/** Writes to both; answers the model after it, and the verdict. */
async function written(
  storage: Storage,
  model: ScanModel,
  planned: PlannedOperation,
  n: number,
): Promise<readonly [ScanModel, Verdict]> {
  const operation = operationOf(planned, model, n);
  const after = judged(model, operation);
  const verdict = await verdictOf(storage.commit(operation));
  expect(verdict).toBe(typeof after === 'string' ? after : 'done');
  const rows = typeof after === 'string' ? model : after;
  if (planned.use === null) return [rows, verdict];
  const { id, at } = planned.use;
  await storage.keys.noteUsed(id, at);
  return [used(rows, id, at), verdict];
}

interface Part {
  readonly of: string;
  readonly inserts: readonly fc.Arbitrary<Insert>[];
  readonly questions: readonly Question[];
  /** Beside those that every part meets. */
  readonly verdicts: readonly Constraint[];
}

const parts: readonly Part[] = [
  {
    of: 'organizations and their people',
    inserts: insertsOfOrganizations,
    questions: [...scanQuestions, ...sweepQuestions],
    verdicts: [
      'invitations.id',
      'invitations.pending',
      'memberships.id',
      'memberships.organization_user',
      'organizations.id',
      'organizations.personal',
      'slugs.id',
      'users.email',
      'users.id',
    ],
  },
  {
    of: 'apps, submissions and keys',
    inserts: insertsOfApps,
    questions: [...appQuestions, ...submissionQuestions],
    verdicts: ['apikeys.id', 'apps.id', 'apps.package_name', 'submissions.id', 'submissions.open'],
  },
];

it.each(parts)('judges and answers as a plain list of rows does: $of', async (part) => {
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
          for (const { name, ask, answer } of part.questions) {
            const expected = answer(model);
            expect(await ask(storage), name).toEqual(expected);
            if (!isNothing(expected)) answered.add(name);
          }
        }
      },
    ),
  );
  // A run that never meets one of these would prove nothing about it.
  const names = part.questions.map(({ name }) => name);
  expect(names.filter((name) => !answered.has(name))).toEqual([]);
  const everywhere = ['done', 'journal.id', 'outbox.id', 'version_conflict'];
  expect([...verdicts].sort()).toEqual([...everywhere, ...part.verdicts].sort());
});

// Random commits, right ones and wrong ones: verdicts and reads must be those of a plain list of rows.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Operation } from '../../../src/ports/storage.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import { type Plan, type PlannedOperation, plannedOperations } from './random-operations.js';
import { judged, type ScanModel } from './scan-model.js';
import { scanQuestions } from './scan-questions.js';
import { sweepQuestions } from './sweep-questions.js';

const questions = [...scanQuestions, ...sweepQuestions];

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

it('judges and answers as a plain list of rows does', async () => {
  const verdicts = new Set<string>();
  const answered = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(plannedOperations, { maxLength: 20, size: 'max' }),
      async (planned) => {
        const storage = memoryStorage();
        let model: ScanModel = [];
        for (const [n, each] of planned.entries()) {
          const operation = operationOf(each, model, n);
          const after = judged(model, operation);
          const verdict = await verdictOf(storage.commit(operation));
          expect(verdict).toBe(typeof after === 'string' ? after : 'done');
          verdicts.add(verdict);
          if (typeof after !== 'string') model = after;
          for (const { name, ask, answer } of questions) {
            const expected = answer(model);
            expect(await ask(storage), name).toEqual(expected);
            if (!isNothing(expected)) answered.add(name);
          }
        }
      },
    ),
  );
  // A run that never meets one of these would prove nothing about it.
  expect(questions.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([]);
  expect([...verdicts].sort()).toEqual([
    'done',
    'invitations.id',
    'invitations.pending',
    'journal.id',
    'memberships.id',
    'memberships.organization_user',
    'organizations.id',
    'organizations.personal',
    'outbox.id',
    'slugs.id',
    'users.email',
    'users.id',
    'version_conflict',
  ]);
});

// The order of writing in the guide for adapters: how many clauses can pass after each of its steps.
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../scripts/guide-programs.js';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type Clause, checkClause, storageContract } from '../../../src/testing/contract/index.js';
import { interceptStorage, type StorageCall } from '../../../src/testing/doubles/index.js';

const clauses = storageContract.flatMap((group) => group.clauses);

const uniqueLookUps = [
  'users.findByEmailKey',
  'organizations.findPersonal',
  'organizations.findByExternalId',
  'memberships.findActive',
  'invitations.findPending',
  'slugs.listTaken',
  'slugs.listAllByOrganization',
  'apps.findByPackageName',
  'submissions.findOpen',
];
const accessReads = [
  'memberships.findAccess',
  'memberships.findRole',
  'organizations.findBySlug',
  'organizations.readForCreation',
  'invitations.readForInviting',
  'invitations.readForAnswer',
];

/** The step of the guide in which the called method is written. */
function stepOf({ port, method, args }: StorageCall): number {
  const name = `${port}.${method}`;
  if (port === 'storage' || method === 'findById') return 1;
  if (uniqueLookUps.includes(name)) return 2;
  if (accessReads.includes(name)) return 3;
  if (args.some((arg) => Object.hasOwn(Object(arg), 'after'))) return 4;
  return port === 'outbox' || method === 'recordUse' ? 6 : 5;
}

/** The step after which nothing that the clause calls is missing. */
async function lastStepOf(clause: Clause): Promise<number> {
  let last = 1;
  const open = async () =>
    interceptStorage(memoryStorage(), (call, proceed) => {
      last = Math.max(last, stepOf(call));
      return proceed();
    });
  await checkClause(clause, { open, numRuns: 2 });
  return last;
}

describe('the order of writing in the guide for adapters', () => {
  it('says how many clauses can pass after each step', async () => {
    const guide = readDocument('docs/guide/writing-an-adapter.md');
    const shown = Array.from(guide.matchAll(/^\| \d \| .+ \| (\d+) \|$/gm), ([, count]) =>
      Number(count),
    );
    const steps: number[] = [];
    for (const clause of clauses) steps.push(await lastStepOf(clause));
    expect(shown).toEqual(
      [1, 2, 3, 4, 5, 6].map((step) => steps.filter((last) => last <= step).length),
    );
  });
});

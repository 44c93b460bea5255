// The contract finds faults: every mutant fails the clauses that it names, and every clause fails for at least one mutant.
import { describe, expect, it } from 'vitest';
import { checkClause, storageContract } from '../../../src/testing/contract/index.js';
import { readWitnesses } from '../../saboteurs/witnesses.js';
import { apiKeyMutants } from './mutants/api-keys.js';
import { appMutants } from './mutants/apps.js';
import { commandReadMutants } from './mutants/command-reads.js';
import { commitMutants } from './mutants/commits.js';
import { constraintMutants } from './mutants/constraints.js';
import { isolationAndErrorMutants } from './mutants/isolation-and-errors.js';
import { maintenanceReadMutants } from './mutants/maintenance-reads.js';
import { migratingMutants } from './mutants/migrating.js';
import { outboxMutants } from './mutants/outbox.js';
import { pageMutants } from './mutants/pages.js';
import { pruningMutants } from './mutants/pruning.js';
import { readMutants } from './mutants/reads.js';
import type { StorageMutant } from './mutants/storage-mutant.js';
import { storedDataMutants } from './mutants/stored-data.js';
import { submissionMutants } from './mutants/submissions.js';
import { userListMutants } from './mutants/user-list.js';
import { versionMutants } from './mutants/versions.js';

const mutants: readonly StorageMutant[] = [
  ...apiKeyMutants,
  ...appMutants,
  ...commitMutants,
  ...storedDataMutants,
  ...constraintMutants,
  ...pageMutants,
  ...isolationAndErrorMutants,
  ...pruningMutants,
  ...readMutants,
  ...commandReadMutants,
  ...outboxMutants,
  ...submissionMutants,
  ...migratingMutants,
  ...maintenanceReadMutants,
  ...userListMutants,
  ...versionMutants,
];
const clauses = new Map(
  storageContract.flatMap((group) => group.clauses.map((clause) => [clause.id, clause])),
);

describe('the storage contract finds', () => {
  it.each(mutants.flatMap(({ caughtBy, ...each }) => caughtBy.map((id) => ({ ...each, id }))))(
    'a storage that $description: $id',
    async ({ id, storage }) => {
      const clause = clauses.get(id);
      if (clause === undefined) throw new Error(`a mutant names the unknown clause ${id}`);
      const harness = { open: async () => storage(), release: async () => {}, numRuns: 100 };
      await expect(checkClause(clause, harness)).rejects.toThrow();
    },
  );

  it('a mutant with every clause', () => {
    const caughtBy = new Set([
      ...mutants.flatMap((each) => each.caughtBy),
      ...Object.keys(readWitnesses()),
    ]);
    expect([...clauses.keys()].filter((id) => !caughtBy.has(id))).toEqual([]);
  });
});

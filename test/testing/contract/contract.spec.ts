// The kit must be able to fail: each planted fault is caught by the clauses named for it, and each clause catches one.
import { describe, expect, it } from 'vitest';
import { checkClause, contract } from '../../../src/testing/contract/index.js';
import { saboteursOfApiKeys } from './saboteurs/of-api-keys.js';
import { saboteursOfApps } from './saboteurs/of-apps.js';
import { saboteursOfCommits } from './saboteurs/of-commits.js';
import { saboteursOfData } from './saboteurs/of-data.js';
import { saboteursOfKeys } from './saboteurs/of-keys.js';
import { saboteursOfLists } from './saboteurs/of-lists.js';
import { saboteursOfManners } from './saboteurs/of-manners.js';
import { saboteursOfPruning } from './saboteurs/of-pruning.js';
import { saboteursOfReads } from './saboteurs/of-reads.js';
import { saboteursOfRelays } from './saboteurs/of-relays.js';
import { saboteursOfSubmissions } from './saboteurs/of-submissions.js';
import { saboteursOfSweeps } from './saboteurs/of-sweeps.js';
import { saboteursOfVersions } from './saboteurs/of-versions.js';
import type { Saboteur } from './saboteurs/saboteur.js';

const saboteurs: readonly Saboteur[] = [
  ...saboteursOfApiKeys,
  ...saboteursOfApps,
  ...saboteursOfCommits,
  ...saboteursOfData,
  ...saboteursOfKeys,
  ...saboteursOfLists,
  ...saboteursOfManners,
  ...saboteursOfPruning,
  ...saboteursOfReads,
  ...saboteursOfRelays,
  ...saboteursOfSubmissions,
  ...saboteursOfSweeps,
  ...saboteursOfVersions,
];
const clauses = new Map(
  contract.flatMap((family) => family.clauses.map((clause) => [clause.id, clause])),
);

describe('the contract catches', () => {
  it.each(saboteurs.flatMap(({ caughtBy, ...each }) => caughtBy.map((id) => ({ ...each, id }))))(
    'a storage that $does: $id',
    async ({ id, storage }) => {
      const clause = clauses.get(id);
      if (clause === undefined) throw new Error(`there is no clause ${id}`);
      const harness = { open: async () => storage(), release: async () => {}, runs: 100 };
      await expect(checkClause(clause, harness)).rejects.toThrow();
    },
  );

  it('something by each of its clauses', () => {
    const caughtBy = new Set(saboteurs.flatMap((each) => each.caughtBy));
    expect([...clauses.keys()].filter((id) => !caughtBy.has(id))).toEqual([]);
  });
});

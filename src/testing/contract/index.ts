// The contract of storages, to be run by whoever writes one. `docs/contract.md` holds the same clauses in prose.

export type { Accompanying, Bench, Check, Clause, Family, Tools } from './clause.js';
export {
  checkClause,
  describeStorageContract,
  type StorageHarness,
  type TestRunner,
} from './describe.js';
export { families as contract } from './families.js';

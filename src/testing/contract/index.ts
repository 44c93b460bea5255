// The contracts for storages and rate limiters, for the tests of anyone who writes one. `docs/contract.md` has the same clauses.

export type {
  CheckRunner,
  Clause,
  ClauseCheck,
  ClauseGroup,
  CommitExtras,
  TestWriter,
} from './clause.js';
export {
  checkClause,
  describeStorageContract,
  type TestRunner,
} from './describe-storage-contract.js';
export {
  describeRateLimiterContract,
  type RateLimiterHarness,
  rateLimiterContract,
} from './rate-limiter-contract.js';
export type { RateLimiterClause } from './rate-limiter-fixtures.js';
export { storageContract } from './storage-contract.js';
export type { StorageHarness } from './with-opened.js';

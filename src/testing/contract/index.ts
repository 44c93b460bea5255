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
  type RateLimiterClause,
  type RateLimiterHarness,
  rateLimiterContract,
} from './rate-limiter-contract.js';
export { storageContract } from './storage-contract.js';
export type { StorageHarness } from './with-opened.js';

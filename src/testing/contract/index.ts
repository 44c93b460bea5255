// The contracts of storages and of rate limiters, to be run by whoever writes one. `docs/contract.md` holds the same clauses in prose.

export type { Accompanying, Bench, Check, Clause, Family, Tools } from './clause.js';
export {
  checkClause,
  describeStorageContract,
  type StorageHarness,
  type TestRunner,
} from './describe.js';
export { families as contract } from './families.js';
export {
  describeRateLimiterContract,
  type LimiterClause,
  type RateLimiterHarness,
  rateLimiterContract,
} from './rate-limiter.js';

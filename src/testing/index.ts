// `guildhall/testing`: the contracts for storages and rate limiters, the reference model with random sequences, arbitraries for rows, and test doubles.

export {
  apiKeys,
  apps,
  displayNames,
  emails,
  invitations,
  journalEntries,
  memberships,
  messages,
  type OperationRows,
  operationRows,
  operations,
  organizations,
  slugRecords,
  slugs,
  submissions,
  users,
} from './arbitraries/index.js';
export * from './contract/index.js';
export * from './differential/index.js';
export * from './doubles/index.js';
export * from './model/index.js';

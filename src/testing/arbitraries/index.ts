// The arbitraries: valid values of the core's types for fast-check. The package exports those that `src/testing/index.ts` names.

export { actors } from './actors.js';
export { apiKeyDigests, apiKeys } from './api-keys.js';
export { apps } from './apps.js';
export { dates, periods } from './dates.js';
export { deliveries, deliveryLeases } from './deliveries.js';
export { displayNames } from './display-names.js';
export { domainEvents } from './domain-events.js';
export { emails } from './emails.js';
export {
  apiKeyIds,
  appIds,
  leaseIds,
  membershipIds,
  messageIds,
  operationIds,
  organizationIds,
  submissionIds,
  userIds,
} from './ids.js';
export { invitations } from './invitations.js';
export { commandEntries, journalEntries } from './journal-entries.js';
export { languageTags } from './language-tags.js';
export { memberships } from './memberships.js';
export { messages } from './messages.js';
export { type OperationRows, operationRows, operations } from './operations.js';
export { organizations } from './organizations.js';
export { profiles } from './profiles.js';
export { rowArbitraries } from './rows.js';
export { slugRecords, slugs } from './slugs.js';
export { snapshots } from './snapshots.js';
export { submissions } from './submissions.js';
export { users } from './users.js';

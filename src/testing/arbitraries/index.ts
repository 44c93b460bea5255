// Values of the core's types for fast-check, valid by construction.

export { actors } from './actors.js';
export { apiKeys, keyDigests, keyOwners } from './api-keys.js';
export { appVersions } from './app-versions.js';
export { apps } from './apps.js';
export { dates, periods } from './dates.js';
export { deliveries, leases, queuedDeliveries, settledDeliveries } from './deliveries.js';
export { digests } from './digests.js';
export { displayNames } from './display-names.js';
export { emails } from './emails.js';
export { facts } from './facts.js';
export {
  apiKeyIds,
  appIds,
  invitationIds,
  leaseIds,
  membershipIds,
  messageIds,
  operationIds,
  organizationIds,
  submissionIds,
  userIds,
} from './ids.js';
export { invitations, tokenDigests } from './invitations.js';
export { commandEntries, fenceEntries, journalEntries } from './journal-entries.js';
export { languageTags } from './language-tags.js';
export { manifests } from './manifests.js';
export { memberships } from './memberships.js';
export { messages } from './messages.js';
export { operations, type Rows, rows } from './operations.js';
export { organizations } from './organizations.js';
export { packageNames } from './package-names.js';
export { pageRequests } from './page-requests.js';
export { profiles } from './profiles.js';
export { roles } from './roles.js';
export { slugRecords, slugs } from './slugs.js';
export { snapshots } from './snapshots.js';
export { submissions } from './submissions.js';
export { users } from './users.js';
export { webhooks } from './webhooks.js';

// The table of fields: who may see what of each model. One place for read models, schemas (`select: false`) and redaction.

/** Who may see what of a user. */
export const userFields = {
  id: 'public',
  name: 'member',
  email: 'admin',
  emailKey: 'nobody',
  emailVerified: 'self',
  state: 'admin',
  defaultOrg: 'self',
  blockedOrganizations: 'self',
  suspendedAt: 'self',
  deletedAt: 'self',
  purgingSince: 'nobody',
  createdAt: 'self',
  updatedAt: 'self',
} as const;

/** Who may see what of an organization. */
export const organizationFields = {
  id: 'public',
  name: 'public',
  slug: 'public',
  profile: 'public',
  foundedBy: 'nobody',
  personalOf: 'member',
  createdAt: 'member',
  updatedAt: 'member',
  deletedAt: 'admin',
  slugChangedAt: 'admin',
  contactVerifiedAt: 'admin',
  restorations: 'nobody',
  purgingSince: 'nobody',
  webhook: 'secret',
} as const;

/** Who may see what of a profile. */
export const profileFields = {
  website: 'public',
  contactEmail: 'member',
  description: 'public',
  logo: 'public',
} as const;

/** Who may see what of a membership. */
export const membershipFields = {
  id: 'member',
  organizationId: 'member',
  userId: 'member',
  role: 'member',
  state: 'admin',
  joinedAt: 'member',
  leftAt: 'admin',
  endedBy: 'admin',
  createdAt: 'nobody',
  updatedAt: 'nobody',
} as const;

/** Who may see what of an invitation. */
export const invitationFields = {
  id: 'admin',
  organizationId: 'admin',
  email: 'admin',
  emailKey: 'nobody',
  role: 'admin',
  language: 'admin',
  tokenDigest: /* INV-14 */ 'secret',
  kid: 'nobody',
  revision: 'admin',
  invitedBy: 'admin',
  invitedAs: 'nobody',
  invitedAt: 'admin',
  expiresAt: 'admin',
  state: 'admin',
  emailSentCount: 'admin',
  lastEmailSentAt: 'admin',
  delivery: 'nobody',
  sends: 'nobody',
  closedAt: 'admin',
  closedBy: 'admin',
  createdAt: 'nobody',
  updatedAt: 'nobody',
} as const;

/** Who may see what of an app. What users see is the listing of its live release. */
export const appFields = {
  id: 'member',
  packageName: 'public',
  organizationId: 'member',
  draft: 'member',
  visibility: 'member',
  testers: 'member',
  tier: 'public',
  submissions: 'member',
  live: 'public',
  enforcement: 'member',
  delistedAt: 'member',
  createdBy: 'member',
  createdAt: 'member',
  updatedAt: 'member',
  deletedAt: 'member',
  archivedAt: 'nobody',
  webhook: 'secret',
} as const;

/** Who may see what of a submission. The organization learns what was decided and why, and not by whom. */
export const submissionFields = {
  id: 'member',
  appId: 'member',
  organizationId: 'member',
  caseId: 'member',
  revision: 'member',
  snapshot: 'member',
  digest: 'member',
  state: 'member',
  lane: 'member',
  laneReason: /* REV-58 */ 'reviewer',
  enteredAt: 'member',
  dueAt: 'reviewer',
  submittedAt: 'member',
  submittedBy: 'member',
  claims: 'nobody',
  lease: 'reviewer',
  decisions: 'reviewer',
  settled: 'nobody',
  approvedUntil: 'member',
  releasedAt: 'member',
  createdAt: 'nobody',
  updatedAt: 'nobody',
} as const;

/** Who may see what of an API key. The digest leaves the core never. */
export const apiKeyFields = {
  id: 'admin',
  owner: 'admin',
  name: 'admin',
  environment: 'admin',
  digest: /* KEY-7 */ 'secret',
  lastFour: 'admin',
  createdBy: 'admin',
  createdAt: 'admin',
  updatedAt: 'nobody',
  lastUsedAt: 'admin',
  expiresAt: 'admin',
  revokedAt: 'admin',
  replacedBy: 'admin',
  overlapUntil: 'admin',
} as const;

/** Who may see what of a webhook. In the rows that hold it, it is secret as a whole. */
export const webhookFields = {
  url: 'admin',
  events: 'admin',
  secret: /* WEBHOOK-9 */ 'secret',
  previous: 'secret',
  revision: 'nobody',
  createdAt: 'admin',
  updatedAt: 'admin',
  disabled: 'admin',
} as const;

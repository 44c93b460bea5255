// Who may see which field of each model. Views, schemas (`select: false`) and redaction use these tables. A test checks that each
// table has every field of its model (`as const satisfies` is not possible with isolatedDeclarations).

/** Who may see which field of a user. */
export const userFieldVisibility = {
  id: 'public',
  name: 'member',
  email: 'admin',
  emailKey: 'nobody',
  emailVerified: 'self',
  formerEmailKeys: 'nobody',
  state: 'admin',
  defaultOrg: 'self',
  blockedOrganizations: 'self',
  suspendedAt: 'self',
  deletedAt: 'self',
  purgingSince: 'nobody',
  createdAt: 'self',
  updatedAt: 'self',
  publicMetadata: /* USER-15 */ 'self',
  privateMetadata: /* USER-16 */ 'system',
  metadataVersion: 'system',
} as const;

/** Who may see which field of an organization. */
export const organizationFieldVisibility = {
  id: 'public',
  name: 'public',
  slug: 'public',
  profile: 'public',
  createdBy: 'nobody',
  personalOf: 'member',
  createdAt: 'member',
  updatedAt: 'member',
  deletedAt: 'admin',
  slugChangedAt: 'admin',
  contactVerifiedAt: 'admin',
  restoreCount: 'nobody',
  purgingSince: 'nobody',
  webhook: 'secret',
  externalId: /* ORG-71 */ 'system',
  publicMetadata: 'member',
  privateMetadata: /* ORG-77 */ 'system',
  metadataVersion: 'system',
} as const;

/** Who may see which field of a profile. */
export const profileFieldVisibility = {
  website: 'public',
  contactEmail: 'member',
  description: 'public',
  logo: 'public',
} as const;

/** Who may see which field of a membership. */
export const membershipFieldVisibility = {
  id: 'member',
  organizationId: 'member',
  userId: 'member',
  role: 'member',
  demotions: 'nobody',
  state: 'admin',
  joinedAt: 'member',
  leftAt: 'admin',
  endedBy: 'admin',
  createdAt: 'nobody',
  updatedAt: 'nobody',
  publicMetadata: 'member',
  privateMetadata: /* ORG-85 */ 'system',
  metadataVersion: 'system',
} as const;

/** Who may see which field of an invitation. */
export const invitationFieldVisibility = {
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
  inviterSnapshot: 'nobody',
  invitedAt: 'admin',
  expiresAt: 'admin',
  state: 'admin',
  emailSentCount: 'admin',
  lastEmailSentAt: 'admin',
  delivery: 'nobody',
  sendWindow: 'nobody',
  closedAt: 'admin',
  closedBy: 'admin',
  createdAt: 'nobody',
  updatedAt: 'nobody',
} as const;

/** Who may see which field of an app. Users of the store see only the listing of its live release. */
export const appFieldVisibility = {
  id: 'member',
  packageName: 'public',
  organizationId: 'member',
  draft: 'member',
  visibility: 'member',
  testers: 'member',
  tier: 'public',
  submissionCount: 'member',
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

/** Who may see which field of a submission. The organization sees what was decided and why, but not who decided. */
export const submissionFieldVisibility = {
  id: 'member',
  appId: 'member',
  organizationId: 'member',
  caseId: 'member',
  revision: 'member',
  snapshot: 'member',
  digest: 'member',
  state: 'member',
  lane: 'member',
  laneReason: 'reviewer',
  enteredAt: 'member',
  dueAt: 'reviewer',
  submittedAt: 'member',
  submittedBy: 'member',
  authors: 'reviewer',
  claimCount: 'nobody',
  lease: 'reviewer',
  decisions: 'reviewer',
  lastOutcome: 'nobody',
  approvedUntil: 'member',
  releasedAt: 'member',
  createdAt: 'nobody',
  updatedAt: 'nobody',
} as const;

const { decisions: _decisions, ...summaryFields } = submissionFieldVisibility;

/** The same for a submission in a list, which has no decisions. */
export const submissionSummaryFieldVisibility: Omit<typeof submissionFieldVisibility, 'decisions'> =
  summaryFields;

/** Who may see which field of an API key. The digest never leaves the core. */
export const apiKeyFieldVisibility = {
  id: 'admin',
  owner: 'admin',
  name: 'admin',
  environment: 'admin',
  permissions: 'admin',
  digest: 'secret',
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

/** Who may see which field of a webhook. In the row that contains it, the whole webhook is secret. */
export const webhookFieldVisibility = {
  url: 'admin',
  events: 'admin',
  secret: 'secret',
  previousSecret: 'secret',
  revision: 'nobody',
  createdAt: 'admin',
  updatedAt: 'admin',
  unverifiedSince: 'admin',
  askedRevision: 'nobody',
  enabledRevision: 'nobody',
  disabled: 'admin',
} as const;

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
  restorations: 'nobody',
  purgingSince: 'nobody',
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
  tokenDigest: 'secret',
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

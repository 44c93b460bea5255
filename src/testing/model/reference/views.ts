// What a caller sees of the model's rows. An absent field is undefined.

import { metadataView, publicMetadataView } from './metadata.js';
import {
  type ModelInvitation,
  type ModelMembership,
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  toIsoOrUndefined,
} from './reference-model.js';

export interface PageOptions {
  readonly limit?: number | undefined;
  readonly skip?: number | undefined;
}

/** All pages after the first `skip` rows, `limit` rows each (50 if absent). */
export function splitIntoPages(
  rows: readonly object[],
  { limit = 50, skip = 0 }: PageOptions,
): object {
  const left = rows.slice(skip);
  const count = Math.max(1, Math.ceil(left.length / limit));
  const pages = Array.from({ length: count }, (_, page) =>
    left.slice(page * limit, (page + 1) * limit),
  );
  return { pages };
}

/** The rows whose key begins with the prefix, by this key; those with the same key stay in their order. */
export function sortedWithPrefix<T>(
  rows: readonly T[],
  prefix: string,
  keyOf: (row: T) => string,
): T[] {
  return rows
    .filter((row) => keyOf(row).startsWith(prefix))
    .sort((a, b) => (keyOf(a) === keyOf(b) ? 0 : keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What the platform's desk sees. */
export function listedUserView(user: ModelUser): object {
  const unlisted = { defaultOrg: undefined, blockedOrganizations: undefined };
  return { ...userView(user), ...unlisted, publicMetadata: undefined };
}

export function userView(user: ModelUser): object {
  const { id, email, isVerified, name, defaultOrg, blocked, suspendedAt, deletedAt } = user;
  return {
    id,
    email,
    emailVerified: isVerified,
    name,
    state: userStateOf(user),
    defaultOrg,
    blockedOrganizations: [...blocked],
    suspendedAt: toIsoOrUndefined(suspendedAt),
    deletedAt: toIsoOrUndefined(deletedAt),
    ...publicMetadataView(user.metadata),
  };
}

export function userDetailsView(caller: string, user: ModelUser): object {
  return { ...userView(user), ...metadataView(caller, user.metadata) };
}

export function userStateOf({ deletedAt, suspendedAt }: ModelUser): string {
  if (deletedAt !== null) return 'deleted';
  return suspendedAt === null ? 'active' : 'suspended';
}

/** What members see; the embedding service also sees what admins see, and its own fields. */
export function organizationView(caller: string, row: ModelOrganization): object {
  return { ...organizationSummaryView(caller, row), ...metadataView(caller, row.metadata) };
}

/** The same without metadata, as lists show it. */
export function organizationSummaryView(caller: string, row: ModelOrganization): object {
  return {
    ...publicOrganizationView(row),
    profile: { ...publicProfile(row), contactEmail: row.contactEmail },
    personalOf: row.isPersonal ? row.createdBy : undefined,
    ...(caller === 'system' ? fieldsForSystem(row) : {}),
  };
}

function fieldsForSystem({ externalId, ...row }: ModelOrganization): object {
  return {
    deletedAt: toIsoOrUndefined(row.deletedAt),
    slugChangedAt: toIsoOrUndefined(row.slugChangedAt),
    contactVerifiedAt: toIsoOrUndefined(row.contactVerifiedAt),
    externalId,
  };
}

export function publicOrganizationView(row: ModelOrganization): object {
  return { id: row.id, name: row.name, slug: row.slug, profile: publicProfile(row) };
}

function publicProfile({ website, description, logo }: ModelOrganization): object {
  return { website, description, logo };
}

/** A deleted organization with the end of its restore window. After a restore, `deletedAt` is the time of its last change. */
export function deletedOrganizationView(model: ReferenceModel, row: ModelOrganization): object {
  const deletedAt = row.deletedAt ?? row.updatedAt;
  return {
    organizationId: row.id,
    name: row.name,
    deletedAt: toIsoOrUndefined(deletedAt),
    restorableUntil: toIsoOrUndefined(deletedAt + model.policy.restoreWindow * 1000),
  };
}

export function memberView(
  model: ReferenceModel,
  { user: userId, role, joinedAt }: ModelMembership,
  seesAll: boolean,
): object {
  const user = model.users.get(userId);
  if (user === undefined) throw new Error(`${userId} is a member but does not exist`);
  const account = seesAll ? { email: user.email, state: userStateOf(user) } : {};
  return { userId, name: user.name, ...account, role, joinedAt: toIsoOrUndefined(joinedAt) };
}

export function memberDetailsView(
  model: ReferenceModel,
  caller: string,
  member: ModelMembership,
  seesAll: boolean,
): object {
  return { ...memberView(model, member, seesAll), ...metadataView(caller, member.metadata) };
}

/** A purged user has no name and no address. */
export function formerMemberView(
  model: ReferenceModel,
  { id, user: userId, role, joinedAt, leftAt, endedBy }: ModelMembership,
): object {
  const user = model.users.get(userId);
  return {
    membershipId: id,
    userId,
    name: user?.name,
    email: user?.email,
    role,
    joinedAt: toIsoOrUndefined(joinedAt),
    leftAt: toIsoOrUndefined(leftAt),
    endedBy,
  };
}

export function invitationView(model: ReferenceModel, row: ModelInvitation): object {
  return {
    id: row.id,
    organizationId: row.organization,
    email: row.email,
    role: row.role,
    language: row.language,
    revision: row.revision,
    invitedBy: row.inviter,
    invitedAt: toIsoOrUndefined(row.invitedAt),
    expiresAt: toIsoOrUndefined(row.expiresAt),
    state: invitationStateOf(model, row),
    emailSentCount: row.sentCount,
    lastEmailSentAt: toIsoOrUndefined(row.lastSentAt),
    closedAt: toIsoOrUndefined(row.closedAt),
    closedBy: row.closedBy,
  };
}

/** The state now: a pending invitation past its expiry is expired, even if no row says so yet. */
export function invitationStateOf(
  model: ReferenceModel,
  row: ModelInvitation,
): ModelInvitation['state'] {
  const isOver = row.state === 'pending' && row.expiresAt <= model.now;
  return isOver ? 'expired' : row.state;
}

export function isPending(model: ReferenceModel, row: ModelInvitation): boolean {
  return invitationStateOf(model, row) === 'pending';
}

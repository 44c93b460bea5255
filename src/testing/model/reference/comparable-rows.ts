// The model's rows in the shape of `comparableDump`, so that they can be compared with a storage.

import { comparableApps, comparableKeys } from './comparable-app-rows.js';
import { comparableMetadata } from './metadata.js';
import {
  type ModelInvitation,
  type ModelMembership,
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  rowsWhere,
  toIsoOrUndefined,
} from './reference-model.js';
import { userStateOf } from './views.js';

/** The rows of all users and organizations that ever existed; null for those that were purged. */
export function comparableRows(model: ReferenceModel): object {
  return {
    users: listAllIdsEverGiven(model, 'user').map((id) => {
      const user = model.users.get(id);
      return user === undefined ? null : comparableUserRow(user);
    }),
    organizations: listAllIdsEverGiven(model, 'organization').map((id) => {
      const organization = model.organizations.get(id);
      const belongsToIt = (row: { organization: string }) => row.organization === id;
      return {
        organization: organization === undefined ? null : comparableOrganizationRow(organization),
        memberships: rowsWhere(model.memberships, belongsToIt).map(comparableMembershipRow),
        invitations: rowsWhere(model.invitations, belongsToIt).map(comparableInvitationRow),
        slugs: stateBySlugOf(model, id),
        keys: comparableKeys(model, { organizationId: id }),
        entries: model.journal.filter(({ auditOrganizationIds }) =>
          auditOrganizationIds.includes(id),
        ).length,
      };
    }),
    apps: comparableApps(model, listAllIdsEverGiven(model, 'app')),
  };
}

/** All ids of a kind that were ever given, including those of purged rows. */
export function listAllIdsEverGiven(
  { idCounts, ownUserIds }: ReferenceModel,
  kind: string,
): string[] {
  const length = idCounts.get(kind) ?? 0;
  const ids = Array.from({ length }, (_, index) => `${kind} ${index + 1}`);
  return kind === 'user' ? [...ids, ...ownUserIds] : ids;
}

function comparableUserRow(user: ModelUser): object {
  const { id, email, isVerified, name, defaultOrg, blocked, deletedAt, suspendedAt } = user;
  return {
    id,
    email,
    emailVerified: isVerified,
    name,
    state: userStateOf(user),
    defaultOrg,
    blockedOrganizations: blocked,
    deletedAt: toIsoOrUndefined(deletedAt),
    suspendedAt: toIsoOrUndefined(suspendedAt),
    ...comparableMetadata(user.metadata),
  };
}

function comparableOrganizationRow(row: ModelOrganization): object {
  const { id, name, slug, website, contactEmail, description, logo, createdBy } = row;
  return {
    id,
    name,
    slug,
    profile: { website, contactEmail, description, logo },
    createdBy,
    personalOf: row.isPersonal ? createdBy : undefined,
    deletedAt: toIsoOrUndefined(row.deletedAt),
    slugChangedAt: toIsoOrUndefined(row.slugChangedAt),
    contactVerifiedAt: toIsoOrUndefined(row.contactVerifiedAt),
    restoreCount: row.restoreCount,
    externalId: row.externalId,
    ...comparableMetadata(row.metadata),
  };
}

function comparableMembershipRow(membership: ModelMembership): object {
  const { id, user, role, joinedAt, leftAt, metadata } = membership;
  const state = leftAt === null ? 'active' : 'ended';
  return {
    id,
    userId: user,
    role,
    state,
    joinedAt: toIsoOrUndefined(joinedAt),
    leftAt: toIsoOrUndefined(leftAt),
    ...comparableMetadata(metadata),
  };
}

function comparableInvitationRow(row: ModelInvitation): object {
  const { id, email, role, language, state, revision, inviter, closedBy, delivery, sendWindow } =
    row;
  const nextAttemptAt = delivery.state === 'queued' ? toIsoOrUndefined(delivery.dueAt) : undefined;
  return {
    id,
    email,
    role,
    language,
    state,
    revision,
    invitedBy: inviter,
    invitedAt: toIsoOrUndefined(row.invitedAt),
    expiresAt: toIsoOrUndefined(row.expiresAt),
    closedAt: toIsoOrUndefined(row.closedAt),
    closedBy,
    emailSentCount: row.sentCount,
    lastEmailSentAt: toIsoOrUndefined(row.lastSentAt),
    delivery: { state: delivery.state, attempts: delivery.attempts, nextAttemptAt },
    sendWindow: {
      startedAt: toIsoOrUndefined(sendWindow.startedAt),
      count: sendWindow.count,
      lastAt: toIsoOrUndefined(sendWindow.lastAt),
    },
  };
}

function stateBySlugOf(model: ReferenceModel, organizationId: string): Record<string, string> {
  const own = [...model.slugs]
    .filter(([, owner]) => owner === organizationId)
    .map(([slug]) => slug);
  const current = model.organizations.get(organizationId)?.slug;
  return Object.fromEntries(own.map((slug) => [slug, slug === current ? 'current' : 'former']));
}

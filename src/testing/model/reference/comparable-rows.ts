// The model's rows in the shape of `comparableDump`, so that they can be compared with a storage.

import {
  type ModelInvitation,
  type ModelMembership,
  type ModelOrganization,
  type ModelUser,
  type ReferenceModel,
  rowsWhere,
  toIso,
} from './reference-model.js';
import { userStateOf } from './views.js';

/** The rows of all users and organizations that ever existed; null for those that were purged. */
export function comparableRows(model: ReferenceModel): object {
  return {
    users: listAllIds(model, 'user').map((id) => {
      const user = model.users.get(id);
      return user === undefined ? null : userRow(user);
    }),
    organizations: listAllIds(model, 'organization').map((id) => {
      const organization = model.organizations.get(id);
      const belongsToIt = (row: { organization: string }) => row.organization === id;
      return {
        organization: organization === undefined ? null : organizationRow(organization),
        memberships: rowsWhere(model.memberships, belongsToIt).map(membershipRow),
        invitations: rowsWhere(model.invitations, belongsToIt).map(invitationRow),
        slugs: slugStatesOf(model, id),
        entries: model.journal.filter(({ auditOrganizationIds }) =>
          auditOrganizationIds.includes(id),
        ).length,
      };
    }),
  };
}

/** All ids of a kind that were ever given, including those of purged rows. */
export function listAllIds({ idCounts }: ReferenceModel, kind: string): string[] {
  return Array.from({ length: idCounts.get(kind) ?? 0 }, (_, index) => `${kind} ${index + 1}`);
}

function userRow(user: ModelUser): object {
  const { id, email, isVerified, name, defaultOrg, blocked, deletedAt, suspendedAt } = user;
  return {
    id,
    email,
    emailVerified: isVerified,
    name,
    state: userStateOf(user),
    defaultOrg,
    blockedOrganizations: blocked,
    deletedAt: toIso(deletedAt),
    suspendedAt: toIso(suspendedAt),
  };
}

function organizationRow(row: ModelOrganization): object {
  const { id, name, slug, website, contactEmail, description, logo, createdBy } = row;
  return {
    id,
    name,
    slug,
    profile: { website, contactEmail, description, logo },
    createdBy,
    personalOf: row.isPersonal ? createdBy : undefined,
    deletedAt: toIso(row.deletedAt),
    slugChangedAt: toIso(row.slugChangedAt),
    restoreCount: row.restoreCount,
  };
}

function membershipRow({ id, user, role, joinedAt, leftAt }: ModelMembership): object {
  const state = leftAt === null ? 'active' : 'ended';
  return { id, userId: user, role, state, joinedAt: toIso(joinedAt), leftAt: toIso(leftAt) };
}

function invitationRow(row: ModelInvitation): object {
  const { id, email, role, language, state, revision, inviter, closedBy, delivery, sendWindow } =
    row;
  const nextAttemptAt = delivery.state === 'queued' ? toIso(delivery.dueAt) : undefined;
  return {
    id,
    email,
    role,
    language,
    state,
    revision,
    invitedBy: inviter,
    invitedAt: toIso(row.invitedAt),
    expiresAt: toIso(row.expiresAt),
    closedAt: toIso(row.closedAt),
    closedBy,
    emailSentCount: row.sentCount,
    lastEmailSentAt: toIso(row.lastSentAt),
    delivery: { state: delivery.state, attempts: delivery.attempts, nextAttemptAt },
    sendWindow: {
      startedAt: toIso(sendWindow.startedAt),
      count: sendWindow.count,
      lastAt: toIso(sendWindow.lastAt),
    },
  };
}

function slugStatesOf(model: ReferenceModel, id: string): Record<string, string> {
  const own = [...model.slugs].filter(([, owner]) => owner === id).map(([slug]) => slug);
  const current = model.organizations.get(id)?.slug;
  return Object.fromEntries(own.map((slug) => [slug, slug === current ? 'current' : 'former']));
}

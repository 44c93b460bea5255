// The model's rows as a storage's rows read.

import { stateOf } from './views.js';
import {
  type Invitation,
  iso,
  type Membership,
  type Organization,
  type User,
  type World,
  where,
} from './world.js';

/** Of every user and organization that there ever was. */
export function rowsOf(world: World): object {
  return {
    users: everMade(world, 'user').map((id) => {
      const user = world.users.get(id);
      return user === undefined ? null : userRow(user);
    }),
    organizations: everMade(world, 'organization').map((id) => {
      const organization = world.organizations.get(id);
      const isOfIt = (row: { organization: string }) => row.organization === id;
      return {
        organization: organization === undefined ? null : organizationRow(organization),
        memberships: where(world.memberships, isOfIt).map(membershipRow),
        invitations: where(world.invitations, isOfIt).map(invitationRow),
        slugs: slugsOf(world, id),
        entries: world.journal.filter(({ organizations }) => organizations.includes(id)).length,
      };
    }),
  };
}

/** The ids of all of a kind, whatever has become of them. */
export function everMade({ made }: World, kind: string): string[] {
  return Array.from({ length: made.get(kind) ?? 0 }, (_, index) => `${kind} ${index + 1}`);
}

function userRow(user: User): object {
  const { id, email, isVerified, name, defaultOrg, blocked, deletedAt, suspendedAt } = user;
  return {
    id,
    email,
    emailVerified: isVerified,
    name,
    state: stateOf(user),
    defaultOrg,
    blockedOrganizations: blocked,
    deletedAt: iso(deletedAt),
    suspendedAt: iso(suspendedAt),
  };
}

function organizationRow(row: Organization): object {
  const { id, name, slug, website, contactEmail, description, logo, foundedBy } = row;
  return {
    id,
    name,
    slug,
    profile: { website, contactEmail, description, logo },
    foundedBy,
    personalOf: row.isPersonal ? foundedBy : undefined,
    deletedAt: iso(row.deletedAt),
    slugChangedAt: iso(row.slugChangedAt),
    restorations: row.restorations,
  };
}

function membershipRow({ id, user, role, joinedAt, leftAt }: Membership): object {
  const state = leftAt === null ? 'active' : 'ended';
  return { id, userId: user, role, state, joinedAt: iso(joinedAt), leftAt: iso(leftAt) };
}

function invitationRow(row: Invitation): object {
  const { id, email, role, language, state, revision, inviter, closedBy, delivery, sends } = row;
  const nextAttemptAt = delivery.state === 'queued' ? iso(delivery.dueAt) : undefined;
  return {
    id,
    email,
    role,
    language,
    state,
    revision,
    invitedBy: inviter,
    invitedAt: iso(row.invitedAt),
    expiresAt: iso(row.expiresAt),
    closedAt: iso(row.closedAt),
    closedBy,
    emailSentCount: row.sentCount,
    lastEmailSentAt: iso(row.lastSentAt),
    delivery: { state: delivery.state, attempts: delivery.attempts, nextAttemptAt },
    sends: { startedAt: iso(sends.startedAt), count: sends.count, lastAt: iso(sends.lastAt) },
  };
}

function slugsOf(world: World, id: string): Record<string, string> {
  const own = [...world.slugs].filter(([, owner]) => owner === id).map(([slug]) => slug);
  const current = world.organizations.get(id)?.slug;
  return Object.fromEntries(own.map((slug) => [slug, slug === current ? 'current' : 'former']));
}

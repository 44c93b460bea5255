// All rows that a storage holds of what a sequence has made, and the same of the model.

import type { JournalEntry } from '../../domain/journal/entry.js';
import type { Invitation } from '../../domain/organization/invitation.js';
import type { Membership } from '../../domain/organization/membership.js';
import type { Organization } from '../../domain/organization/organization.js';
import { parseOrganizationId, parseUserId } from '../../domain/shared/ids.js';
import type { Versioned } from '../../domain/shared/result.js';
import type { SlugRecord } from '../../domain/slug/slug.js';
import type { User } from '../../domain/user/user.js';
import type { Storage } from '../../ports/storage.js';
import type { Names } from './names.js';
import { everMade, type World } from './reference/index.js';

export interface Dump {
  readonly users: readonly (Versioned<User> | null)[];
  readonly organizations: readonly OrganizationDump[];
}

interface OrganizationDump {
  readonly organization: Versioned<Organization> | null;
  readonly memberships: readonly Versioned<Membership>[];
  readonly invitations: readonly Versioned<Invitation>[];
  readonly slugs: readonly Versioned<SlugRecord>[];
  readonly journal: readonly JournalEntry[];
}

const most = 1_000;

/** Of every user and organization that there ever was: of what was purged nothing may be left. */
export async function dumpOf(storage: Storage, world: World, names: Names): Promise<Dump> {
  const userIds = everMade(world, 'user').flatMap((name) => parseUserId(names.real(name)) ?? []);
  const organizationIds = everMade(world, 'organization').flatMap(
    (name) => parseOrganizationId(names.real(name)) ?? [],
  );
  return {
    users: await Promise.all(userIds.map((id) => storage.users.findById(id))),
    organizations: await Promise.all(
      organizationIds.map(async (id) => ({
        organization: await storage.organizations.findById(id),
        memberships: await storage.memberships.ofOrganization(id, most),
        invitations: await storage.invitations.ofOrganization(id, most),
        slugs: await storage.slugs.ofOrganization(id),
        journal: (
          await storage.journal.listByOrganization(id, { limit: most, after: null, skip: 0 })
        ).items,
      })),
    ),
  };
}

/** As much of it as the model knows. */
export function shownOf({ users, organizations }: Dump, names: Names): object {
  return {
    users: users.map((row) => row && shownUser(row.value)),
    organizations: organizations.map(
      ({ organization, memberships, invitations, slugs, journal }) => ({
        organization: organization && shownOrganization(organization.value),
        memberships: memberships.map(({ value }) => shownMembership(value)),
        invitations: invitations.map(({ value }) => shownInvitation(value)),
        slugs: Object.fromEntries(
          slugs.map(({ value: { slug, state } }) => [names.symbol(slug), state]),
        ),
        entries: journal.length,
      }),
    ),
  };
}

function shownUser({ id, email, emailVerified, name, state, defaultOrg, ...user }: User): object {
  const { blockedOrganizations, deletedAt, suspendedAt } = user;
  return {
    id,
    email,
    emailVerified,
    name,
    state,
    defaultOrg,
    blockedOrganizations,
    deletedAt,
    suspendedAt,
  };
}

function shownOrganization({ id, name, slug, profile, ...organization }: Organization): object {
  const { foundedBy, personalOf, deletedAt, slugChangedAt, restorations } = organization;
  return { id, name, slug, profile, foundedBy, personalOf, deletedAt, slugChangedAt, restorations };
}

function shownMembership({ id, userId, role, state, joinedAt, leftAt }: Membership): object {
  return { id, userId, role, state, joinedAt, leftAt };
}

function shownInvitation({ id, email, role, language, state, ...invitation }: Invitation): object {
  const { revision, invitedBy, invitedAt, expiresAt, closedAt, closedBy } = invitation;
  const { emailSentCount, lastEmailSentAt, delivery, sends } = invitation;
  return {
    ...{ id, email, role, language, state, revision, invitedBy, invitedAt, expiresAt },
    ...{ closedAt, closedBy, emailSentCount, lastEmailSentAt, delivery, sends },
  };
}

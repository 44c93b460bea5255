// Organizations from their founding to their end.

import type { Action } from '../../../domain/journal/entry.js';
import type { Deed, Deeds } from './deed.js';
import { newOrganization } from './founding.js';
import { purgeOrganization } from './purging.js';
import { revokeWhere } from './revoking.js';
import { slugs } from './slugs.js';
import {
  active,
  adminsOf,
  allowed,
  allowedToRead,
  isLive,
  isPerson,
  known,
  mayAs,
  membershipOf,
  membershipsOf,
  membersOf,
  person,
  personalOf,
  selfOrSystem,
  systemOnly,
} from './standing.js';
import { deletedView, isPending, organizationView, pagesOf } from './views.js';
import { addressed, isSlug, named, slugged } from './words.js';
import { iso, type Organization, record, refuse, type World, where } from './world.js';

const recalled = (world: World, caller: string, id: string): object =>
  organizationView(allowedToRead(world, caller, id));

const found: Deed<'organizations.found'> = {
  check(_world, caller, { name, slug }) {
    person(caller);
    named(name);
    if (slug !== undefined) slugged(slug);
  },
  run(world, caller, input) {
    const founder = active(world, caller);
    const own = (row: Organization) =>
      row.foundedBy === caller && !row.isPersonal && row.deletedAt === null;
    const limit = world.policy.organizationsPerUser;
    if (where(world.organizations, own).length >= limit) {
      refuse('organization_limit_reached', { limit });
    }
    if (input.slug !== undefined && world.slugs.has(input.slug)) refuse('slug_taken');
    const organization = newOrganization(world, founder, named(input.name), input, false);
    record(world, 'organization.found', organization.id, [organization.id], [organization.id]);
    return organizationView(organization);
  },
  repeat: (world, caller, _input, [id = '']) => recalled(world, caller, id),
};

const ensurePersonal: Deed<'organizations.ensurePersonal'> = {
  check(_world, caller, { userId }) {
    if (caller !== 'system' && caller !== userId) refuse('permission_denied');
  },
  run(world, _caller, { userId }) {
    known(world, userId);
    active(world, userId);
    const personal = personalOf(world, userId);
    if (personal === undefined) throw new Error(`${userId} has no personal organization`);
    return organizationView(personal);
  },
  repeat: () => {
    throw new Error('in sequences every account has its personal organization from the beginning');
  },
};

const rename: Deed<'organizations.rename'> = {
  check: (_world, _caller, { name }) => void named(name),
  run(world, caller, input) {
    const organization = allowed(world, caller, input.organizationId, 'organization:update');
    const name = named(input.name);
    if (organization.name !== name) changed(world, organization, 'organization.rename');
    organization.name = name;
    return organizationView(organization);
  },
  repeat: (world, caller, { organizationId }) => recalled(world, caller, organizationId),
};

const updateProfile: Deed<'organizations.updateProfile'> = {
  check: (_world, _caller, { contactEmail }) =>
    void (contactEmail === undefined || addressed(contactEmail)),
  run(world, caller, { organizationId, ...input }) {
    const organization = allowed(world, caller, organizationId, 'organization:update');
    const before = JSON.stringify(organizationView(organization));
    for (const field of ['website', 'description', 'logo'] as const) {
      if (input[field] !== undefined) organization[field] = input[field] ?? undefined;
    }
    if (input.contactEmail !== undefined) organization.contactEmail = addressed(input.contactEmail);
    if (JSON.stringify(organizationView(organization)) !== before) {
      changed(world, organization, 'organization.update_profile');
    }
    return organizationView(organization);
  },
  repeat: (world, caller, { organizationId }) => recalled(world, caller, organizationId),
};

const remove: Deed<'organizations.delete'> = {
  run(world, caller, { organizationId }) {
    const organization = allowed(world, caller, organizationId, 'organization:delete');
    notPersonal(organization);
    organization.deletedAt = world.now;
    revokeWhere(world, caller, (row) => row.organization === organizationId);
    changed(world, organization, 'organization.delete');
    return deletedView(world, organization);
  },
  repeat: (world, caller, { organizationId }) =>
    deletedView(world, allowed(world, caller, organizationId, 'organization:delete', true)),
};

const restore: Deed<'organizations.restore'> = {
  run(world, caller, { organizationId }) {
    const organization = allowed(world, caller, organizationId, 'organization:delete', true);
    if (organization.deletedAt === null) return organizationView(organization);
    notPersonal(organization);
    if (!isRestorable(world, organization)) refuse('restore_window_over');
    if (adminsOf(world, organizationId).length === 0) {
      refuse('last_admin', { organizationIds: [organizationId] });
    }
    organization.deletedAt = null;
    organization.restorations += 1;
    changed(world, organization, 'organization.restore');
    return organizationView(organization);
  },
  repeat: (world, caller, { organizationId }) => recalled(world, caller, organizationId),
};

export const organizations: Deeds<'organizations'> = {
  ...slugs,
  'organizations.found': found,
  'organizations.ensurePersonal': ensurePersonal,
  'organizations.rename': rename,
  'organizations.updateProfile': updateProfile,
  'organizations.delete': remove,
  'organizations.restore': restore,

  'organizations.purge'(world, caller, { organizationId }) {
    systemOnly(caller);
    const organization = world.organizations.get(organizationId);
    if (organization === undefined) return refuse('organization_not_found');
    notPersonal(organization);
    if (organization.deletedAt === null) refuse('organization_not_deleted');
    return { count: purgeOrganization(world, organization) };
  },

  'organizations.listDeleted'(world, caller) {
    active(world, person(caller));
    return membershipsOf(world, caller).flatMap(({ role, organization: id }) => {
      const organization = world.organizations.get(id);
      const isTheirs = mayAs(role, 'organization:delete') && !isLive(organization);
      if (organization === undefined || !isTheirs || organization.isPersonal) return [];
      return isRestorable(world, organization) ? [deletedView(world, organization)] : [];
    });
  },

  'organizations.document'(world, caller, { organizationId }) {
    const { id, name, slug, ...row } = allowed(world, caller, organizationId, 'members:manage');
    const { website, contactEmail, description, logo } = row;
    const pending = where(
      world.invitations,
      (invitation) => invitation.organization === id && isPending(world, invitation),
    );
    return {
      _id: id,
      name,
      slug,
      profile: { website, contactEmail, description, logo },
      members: membersOf(world, id).map(({ user, role, joinedAt }) => ({
        user,
        role,
        joinedAt: iso(joinedAt),
      })),
      pendingInvites: pending.map((invitation) => ({
        email: invitation.email,
        role: invitation.role,
        invitedBy: invitation.inviter,
        invitedAt: iso(invitation.invitedAt),
        expiresAt: iso(invitation.expiresAt),
        emailSentCount: invitation.sentCount,
        lastEmailSentAt: iso(invitation.lastSentAt),
      })),
    };
  },

  'organizations.get': (world, caller, { organizationId }) =>
    organizationView(allowedToRead(world, caller, organizationId)),

  'organizations.findBySlug'(world, caller, { slug }) {
    const organization = world.organizations.get(world.slugs.get(slug) ?? '');
    if (organization === undefined || !isSlug(slug)) return null;
    if (isPerson(caller)) {
      if (membershipOf(world, organization.id, caller) === undefined) return null;
      active(world, caller);
    }
    const isTheirs = caller === 'system' || isPerson(caller);
    if (!isTheirs || !isLive(organization)) return null;
    return { organization: organizationView(organization), isFormer: organization.slug !== slug };
  },

  'organizations.listOfUser'(world, caller, { userId, ...page }) {
    const about = selfOrSystem(caller, userId);
    const rows = membershipsOf(world, about).flatMap(({ organization: id, role, joinedAt }) => {
      const organization = world.organizations.get(id);
      if (organization === undefined || !isLive(organization)) return [];
      return [{ organization: organizationView(organization), role, joinedAt: iso(joinedAt) }];
    });
    return pagesOf(rows, page);
  },

  'organizations.audit'(world, caller, { organizationId, ...page }) {
    allowed(world, caller, organizationId, 'audit:read');
    const entries = world.journal.filter((entry) => entry.organizations.includes(organizationId));
    const shown = entries.map(({ at, action, subject }) => ({ at: iso(at), action, subject }));
    return pagesOf(shown.reverse(), page);
  },
};

function changed(world: World, organization: Organization, action: Action): void {
  organization.updatedAt = world.now;
  record(world, action, organization.id, [organization.id]);
}

function notPersonal({ isPersonal, foundedBy }: Organization): void {
  if (isPersonal) refuse('personal_organization', { ownerId: foundedBy });
}

function isRestorable({ now, policy }: World, { deletedAt }: Organization): boolean {
  return deletedAt !== null && deletedAt + policy.restoreWindow * 1000 > now;
}

// Accounts: registering, their state, their end and their return.

import type { Deeds } from './deed.js';
import { newOrganization } from './founding.js';
import { purgeUser } from './purging.js';
import { revokeWhere } from './revoking.js';
import {
  account,
  active,
  allowedToRead,
  isLastAdmin,
  isLive,
  known,
  membershipOf,
  membershipsOf,
  personalOf,
  selfOrSystem,
  systemOnly,
} from './standing.js';
import { organizationView, userView } from './views.js';
import { addressed, keyOf, localPartOf, named } from './words.js';
import { fresh, record, refuse, type User, type World, where } from './world.js';

const recalled = (world: World, userId: string): object => userView(known(world, userId));

export const users: Deeds<'users'> = {
  'users.register': {
    check(_world, caller, { email, name }) {
      systemOnly(caller);
      addressed(email);
      if (name !== undefined) named(name);
    },
    run(world, _caller, input) {
      const email = addressed(input.email);
      const isTaken = ({ email: other }: User) => keyOf(other) === keyOf(email);
      if (where(world.users, isTaken).length > 0) refuse('email_taken');
      const name = input.name === undefined ? undefined : named(input.name);
      const id = fresh(world, 'user');
      const founder = { id, email };
      const personal = newOrganization(world, founder, name ?? localPartOf(email), {}, true);
      const user: User = {
        ...founder,
        isVerified: input.emailVerified ?? false,
        name,
        defaultOrg: personal.id,
        blocked: [],
        suspendedAt: null,
        deletedAt: null,
      };
      world.users.set(id, user);
      record(world, 'user.register', id, [personal.id], [id]);
      return userView(user);
    },
    repeat: (world, _caller, _input, [id = '']) => recalled(world, id),
  },

  'users.verifyEmail': {
    check: (_world, caller) => systemOnly(caller),
    run(world, _caller, { userId }) {
      const user = known(world, userId);
      if (!user.isVerified) record(world, 'user.verify_email', userId, []);
      user.isVerified = true;
      return userView(user);
    },
    repeat: (world, _caller, { userId }) => recalled(world, userId),
  },

  'users.get': (world, caller, { userId }) =>
    userView(account(world, caller, selfOrSystem(caller, userId))),

  'users.setDefaultOrganization': {
    check: (_world, caller, { userId }) => void selfOrSystem(caller, userId),
    run(world, caller, { userId, organizationId }) {
      const user = active(world, selfOrSystem(caller, userId));
      const organization = allowedToRead(world, user.id, organizationId);
      if (user.defaultOrg !== organizationId) {
        record(world, 'user.set_default_organization', user.id, []);
      }
      user.defaultOrg = organizationId;
      return organizationView(organization);
    },
    repeat: (world, caller, { userId, organizationId }) =>
      organizationView(allowedToRead(world, selfOrSystem(caller, userId), organizationId)),
  },

  'users.getDefaultOrganization'(world, caller, input) {
    const { id, defaultOrg } = active(world, selfOrSystem(caller, input.userId));
    const pointed = world.organizations.get(defaultOrg);
    const isMember = membershipOf(world, defaultOrg, id) !== undefined;
    const meant = isLive(pointed) && isMember ? pointed : personalOf(world, id);
    return meant === undefined ? refuse('organization_not_found') : organizationView(meant);
  },

  'users.unblockOrganization': {
    check: (_world, caller, { userId }) => void selfOrSystem(caller, userId),
    run(world, caller, { userId, organizationId }) {
      const user = account(world, caller, selfOrSystem(caller, userId));
      if (user.blocked.includes(organizationId)) {
        user.blocked = user.blocked.filter((id) => id !== organizationId);
        record(world, 'user.unblock_organization', user.id, []);
      }
      return userView(user);
    },
    repeat: (world, caller, { userId }) => recalled(world, selfOrSystem(caller, userId)),
  },

  'users.suspend': {
    check: (_world, caller) => systemOnly(caller),
    run(world, caller, { userId }) {
      const user = notDeleted(world, userId);
      const leftWithoutAdmin = ledAlone(world, userId);
      if (user.suspendedAt === null) {
        user.suspendedAt = world.now;
        for (const held of membershipsOf(world, userId)) {
          if (held.role === 'admin') held.revision += 1;
        }
        revokeWhere(world, caller, ({ inviter }) => inviter === userId);
        record(world, 'user.suspend', userId, heldBy(world, userId), leftWithoutAdmin);
      }
      return { user: userView(user), leftWithoutAdmin };
    },
    repeat: (world, _caller, { userId }, leftWithoutAdmin) => ({
      user: recalled(world, userId),
      leftWithoutAdmin,
    }),
  },

  'users.reinstate': {
    check: (_world, caller) => systemOnly(caller),
    run(world, _caller, { userId }) {
      const user = notDeleted(world, userId);
      if (user.suspendedAt !== null) {
        record(world, 'user.reinstate', userId, heldBy(world, userId));
      }
      user.suspendedAt = null;
      return userView(user);
    },
    repeat: (world, _caller, { userId }) => recalled(world, userId),
  },

  'users.delete': {
    check: (_world, caller, { userId }) => void selfOrSystem(caller, userId),
    run(world, caller, { userId }) {
      const user = account(world, caller, userId);
      if (user.deletedAt !== null) return userView(user);
      const organizationIds = ledAlone(world, userId);
      if (organizationIds.length > 0) refuse('last_admin', { organizationIds });
      record(world, 'user.delete', userId, heldBy(world, userId));
      settle(world, caller, user);
      return userView(user);
    },
    repeat: (world, _caller, { userId }) => recalled(world, userId),
  },

  'users.restore': {
    check: (_world, caller) => systemOnly(caller),
    run(world, _caller, { userId }) {
      const user = known(world, userId);
      if (user.deletedAt === null) return userView(user);
      if (user.deletedAt + world.policy.restoreWindow * 1000 <= world.now) {
        refuse('restore_window_over');
      }
      user.deletedAt = null;
      const personal = personalOf(world, userId);
      if (personal !== undefined) {
        personal.deletedAt = null;
        personal.restorations += 1;
        personal.updatedAt = world.now;
      }
      record(world, 'user.restore', userId, [personal?.id]);
      return userView(user);
    },
    repeat: (world, _caller, { userId }) => recalled(world, userId),
  },

  'users.purge'(world, caller, { userId }) {
    systemOnly(caller);
    const user = known(world, userId);
    if (user.deletedAt === null) refuse('user_not_deleted');
    return { count: purgeUser(world, user) };
  },
};

function notDeleted(world: World, userId: string): User {
  const user = known(world, userId);
  return user.deletedAt === null ? user : refuse('account_deleted');
}

/** The organizations that nobody else could lead; neither personal nor deleted ones. */
function ledAlone(world: World, userId: string): string[] {
  return membershipsOf(world, userId)
    .filter(({ role, organization: id }) => {
      const organization = world.organizations.get(id);
      const mustBeLed = isLive(organization) && organization?.isPersonal === false;
      return role === 'admin' && mustBeLed && isLastAdmin(world, id, userId);
    })
    .map(({ organization }) => organization);
}

function heldBy(world: World, userId: string): string[] {
  return membershipsOf(world, userId).map(({ organization }) => organization);
}

/** The account goes with its personal organization, and leaves all others. */
function settle(world: World, caller: string, user: User): void {
  const personal = personalOf(world, user.id);
  for (const held of membershipsOf(world, user.id)) {
    if (held.organization === personal?.id) continue;
    held.leftAt = world.now;
    held.revision += 1;
  }
  const goes = ({ inviter, organization }: { inviter: string; organization: string }) =>
    inviter === user.id || organization === personal?.id;
  revokeWhere(world, caller, goes);
  user.deletedAt = world.now;
  if (personal === undefined) return;
  personal.deletedAt = world.now;
  personal.updatedAt = world.now;
}

// The methods of `users`.

import {
  findMembership,
  findPersonalOrganization,
  isLastAdmin,
  isLive,
  listMembershipsOfUser,
  requireAccount,
  requireActiveUser,
  requireReadableOrganization,
  requireSelfOrSystem,
  requireSystem,
  requireUser,
} from './access.js';
import { addOrganization } from './add-organization.js';
import { revokeInvitationsWhere } from './close-invitations.js';
import type { ServiceHandlers } from './handlers.js';
import { purgeUser } from './purge.js';
import {
  type ModelUser,
  newId,
  type ReferenceModel,
  recordEntry,
  rowsWhere,
  throwRefusal,
} from './reference-model.js';
import { emailKeyOf, localPartOf, requireEmail, requireName } from './text-rules.js';
import { organizationView, userView } from './views.js';

const replayUser = (model: ReferenceModel, userId: string): object =>
  userView(requireUser(model, userId));

export const userHandlers: ServiceHandlers<'users'> = {
  'users.register': {
    checkInput(_model, caller, { email, name }) {
      requireSystem(caller);
      requireEmail(email);
      if (name !== undefined) requireName(name);
    },
    run(model, _caller, input) {
      const email = requireEmail(input.email);
      const isTaken = ({ email: other }: ModelUser) => emailKeyOf(other) === emailKeyOf(email);
      if (rowsWhere(model.users, isTaken).length > 0) throwRefusal('email_taken');
      const name = input.name === undefined ? undefined : requireName(input.name);
      const id = newId(model, 'user');
      const creator = { id, email };
      const personal = addOrganization(model, creator, name ?? localPartOf(email), {}, true);
      const user: ModelUser = {
        ...creator,
        isVerified: input.emailVerified ?? false,
        name,
        defaultOrg: personal.id,
        blocked: [],
        suspendedAt: null,
        deletedAt: null,
      };
      model.users.set(id, user);
      recordEntry(model, 'user.register', id, [personal.id], [id]);
      return userView(user);
    },
    replay: (model, _caller, _input, [id = '']) => replayUser(model, id),
  },

  'users.verifyEmail': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, _caller, { userId }) {
      const user = requireUser(model, userId);
      if (!user.isVerified) recordEntry(model, 'user.verify_email', userId, []);
      user.isVerified = true;
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.get': (model, caller, { userId }) =>
    userView(requireAccount(model, caller, requireSelfOrSystem(caller, userId))),

  'users.setDefaultOrganization': {
    checkInput: (_model, caller, { userId }) => void requireSelfOrSystem(caller, userId),
    run(model, caller, { userId, organizationId }) {
      const user = requireActiveUser(model, requireSelfOrSystem(caller, userId));
      const organization = requireReadableOrganization(model, user.id, organizationId);
      if (user.defaultOrg !== organizationId) {
        recordEntry(model, 'user.set_default_organization', user.id, []);
      }
      user.defaultOrg = organizationId;
      return organizationView(organization);
    },
    replay: (model, caller, { userId, organizationId }) =>
      organizationView(
        requireReadableOrganization(model, requireSelfOrSystem(caller, userId), organizationId),
      ),
  },

  'users.getDefaultOrganization'(model, caller, input) {
    const { id, defaultOrg } = requireActiveUser(model, requireSelfOrSystem(caller, input.userId));
    const organization = model.organizations.get(defaultOrg);
    const isMember = findMembership(model, defaultOrg, id) !== undefined;
    const found =
      isLive(organization) && isMember ? organization : findPersonalOrganization(model, id);
    return found === undefined ? throwRefusal('organization_not_found') : organizationView(found);
  },

  'users.unblockOrganization': {
    checkInput: (_model, caller, { userId }) => void requireSelfOrSystem(caller, userId),
    run(model, caller, { userId, organizationId }) {
      const user = requireAccount(model, caller, requireSelfOrSystem(caller, userId));
      if (user.blocked.includes(organizationId)) {
        user.blocked = user.blocked.filter((id) => id !== organizationId);
        recordEntry(model, 'user.unblock_organization', user.id, []);
      }
      return userView(user);
    },
    replay: (model, caller, { userId }) => replayUser(model, requireSelfOrSystem(caller, userId)),
  },

  'users.suspend': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, caller, { userId }) {
      const user = requireUserNotDeleted(model, userId);
      const leftWithoutAdmin = soleAdminOrganizationIds(model, userId);
      if (user.suspendedAt === null) {
        user.suspendedAt = model.now;
        for (const membership of listMembershipsOfUser(model, userId)) {
          if (membership.role === 'admin') membership.revision += 1;
        }
        revokeInvitationsWhere(model, caller, ({ inviter }) => inviter === userId);
        recordEntry(
          model,
          'user.suspend',
          userId,
          organizationIdsOfUser(model, userId),
          leftWithoutAdmin,
        );
      }
      return { user: userView(user), leftWithoutAdmin };
    },
    replay: (model, _caller, { userId }, leftWithoutAdmin) => ({
      user: replayUser(model, userId),
      leftWithoutAdmin,
    }),
  },

  'users.reinstate': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, _caller, { userId }) {
      const user = requireUserNotDeleted(model, userId);
      if (user.suspendedAt !== null) {
        recordEntry(model, 'user.reinstate', userId, organizationIdsOfUser(model, userId));
      }
      user.suspendedAt = null;
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.delete': {
    checkInput: (_model, caller, { userId }) => void requireSelfOrSystem(caller, userId),
    run(model, caller, { userId }) {
      const user = requireAccount(model, caller, userId);
      if (user.deletedAt !== null) return userView(user);
      const organizationIds = soleAdminOrganizationIds(model, userId);
      if (organizationIds.length > 0) throwRefusal('last_admin', { organizationIds });
      recordEntry(model, 'user.delete', userId, organizationIdsOfUser(model, userId));
      markAccountDeleted(model, caller, user);
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.restore': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, _caller, { userId }) {
      const user = requireUser(model, userId);
      if (user.deletedAt === null) return userView(user);
      if (user.deletedAt + model.policy.restoreWindow * 1000 <= model.now) {
        throwRefusal('restore_window_over');
      }
      user.deletedAt = null;
      const personal = findPersonalOrganization(model, userId);
      if (personal !== undefined) {
        personal.deletedAt = null;
        personal.restoreCount += 1;
        personal.updatedAt = model.now;
      }
      recordEntry(model, 'user.restore', userId, [personal?.id]);
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.purge'(model, caller, { userId }) {
    requireSystem(caller);
    const user = requireUser(model, userId);
    if (user.deletedAt === null) throwRefusal('user_not_deleted');
    return { count: purgeUser(model, user) };
  },
};

function requireUserNotDeleted(model: ReferenceModel, userId: string): ModelUser {
  const user = requireUser(model, userId);
  return user.deletedAt === null ? user : throwRefusal('account_deleted');
}

/** The organizations in which no other admin can sign in, without personal and deleted ones. */
function soleAdminOrganizationIds(model: ReferenceModel, userId: string): string[] {
  return listMembershipsOfUser(model, userId)
    .filter(({ role, organization: id }) => {
      const organization = model.organizations.get(id);
      const needsAdmin = isLive(organization) && organization?.isPersonal === false;
      return role === 'admin' && needsAdmin && isLastAdmin(model, id, userId);
    })
    .map(({ organization }) => organization);
}

function organizationIdsOfUser(model: ReferenceModel, userId: string): string[] {
  return listMembershipsOfUser(model, userId).map(({ organization }) => organization);
}

/** Deletes the account and its personal organization, and ends its memberships in all others. */
function markAccountDeleted(model: ReferenceModel, caller: string, user: ModelUser): void {
  const personal = findPersonalOrganization(model, user.id);
  for (const membership of listMembershipsOfUser(model, user.id)) {
    if (membership.organization === personal?.id) continue;
    membership.leftAt = model.now;
    membership.revision += 1;
  }
  const isRevoked = ({ inviter, organization }: { inviter: string; organization: string }) =>
    inviter === user.id || organization === personal?.id;
  revokeInvitationsWhere(model, caller, isRevoked);
  user.deletedAt = model.now;
  if (personal === undefined) return;
  personal.deletedAt = model.now;
  personal.updatedAt = model.now;
}

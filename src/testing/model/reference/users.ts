// The methods of `users`.

import type { RegisterInput } from '../../../application/users/new-user.js';
import type { Action } from '../../../domain/journal/journal-entry.js';
import {
  findActiveMembership,
  findPersonalOrganization,
  hasNoOtherActiveAdmin,
  isLive,
  listActiveMembershipsOfUser,
  requireAccount,
  requireActiveUser,
  requireReadableOrganization,
  requireSelfOrSystem,
  requireSystem,
  requireUser,
} from './access.js';
import { addOrganizationWithAdmin, endMembership } from './add-organization.js';
import { refuseAppsThatPreventDeletion } from './app-rules.js';
import { revokePendingInvitationsWhere } from './close-invitations.js';
import type { ServiceHandlers } from './handlers.js';
import { emptyMetadata, requireJson, updateRow } from './metadata.js';
import { purgeUser } from './purge.js';
import {
  type ModelUser,
  type ReferenceModel,
  recordJournalEntry,
  rowsWhere,
  takeNextId,
  throwRefusal,
} from './reference-model.js';
import { roleAllows } from './roles.js';
import {
  closestName,
  emailKeyOf,
  foldName,
  requireEmail,
  requireName,
  withNextRandomPart,
} from './text-rules.js';
import {
  listedUserView,
  organizationView,
  sortedWithPrefix,
  splitIntoPages,
  userDetailsView,
  userStateOf,
  userView,
} from './views.js';

const replayUser = (model: ReferenceModel, userId: string): object =>
  userView(requireUser(model, userId));

function findByEmail(model: ReferenceModel, text: string): ModelUser | undefined {
  const key = emailKeyOf(requireEmail(text));
  return rowsWhere(model.users, ({ email }) => emailKeyOf(email) === key)[0];
}

/** With a personal organization, under the given id or the next one. */
function addUser(model: ReferenceModel, action: Action, input: RegisterInput): ModelUser {
  const name = input.name === undefined ? undefined : closestName(input.name);
  const id = input.id ?? takeNextId(model, 'user');
  if (input.id !== undefined) model.ownUserIds.add(id);
  const creator = { id, email: requireEmail(input.email) };
  const personal = addOrganizationWithAdmin(
    model,
    creator,
    name ?? 'Personal',
    { slug: withNextRandomPart(model, 'user') },
    true,
  );
  const user: ModelUser = {
    ...creator,
    isVerified: input.emailVerified ?? false,
    formerEmails: [],
    name,
    defaultOrg: personal.id,
    blocked: [],
    suspendedAt: null,
    deletedAt: null,
    metadata: emptyMetadata,
  };
  model.users.set(id, user);
  recordJournalEntry(model, action, id, [personal.id], [id]);
  return user;
}

function ensuredView(model: ReferenceModel, user: ModelUser, given: string): object {
  return { user: userView(user), isEmailDifferent: findByEmail(model, given) !== user };
}

export const userHandlers: ServiceHandlers<'users'> = {
  'users.register': {
    checkInput(_model, caller, { email }) {
      requireEmail(email);
      requireSystem(caller);
    },
    run(model, _caller, input) {
      if (input.id !== undefined && model.users.has(input.id)) throwRefusal('user_id_taken');
      if (findByEmail(model, input.email) !== undefined) throwRefusal('email_taken');
      return userView(addUser(model, 'user.register', input));
    },
    replay: (model, _caller, _input, [id = '']) => replayUser(model, id),
  },

  'users.ensure': {
    checkInput(_model, caller, { email }) {
      requireEmail(email);
      requireSystem(caller);
    },
    run(model, _caller, input) {
      const sameEmail = findByEmail(model, input.email);
      const sameId = input.id === undefined ? undefined : model.users.get(input.id);
      const areBothVerified = input.emailVerified === true && sameEmail?.isVerified === true;
      const known = sameId ?? (input.id === undefined && areBothVerified ? sameEmail : undefined);
      if (known === undefined && sameEmail !== undefined) throwRefusal('email_taken');
      if (known === sameEmail && known?.isVerified === false && input.emailVerified === true) {
        known.isVerified = true;
        recordJournalEntry(model, 'user.ensure', known.id, [], [known.id]);
      }
      return ensuredView(model, known ?? addUser(model, 'user.ensure', input), input.email);
    },
    replay: (model, _caller, { email }, [id = '']) =>
      ensuredView(model, requireUser(model, id), email),
  },

  'users.findByEmail'(model, caller, { email }) {
    requireEmail(email);
    requireSystem(caller);
    return userView(findByEmail(model, email) ?? throwRefusal('user_not_found'));
  },

  'users.list'(model, caller, { namePrefix, emailPrefix = '', state, limit }) {
    requireSystem(caller);
    const inEmailOrder = sortedWithPrefix(
      [...model.users.values()],
      namePrefix === undefined ? emailKeyOf(emailPrefix) : '',
      ({ email }) => emailKeyOf(email),
    );
    const found =
      namePrefix === undefined
        ? inEmailOrder
        : sortedWithPrefix(
            inEmailOrder.filter(({ name }) => name !== undefined),
            foldName(namePrefix),
            ({ name = '' }) => foldName(name),
          );
    const inState = found.filter((user) => state === undefined || userStateOf(user) === state);
    return splitIntoPages(inState.map(listedUserView), { limit });
  },

  'users.update': {
    checkInput(_model, caller, { userId, name }) {
      requireSelfOrSystem(caller, userId);
      if (name !== null) requireName(name);
    },
    run(model, caller, input) {
      const user = requireAccount(model, caller, requireSelfOrSystem(caller, input.userId));
      if (user.deletedAt !== null) throwRefusal('account_deleted');
      const name = input.name === null ? undefined : requireName(input.name);
      if (name !== user.name) recordJournalEntry(model, 'user.update', user.id, []);
      user.name = name;
      return userView(user);
    },
    replay: (model, caller, { userId }) =>
      userView(requireAccount(model, caller, requireSelfOrSystem(caller, userId))),
  },

  'users.changeEmail': {
    checkInput(_model, caller, { email }) {
      requireEmail(email);
      requireSystem(caller);
    },
    run(model, _caller, { userId, email: text, emailVerified = false }) {
      const user = requireUser(model, userId);
      if (user.deletedAt !== null) throwRefusal('account_deleted');
      const holder = findByEmail(model, text) ?? user;
      if (holder !== user) throwRefusal('email_taken');
      const email = requireEmail(text);
      const [before, after] = [emailKeyOf(user.email), emailKeyOf(email)];
      const isVerified = emailVerified || (before === after && user.isVerified);
      if (email === user.email && isVerified === user.isVerified) return userView(user);
      recordJournalEntry(model, 'user.change_email', userId, []);
      if (before !== after)
        user.formerEmails = [...user.formerEmails.filter((key) => key !== after), before];
      Object.assign(user, { email, isVerified });
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.verifyEmail': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, _caller, { userId }) {
      const user = requireUser(model, userId);
      if (!user.isVerified) recordJournalEntry(model, 'user.verify_email', userId, []);
      user.isVerified = true;
      return userView(user);
    },
    replay: (model, _caller, { userId }) => replayUser(model, userId),
  },

  'users.get': (model, caller, { userId }) =>
    userDetailsView(caller, requireAccount(model, caller, requireSelfOrSystem(caller, userId))),

  'users.updateMetadata': {
    checkInput(_model, caller, input) {
      requireJson(input);
      requireSystem(caller);
    },
    run(model, caller, { userId, ...patch }) {
      const user = requireUserNotDeleted(model, userId);
      if (updateRow(user, patch) !== 'nothing')
        recordJournalEntry(model, 'user.update_metadata', userId, []);
      return userDetailsView(caller, user);
    },
    replay: (model, caller, { userId }) =>
      userDetailsView(caller, requireUserNotDeleted(model, userId)),
  },

  'users.setDefaultOrganization': {
    checkInput: (_model, caller, { userId }) => void requireSelfOrSystem(caller, userId),
    run(model, caller, { userId, organizationId }) {
      const user = requireActiveUser(model, requireSelfOrSystem(caller, userId));
      const organization = requireReadableOrganization(model, user.id, organizationId);
      if (user.defaultOrg !== organizationId) {
        recordJournalEntry(model, 'user.set_default_organization', user.id, []);
      }
      user.defaultOrg = organizationId;
      return organizationView(caller, organization);
    },
    replay: (model, caller, { userId, organizationId }) =>
      organizationView(
        caller,
        requireReadableOrganization(model, requireSelfOrSystem(caller, userId), organizationId),
      ),
  },

  'users.getDefaultOrganization'(model, caller, input) {
    const { id, defaultOrg } = requireActiveUser(model, requireSelfOrSystem(caller, input.userId));
    const organization = model.organizations.get(defaultOrg);
    const isMember = findActiveMembership(model, defaultOrg, id) !== undefined;
    const found =
      isLive(organization) && isMember ? organization : findPersonalOrganization(model, id);
    return found === undefined
      ? throwRefusal('organization_not_found')
      : organizationView(caller, found);
  },

  'users.unblockOrganization': {
    checkInput: (_model, caller, { userId }) => void requireSelfOrSystem(caller, userId),
    run(model, caller, { userId, organizationId }) {
      const user = requireAccount(model, caller, requireSelfOrSystem(caller, userId));
      if (user.blocked.includes(organizationId)) {
        user.blocked = user.blocked.filter((id) => id !== organizationId);
        recordJournalEntry(model, 'user.unblock_organization', user.id, []);
      }
      return userView(user);
    },
    replay: (model, caller, { userId }) => replayUser(model, requireSelfOrSystem(caller, userId)),
  },

  'users.suspend': {
    checkInput: (_model, caller) => requireSystem(caller),
    run(model, caller, { userId }) {
      const user = requireUserNotDeleted(model, userId);
      const leftWithoutAdmin = listSoleAdminOrganizationIds(model, userId);
      if (user.suspendedAt === null) {
        user.suspendedAt = model.now;
        for (const membership of listActiveMembershipsOfUser(model, userId)) {
          if (!roleAllows(membership.role, 'invitations:manage')) continue;
          membership.revision += 1;
          membership.demotions += 1;
        }
        revokePendingInvitationsWhere(model, caller, ({ inviter }) => inviter === userId);
        recordJournalEntry(
          model,
          'user.suspend',
          userId,
          listOrganizationIdsOfMember(model, userId),
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
        recordJournalEntry(
          model,
          'user.reinstate',
          userId,
          listOrganizationIdsOfMember(model, userId),
        );
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
      const organizationIds = listSoleAdminOrganizationIds(model, userId);
      if (organizationIds.length > 0) throwRefusal('last_admin', { organizationIds });
      const personal = findPersonalOrganization(model, userId);
      if (personal !== undefined) refuseAppsThatPreventDeletion(model, personal.id);
      recordJournalEntry(model, 'user.delete', userId, listOrganizationIdsOfMember(model, userId));
      markDeletedAndEndMemberships(model, caller, user);
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
      recordJournalEntry(model, 'user.restore', userId, [personal?.id]);
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
function listSoleAdminOrganizationIds(model: ReferenceModel, userId: string): string[] {
  return listActiveMembershipsOfUser(model, userId)
    .filter(({ role, organization: id }) => {
      const organization = model.organizations.get(id);
      const needsAdmin = isLive(organization) && organization?.isPersonal === false;
      return role === 'admin' && needsAdmin && hasNoOtherActiveAdmin(model, id, userId);
    })
    .map(({ organization }) => organization);
}

function listOrganizationIdsOfMember(model: ReferenceModel, userId: string): string[] {
  return listActiveMembershipsOfUser(model, userId).map(({ organization }) => organization);
}

/** Deletes the account and its personal organization, and ends its memberships in all others. */
function markDeletedAndEndMemberships(
  model: ReferenceModel,
  caller: string,
  user: ModelUser,
): void {
  const personal = findPersonalOrganization(model, user.id);
  for (const membership of listActiveMembershipsOfUser(model, user.id)) {
    if (membership.organization === personal?.id) continue;
    endMembership(model, caller, membership);
  }
  const isRevoked = ({ inviter, organization }: { inviter: string; organization: string }) =>
    inviter === user.id || organization === personal?.id;
  revokePendingInvitationsWhere(model, caller, isRevoked);
  user.deletedAt = model.now;
  if (personal === undefined) return;
  personal.deletedAt = model.now;
  personal.updatedAt = model.now;
}

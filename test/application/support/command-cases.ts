// Every command, with the rows that it needs. Tests of what holds for all commands run over this list.
import { insertChange } from '../../../src/application/use-case/changes.js';
import { registerUser } from '../../../src/domain/user/user.js';
import {
  type Action,
  type InvitationView,
  orThrow,
  parseEmail,
  parseOrganizationId,
  parseUserId,
} from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createMember,
  createOrganization,
  createOrganizationWithAdmins,
  createPerson,
  currentTokenOf,
  day,
  type Person,
  startTime,
  systemActor,
  type World,
} from '../../support/world.js';
import { appCommandCases } from './app-command-cases.js';
import type { CommandCase } from './command-case.js';

const registerCase: CommandCase = {
  name: 'registering',
  action: 'user.register',
  async stage() {
    const [email, other] = [uniqueEmail(), uniqueEmail()];
    return {
      actor: null,
      run: ({ users }, options) => users.register(systemActor, { email, name: 'Ada' }, options),
      runWithOtherInput: ({ users }, options) =>
        users.register(systemActor, { email: other }, options),
    };
  },
};

const ensureUserCase: CommandCase = {
  name: 'signing in for the first time',
  action: 'user.ensure',
  async stage() {
    const [email, other] = [uniqueEmail(), uniqueEmail()];
    return {
      actor: null,
      run: ({ users }, options) =>
        users.ensure(systemActor, { id: `auth0|${email}`, email, name: 'Ada' }, options),
      runWithOtherInput: ({ users }, options) =>
        users.ensure(systemActor, { id: `auth0|${other}`, email: other }, options),
    };
  },
};

const updateUserCase: CommandCase = {
  name: 'changing the name of an account',
  action: 'user.update',
  async stage(world) {
    const { actor } = await createPerson(world);
    return {
      actor,
      run: ({ users }, options) => users.update(actor, { name: 'Renamed' }, options),
      runWithOtherInput: ({ users }, options) => users.update(actor, { name: 'Other' }, options),
    };
  },
};

const changeEmailCase: CommandCase = {
  name: 'changing an address',
  action: 'user.change_email',
  async stage(world) {
    const { id: userId } = await createPerson(world);
    const [email, other] = [uniqueEmail(), uniqueEmail()];
    return {
      actor: null,
      run: ({ users }, options) => users.changeEmail(systemActor, { userId, email }, options),
      runWithOtherInput: ({ users }, options) =>
        users.changeEmail(systemActor, { userId, email: other }, options),
    };
  },
};

const verifyEmailCase: CommandCase = {
  name: 'verifying an address',
  action: 'user.verify_email',
  async stage(world) {
    const { id: userId } = await createPerson(world, { emailVerified: false });
    const { id: other } = await createPerson(world, { emailVerified: false });
    return {
      actor: null,
      run: ({ users }, options) => users.verifyEmail(systemActor, { userId }, options),
      runWithOtherInput: ({ users }, options) =>
        users.verifyEmail(systemActor, { userId: other }, options),
    };
  },
};

function createOrganizationCase(name: string, slug?: () => string): CommandCase {
  return {
    name,
    action: 'organization.create',
    async stage(world) {
      const { actor } = await createPerson(world);
      const input = { name: 'Mentra Labs', ...(slug === undefined ? {} : { slug: slug() }) };
      return {
        actor,
        run: ({ organizations }, options) => organizations.create(actor, input, options),
        runWithOtherInput: ({ organizations }, options) =>
          organizations.create(actor, { name: 'Another' }, options),
      };
    },
  };
}

const ensurePersonalCase: CommandCase = {
  name: 'creating a missing personal organization',
  action: 'organization.ensure_personal',
  async stage(world) {
    const { id: userId } = await createLegacyUser(world);
    const { id: other } = await createLegacyUser(world);
    return {
      actor: null,
      run: ({ organizations }, options) =>
        organizations.ensurePersonal(systemActor, { userId }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.ensurePersonal(systemActor, { userId: other }, options),
    };
  },
};

const renameCase: CommandCase = {
  name: 'renaming',
  action: 'organization.rename',
  async stage(world) {
    const { actor, organizationId } = await createOwnOrganization(world);
    return {
      actor,
      run: ({ organizations }, options) =>
        organizations.rename(actor, { organizationId, name: 'Mentra' }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.rename(actor, { organizationId, name: 'Another' }, options),
    };
  },
};

const updateProfileCase: CommandCase = {
  name: 'updating a profile',
  action: 'organization.update_profile',
  async stage(world) {
    const { actor, organizationId } = await createOwnOrganization(world);
    return {
      actor,
      run: ({ organizations }, options) =>
        organizations.updateProfile(actor, { organizationId, description: 'Glasses' }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.updateProfile(actor, { organizationId, description: 'Other' }, options),
    };
  },
};

const setExternalIdCase: CommandCase = {
  name: 'setting an external id',
  action: 'organization.set_external_id',
  async stage(world) {
    const { organizationId } = await createOwnOrganization(world);
    const input = { organizationId, externalId: organizationId };
    const other = { organizationId, externalId: `other-${organizationId}` };
    return {
      actor: null,
      run: ({ organizations }, options) => organizations.setExternalId(systemActor, input, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.setExternalId(systemActor, other, options),
    };
  },
};

const updateMetadataCase: CommandCase = {
  name: 'updating the metadata of an organization',
  action: 'organization.update_metadata',
  async stage(world) {
    const { organizationId } = await createOwnOrganization(world);
    const input = { organizationId, public: { plan: 'pro' }, private: { customer: 'cus_1' } };
    const other = { organizationId, public: { plan: 'free' } };
    return {
      actor: null,
      run: ({ organizations }, options) =>
        organizations.updateMetadata(systemActor, input, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.updateMetadata(systemActor, other, options),
    };
  },
};

const updateMembershipMetadataCase: CommandCase = {
  name: 'updating the metadata of a membership',
  action: 'membership.update_metadata',
  async stage(world) {
    const { creator, organizationId } = await createOwnOrganization(world);
    const ids = { organizationId, userId: creator.id };
    const input = { ...ids, public: { seat: 'paid' }, private: { employee: '17' } };
    const other = { ...ids, public: { seat: 'free' } };
    return {
      actor: null,
      run: ({ memberships }, options) => memberships.updateMetadata(systemActor, input, options),
      runWithOtherInput: ({ memberships }, options) =>
        memberships.updateMetadata(systemActor, other, options),
    };
  },
};

const updateUserMetadataCase: CommandCase = {
  name: 'updating the metadata of an account',
  action: 'user.update_metadata',
  async stage(world) {
    const { id: userId } = await createPerson(world);
    const input = { userId, public: { theme: 'dark' }, private: { customer: 'cus_1' } };
    const other = { userId, public: { theme: 'light' } };
    return {
      actor: null,
      run: ({ users }, options) => users.updateMetadata(systemActor, input, options),
      runWithOtherInput: ({ users }, options) => users.updateMetadata(systemActor, other, options),
    };
  },
};

const addMemberCase: CommandCase = {
  name: 'adding a member',
  action: 'membership.add',
  async stage(world) {
    const { organizationId } = await createOwnOrganization(world);
    const [{ id: userId }, { id: other }] = [await createPerson(world), await createPerson(world)];
    const input = { organizationId, userId, role: 'member' } as const;
    return {
      actor: null,
      run: ({ memberships }, options) => memberships.add(systemActor, input, options),
      runWithOtherInput: ({ memberships }, options) =>
        memberships.add(systemActor, { ...input, userId: other }, options),
    };
  },
};

type RoleTarget = 'a member' | 'another admin' | 'oneself';

function changeRoleCase(whose: RoleTarget): CommandCase {
  return {
    name: `changing the role of ${whose}`,
    action: 'membership.change_role',
    async stage(world) {
      const { organization, admins } = await createOrganizationWithAdmins(world, 2);
      const [one, two] = [assertPresent(admins[0]), assertPresent(admins[1])];
      const third = await createMember(world, { by: one, to: organization });
      const target = { 'a member': third, 'another admin': two, oneself: one }[whose];
      const { id: organizationId } = organization;
      const role = whose === 'a member' ? 'admin' : 'member';
      const { actor } = one;
      return {
        actor,
        run: ({ memberships }, options) =>
          memberships.changeRole(actor, { organizationId, userId: target.id, role }, options),
        runWithOtherInput: ({ memberships }, options) =>
          memberships.changeRole(
            actor,
            { organizationId, userId: target.id, role: role === 'admin' ? 'member' : 'admin' },
            options,
          ),
      };
    },
  };
}

function removeMemberCase(whom: RoleTarget): CommandCase {
  return {
    name: `removing ${whom}`,
    action: 'membership.remove',
    async stage(world) {
      const { organization, admins } = await createOrganizationWithAdmins(world, 2);
      const [one, two] = [assertPresent(admins[0]), assertPresent(admins[1])];
      const third = await createMember(world, { by: two, to: organization });
      await createInvitation(world, { by: two, to: organization, email: uniqueEmail() });
      const target = { 'a member': third, 'another admin': two, oneself: one }[whom];
      const other = target === third ? two : third;
      const { id: organizationId } = organization;
      const { actor } = one;
      return {
        actor,
        run: ({ memberships }, options) =>
          memberships.remove(actor, { organizationId, userId: target.id }, options),
        runWithOtherInput: ({ memberships }, options) =>
          memberships.remove(actor, { organizationId, userId: other.id }, options),
      };
    },
  };
}

const leaveCase: CommandCase = {
  name: 'leaving',
  action: 'membership.leave',
  async stage(world) {
    const { organization, admins } = await createOrganizationWithAdmins(world, 2);
    const { actor } = assertPresent(admins[0]);
    const organizationId = organization.id;
    const other = (await createOrganization(world, assertPresent(admins[0]))).id;
    return {
      actor,
      run: ({ memberships }, options) => memberships.leave(actor, { organizationId }, options),
      runWithOtherInput: ({ memberships }, options) =>
        memberships.leave(actor, { organizationId: other }, options),
    };
  },
};

function inviteCase(name: string, isRenewal: boolean): CommandCase {
  return {
    name,
    action: 'invitation.invite',
    async stage(world) {
      const { actor, organizationId, creator, organization } = await createOwnOrganization(world);
      const [email, other] = [uniqueEmail(), uniqueEmail()];
      if (isRenewal) {
        await createInvitation(world, { by: creator, to: organization, email });
        world.clock.advance(8 * day);
      }
      return {
        actor,
        run: ({ invitations }, options) =>
          invitations.invite(actor, { organizationId, email }, options),
        runWithOtherInput: ({ invitations }, options) =>
          invitations.invite(actor, { organizationId, email: other }, options),
      };
    },
  };
}

type AnswerMethod = 'accept' | 'decline' | 'declineAndBlock';

const inviteForAdminCase: CommandCase = {
  name: 'inviting in the name of an admin',
  action: 'invitation.invite',
  isBySystem: true,
  async stage(world) {
    const { organizationId, creator } = await createOwnOrganization(world);
    const inputFor = (email: string) => ({ organizationId, inviterId: creator.id, email });
    const [input, other] = [inputFor(uniqueEmail()), inputFor(uniqueEmail())];
    return {
      actor: null,
      run: ({ invitations }, options) => invitations.invite(systemActor, input, options),
      runWithOtherInput: ({ invitations }, options) =>
        invitations.invite(systemActor, other, options),
    };
  },
};

const answerActions = {
  accept: ['accepting', 'invitation.accept'],
  decline: ['declining', 'invitation.decline'],
  declineAndBlock: ['declining and blocking', 'invitation.decline'],
} as const;

function answerInvitationCase(method: AnswerMethod, isById = false): CommandCase {
  const [name, action] = answerActions[method];
  return {
    name: isById ? `${name} by id` : name,
    action,
    async stage(world) {
      const { creator, organization } = await createOwnOrganization(world);
      const invitee = await createPerson(world);
      const first = await createInvitation(world, {
        by: creator,
        to: organization,
        email: invitee.email,
      });
      const elsewhere = await createOrganization(world, creator);
      const second = await createInvitation(world, {
        by: creator,
        to: elsewhere,
        email: invitee.email,
      });
      const inputFor = async ({ id }: Pick<InvitationView, 'id'>) =>
        isById ? { invitationId: id } : { token: await currentTokenOf(world, id) };
      const [input, other] = [await inputFor(first), await inputFor(second)];
      const { actor } = invitee;
      return {
        actor,
        run: ({ invitations }, options) => invitations[method](actor, input, options),
        runWithOtherInput: ({ invitations }, options) => invitations[method](actor, other, options),
      };
    },
  };
}

function invitationCommandCase(method: 'revoke' | 'resend', isByAddress = false): CommandCase {
  const name = method === 'revoke' ? 'revoking' : 'resending';
  return {
    name: isByAddress ? `${name} by address` : name,
    action: `invitation.${method}`,
    async stage(world) {
      const { actor, organizationId, creator, organization } = await createOwnOrganization(world);
      const one = await createInvitation(world, {
        by: creator,
        to: organization,
        email: uniqueEmail(),
      });
      const two = await createInvitation(world, {
        by: creator,
        to: organization,
        email: uniqueEmail(),
      });
      world.clock.advance(61);
      const inputFor = ({ id, email }: InvitationView) => ({
        organizationId,
        ...(isByAddress ? { email } : { invitationId: id }),
      });
      return {
        actor,
        run: ({ invitations }, options) => invitations[method](actor, inputFor(one), options),
        runWithOtherInput: ({ invitations }, options) =>
          invitations[method](actor, inputFor(two), options),
      };
    },
  };
}

function changeInvitationRoleCase(by: 'an admin' | 'the embedding service'): CommandCase {
  return {
    name: `changing the role of an invitation, by ${by}`,
    action: 'invitation.change_role',
    ...(by === 'an admin' ? {} : { isBySystem: true }),
    async stage(world) {
      const { actor, organizationId, creator, organization } = await createOwnOrganization(world);
      const email = uniqueEmail();
      const { id } = await createInvitation(world, { by: creator, to: organization, email });
      const input = { organizationId, invitationId: id, role: 'admin' as const };
      const given = by === 'an admin' ? actor : systemActor;
      return {
        actor: by === 'an admin' ? actor : null,
        run: ({ invitations }, options) => invitations.changeRole(given, input, options),
        runWithOtherInput: ({ invitations }, options) =>
          invitations.changeRole(given, { ...input, role: 'member' }, options),
      };
    },
  };
}

const changeSlugCase: CommandCase = {
  name: 'changing a slug',
  action: 'organization.change_slug',
  async stage(world) {
    const { actor, organizationId } = await createOwnOrganization(world);
    const [slug, other] = [uniqueSlug(), uniqueSlug()];
    return {
      actor,
      run: ({ organizations }, options) =>
        organizations.changeSlug(actor, { organizationId, slug }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.changeSlug(actor, { organizationId, slug: other }, options),
    };
  },
};

const deleteOrganizationCase: CommandCase = {
  name: 'deleting an organization',
  action: 'organization.delete',
  async stage(world) {
    const { actor, organizationId, creator, organization } = await createOwnOrganization(world);
    await createInvitation(world, { by: creator, to: organization, email: uniqueEmail() });
    const other = (await createOrganization(world, creator)).id;
    return {
      actor,
      run: ({ organizations }, options) => organizations.delete(actor, { organizationId }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.delete(actor, { organizationId: other }, options),
    };
  },
};

const restoreOrganizationCase: CommandCase = {
  name: 'restoring an organization',
  action: 'organization.restore',
  async stage(world) {
    const { actor, organizationId, creator } = await createOwnOrganization(world);
    const other = (await createOrganization(world, creator)).id;
    for (const id of [organizationId, other]) {
      orThrow(await world.guildhall.organizations.delete(actor, { organizationId: id }));
    }
    return {
      actor,
      run: ({ organizations }, options) =>
        organizations.restore(actor, { organizationId }, options),
      runWithOtherInput: ({ organizations }, options) =>
        organizations.restore(actor, { organizationId: other }, options),
    };
  },
};

const setDefaultCase: CommandCase = {
  name: 'setting a default organization',
  action: 'user.set_default_organization',
  async stage(world) {
    const { actor, organizationId, creator } = await createOwnOrganization(world);
    const other = (await createOrganization(world, creator)).id;
    return {
      actor,
      run: ({ users }, options) => users.setDefaultOrganization(actor, { organizationId }, options),
      runWithOtherInput: ({ users }, options) =>
        users.setDefaultOrganization(actor, { organizationId: other }, options),
    };
  },
};

const unblockCase: CommandCase = {
  name: 'unblocking an organization',
  action: 'user.unblock_organization',
  async stage(world) {
    const { creator, organization } = await createOwnOrganization(world);
    const { actor, email } = await createPerson(world);
    const elsewhere = await createOrganization(world, creator);
    for (const to of [organization, elsewhere]) {
      const { id } = await createInvitation(world, { by: creator, to, email });
      const token = await currentTokenOf(world, id);
      orThrow(await world.guildhall.invitations.declineAndBlock(actor, { token }));
    }
    return {
      actor,
      run: ({ users }, options) =>
        users.unblockOrganization(actor, { organizationId: organization.id }, options),
      runWithOtherInput: ({ users }, options) =>
        users.unblockOrganization(actor, { organizationId: elsewhere.id }, options),
    };
  },
};

/** An organization with two admins, one of whom has invited somebody. */
async function createSecondAdmin(world: World): Promise<Person> {
  const { organization, admins } = await createOrganizationWithAdmins(world, 2);
  const one = assertPresent(admins[1]);
  await createInvitation(world, { by: one, to: organization, email: uniqueEmail() });
  return one;
}

type AccountMethod = 'suspend' | 'reinstate' | 'delete' | 'restore';
type AccountAction = Extract<Action, `user.${AccountMethod}`>;

function accountCommandCase(
  method: AccountMethod,
  name: string,
  options: { readonly before?: AccountMethod; readonly waves?: number } = {},
): CommandCase {
  const action: AccountAction = `user.${method}`;
  return {
    name,
    action,
    ...(options.waves === undefined ? {} : { waves: options.waves }),
    async stage(world) {
      const [{ id: userId }, { id: other }] = [
        await createSecondAdmin(world),
        await createSecondAdmin(world),
      ];
      for (const id of options.before === undefined ? [] : [userId, other]) {
        const { before = method } = options;
        const done = await world.guildhall.users[before](systemActor, { userId: id });
        if (!done.ok) throw new Error(`the test could not ${before} a user: ${done.refusal.code}`);
      }
      return {
        actor: null,
        run: ({ users }, given) => users[method](systemActor, { userId }, given),
        runWithOtherInput: ({ users }, given) =>
          users[method](systemActor, { userId: other }, given),
      };
    },
  };
}

const inviteManyCase: CommandCase = {
  name: 'inviting several',
  action: 'invitation.invite_many',
  async stage(world) {
    const { actor, organizationId } = await createOwnOrganization(world);
    const several = () => ({
      organizationId,
      invitations: [{ email: uniqueEmail() }, { email: uniqueEmail(), role: 'admin' as const }],
    });
    const [one, other] = [several(), several()];
    return {
      actor,
      run: ({ invitations }, options) => invitations.inviteMany(actor, one, options),
      runWithOtherInput: ({ invitations }, options) =>
        invitations.inviteMany(actor, other, options),
    };
  },
};

const inviteManySkippingCase: CommandCase = {
  name: 'inviting several, without those that cannot be invited',
  action: 'invitation.invite_many',
  async stage(world) {
    const { actor, organizationId, creator } = await createOwnOrganization(world);
    const several = () => ({
      organizationId,
      invitations: [{ email: creator.email }, { email: uniqueEmail() }],
      onFailure: 'skip' as const,
    });
    const [one, other] = [several(), several()];
    return {
      actor,
      run: ({ invitations }, options) => invitations.inviteMany(actor, one, options),
      runWithOtherInput: ({ invitations }, options) =>
        invitations.inviteMany(actor, other, options),
    };
  },
};

const createLinkCase: CommandCase = {
  name: 'creating an invitation link',
  action: 'invitation.create_link',
  async stage(world) {
    const { actor, organizationId, creator, organization } = await createOwnOrganization(world);
    const to = { by: creator, to: organization };
    const one = await createInvitation(world, { ...to, email: uniqueEmail() });
    const two = await createInvitation(world, { ...to, email: uniqueEmail() });
    return {
      actor,
      run: ({ invitations }, options) =>
        invitations.createLink(actor, { organizationId, invitationId: one.id }, options),
      runWithOtherInput: ({ invitations }, options) =>
        invitations.createLink(actor, { organizationId, invitationId: two.id }, options),
    };
  },
};

export const commandCases: readonly CommandCase[] = [
  registerCase,
  ensureUserCase,
  updateUserCase,
  changeEmailCase,
  verifyEmailCase,
  createOrganizationCase('creating an organization'),
  createOrganizationCase('creating an organization under a chosen slug', uniqueSlug),
  ensurePersonalCase,
  renameCase,
  updateProfileCase,
  changeSlugCase,
  deleteOrganizationCase,
  restoreOrganizationCase,
  setDefaultCase,
  unblockCase,
  accountCommandCase('suspend', 'suspending an account', { waves: 4 }),
  accountCommandCase('reinstate', 'reinstating an account', { before: 'suspend' }),
  accountCommandCase('delete', 'deleting an account', { waves: 5 }),
  accountCommandCase('restore', 'restoring an account', { before: 'delete' }),
  setExternalIdCase,
  updateMetadataCase,
  updateMembershipMetadataCase,
  updateUserMetadataCase,
  addMemberCase,
  changeRoleCase('a member'),
  changeRoleCase('another admin'),
  changeRoleCase('oneself'),
  removeMemberCase('a member'),
  removeMemberCase('another admin'),
  removeMemberCase('oneself'),
  leaveCase,
  inviteCase('inviting', false),
  inviteCase('renewing an expired invitation', true),
  answerInvitationCase('accept'),
  answerInvitationCase('decline'),
  answerInvitationCase('declineAndBlock'),
  answerInvitationCase('accept', true),
  answerInvitationCase('decline', true),
  answerInvitationCase('declineAndBlock', true),
  inviteManyCase,
  inviteManySkippingCase,
  createLinkCase,
  invitationCommandCase('revoke'),
  invitationCommandCase('resend'),
  invitationCommandCase('revoke', true),
  invitationCommandCase('resend', true),
  changeInvitationRoleCase('an admin'),
  changeInvitationRoleCase('the embedding service'),
  inviteForAdminCase,
  ...appCommandCases,
];

function uniqueSlug(): string {
  return uniqueEmail().replace(/@.*/, '');
}

let emailCount = 0;

export function uniqueEmail(): string {
  emailCount += 1;
  return `invitee${emailCount}@example.org`;
}

async function createOwnOrganization(world: World) {
  const creator = await createPerson(world);
  const organization = await createOrganization(world, creator);
  return { creator, organization, actor: creator.actor, organizationId: organization.id };
}

const legacyUserIds = countingIds(0xbbbb_bbbb);

/** A user without a personal organization, as older data may have. */
async function createLegacyUser({ storage }: World): Promise<Person> {
  const email = uniqueEmail();
  const id = assertPresent(parseUserId(legacyUserIds.next()));
  const value = registerUser({
    id,
    email: orThrow(parseEmail(email, [])),
    emailVerified: true,
    personalOrganization: assertPresent(parseOrganizationId(legacyUserIds.next())),
    now: startTime,
  });
  await commitChanges(storage, [insertChange('users', id, value)]);
  return { id, email, actor: { kind: 'user', userId: id } };
}

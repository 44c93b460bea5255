// Every command, ready to be given: what is said of all of them is said once, over this list.
import { inserted } from '../../../src/application/use-case/changes.js';
import { registerUser } from '../../../src/domain/user/user.js';
import {
  type Action,
  type CommandOptions,
  type Guildhall,
  orThrow,
  parseEmail,
  parseOrganizationId,
  parseUserId,
  type RefusalCode,
  type RefusalOf,
  type Result,
  type ReviewerActor,
  type UserActor,
} from '../../../src/index.js';
import { countingIds } from '../../../src/testing/doubles/index.js';
import {
  day,
  invited,
  joined,
  organizationOf,
  organizationWithAdmins,
  type Person,
  person,
  present,
  start,
  theSystem,
  tokenOf,
  type World,
  writeRows,
} from '../../support/guildhall.js';
import { appCommands } from './app-commands.js';

/** Gives a command to a service, which may stand on another storage than the one it was staged on. */
export type Give = (
  guildhall: Guildhall,
  options?: CommandOptions,
) => Promise<Result<unknown, RefusalOf<RefusalCode>>>;

/** A command with all that it needs in place. */
export interface Scene {
  readonly give: Give;
  /** The same verb by the same actor with another input. */
  readonly giveAnother: Give;
  /** Null where the embedding service acts. */
  readonly actor: UserActor | ReviewerActor | null;
}

export interface CommandCase {
  readonly name: string;
  readonly action: Action;
  /** In how many waves it reads, where rules over several rows need more than two. */
  readonly waves?: number;
  stage(world: World): Promise<Scene>;
}

const register: CommandCase = {
  name: 'registering',
  action: 'user.register',
  async stage() {
    const [email, other] = [freshAddress(), freshAddress()];
    return {
      actor: null,
      give: ({ users }, options) => users.register(theSystem, { email, name: 'Ada' }, options),
      giveAnother: ({ users }, options) => users.register(theSystem, { email: other }, options),
    };
  },
};

const verifyEmail: CommandCase = {
  name: 'verifying an address',
  action: 'user.verify_email',
  async stage(world) {
    const { id: userId } = await person(world, { emailVerified: false });
    const { id: other } = await person(world, { emailVerified: false });
    return {
      actor: null,
      give: ({ users }, options) => users.verifyEmail(theSystem, { userId }, options),
      giveAnother: ({ users }, options) => users.verifyEmail(theSystem, { userId: other }, options),
    };
  },
};

function founding(name: string, slug?: () => string): CommandCase {
  return {
    name,
    action: 'organization.found',
    async stage(world) {
      const { actor } = await person(world);
      const input = { name: 'Mentra Labs', ...(slug === undefined ? {} : { slug: slug() }) };
      return {
        actor,
        give: ({ organizations }, options) => organizations.found(actor, input, options),
        giveAnother: ({ organizations }, options) =>
          organizations.found(actor, { name: 'Another' }, options),
      };
    },
  };
}

const ensurePersonal: CommandCase = {
  name: 'making a missing personal organization',
  action: 'organization.ensure_personal',
  async stage(world) {
    const { id: userId } = await personWithoutOrganization(world);
    const { id: other } = await personWithoutOrganization(world);
    return {
      actor: null,
      give: ({ organizations }, options) =>
        organizations.ensurePersonal(theSystem, { userId }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.ensurePersonal(theSystem, { userId: other }, options),
    };
  },
};

const rename: CommandCase = {
  name: 'renaming',
  action: 'organization.rename',
  async stage(world) {
    const { actor, organizationId } = await ownOrganization(world);
    return {
      actor,
      give: ({ organizations }, options) =>
        organizations.rename(actor, { organizationId, name: 'Mentra' }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.rename(actor, { organizationId, name: 'Another' }, options),
    };
  },
};

const updateProfile: CommandCase = {
  name: 'updating a profile',
  action: 'organization.update_profile',
  async stage(world) {
    const { actor, organizationId } = await ownOrganization(world);
    return {
      actor,
      give: ({ organizations }, options) =>
        organizations.updateProfile(actor, { organizationId, description: 'Glasses' }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.updateProfile(actor, { organizationId, description: 'Other' }, options),
    };
  },
};

type WhoseRole = 'a member' | 'another admin' | 'oneself';

function changingRole(whose: WhoseRole): CommandCase {
  return {
    name: `changing the role of ${whose}`,
    action: 'membership.change_role',
    async stage(world) {
      const { organization, admins } = await organizationWithAdmins(world, 2);
      const [one, two] = [present(admins[0]), present(admins[1])];
      const third = await joined(world, { by: one, to: organization });
      const target = { 'a member': third, 'another admin': two, oneself: one }[whose];
      const { id: organizationId } = organization;
      const role = whose === 'a member' ? 'admin' : 'member';
      const { actor } = one;
      return {
        actor,
        give: ({ memberships }, options) =>
          memberships.changeRole(actor, { organizationId, userId: target.id, role }, options),
        giveAnother: ({ memberships }, options) =>
          memberships.changeRole(
            actor,
            { organizationId, userId: target.id, role: role === 'admin' ? 'member' : 'admin' },
            options,
          ),
      };
    },
  };
}

function removing(whom: WhoseRole): CommandCase {
  return {
    name: `removing ${whom}`,
    action: 'membership.remove',
    async stage(world) {
      const { organization, admins } = await organizationWithAdmins(world, 2);
      const [one, two] = [present(admins[0]), present(admins[1])];
      const third = await joined(world, { by: two, to: organization });
      await invited(world, { by: two, to: organization, email: freshAddress() });
      const target = { 'a member': third, 'another admin': two, oneself: one }[whom];
      const other = target === third ? two : third;
      const { id: organizationId } = organization;
      const { actor } = one;
      return {
        actor,
        give: ({ memberships }, options) =>
          memberships.remove(actor, { organizationId, userId: target.id }, options),
        giveAnother: ({ memberships }, options) =>
          memberships.remove(actor, { organizationId, userId: other.id }, options),
      };
    },
  };
}

const leave: CommandCase = {
  name: 'leaving',
  action: 'membership.leave',
  async stage(world) {
    const { organization, admins } = await organizationWithAdmins(world, 2);
    const { actor } = present(admins[0]);
    const organizationId = organization.id;
    const other = (await organizationOf(world, present(admins[0]))).id;
    return {
      actor,
      give: ({ memberships }, options) => memberships.leave(actor, { organizationId }, options),
      giveAnother: ({ memberships }, options) =>
        memberships.leave(actor, { organizationId: other }, options),
    };
  },
};

function inviting(name: string, isRenewal: boolean): CommandCase {
  return {
    name,
    action: 'invitation.invite',
    async stage(world) {
      const { actor, organizationId, founder, organization } = await ownOrganization(world);
      const [email, other] = [freshAddress(), freshAddress()];
      if (isRenewal) {
        await invited(world, { by: founder, to: organization, email });
        world.clock.advance(8 * day);
      }
      return {
        actor,
        give: ({ invitations }, options) =>
          invitations.invite(actor, { organizationId, email }, options),
        giveAnother: ({ invitations }, options) =>
          invitations.invite(actor, { organizationId, email: other }, options),
      };
    },
  };
}

const answers = {
  accept: ['accepting', 'invitation.accept'],
  decline: ['declining', 'invitation.decline'],
  declineAndBlock: ['declining and blocking', 'invitation.decline'],
} as const;

function answering(verb: keyof typeof answers): CommandCase {
  const [name, action] = answers[verb];
  return {
    name,
    action,
    async stage(world) {
      const { founder, organization } = await ownOrganization(world);
      const invitee = await person(world);
      const first = await invited(world, { by: founder, to: organization, email: invitee.email });
      const elsewhere = await organizationOf(world, founder);
      const second = await invited(world, { by: founder, to: elsewhere, email: invitee.email });
      const [token, other] = [await tokenOf(world, first.id), await tokenOf(world, second.id)];
      const { actor } = invitee;
      return {
        actor,
        give: ({ invitations }, options) => invitations[verb](actor, { token }, options),
        giveAnother: ({ invitations }, options) =>
          invitations[verb](actor, { token: other }, options),
      };
    },
  };
}

function ofInvitation(verb: 'revoke' | 'resend'): CommandCase {
  return {
    name: verb === 'revoke' ? 'revoking' : 'resending',
    action: `invitation.${verb}`,
    async stage(world) {
      const { actor, organizationId, founder, organization } = await ownOrganization(world);
      const one = await invited(world, { by: founder, to: organization, email: freshAddress() });
      const two = await invited(world, { by: founder, to: organization, email: freshAddress() });
      world.clock.advance(61);
      return {
        actor,
        give: ({ invitations }, options) =>
          invitations[verb](actor, { organizationId, invitationId: one.id }, options),
        giveAnother: ({ invitations }, options) =>
          invitations[verb](actor, { organizationId, invitationId: two.id }, options),
      };
    },
  };
}

const changeSlug: CommandCase = {
  name: 'changing a slug',
  action: 'organization.change_slug',
  async stage(world) {
    const { actor, organizationId } = await ownOrganization(world);
    const [slug, other] = [freshSlug(), freshSlug()];
    return {
      actor,
      give: ({ organizations }, options) =>
        organizations.changeSlug(actor, { organizationId, slug }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.changeSlug(actor, { organizationId, slug: other }, options),
    };
  },
};

const deleting: CommandCase = {
  name: 'deleting an organization',
  action: 'organization.delete',
  async stage(world) {
    const { actor, organizationId, founder, organization } = await ownOrganization(world);
    await invited(world, { by: founder, to: organization, email: freshAddress() });
    const other = (await organizationOf(world, founder)).id;
    return {
      actor,
      give: ({ organizations }, options) =>
        organizations.delete(actor, { organizationId }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.delete(actor, { organizationId: other }, options),
    };
  },
};

const restoring: CommandCase = {
  name: 'restoring an organization',
  action: 'organization.restore',
  async stage(world) {
    const { actor, organizationId, founder } = await ownOrganization(world);
    const other = (await organizationOf(world, founder)).id;
    for (const id of [organizationId, other]) {
      orThrow(await world.guildhall.organizations.delete(actor, { organizationId: id }));
    }
    return {
      actor,
      give: ({ organizations }, options) =>
        organizations.restore(actor, { organizationId }, options),
      giveAnother: ({ organizations }, options) =>
        organizations.restore(actor, { organizationId: other }, options),
    };
  },
};

const settingDefault: CommandCase = {
  name: 'setting a default organization',
  action: 'user.set_default_organization',
  async stage(world) {
    const { actor, organizationId, founder } = await ownOrganization(world);
    const other = (await organizationOf(world, founder)).id;
    return {
      actor,
      give: ({ users }, options) =>
        users.setDefaultOrganization(actor, { organizationId }, options),
      giveAnother: ({ users }, options) =>
        users.setDefaultOrganization(actor, { organizationId: other }, options),
    };
  },
};

const unblocking: CommandCase = {
  name: 'unblocking an organization',
  action: 'user.unblock_organization',
  async stage(world) {
    const { founder, organization } = await ownOrganization(world);
    const { actor, email } = await person(world);
    const elsewhere = await organizationOf(world, founder);
    for (const to of [organization, elsewhere]) {
      const { id } = await invited(world, { by: founder, to, email });
      const token = await tokenOf(world, id);
      orThrow(await world.guildhall.invitations.declineAndBlock(actor, { token }));
    }
    return {
      actor,
      give: ({ users }, options) =>
        users.unblockOrganization(actor, { organizationId: organization.id }, options),
      giveAnother: ({ users }, options) =>
        users.unblockOrganization(actor, { organizationId: elsewhere.id }, options),
    };
  },
};

/** An admin beside another one, who has invited somebody. */
async function colleague(world: World): Promise<Person> {
  const { organization, admins } = await organizationWithAdmins(world, 2);
  const one = present(admins[1]);
  await invited(world, { by: one, to: organization, email: freshAddress() });
  return one;
}

type StandingVerb = 'suspend' | 'reinstate' | 'delete' | 'restore';
type StandingAction = Extract<Action, `user.${StandingVerb}`>;

function changingAccount(
  verb: StandingVerb,
  name: string,
  options: { readonly before?: StandingVerb; readonly waves?: number } = {},
): CommandCase {
  const action: StandingAction = `user.${verb}`;
  return {
    name,
    action,
    ...(options.waves === undefined ? {} : { waves: options.waves }),
    async stage(world) {
      const [{ id: userId }, { id: other }] = [await colleague(world), await colleague(world)];
      for (const id of options.before === undefined ? [] : [userId, other]) {
        const { before = verb } = options;
        const done = await world.guildhall.users[before](theSystem, { userId: id });
        if (!done.ok) throw new Error(`the test could not ${before} a user: ${done.refusal.code}`);
      }
      return {
        actor: null,
        give: ({ users }, given) => users[verb](theSystem, { userId }, given),
        giveAnother: ({ users }, given) => users[verb](theSystem, { userId: other }, given),
      };
    },
  };
}

const invitingMany: CommandCase = {
  name: 'inviting several',
  action: 'invitation.invite_many',
  async stage(world) {
    const { actor, organizationId } = await ownOrganization(world);
    const several = () => ({
      organizationId,
      invitations: [{ email: freshAddress() }, { email: freshAddress(), role: 'admin' as const }],
    });
    const [one, other] = [several(), several()];
    return {
      actor,
      give: ({ invitations }, options) => invitations.inviteMany(actor, one, options),
      giveAnother: ({ invitations }, options) => invitations.inviteMany(actor, other, options),
    };
  },
};

const handingOver: CommandCase = {
  name: 'asking for a link to hand over',
  action: 'invitation.hand_over',
  async stage(world) {
    const { actor, organizationId, founder, organization } = await ownOrganization(world);
    const to = { by: founder, to: organization };
    const one = await invited(world, { ...to, email: freshAddress() });
    const two = await invited(world, { ...to, email: freshAddress() });
    return {
      actor,
      give: ({ invitations }, options) =>
        invitations.linkToHandOver(actor, { organizationId, invitationId: one.id }, options),
      giveAnother: ({ invitations }, options) =>
        invitations.linkToHandOver(actor, { organizationId, invitationId: two.id }, options),
    };
  },
};

export const commands: readonly CommandCase[] = [
  register,
  verifyEmail,
  founding('founding'),
  founding('founding under a slug of its own', freshSlug),
  ensurePersonal,
  rename,
  updateProfile,
  changeSlug,
  deleting,
  restoring,
  settingDefault,
  unblocking,
  changingAccount('suspend', 'suspending an account', { waves: 4 }),
  changingAccount('reinstate', 'reinstating an account', { before: 'suspend' }),
  changingAccount('delete', 'deleting an account', { waves: 5 }),
  changingAccount('restore', 'restoring an account', { before: 'delete' }),
  changingRole('a member'),
  changingRole('another admin'),
  changingRole('oneself'),
  removing('a member'),
  removing('another admin'),
  removing('oneself'),
  leave,
  inviting('inviting', false),
  inviting('renewing an expired invitation', true),
  answering('accept'),
  answering('decline'),
  answering('declineAndBlock'),
  invitingMany,
  handingOver,
  ofInvitation('revoke'),
  ofInvitation('resend'),
  ...appCommands,
];

function freshSlug(): string {
  return freshAddress().replace(/@.*/, '');
}

let addresses = 0;

export function freshAddress(): string {
  addresses += 1;
  return `invitee${addresses}@example.org`;
}

async function ownOrganization(world: World) {
  const founder = await person(world);
  const organization = await organizationOf(world, founder);
  return { founder, organization, actor: founder.actor, organizationId: organization.id };
}

const bareIds = countingIds(0xbbbb_bbbb);

/** A user from before everybody had a personal organization. */
async function personWithoutOrganization({ storage }: World): Promise<Person> {
  const email = freshAddress();
  const id = present(parseUserId(bareIds.next()));
  const value = registerUser({
    id,
    email: orThrow(parseEmail(email, [])),
    emailVerified: true,
    personalOrganization: present(parseOrganizationId(bareIds.next())),
    now: start,
  });
  await writeRows(storage, [inserted('users', id, value)]);
  return { id, email, actor: { kind: 'user', userId: id } };
}

// What ends a membership for good or for a while, and what begins one, ready to be raced against each other.
import { type InvitationId, type OrganizationId, orThrow, type Role } from '../../../src/index.js';
import {
  type Person,
  present,
  theSystem,
  tokenOf,
  type World,
  writeRows,
} from '../../support/guildhall.js';
import { answer, type Race } from './races.js';
import { somebody, team } from './rows.js';

/** Ada and Ben are admins of Acme, Cy is a member, and Ben has invited Dee. */
interface Cast {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly ben: Person;
  readonly cy: Person;
  readonly dee: Person;
  readonly invitationId: InvitationId;
  readonly token: string;
  /** Somebody with an account whom nobody has invited. */
  readonly eve: Person;
}

async function cast(world: World, as: Role): Promise<Cast> {
  const { storage, guildhall } = world;
  const { organizationId, admins, members } = await team(storage, 2, 1);
  const outsiders = [somebody(), somebody()];
  await writeRows(
    storage,
    outsiders.map(({ insert }) => insert),
  );
  const [ada, ben, cy] = [present(admins[0]), present(admins[1]), present(members[0])];
  const [dee, eve] = outsiders.map(({ person }) => person);
  const input = { organizationId, email: present(dee).email, role: as };
  const { id: invitationId } = orThrow(await guildhall.invitations.invite(ben.actor, input));
  const token = await tokenOf(world, invitationId);
  return {
    organizationId,
    ada,
    ben,
    cy,
    dee: present(dee),
    eve: present(eve),
    invitationId,
    token,
  };
}

export interface Ending {
  readonly name: string;
  prepare?(world: World, cast: Cast): Promise<unknown>;
  run(world: World, cast: Cast): Promise<unknown>;
  /** Takes the ending back; absent where there is no way back. */
  undo?(world: World, cast: Cast): Promise<unknown>;
  /** Whether whoever invited before the ending may not be the sender of anything that is accepted after it was undone. */
  readonly endsInviting: boolean;
}

const ofAcme = ({ organizationId }: Cast) => ({ organizationId });

const deleteOrganization = ({ guildhall }: World, cast: Cast) =>
  guildhall.organizations.delete(cast.ada.actor, ofAcme(cast));
const restoreOrganization = ({ guildhall }: World, cast: Cast) =>
  guildhall.organizations.restore(theSystem, ofAcme(cast));

const ofAccount = (
  verb: 'suspend' | 'reinstate' | 'delete' | 'restore' | 'purge',
  whose: 'ben' | 'cy' | 'dee',
) => {
  return ({ guildhall }: World, cast: Cast) =>
    guildhall.users[verb](theSystem, { userId: cast[whose].id });
};

export const endings: readonly Ending[] = [
  {
    name: 'deleting the organization',
    run: deleteOrganization,
    undo: restoreOrganization,
    endsInviting: true,
  },
  {
    name: 'restoring the organization',
    prepare: deleteOrganization,
    run: restoreOrganization,
    endsInviting: false,
  },
  {
    name: 'purging the organization',
    prepare: deleteOrganization,
    run: ({ guildhall }, cast) => guildhall.organizations.purge(theSystem, ofAcme(cast)),
    endsInviting: true,
  },
  ...(['ben', 'cy', 'dee'] as const).flatMap((whose): readonly Ending[] => [
    {
      name: `suspending ${whose}`,
      run: ofAccount('suspend', whose),
      undo: ofAccount('reinstate', whose),
      endsInviting: whose === 'ben',
    },
    {
      name: `deleting ${whose}`,
      run: ofAccount('delete', whose),
      undo: ofAccount('restore', whose),
      endsInviting: whose === 'ben',
    },
    {
      name: `restoring ${whose}`,
      prepare: ofAccount('delete', whose),
      run: ofAccount('restore', whose),
      endsInviting: false,
    },
    {
      name: `purging ${whose}`,
      prepare: ofAccount('delete', whose),
      run: ofAccount('purge', whose),
      endsInviting: whose === 'ben',
    },
  ]),
];

export interface Beginning {
  readonly name: string;
  readonly as: Role;
  run(world: World, cast: Cast): Promise<unknown>;
}

const accepting = ({ guildhall }: World, { dee, token }: Cast) =>
  guildhall.invitations.accept(dee.actor, { token });

export const beginnings: readonly Beginning[] = [
  { name: 'joining as a member', as: 'member', run: accepting },
  { name: 'joining as an admin', as: 'admin', run: accepting },
  {
    name: 'inviting',
    as: 'member',
    run: ({ guildhall }, { ben, eve, organizationId }) =>
      guildhall.invitations.invite(ben.actor, { organizationId, email: eve.email }),
  },
  {
    name: 'promoting',
    as: 'member',
    run: ({ guildhall }, { ben, cy, organizationId }) =>
      guildhall.memberships.changeRole(ben.actor, { organizationId, userId: cy.id, role: 'admin' }),
  },
  {
    name: 'demoting the other admin',
    as: 'member',
    run: ({ guildhall }, { ben, ada, organizationId }) =>
      guildhall.memberships.changeRole(ben.actor, {
        organizationId,
        userId: ada.id,
        role: 'member',
      }),
  },
  {
    name: 'the other admin leaving',
    as: 'member',
    run: ({ guildhall }, { ada, organizationId }) =>
      guildhall.memberships.leave(ada.actor, { organizationId }),
  },
];

export function against(ending: Ending, beginning: Beginning): Race {
  return async (world) => {
    const staged = await cast(world, beginning.as);
    await ending.prepare?.(world, staged);
    return {
      runners: [(one) => ending.run(one, staged), (one) => beginning.run(one, staged)],
      async verdict(outcomes) {
        const faults = outcomes.map(answer).filter((one) => one.startsWith('fault'));
        if (faults.length > 0) return faults.join(' and ');
        const isEnded = answer(present(outcomes[0])) === 'ok';
        const wrong = (await leaderless(world, staged)) ?? (await ghosts(world, staged));
        if (wrong !== null) return wrong;
        if (!isEnded) return null;
        await ending.undo?.(world, staged);
        return ending.endsInviting ? comesBack(world, staged) : null;
      },
    };
  };
}

/** Without an admin who can sign in, though live; but by a suspension, which the journal tells of. */
async function leaderless({ storage }: World, { organizationId }: Cast): Promise<string | null> {
  const organization = await storage.organizations.findById(organizationId);
  if (organization === null || organization.value.deletedAt !== undefined) return null;
  const admins = await storage.memberships.adminsAbleToSignIn(organizationId, 1);
  if (admins.length > 0) return null;
  const keyset = { limit: 50, after: null, skip: 0 };
  const { items } = await storage.journal.listByOrganization(organizationId, keyset);
  const isTold = items.some(
    (entry) =>
      entry.kind === 'command' && entry.facts.some(({ type }) => type === 'left_without_admin'),
  );
  return isTold ? null : 'no admin';
}

/** Memberships of accounts that are gone, and rows of an organization that is. */
async function ghosts({ storage }: World, cast: Cast): Promise<string | null> {
  for (const { id } of [cast.ben, cast.cy, cast.dee]) {
    const user = await storage.users.findById(id);
    if (user !== null && user.value.deletedAt === undefined) continue;
    const held = await storage.memberships.activeOf(id);
    const others = held.filter(({ value }) => value.organizationId === cast.organizationId);
    if (others.length > 0) return 'a member whose account is gone';
  }
  const organization = await storage.organizations.findById(cast.organizationId);
  if (organization !== null) return null;
  const rows = await storage.memberships.ofOrganization(cast.organizationId, 1);
  return rows.length === 0 ? null : 'a member of an organization that is gone';
}

/** Whether an invitation from before the ending can be accepted after it was undone. */
async function comesBack(world: World, { organizationId, dee, eve }: Cast): Promise<string | null> {
  const pending = await world.storage.invitations.pendingOf(organizationId);
  for (const { value } of pending) {
    const invitee = [dee, eve].find(({ email }) => email === value.email);
    if (invitee === undefined) continue;
    const token = await tokenOf(world, value.id);
    const accepted = await world.guildhall.invitations.accept(invitee.actor, { token });
    if (accepted.ok) return 'an invitation came back';
  }
  return null;
}

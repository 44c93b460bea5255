// Commands that end or begin a membership, to be raced against each other.
import {
  type BuiltInRole,
  type InvitationId,
  type OrganizationId,
  orThrow,
} from '../../../src/index.js';
import {
  assertPresent,
  commitChanges,
  currentTokenOf,
  type Person,
  systemActor,
  type World,
} from '../../support/world.js';
import { createUserRow, insertTeam } from './organization-rows.js';
import { answerWordOf, type Race } from './races.js';

/** Ada and Ben are admins of Acme, Cy is a member, and Ben has invited Dee. */
interface AcmePeople {
  readonly organizationId: OrganizationId;
  readonly ada: Person;
  readonly ben: Person;
  readonly cy: Person;
  readonly dee: Person;
  readonly invitationId: InvitationId;
  readonly token: string;
  /** A user whom nobody has invited. */
  readonly eve: Person;
}

async function createAcmePeople(world: World, as: BuiltInRole): Promise<AcmePeople> {
  const { storage, guildhall } = world;
  const { organizationId, admins, members } = await insertTeam(storage, 2, 1);
  const outsiders = [createUserRow(), createUserRow()];
  await commitChanges(
    storage,
    outsiders.map(({ insert }) => insert),
  );
  const [ada, ben, cy] = [
    assertPresent(admins[0]),
    assertPresent(admins[1]),
    assertPresent(members[0]),
  ];
  const [dee, eve] = outsiders.map(({ person }) => person);
  const input = { organizationId, email: assertPresent(dee).email, role: as };
  const { id: invitationId } = orThrow(await guildhall.invitations.invite(ben.actor, input));
  const token = await currentTokenOf(world, invitationId);
  return {
    organizationId,
    ada,
    ben,
    cy,
    dee: assertPresent(dee),
    eve: assertPresent(eve),
    invitationId,
    token,
  };
}

export interface MembershipEnding {
  readonly name: string;
  prepare?(world: World, cast: AcmePeople): Promise<unknown>;
  run(world: World, cast: AcmePeople): Promise<unknown>;
  /** Undoes the ending; absent if it cannot be undone. */
  undo?(world: World, cast: AcmePeople): Promise<unknown>;
  /** Whether invitations from before the ending must stay invalid after it is undone. */
  readonly endsInviting: boolean;
}

const acmeInput = ({ organizationId }: AcmePeople) => ({ organizationId });

const deleteOrganization = ({ guildhall }: World, cast: AcmePeople) =>
  guildhall.organizations.delete(cast.ada.actor, acmeInput(cast));
const restoreOrganization = ({ guildhall }: World, cast: AcmePeople) =>
  guildhall.organizations.restore(systemActor, acmeInput(cast));

const accountStep = (
  verb: 'suspend' | 'reinstate' | 'delete' | 'restore' | 'purge',
  whose: 'ben' | 'cy' | 'dee',
) => {
  return ({ guildhall }: World, cast: AcmePeople) =>
    guildhall.users[verb](systemActor, { userId: cast[whose].id });
};

export const membershipEndings: readonly MembershipEnding[] = [
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
    run: ({ guildhall }, cast) => guildhall.organizations.purge(systemActor, acmeInput(cast)),
    endsInviting: true,
  },
  ...(['ben', 'cy', 'dee'] as const).flatMap((whose): readonly MembershipEnding[] => [
    {
      name: `suspending ${whose}`,
      run: accountStep('suspend', whose),
      undo: accountStep('reinstate', whose),
      endsInviting: whose === 'ben',
    },
    {
      name: `deleting ${whose}`,
      run: accountStep('delete', whose),
      undo: accountStep('restore', whose),
      endsInviting: whose === 'ben',
    },
    {
      name: `restoring ${whose}`,
      prepare: accountStep('delete', whose),
      run: accountStep('restore', whose),
      endsInviting: false,
    },
    {
      name: `purging ${whose}`,
      prepare: accountStep('delete', whose),
      run: accountStep('purge', whose),
      endsInviting: whose === 'ben',
    },
  ]),
];

export interface MembershipBeginning {
  readonly name: string;
  readonly role: BuiltInRole;
  run(world: World, cast: AcmePeople): Promise<unknown>;
}

const acceptStep = ({ guildhall }: World, { dee, token }: AcmePeople) =>
  guildhall.invitations.accept(dee.actor, { token });

export const membershipBeginnings: readonly MembershipBeginning[] = [
  { name: 'joining as a member', role: 'member', run: acceptStep },
  { name: 'joining as an admin', role: 'admin', run: acceptStep },
  {
    name: 'being added',
    role: 'member',
    run: ({ guildhall }, { dee, organizationId }) =>
      guildhall.memberships.add(systemActor, { organizationId, userId: dee.id, role: 'member' }),
  },
  {
    name: 'inviting',
    role: 'member',
    run: ({ guildhall }, { ben, eve, organizationId }) =>
      guildhall.invitations.invite(ben.actor, { organizationId, email: eve.email }),
  },
  {
    name: 'promoting',
    role: 'member',
    run: ({ guildhall }, { ben, cy, organizationId }) =>
      guildhall.memberships.changeRole(ben.actor, { organizationId, userId: cy.id, role: 'admin' }),
  },
  {
    name: 'demoting the other admin',
    role: 'member',
    run: ({ guildhall }, { ben, ada, organizationId }) =>
      guildhall.memberships.changeRole(ben.actor, {
        organizationId,
        userId: ada.id,
        role: 'member',
      }),
  },
  {
    name: 'the other admin leaving',
    role: 'member',
    run: ({ guildhall }, { ada, organizationId }) =>
      guildhall.memberships.leave(ada.actor, { organizationId }),
  },
];

export function endingAgainstBeginning(
  ending: MembershipEnding,
  beginning: MembershipBeginning,
): Race {
  return async (world) => {
    const staged = await createAcmePeople(world, beginning.role);
    await ending.prepare?.(world, staged);
    return {
      runners: [(one) => ending.run(one, staged), (one) => beginning.run(one, staged)],
      async findViolation(outcomes) {
        const faults = outcomes.map(answerWordOf).filter((one) => one.startsWith('fault'));
        if (faults.length > 0) return faults.join(' and ');
        const isEnded = answerWordOf(assertPresent(outcomes[0])) === 'ok';
        const wrong =
          (await findMissingAdmin(world, staged)) ?? (await findLeftoverMembers(world, staged));
        if (wrong !== null) return wrong;
        if (!isEnded) return null;
        await ending.undo?.(world, staged);
        return ending.endsInviting ? findRevivedInvitation(world, staged) : null;
      },
    };
  };
}

/** A live organization without an admin who can sign in, unless the journal shows a suspension as the cause. */
async function findMissingAdmin(
  { storage }: World,
  { organizationId }: AcmePeople,
): Promise<string | null> {
  const organization = await storage.organizations.findById(organizationId);
  if (organization === null || organization.value.deletedAt !== undefined) return null;
  const admins = await storage.memberships.listActiveAdminIds(organizationId, 1);
  if (admins.length > 0) return null;
  const keyset = { limit: 50, after: null, skip: 0 };
  const { items } = await storage.journal.listByOrganization(organizationId, keyset);
  const isTold = items.some(
    (entry) =>
      entry.kind === 'command' && entry.events.some(({ type }) => type === 'left_without_admin'),
  );
  return isTold ? null : 'no admin';
}

/** Memberships of deleted accounts, and rows of a deleted organization. */
async function findLeftoverMembers({ storage }: World, cast: AcmePeople): Promise<string | null> {
  for (const { id } of [cast.ben, cast.cy, cast.dee]) {
    const user = await storage.users.findById(id);
    if (user !== null && user.value.deletedAt === undefined) continue;
    const held = await storage.memberships.listActiveByUser(id);
    const others = held.filter(({ value }) => value.organizationId === cast.organizationId);
    if (others.length > 0) return 'a member whose account is gone';
  }
  const organization = await storage.organizations.findById(cast.organizationId);
  if (organization !== null) return null;
  const rows = await storage.memberships.listAllByOrganization(cast.organizationId, 1);
  return rows.length === 0 ? null : 'a member of an organization that is gone';
}

/** Whether an invitation from before the ending can be accepted after the ending is undone. */
async function findRevivedInvitation(
  world: World,
  { organizationId, dee, eve }: AcmePeople,
): Promise<string | null> {
  const pending = await world.storage.invitations.listPendingByOrganization(organizationId);
  for (const { value } of pending) {
    const invitee = [dee, eve].find(({ email }) => email === value.email);
    if (invitee === undefined) continue;
    const token = await currentTokenOf(world, value.id);
    const accepted = await world.guildhall.invitations.accept(invitee.actor, { token });
    if (accepted.ok) return 'an invitation came back';
  }
  return null;
}

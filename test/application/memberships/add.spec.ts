// Adding members without an invitation.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  currentTokenOf,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('adding a member on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  interface Stage {
    readonly acme: OrganizationView;
    readonly ada: Person;
    readonly joiner: Person;
    readonly input: {
      readonly organizationId: string;
      readonly userId: string;
      readonly role: 'member';
    };
  }

  /** An organization with its admin, and a user who is not a member. */
  async function stage(): Promise<Stage> {
    const [ada, joiner] = [await createPerson(world), await createPerson(world)];
    const acme = await createOrganization(world, ada);
    const input = { organizationId: acme.id, userId: joiner.id, role: 'member' } as const;
    return { acme, ada, joiner, input };
  }

  async function expectRefused(
    given: Stage['input'],
    code: string,
    path: 'organizationId' | 'userId' | 'actor',
    actor: Parameters<World['guildhall']['memberships']['add']>[0] = systemActor,
  ): Promise<void> {
    const before = requestedWrites(recorded).length;
    expect(await world.guildhall.memberships.add(actor, given)).toEqual({
      ok: false,
      refusal: { code, path: [path] },
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  }

  it('gives the role at once, and writes the event of an acceptance, without a mail', async () => {
    const { acme, joiner, input } = await stage();
    const added = orThrow(await world.guildhall.memberships.add(systemActor, input));
    expect(added).toMatchObject({ userId: joiner.id, email: joiner.email, role: 'member' });
    expect(await world.guildhall.memberships.hasRole(acme.id, joiner.id, 'member')).toBe(true);
    expect(writtenCommands(recorded).at(-1)).toMatchObject({
      journal: {
        action: 'membership.add',
        actor: systemActor,
        auditOrganizationIds: [acme.id],
        events: [{ type: 'member_joined', organizationId: acme.id, role: 'member' }],
      },
      messages: [],
    });
  });

  it('is for the embedding service alone', async () => {
    const { ada, input } = await stage();
    await expectRefused(input, 'permission_denied', 'actor', ada.actor);
  });

  it('is refused for who is a member already, and changes no role', async () => {
    const { acme, ada, input } = await stage();
    const own = { ...input, userId: ada.id };
    await expectRefused(own, 'already_a_member', 'userId');
    expect(await world.guildhall.memberships.hasRole(acme.id, ada.id, 'admin')).toBe(true);
  });

  it('is refused for an account that cannot sign in', async () => {
    const { joiner, input } = await stage();
    await writeSuspendedUser(world, joiner.id);
    await expectRefused(input, 'account_inactive', 'userId');
    await expectRefused({ ...input, userId: 'f'.repeat(24) }, 'user_not_found', 'userId');
  });

  it('is refused for an organization that is deleted or does not exist', async () => {
    const { acme, input } = await stage();
    await writeDeletedOrganization(world, acme.id);
    await expectRefused(input, 'organization_deleted', 'organizationId');
    const elsewhere = { ...input, organizationId: 'f'.repeat(24) };
    await expectRefused(elsewhere, 'organization_not_found', 'organizationId');
  });

  it('adds to a personal organization, as an acceptance does', async () => {
    const { ada, input } = await stage();
    const personal = orThrow(await world.guildhall.users.getDefaultOrganization(ada.actor, {}));
    const added = { ...input, organizationId: personal.id };
    expect(orThrow(await world.guildhall.memberships.add(systemActor, added)).role).toBe('member');
  });

  it('gives a former member a new membership', async () => {
    const { joiner, input } = await stage();
    const { add, leave } = world.guildhall.memberships;
    const { organizationId } = input;
    orThrow(await add(systemActor, input));
    orThrow(await leave(joiner.actor, { organizationId }));
    orThrow(await add(systemActor, { ...input, role: 'admin' }));
    expect(await world.guildhall.memberships.hasRole(organizationId, joiner.id, 'admin')).toBe(
      true,
    );
  });

  it('ends a block of the organization, as an acceptance does', async () => {
    const { acme, ada, joiner, input } = await stage();
    const { id } = await createInvitation(world, { by: ada, to: acme, email: joiner.email });
    const token = await currentTokenOf(world, id);
    orThrow(await world.guildhall.invitations.declineAndBlock(joiner.actor, { token }));
    orThrow(await world.guildhall.memberships.add(systemActor, input));
    const user = assertPresent(await world.storage.users.findById(joiner.id));
    expect(user.value.blockedOrganizations).toEqual([]);
  });

  it('leaves a pending invitation, which can no longer be accepted', async () => {
    const { acme, ada, joiner, input } = await stage();
    const { id } = await createInvitation(world, { by: ada, to: acme, email: joiner.email });
    const token = await currentTokenOf(world, id);
    orThrow(await world.guildhall.memberships.add(systemActor, input));
    expect(await world.guildhall.invitations.accept(joiner.actor, { token })).toMatchObject({
      refusal: { code: 'already_a_member' },
    });
  });
});

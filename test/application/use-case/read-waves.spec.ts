// How many waves of reads each command and query takes.
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import { waveCountingStorage } from '../../support/read-waves.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  type World,
} from '../../support/world.js';
import type { CommandCase } from '../support/command-case.js';
import { commandCases, uniqueEmail } from '../support/command-cases.js';

let world: World;
let ada: Person;
let acme: OrganizationView;
beforeAll(async () => {
  world = createWorld(memoryStorage(), { pacing: noPacing() });
  ada = await createPerson(world);
  acme = await createOrganization(world, ada);
  await createMember(world, { by: ada, to: acme });
});

describe.each(commandCases)('$name', ({ stage, waves: most = 2 }: CommandCase) => {
  it(`reads in at most ${most} waves, and then commits once`, async () => {
    for (const options of [{}, { idempotencyKey: 'first' }]) {
      const { run } = await stage(world);
      const storage = waveCountingStorage(world.storage);
      orThrow(await run(createSecondService(world, storage).guildhall, options));
      const { waves } = storage;
      expect(waves.at(-1)).toEqual(['commit']);
      const reads = waves.slice(0, -1);
      expect(reads.length).toBeGreaterThanOrEqual(1);
      expect(reads.length).toBeLessThanOrEqual(most);
      expect(reads.flat()).not.toContain('commit');
    }
  });
});

describe('queries', () => {
  type Ask = (world: World) => Promise<unknown>;
  const of = () => ({ organizationId: acme.id });

  it.each<{ name: string; ask: Ask; calls: string | string[] }>([
    {
      name: 'isMember',
      ask: ({ guildhall }) => guildhall.memberships.isMember(acme.id, ada.id),
      calls: 'memberships.findRole',
    },
    {
      name: 'hasRole',
      ask: ({ guildhall }) => guildhall.memberships.hasRole(acme.id, ada.id, ['admin', 'member']),
      calls: 'memberships.findRole',
    },
    {
      name: 'can',
      ask: ({ guildhall }) => guildhall.memberships.can(ada.actor, 'members:manage', acme.id),
      calls: 'memberships.findRole',
    },
    {
      name: 'list of members',
      ask: ({ guildhall }) => guildhall.memberships.list(ada.actor, of()),
      calls: 'memberships.listMembers',
    },
    {
      name: 'listForUser',
      ask: ({ guildhall }) => guildhall.organizations.listForUser(ada.actor, {}),
      calls: ['users.findById', 'organizations.listByMember'],
    },
    {
      name: 'findByMember',
      ask: ({ guildhall }) => guildhall.Organization.findByMember(ada.id),
      calls: 'organizations.listByMember',
    },
    {
      name: 'get',
      ask: ({ guildhall }) => guildhall.organizations.get(ada.actor, of()),
      calls: 'memberships.findAccess',
    },
    {
      name: 'findBySlug',
      ask: ({ guildhall }) => guildhall.organizations.findBySlug(ada.actor, { slug: acme.slug }),
      calls: 'organizations.findBySlug',
    },
  ])('$name reads the storage once', async ({ ask, calls }) => {
    const storage = waveCountingStorage(world.storage);
    await ask(createSecondService(world, storage));
    expect(storage.waves).toEqual([[calls].flat()]);
  });

  it('preview reads in two waves, and a list or an audit trail checks the actor before it reads', async () => {
    const { id } = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    const token = await currentTokenOf(world, id);
    const asked = async (ask: Ask) => {
      const storage = waveCountingStorage(world.storage);
      await ask(createSecondService(world, storage));
      return storage.waves;
    };
    expect(await asked(({ guildhall }) => guildhall.invitations.preview(null, { token }))).toEqual([
      ['invitations.findById', 'organizations.findById'],
      ['users.findById'],
    ]);
    expect(await asked(({ guildhall }) => guildhall.invitations.list(ada.actor, of()))).toEqual([
      ['memberships.findAccess'],
      ['invitations.listByOrganization'],
    ]);
    expect(await asked(({ guildhall }) => guildhall.organizations.audit(ada.actor, of()))).toEqual([
      ['memberships.findAccess'],
      ['journal.listByOrganization'],
    ]);
  });
});

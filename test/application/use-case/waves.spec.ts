import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  besides,
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  tokenOf,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { wavedStorage } from '../../support/waves.js';
import { type CommandCase, commands, freshAddress } from '../support/commands.js';

let world: World;
let ada: Person;
let acme: OrganizationView;
beforeAll(async () => {
  world = worldOn(memoryStorage(), { pacing: noPacing() });
  ada = await person(world);
  acme = await organizationOf(world, ada);
  await joined(world, { by: ada, to: acme });
});

describe.each(commands)('$name', ({ stage, waves: most = 2 }: CommandCase) => {
  it(`reads in at most ${most} waves, and then commits once`, async () => {
    for (const options of [{}, { idempotencyKey: 'first' }]) {
      const { give } = await stage(world);
      const storage = wavedStorage(world.storage);
      orThrow(await give(besides(world, storage).guildhall, options));
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

  it.each<{ name: string; ask: Ask; calls: string }>([
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
      calls: 'memberships.list',
    },
    {
      name: 'listOfUser',
      ask: ({ guildhall }) => guildhall.organizations.listOfUser(ada.actor, {}),
      calls: 'organizations.listByMember',
    },
    {
      name: 'findByMember',
      ask: ({ guildhall }) => guildhall.Organization.findByMember(ada.id),
      calls: 'organizations.listByMember',
    },
    {
      name: 'get',
      ask: ({ guildhall }) => guildhall.organizations.get(ada.actor, of()),
      calls: 'memberships.standing',
    },
    {
      name: 'findBySlug',
      ask: ({ guildhall }) => guildhall.organizations.findBySlug(ada.actor, { slug: acme.slug }),
      calls: 'organizations.findBySlug',
    },
  ])('$name asks the storage once', async ({ ask, calls }) => {
    const storage = wavedStorage(world.storage);
    await ask(besides(world, storage));
    expect(storage.waves).toEqual([[calls]]);
  });

  it('preview reads in two waves, and a list or an audit trail authorizes before it looks', async () => {
    const { id } = await invited(world, { by: ada, to: acme, email: freshAddress() });
    const token = await tokenOf(world, id);
    const asked = async (ask: Ask) => {
      const storage = wavedStorage(world.storage);
      await ask(besides(world, storage));
      return storage.waves;
    };
    expect(await asked(({ guildhall }) => guildhall.invitations.preview(null, { token }))).toEqual([
      ['invitations.findById', 'organizations.findById'],
      ['users.findById'],
    ]);
    expect(await asked(({ guildhall }) => guildhall.invitations.list(ada.actor, of()))).toEqual([
      ['memberships.standing'],
      ['invitations.list'],
    ]);
    expect(await asked(({ guildhall }) => guildhall.organizations.audit(ada.actor, of()))).toEqual([
      ['memberships.standing'],
      ['journal.listByOrganization'],
    ]);
  });
});

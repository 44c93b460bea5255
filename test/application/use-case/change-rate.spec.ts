// How many changes one actor may make in a minute.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { noPacing } from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  systemActor,
  type World,
} from '../../support/world.js';

const limit = 10;
const overloaded = { ok: false, refusal: { code: 'overloaded', retryAfter: 60 } };

let world: World;
let ada: Person;
let ben: Person;
let organizationId: string;
let elapsed: number;
beforeEach(async () => {
  elapsed = 0;
  const before = createWorld(memoryStorage());
  ada = await createPerson(before);
  const acme = await createOrganization(before, ada);
  organizationId = acme.id;
  ben = await createMember(before, { by: ada, to: acme, as: 'admin' });
  const pacing = { ...noPacing(), monotonicNow: () => elapsed };
  const policy = { maxChangesPerMinute: limit };
  world = createSecondService(before, before.storage, { pacing, policy });
});

let names = 0;
function rename({ actor }: Pick<Person, 'actor'>) {
  names += 1;
  return world.guildhall.organizations.rename(actor, { organizationId, name: `Acme ${names}` });
}

async function useUp(person: Person): Promise<void> {
  for (let change = 0; change < limit; change += 1)
    expect(await rename(person)).toMatchObject({ ok: true });
}

describe('the changes of one actor in a minute', () => {
  it('have a limit, after which nothing is written until the minute is over', async () => {
    await useUp(ada);
    expect(await rename(ada)).toMatchObject(overloaded);
    elapsed = 60_000;
    await useUp(ada);
  });

  it('do not count for others', async () => {
    await useUp(ada);
    expect(await rename(ben)).toMatchObject({ ok: true });
  });

  it('are not counted where the embedding service acts', async () => {
    for (let change = 0; change <= limit; change += 1) {
      const email = `new${change}@example.com`;
      const input = { email, name: 'New', emailVerified: true };
      expect(await world.guildhall.users.register(systemActor, input)).toMatchObject({ ok: true });
    }
  });

  it('do not keep an admin from taking authority away', async () => {
    await useUp(ada);
    const target = { organizationId, userId: ben.id };
    expect(await world.guildhall.memberships.remove(ada.actor, target)).toMatchObject({ ok: true });
  });

  it('are not counted where a command is refused or changes nothing', async () => {
    const { guildhall } = world;
    for (let call = 0; call <= limit; call += 1) {
      const refused = guildhall.organizations.rename(ada.actor, { organizationId, name: '<' });
      expect(await refused).toMatchObject({ ok: false });
      const unchanged = { organizationId, name: 'Mentra Labs' };
      const same = guildhall.organizations.rename(ada.actor, unchanged);
      expect(await same).toMatchObject({ ok: true });
    }
    await useUp(ada);
  });
});

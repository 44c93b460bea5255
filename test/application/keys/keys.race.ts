// Keys that are made, rotated and revoked at once. Each race is run once more without what guards it, to see the rule break.
import { describe, expect, it } from 'vitest';
import { type ApiKey, isValidKey, type KeyOwner } from '../../../src/domain/app/api-key.js';
import { besides, present, type World } from '../../support/guildhall.js';
import { lastWriterWins } from '../support/last-writer-wins.js';
import { answers, type Race, tracks } from '../support/races.js';
import { team } from '../support/rows.js';
import { appOf, keyMade, keysIn, storedKey } from './key-world.js';

const twenty = Array.from({ length: 20 }, (_, index) => index);

async function validKeys({ storage, clock }: World, owner: KeyOwner): Promise<readonly ApiKey[]> {
  const keys = await storage.keys.ofOwner(owner, 100);
  return keys.map(({ value }) => value).filter((key) => isValidKey(key, clock.now()));
}

/** An app of an organization with so many admins, and a key of it. */
async function staged(world: World, count: number) {
  const { organizationId, admins } = await team(world.storage, count);
  const { id: appId } = await appOf(world, organizationId);
  const actors = admins.map(({ actor }) => actor);
  const { key } = await keyMade(keysIn(world), present(actors[0]), { appId });
  const owner: KeyOwner = { kind: 'app', appId };
  return { appId, owner, actors, keyId: key.id };
}

function said(outcomes: readonly PromiseSettledResult<unknown>[], expected: string): string | null {
  const words = answers(outcomes);
  const counted = [...new Set(words)].map(
    (word) => `${words.filter((one) => one === word).length} ${word}`,
  );
  const all = counted.join(', ');
  return all === expected ? null : all;
}

const rotating: Race = async (world) => {
  const { owner, keyId, actors } = await staged(world, 2);
  return {
    runners: twenty.map((index) => (one) => {
      return keysIn(one).rotate(present(actors[index % 2]), { keyId });
    }),
    async verdict(outcomes) {
      const valid = await validKeys(world, owner);
      if (valid.length !== 2) return 'not two keys';
      return said(outcomes, '1 ok, 19 rotation_in_progress');
    },
  };
};

const policy = { keysPerOwner: 3 };

/** Two more are allowed. */
const creating: Race = async (world) => {
  const { owner, appId, actors } = await staged(world, 2);
  return {
    runners: twenty.map((index) => (one) => {
      const input = { appId, name: `Key ${index}`, environment: 'test' } as const;
      const keys = keysIn(besides(one, one.storage, { policy }));
      return keys.create(present(actors[index % 2]), input);
    }),
    async verdict(outcomes) {
      const valid = await validKeys(world, owner);
      return valid.length > 3 ? 'too many keys' : said(outcomes, '18 key_limit_reached, 2 ok');
    },
  };
};

/** Whichever comes first, no key stays valid that the answers do not tell of. */
const revokingWhileRotated: Race = async (world) => {
  const { owner, keyId, actors } = await staged(world, 2);
  const [rotator, revoker] = [present(actors[0]), present(actors[1])];
  const known = new Map<string, string | null>();
  return {
    runners: [
      async (one) => {
        const rotated = await keysIn(one).rotate(rotator, { keyId });
        if (rotated.ok) known.set(rotated.value.key.id, rotated.value.secret);
        return rotated;
      },
      (one) => keysIn(one).revoke(revoker, { keyId }),
    ],
    async verdict(outcomes) {
      const valid = await validKeys(world, owner);
      const { revokedAt, replacedBy } = await storedKey(world, keyId);
      if (revokedAt === undefined || known.has(replacedBy ?? '') !== known.size > 0) {
        return 'a change was lost';
      }
      if (valid.some(({ id }) => !known.has(id))) return 'a key that nobody knows';
      for (const text of known.values()) {
        if (!(await keysIn(world).authenticate({ key: text ?? '' })).ok) return 'a dead secret';
      }
      const word = answers(outcomes).join(' and ');
      return ['ok and ok', 'key_invalid and ok'].includes(word) ? null : word;
    },
  };
};

const races = [
  { name: 'rotated by twenty, one wins', race: rotating, broken: 'not two keys' },
  {
    name: 'made by twenty, there are no more than allowed',
    race: creating,
    broken: 'too many keys',
  },
];

describe.each(tracks)('keys on $name', ({ run, few, until }) => {
  it.each(races)('$name', async ({ race, broken }) => {
    expect((await few(race)).wrong).toEqual({});
    const unguarded = await until(broken, race, lastWriterWins);
    expect(unguarded.wrong[broken]).toBeGreaterThan(0);
  });

  it('revoked while rotated, none is valid that nobody knows of', async () => {
    expect((await run(revokingWhileRotated)).wrong).toEqual({});
    const broken = 'a change was lost';
    const unguarded = await until(broken, revokingWhileRotated, lastWriterWins);
    expect(unguarded.wrong[broken]).toBeGreaterThan(0);
  });
});

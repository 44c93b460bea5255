// Keys that are created, rotated and revoked at the same time. Each race also runs without version guards, where it must break the rule.
import { describe, expect, it } from 'vitest';
import { type ApiKey, isValidApiKey } from '../../../src/domain/app/api-key.js';
import type { ResourceOwner } from '../../../src/domain/shared/resource-owner.js';
import { assertPresent, createSecondService, type World } from '../../support/world.js';
import { withLastWriterWins } from '../support/last-writer-wins.js';
import { insertTeam } from '../support/organization-rows.js';
import { answerWordsOf, type Race, raceBackends } from '../support/races.js';
import { createKeyService, createKeyWithText, insertApp, loadKey } from './key-helpers.js';

const twenty = Array.from({ length: 20 }, (_, index) => index);

async function validKeys(
  { storage, clock }: World,
  owner: ResourceOwner,
): Promise<readonly ApiKey[]> {
  const keys = await storage.apiKeys.listByOwner(owner, 100);
  return keys.map(({ value }) => value).filter((key) => isValidApiKey(key, clock.now()));
}

/** An app with a key, in an organization with `count` admins. */
async function staged(world: World, count: number) {
  const { organizationId, admins } = await insertTeam(world.storage, count);
  const { id: appId } = await insertApp(world, organizationId);
  const actors = admins.map(({ actor }) => actor);
  const { key } = await createKeyWithText(createKeyService(world), assertPresent(actors[0]), {
    appId,
  });
  const owner: ResourceOwner = { kind: 'app', appId };
  return { appId, owner, actors, keyId: key.id };
}

function said(outcomes: readonly PromiseSettledResult<unknown>[], expected: string): string | null {
  const words = answerWordsOf(outcomes);
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
      return createKeyService(one).rotate(assertPresent(actors[index % 2]), { keyId });
    }),
    async findViolation(outcomes) {
      const valid = await validKeys(world, owner);
      if (valid.length !== 2) return 'not two keys';
      return said(outcomes, '1 ok, 19 rotation_in_progress');
    },
  };
};

const policy = { maxKeysPerOwner: 3 };

/** The limit allows two more keys. */
const creating: Race = async (world) => {
  const { owner, appId, actors } = await staged(world, 2);
  return {
    runners: twenty.map((index) => (one) => {
      const input = { appId, name: `Key ${index}`, environment: 'test' } as const;
      const keys = createKeyService(createSecondService(one, one.storage, { policy }));
      return keys.create(assertPresent(actors[index % 2]), input);
    }),
    async findViolation(outcomes) {
      const valid = await validKeys(world, owner);
      return valid.length > 3 ? 'too many keys' : said(outcomes, '18 key_limit_reached, 2 ok');
    },
  };
};

/** In either order, only keys that a response has returned stay valid. */
const revokingWhileRotated: Race = async (world) => {
  const { owner, keyId, actors } = await staged(world, 2);
  const [rotator, revoker] = [assertPresent(actors[0]), assertPresent(actors[1])];
  const known = new Map<string, string | null>();
  return {
    runners: [
      async (one) => {
        const rotated = await createKeyService(one).rotate(rotator, { keyId });
        if (rotated.ok) known.set(rotated.value.key.id, rotated.value.secret);
        return rotated;
      },
      (one) => createKeyService(one).revoke(revoker, { keyId }),
    ],
    async findViolation(outcomes) {
      const valid = await validKeys(world, owner);
      const { revokedAt, replacedBy } = await loadKey(world, keyId);
      if (revokedAt === undefined || known.has(replacedBy ?? '') !== known.size > 0) {
        return 'a change was lost';
      }
      if (valid.some(({ id }) => !known.has(id))) return 'a key that nobody knows';
      for (const text of known.values()) {
        if (!(await createKeyService(world).authenticate({ key: text ?? '' })).ok)
          return 'a dead secret';
      }
      const word = answerWordsOf(outcomes).join(' and ');
      return ['ok and ok', 'key_invalid and ok'].includes(word) ? null : word;
    },
  };
};

const races = [
  { name: 'of twenty rotations, one succeeds', race: rotating, broken: 'not two keys' },
  {
    name: 'twenty creations stay within the limit',
    race: creating,
    broken: 'too many keys',
  },
];

describe.each(raceBackends)('concurrent commands on keys on $name', ({ run, runFew, runUntil }) => {
  it.each(races)('$name', async ({ race, broken }) => {
    expect((await runFew(race)).violations).toEqual({});
    const unguarded = await runUntil(broken, race, withLastWriterWins);
    expect(unguarded.violations[broken]).toBeGreaterThan(0);
  });

  it('a key that is revoked while it is rotated leaves no valid key that nobody knows', async () => {
    expect((await run(revokingWhileRotated)).violations).toEqual({});
    const broken = 'a change was lost';
    const unguarded = await runUntil(broken, revokingWhileRotated, withLastWriterWins);
    expect(unguarded.violations[broken]).toBeGreaterThan(0);
  });
});

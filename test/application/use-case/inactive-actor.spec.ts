// Every query refuses a person whose account is suspended, deleted or unknown, with one and the same answer.
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { orThrow, parseUserId } from '../../../src/index.js';
import {
  createMember,
  createWorld,
  type Person,
  systemActor,
  type World,
} from '../../support/world.js';
import { createSampleRows } from '../support/sample-rows.js';
import { type UseCaseSampleIds, useCases } from '../support/use-cases.js';

type Account = 'suspended' | 'deleted' | 'unknown';

let world: World;
let ids: UseCaseSampleIds;
let accounts: Readonly<Record<Account, string>>;

beforeAll(async () => {
  world = createWorld(memoryStorage());
  const { users, organizations } = world.guildhall;
  const { ada, named } = await createSampleRows(world);
  const { organizationId } = named;
  const acme = orThrow(await organizations.get(ada.actor, { organizationId }));
  const [suspended, deleted]: Person[] = [
    await createMember(world, { by: ada, to: acme, as: 'admin' }),
    await createMember(world, { by: ada, to: acme, as: 'admin' }),
  ];
  orThrow(await users.suspend(systemActor, { userId: suspended?.id ?? '' }));
  orThrow(await users.delete(deleted?.actor ?? ada.actor, { userId: deleted?.id ?? '' }));
  accounts = {
    suspended: suspended?.id ?? '',
    deleted: deleted?.id ?? '',
    unknown: 'f'.repeat(24),
  };
  ids = { ...named, userId: ada.id };
});

const isPublic = (name: string) => name.startsWith('store.') || name === 'invitations.preview';
/** For the embedding service only, whoever asks. */
const isForSystem = (name: string) =>
  [
    'users.findByEmail',
    'users.list',
    'organizations.list',
    'organizations.findByExternalId',
  ].includes(name);
const queries = useCases.filter(
  ({ name, isQuery }) => isQuery && !isPublic(name) && !isForSystem(name),
);

describe.each(['suspended', 'deleted', 'unknown'] as const)('an account that is %s', (account) => {
  it.each(queries)('is refused by $name', async ({ name, call, validInput }) => {
    const userId = parseUserId(accounts[account]);
    const kind = name.startsWith('review.') ? 'reviewer' : 'user';
    const input = validInput(ids);
    const own = 'userId' in input ? { ...input, userId } : input;
    expect(await call(world.guildhall, { kind, userId }, own)).toEqual({
      ok: false,
      refusal: { code: 'account_inactive', path: ['actor'] },
    });
  });

  it('is refused as a reviewer who asks what can be done with an app', async () => {
    const userId = parseUserId(accounts[account]);
    const { appId } = ids;
    const query = useCases.find(({ name }) => name === 'apps.availableActions');
    expect(await query?.call(world.guildhall, { kind: 'reviewer', userId }, { appId })).toEqual({
      ok: false,
      refusal: { code: 'account_inactive', path: ['actor'] },
    });
  });
});

it('is tried with more than twenty queries', () => {
  expect(queries.length).toBeGreaterThan(20);
});

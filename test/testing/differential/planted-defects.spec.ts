// The comparison with plain lists finds planted defects within some hundred worlds.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { comparedReads } from '../../../src/testing/differential/random-worlds.js';
import { checkStorageDifferential } from '../../../src/testing/index.js';
import { plantedDefects, withDeadKeys, withKeptAnswers } from './planted-defects.js';

/** Ten times fast-check's own default, whatever this run has: it ends at the first difference. */
const runs = 1000;

async function differenceOf(plant: (storage: Storage) => Storage): Promise<string> {
  const fault: unknown = await checkStorageDifferential(
    { open: async () => plant(memoryStorage()) },
    { runs },
  ).catch((error: unknown) => error);
  return fault instanceof Error ? fault.message : 'no difference';
}

/** All but the journal, of which pruning removes only the end. */
const pagedReads = [
  'users.list',
  'organizations.listByMember',
  'organizations.list',
  'memberships.listMembers',
  'memberships.listFormer',
  'memberships.listAccess',
  'invitations.listPendingByEmail',
  'invitations.listByOrganization',
  'apps.listByOrganization',
  'apps.listPublished',
  'submissions.listByApp',
  'submissions.listQueue',
];

/** Every fourth; all of them if DIFFERENTIAL=all. They take minutes. */
function aQuarterOf<T>(items: readonly T[]): readonly T[] {
  return items.filter((_, index) => process.env['DIFFERENTIAL'] === 'all' || index % 4 === 1);
}

describe('without shrinking, the comparison finds', () => {
  const before = fc.readConfigureGlobal();
  beforeAll(() => fc.configureGlobal({ ...before, endOnFailure: true }));
  afterAll(() => fc.configureGlobal(before));

  it.each(aQuarterOf(comparedReads))(
    'a storage that answers $name once and keeps the answer',
    async ({ name }) => {
      expect(await differenceOf(withKeptAnswers(name))).toContain(`\n${name}(`);
    },
  );

  it.each(aQuarterOf(pagedReads))(
    'a storage that ends %s at a key whose row has left it',
    async (name) => {
      expect(await differenceOf(withDeadKeys(name))).toContain(`\n${name}(`);
    },
  );

  it.each(Object.entries(plantedDefects))('a storage that %s', async (_, plant) => {
    expect(await differenceOf(plant)).toContain('found in world');
  });
});

it('says the fewest writes, the question, both answers, and the seed', async () => {
  const message = await differenceOf(withKeptAnswers('slugs.listTaken'));
  const lines = message.split('\n').map((line) => line.trim().replace(/ \{.*/, ''));
  expect(lines[0]).toBe('after these writes to an empty storage');
  expect(lines.some((line) => line.endsWith('insert slugs'))).toBe(true);
  expect(lines.length).toBeLessThan(12);
  expect(lines.slice(-4)).toEqual([
    expect.stringMatching(/^slugs\.listTaken\(\[.+\]\) \(they differ at 0\)$/),
    expect.stringMatching(/^expected \["/),
    'but got  []',
    expect.stringMatching(/^found in world \d+; repeat it with the seed \d+$/),
  ]);
});

// Sequences find storages whose reads of apps, submissions and keys do not follow the writes: they keep their first answer,
// or they look rows up by what the rows were when they were inserted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Change, Storage } from '../../../src/index.js';
import { commandSequences, runSequence } from '../../../src/testing/index.js';
import { withChanges, withCommit } from '../altered-storage.js';
import { withKeptAnswers, withMethod } from '../differential/planted-defects.js';

type Plant = (storage: Storage) => Storage;

/** Whether one of the sequences has a difference. */
async function isFound(plant: Plant, numRuns = 300): Promise<boolean> {
  const { failed } = await fc.check(
    fc.asyncProperty(commandSequences(), async (commands) => {
      const planted = { name: 'planted', storage: plant(memoryStorage()) };
      const { difference } = await runSequence(commands, [planted]);
      return difference === null;
    }),
    { numRuns, endOnFailure: true, seed: 20_261_201 },
  );
  return failed;
}

/** Answers a read from an index that has only rows of one collection, with `field` as it was inserted. */
function withFieldAsInserted(read: string, collection: Change['collection'], field: string): Plant {
  return (storage) => {
    const index = memoryStorage();
    const inserted = new Map<string, unknown>();
    const indexing = withChanges(async (change) => {
      if (!('value' in change)) return [change];
      if (change.kind === 'insert') inserted.set(change.id, Reflect.get(change.value, field));
      const value = { ...change.value, [field]: inserted.get(change.id) };
      return [Object.assign(structuredClone(change), { value })];
    })(index);
    const committing = withCommit(async (operation, real) => {
      await real(operation);
      const changes = operation.changes.filter((change) => change.collection === collection);
      await indexing.commit({ ...operation, changes, messages: [] });
    })(storage);
    const [part = '', method = ''] = read.split('.');
    const answer: unknown = Reflect.get(Reflect.get(index, part), method);
    return withMethod(read, () => answer)(committing);
  };
}

const keptReads = [
  'apps.findById',
  'apps.findByPackageName',
  'apps.listByOrganization',
  'apps.listPublished',
  'submissions.findById',
  'submissions.findOpen',
  'submissions.findNewest',
  'submissions.listByApp',
  'submissions.listQueue',
  'submissions.listUndecided',
  'apiKeys.findById',
  'apiKeys.listByOwner',
];

const fieldsAsInserted = [
  ['apps.listPublished', 'apps', 'visibility'],
  ['apps.listPublished', 'apps', 'live'],
  ['apps.listLiveIdsByOrganization', 'apps', 'live'],
  ['apps.listByOrganization', 'apps', 'organizationId'],
  ['apps.listByOrganization', 'apps', 'deletedAt'],
  ['apps.listIdsDeletedUntil', 'apps', 'deletedAt'],
  ['submissions.listQueue', 'submissions', 'lane'],
  ['submissions.listClaimedBy', 'submissions', 'lease'],
  ['submissions.listExpiredApprovals', 'submissions', 'approvedUntil'],
] as const;

describe('sequences', () => {
  it.each(keptReads)('find a storage that keeps its first answer of %s', async (read) => {
    expect(await isFound(withKeptAnswers(read))).toBe(true);
  });

  it.each(fieldsAsInserted)(
    'find a storage whose %s goes by %s.%s as inserted',
    async (...args) => {
      expect(await isFound(withFieldAsInserted(...args))).toBe(true);
    },
  );

  it('find nothing in a storage with an index of what never changes', async () => {
    const harmless = withFieldAsInserted('apps.listPublished', 'apps', 'packageName');
    expect(await isFound(harmless, 50)).toBe(false);
  });
});

// Mutants that ignore the versions of rows.
import type { Change, Storage } from '../../../../src/ports/storage.js';
import {
  extraOperation,
  findRowOf,
  type StorageMutant,
  storageMutant,
  withChanges,
  withCommit,
} from './storage-mutant.js';

/** Writes over any version, like a read followed by a write without a version check. */
function withoutVersion(kind: 'update' | 'touch'): (storage: Storage) => Storage {
  return withCommit(async (operation, real, storage) => {
    const atAnyVersion = async (change: Change): Promise<Change> => {
      if (change.kind !== kind) return change;
      const row = await findRowOf(storage, change);
      return row === null ? change : { ...change, expectedVersion: row.version };
    };
    for (let attempt = 1; ; attempt += 1) {
      const changes = await Promise.all(operation.changes.map(atAnyVersion));
      const [outcome] = await Promise.allSettled([real({ ...operation, changes })]);
      if (outcome.status === 'fulfilled') return;
      const isStale = outcome.reason.code === 'version_conflict';
      if (!isStale || attempt > 25) throw outcome.reason;
    }
  });
}

export const versionMutants: readonly StorageMutant[] = [
  storageMutant(
    'accepts updates from any version',
    ['VERSION-5', 'VERSION-7', 'RACE-5', 'COMMIT-2', 'OUTBOX-5', 'OUTBOX-19'],
    withoutVersion('update'),
  ),
  storageMutant(
    'accepts touches from any version',
    ['VERSION-5', 'RACE-6', 'RACE-9', 'RACE-15'],
    withoutVersion('touch'),
  ),
  storageMutant(
    'ignores touches',
    ['VERSION-3', 'RACE-6'],
    withChanges(async (change) => (change.kind === 'touch' ? [] : [change])),
  ),
  storageMutant(
    'ignores removals',
    ['VERSION-4', 'UNIQUE-14', 'RACE-7'],
    withChanges(async (change) => (change.kind === 'remove' ? [] : [change])),
  ),
  storageMutant(
    'inserts a row that an update does not find',
    ['VERSION-6'],
    withChanges(async (change, storage) => {
      if (change.kind !== 'update' || change.collection === 'slugs') return [change];
      const isMissing = (await findRowOf(storage, change)) === null;
      return isMissing ? [{ ...change, kind: 'insert' }] : [change];
    }),
  ),
  storageMutant(
    'merges an update into the row',
    ['VERSION-2', 'ROUNDTRIP-1'],
    withChanges(async (change, storage) => {
      if (change.kind !== 'update' || change.collection !== 'users') return [change];
      const before = (await findRowOf(storage, change))?.value ?? {};
      return [{ ...change, value: { ...before, ...change.value } }];
    }),
  ),
  storageMutant(
    'removes metadata that an update keeps',
    ['VERSION-10'],
    withChanges(async (change) => {
      if (change.kind !== 'update') return [change];
      const { keepsMetadata: _keepsMetadata, ...update } = change;
      return [update];
    }),
  ),
  storageMutant('also raises the version of another row', ['VERSION-9'], (storage) => {
    const inserted = new Map<string, Change>();
    return withCommit(async (operation, real, stored) => {
      await real(operation);
      for (const change of operation.changes) inserted.set(change.id, change);
      const named = new Set(operation.changes.map(({ id }) => id));
      for (const [id, change] of inserted) {
        const row = named.has(id) ? null : await findRowOf(stored, change);
        const { collection } = change;
        if (row === null) continue;
        return real(
          extraOperation([{ kind: 'touch', collection, id, expectedVersion: row.version }]),
        );
      }
    })(storage);
  }),
  storageMutant('does not start a row again at version 1', ['VERSION-8'], (storage) => {
    const removed = new Set<string>();
    return withCommit(async (operation, real) => {
      await real(operation);
      for (const { kind, collection, id } of operation.changes) {
        if (kind === 'remove') removed.add(id);
        if (kind !== 'insert' || !removed.delete(id)) continue;
        await real(extraOperation([{ kind: 'touch', collection, id, expectedVersion: 1 }]));
      }
    })(storage);
  }),
];

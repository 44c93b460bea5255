// Storages that take writes which are not guarded by the version that was read.
import type { Change, Storage } from '../../../../src/ports/storage.js';
import { aside, changing, committing, rowOf, type Saboteur, saboteur } from './saboteur.js';

/** Writes over whatever version there is, as a look followed by an unguarded write would. */
function withoutVersion(kind: 'update' | 'touch'): (storage: Storage) => Storage {
  return committing(async (operation, real, storage) => {
    const atAnyVersion = async (change: Change): Promise<Change> => {
      if (change.kind !== kind) return change;
      const row = await rowOf(storage, change);
      return row === null ? change : { ...change, expected: row.version };
    };
    for (let attempt = 1; ; attempt += 1) {
      const changes = await Promise.all(operation.changes.map(atAnyVersion));
      const [verdict] = await Promise.allSettled([real({ ...operation, changes })]);
      if (verdict.status === 'fulfilled') return;
      const isStale = verdict.reason.code === 'version_conflict';
      if (!isStale || attempt > 25) throw verdict.reason;
    }
  });
}

export const saboteursOfVersions: readonly Saboteur[] = [
  saboteur(
    'takes updates from any version',
    ['VERSION-5', 'VERSION-7', 'RACE-5', 'COMMIT-2', 'OUTBOX-5', 'OUTBOX-19'],
    withoutVersion('update'),
  ),
  saboteur(
    'takes touches from any version',
    ['VERSION-5', 'RACE-6', 'RACE-9'],
    withoutVersion('touch'),
  ),
  saboteur(
    'leaves touches out',
    ['VERSION-3', 'RACE-6'],
    changing(async (change) => (change.kind === 'touch' ? [] : [change])),
  ),
  saboteur(
    'leaves removals out',
    ['VERSION-4', 'UNIQUE-14', 'RACE-7'],
    changing(async (change) => (change.kind === 'remove' ? [] : [change])),
  ),
  saboteur(
    'inserts where an update finds no row',
    ['VERSION-6'],
    changing(async (change, storage) => {
      if (change.kind !== 'update' || change.collection === 'slugs') return [change];
      const isMissing = (await rowOf(storage, change)) === null;
      return isMissing ? [{ ...change, kind: 'insert' }] : [change];
    }),
  ),
  saboteur(
    'merges an update into the row',
    ['VERSION-2', 'ROUNDTRIP-1'],
    changing(async (change, storage) => {
      if (change.kind !== 'update' || change.collection !== 'users') return [change];
      const before = (await rowOf(storage, change))?.value ?? {};
      return [{ ...change, value: { ...before, ...change.value } }];
    }),
  ),
  saboteur('raises the version of another row as well', ['VERSION-9'], (storage) => {
    const inserted = new Map<string, Change>();
    return committing(async (operation, real, stored) => {
      await real(operation);
      for (const change of operation.changes) inserted.set(change.id, change);
      const named = new Set(operation.changes.map(({ id }) => id));
      for (const [id, change] of inserted) {
        const row = named.has(id) ? null : await rowOf(stored, change);
        const { collection } = change;
        if (row === null) continue;
        return real(aside([{ kind: 'touch', collection, id, expected: row.version }]));
      }
    })(storage);
  }),
  saboteur('goes on counting where a removed row stood', ['VERSION-8'], (storage) => {
    const removed = new Set<string>();
    return committing(async (operation, real) => {
      await real(operation);
      for (const { kind, collection, id } of operation.changes) {
        if (kind === 'remove') removed.add(id);
        if (kind !== 'insert' || !removed.delete(id)) continue;
        await real(aside([{ kind: 'touch', collection, id, expected: 1 }]));
      }
    })(storage);
  }),
];

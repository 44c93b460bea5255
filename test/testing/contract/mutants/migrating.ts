// Mutants whose `migrate` does or says something else.
import { StorageError } from '../../../../src/ports/storage-error.js';
import { commandEntry, user } from '../../../../src/testing/contract/fixtures.js';
import { touchChange } from '../../../../src/testing/row-changes.js';
import { type StorageMutant, storageMutant } from './storage-mutant.js';

export const migratingMutants: readonly StorageMutant[] = [
  storageMutant('raises the version at each migration', ['MIGRATE-1'], (storage) => {
    let to = 1;
    return {
      ...storage,
      migrate: async () => {
        to += 1;
        return { from: to, to, steps: [] };
      },
    };
  }),
  storageMutant('says that it has migrated what needs no migration', ['MIGRATE-1'], (storage) => ({
    ...storage,
    migrate: async () => ({ from: 1, to: 1, steps: [{ to: 1, summary: 'Nothing.' }] }),
  })),
  storageMutant('migrates without a version', ['MIGRATE-1'], (storage) => ({
    ...storage,
    migrate: async () => ({ from: 0, to: 0, steps: [] }),
  })),
  storageMutant('raises the version of a row when it migrates', ['MIGRATE-1'], (storage) => ({
    ...storage,
    migrate: async () => {
      const changes = [touchChange('users', user(1), 1)];
      await storage.commit({ changes, journal: commandEntry(99), messages: [] });
      return storage.migrate();
    },
  })),
  storageMutant('migrates only one at a time', ['MIGRATE-2'], (storage) => {
    let isRunning = false;
    return {
      ...storage,
      migrate: async () => {
        if (isRunning) throw new StorageError('unavailable', 'a migration is running');
        isRunning = true;
        try {
          return await storage.migrate();
        } finally {
          isRunning = false;
        }
      },
    };
  }),
];

// Mutants with another commit.
import { StorageError } from '../../../../src/ports/storage-error.js';
import {
  extraOperation,
  findRowOf,
  type StorageMutant,
  storageMutant,
  uniqueConflictOf,
  withCommit,
  withFaultHandler,
} from './storage-mutant.js';

export const commitMutants: readonly StorageMutant[] = [
  storageMutant(
    'writes nothing',
    ['VERSION-1', 'COMMIT-1', 'PAGE-1', 'OUTBOX-1', 'RACE-8'],
    withCommit(async () => {}),
  ),
  storageMutant(
    'does not write messages',
    ['COMMIT-1', 'ROUNDTRIP-8', 'UNIQUE-11'],
    withCommit((operation, real) => real({ ...operation, messages: [] })),
  ),
  storageMutant(
    'writes the other changes after a conflict',
    ['COMMIT-2', 'COMMIT-3', 'RACE-1'],
    withFaultHandler(
      () => true,
      async (fault, { changes }, real) => {
        for (const change of changes) await real(extraOperation([change])).catch(() => null);
        throw fault;
      },
    ),
  ),
  storageMutant(
    'writes the entry and the messages of a failed commit',
    ['COMMIT-2'],
    withFaultHandler(
      ({ constraint }) => constraint !== 'journal.id' && constraint !== 'outbox.id',
      async (fault, operation, real) => {
        await real({ ...operation, changes: [] });
        throw fault;
      },
    ),
  ),
  storageMutant(
    'writes one change after the other',
    ['COMMIT-2', 'RACE-9', 'RACE-11', 'RACE-12'],
    withCommit(async ({ changes, ...rest }, real) => {
      for (const change of changes) await real(extraOperation([change]));
      await real({ ...rest, changes: [] });
    }),
  ),
  storageMutant(
    'checks inserts of invitations first',
    ['COMMIT-4'],
    withCommit(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'invitations') continue;
        if ((await findRowOf(storage, change)) !== null) throw uniqueConflictOf('invitations.id');
      }
      return real(operation);
    }),
  ),
  storageMutant(
    'checks the address before the version',
    ['COMMIT-7'],
    withCommit(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'update' || change.collection !== 'users') continue;
        const holder = await storage.users.findByEmailKey(change.value.emailKey);
        if (holder !== null && holder.value.id !== change.id) throw uniqueConflictOf('users.email');
      }
      return real(operation);
    }),
  ),
  storageMutant(
    'checks touches of users first',
    ['COMMIT-5'],
    withCommit(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'touch' || change.collection !== 'users') continue;
        const version = (await findRowOf(storage, change))?.version;
        if (version !== change.expectedVersion)
          throw new StorageError('version_conflict', 'a mutant made this up');
      }
      return real(operation);
    }),
  ),
  storageMutant(
    'checks the journal entry first',
    ['COMMIT-6'],
    withCommit(async (operation, real, storage) => {
      const entry = await storage.journal.findById(operation.journal.id);
      if (entry !== null) throw uniqueConflictOf('journal.id');
      return real(operation);
    }),
  ),
  storageMutant(
    'refuses to take a key that the same commit frees',
    ['COMMIT-8'],
    withCommit(async (operation, real, storage) => {
      const slugs = operation.changes.filter(({ collection }) => collection === 'slugs');
      for (const change of slugs) {
        if (change.kind !== 'insert' || change.collection !== 'slugs') continue;
        const isTaken = (await storage.slugs.listTaken([change.value.slug])).length > 0;
        if (isTaken) throw uniqueConflictOf('slugs.id');
      }
      return real(operation);
    }),
  ),
  storageMutant(
    'refuses a commit without changes',
    ['COMMIT-9', 'COMMIT-10', 'UNIQUE-10'],
    withCommit(async (operation, real) => {
      const isEmpty = operation.changes.length + operation.messages.length === 0;
      if (isEmpty) throw new StorageError('misconfigured', 'a mutant made this up');
      return real(operation);
    }),
  ),
  storageMutant(
    'accepts at most 100 changes',
    ['COMMIT-11'],
    withCommit(async (operation, real) => {
      if (operation.changes.length > 100)
        throw new StorageError('misconfigured', 'a mutant made this up');
      return real(operation);
    }),
  ),
  storageMutant('refuses concurrent commits', ['RACE-8'], (storage) => {
    let isBusy = false;
    return withCommit(async (operation, real) => {
      if (isBusy) throw new StorageError('version_conflict', 'a mutant made this up');
      isBusy = true;
      await real(operation).finally(() => {
        isBusy = false;
      });
    })(storage);
  }),
];

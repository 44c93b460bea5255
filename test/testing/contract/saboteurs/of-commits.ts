import { StorageError } from '../../../../src/ports/storage-error.js';
import {
  aside,
  committing,
  onFault,
  rowOf,
  type Saboteur,
  saboteur,
  uniqueConflict,
} from './saboteur.js';

export const saboteursOfCommits: readonly Saboteur[] = [
  saboteur(
    'forgets everything',
    ['VERSION-1', 'COMMIT-1', 'PAGE-1', 'OUTBOX-1', 'RACE-8'],
    committing(async () => {}),
  ),
  saboteur(
    'leaves messages out',
    ['COMMIT-1', 'ROUNDTRIP-8', 'UNIQUE-11'],
    committing((operation, real) => real({ ...operation, messages: [] })),
  ),
  saboteur(
    'writes the rest where a change is in conflict',
    ['COMMIT-2', 'COMMIT-3', 'RACE-1'],
    onFault(
      () => true,
      async (fault, { changes }, real) => {
        for (const change of changes) await real(aside([change])).catch(() => null);
        throw fault;
      },
    ),
  ),
  saboteur(
    'writes the entry and the messages of a commit that failed',
    ['COMMIT-2'],
    onFault(
      ({ constraint }) => constraint !== 'journal.id' && constraint !== 'outbox.id',
      async (fault, operation, real) => {
        await real({ ...operation, changes: [] });
        throw fault;
      },
    ),
  ),
  saboteur(
    'writes one change after the other',
    ['COMMIT-2', 'RACE-9', 'RACE-11', 'RACE-12'],
    committing(async ({ changes, ...rest }, real) => {
      for (const change of changes) await real(aside([change]));
      await real({ ...rest, changes: [] });
    }),
  ),
  saboteur(
    'judges inserts of invitations before anything else',
    ['COMMIT-4'],
    committing(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'invitations') continue;
        if ((await rowOf(storage, change)) !== null) throw uniqueConflict('invitations.id');
      }
      return real(operation);
    }),
  ),
  saboteur(
    'judges a taken address before an old version',
    ['COMMIT-7'],
    committing(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'update' || change.collection !== 'users') continue;
        const holder = await storage.users.findByEmailKey(change.value.emailKey);
        if (holder !== null && holder.value.id !== change.id) throw uniqueConflict('users.email');
      }
      return real(operation);
    }),
  ),
  saboteur(
    'judges a lone change of users first',
    ['COMMIT-5'],
    committing(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'touch' || change.collection !== 'users') continue;
        const version = (await rowOf(storage, change))?.version;
        if (version !== change.expected) throw new StorageError('version_conflict', 'made up');
      }
      return real(operation);
    }),
  ),
  saboteur(
    'judges the entry before the rows',
    ['COMMIT-6'],
    committing(async (operation, real, storage) => {
      const entry = await storage.journal.find(operation.journal.id);
      if (entry !== null) throw uniqueConflict('journal.id');
      return real(operation);
    }),
  ),
  saboteur(
    'lets no two changes of a commit have to do with one key',
    ['COMMIT-8'],
    committing(async (operation, real, storage) => {
      const slugs = operation.changes.filter(({ collection }) => collection === 'slugs');
      for (const change of slugs) {
        if (change.kind !== 'insert' || change.collection !== 'slugs') continue;
        const isTaken = (await storage.slugs.taken([change.value.slug])).length > 0;
        if (isTaken) throw uniqueConflict('slugs.id');
      }
      return real(operation);
    }),
  ),
  saboteur(
    'refuses a commit without changes',
    ['COMMIT-9', 'COMMIT-10', 'UNIQUE-10'],
    committing(async (operation, real) => {
      const isEmpty = operation.changes.length + operation.messages.length === 0;
      if (isEmpty) throw new StorageError('misconfigured', 'made up');
      return real(operation);
    }),
  ),
  saboteur(
    'takes a hundred changes at most',
    ['COMMIT-11'],
    committing(async (operation, real) => {
      if (operation.changes.length > 100) throw new StorageError('misconfigured', 'made up');
      return real(operation);
    }),
  ),
  saboteur('lets one commit in at a time', ['RACE-8'], (storage) => {
    let isBusy = false;
    return committing(async (operation, real) => {
      if (isBusy) throw new StorageError('version_conflict', 'made up');
      isBusy = true;
      await real(operation).finally(() => {
        isBusy = false;
      });
    })(storage);
  }),
];

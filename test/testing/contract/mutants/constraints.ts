// Mutants that miss a unique constraint, or have an extra one.
import {
  type Change,
  type Storage,
  type UniqueConstraint,
  uniqueConstraints,
} from '../../../../src/ports/storage.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import {
  type StorageMutant,
  storageMutant,
  uniqueConflictOf,
  withCommit,
  withFaultHandler,
} from './storage-mutant.js';

const clausesByConstraint: Readonly<Record<UniqueConstraint, readonly string[]>> = {
  'users.id': ['UNIQUE-1', 'COMMIT-7', 'FAULT-1'],
  'users.email': ['UNIQUE-2', 'UNIQUE-12', 'RACE-2', 'COMMIT-8'],
  'organizations.id': ['UNIQUE-3', 'RACE-12'],
  'organizations.personal': ['UNIQUE-4', 'UNIQUE-12'],
  'organizations.external_id': ['UNIQUE-21', 'UNIQUE-22'],
  'memberships.id': ['UNIQUE-5', 'COMMIT-7'],
  'memberships.organization_user': ['UNIQUE-6', 'UNIQUE-12', 'RACE-3'],
  'invitations.id': ['UNIQUE-7', 'COMMIT-4'],
  'invitations.pending': ['UNIQUE-8', 'UNIQUE-12', 'RACE-4'],
  'slugs.id': ['UNIQUE-9', 'RACE-1', 'COMMIT-2'],
  'apps.id': ['UNIQUE-16'],
  'apps.package_name': ['UNIQUE-17', 'RACE-14'],
  'submissions.id': ['UNIQUE-18'],
  'submissions.open': ['UNIQUE-19', 'RACE-13'],
  'apikeys.id': ['UNIQUE-20'],
  'journal.id': ['UNIQUE-10', 'COMMIT-3', 'COMMIT-10', 'RACE-10'],
  'outbox.id': ['UNIQUE-11', 'COMMIT-3'],
};

const missingConstraintMutants = uniqueConstraints.map((constraint) =>
  storageMutant(
    `ignores a conflict of ${constraint}`,
    clausesByConstraint[constraint],
    withFaultHandler(
      (fault) => fault.constraint === constraint,
      async () => {},
    ),
  ),
);

const extraConstraintMutants: readonly StorageMutant[] = [
  storageMutant('compares addresses without case and accents', ['UNIQUE-2'], (storage) => {
    const folded = new Set<string>();
    return withCommit(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'users') continue;
        const key = change.value.emailKey.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
        if (folded.has(key)) throw uniqueConflictOf('users.email');
        folded.add(key);
      }
    })(storage);
  }),
  storageMutant(
    'lets a row conflict with itself',
    ['UNIQUE-13'],
    withCommit(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'update' || change.collection !== 'users') continue;
        const holder = await storage.users.findByEmailKey(change.value.emailKey);
        if (holder !== null) throw uniqueConflictOf('users.email');
      }
      return real(operation);
    }),
  ),
  storageMutant('never frees a slug', ['UNIQUE-14', 'COMMIT-8'], (storage) => {
    const used = new Set<string>();
    return withCommit(async (operation, real) => {
      const slugs = operation.changes.filter(
        ({ kind, collection }) => kind === 'insert' && collection === 'slugs',
      );
      if (slugs.some(({ id }) => used.has(id))) throw uniqueConflictOf('slugs.id');
      await real(operation);
      for (const { id } of slugs) used.add(id);
    })(storage);
  }),
  storageMutant('counts ended memberships as active ones', ['UNIQUE-6', 'UNIQUE-15'], (storage) => {
    const seen = new Set<string>();
    return withCommit(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'memberships') continue;
        const key = `${change.value.organizationId} ${change.value.userId}`;
        if (seen.has(key)) throw uniqueConflictOf('memberships.organization_user');
        seen.add(key);
      }
    })(storage);
  }),
];

/** Ignores a conflict with a row that, as this mutant sees it, no longer holds the key. */
function withIgnoredConflicts(
  constraint: UniqueConstraint,
  isIgnored: (change: Change, storage: Storage) => Promise<boolean>,
): (storage: Storage) => Storage {
  return withCommit(async (operation, real, storage) => {
    try {
      await real(operation);
    } catch (fault) {
      if (!isStorageError(fault) || fault.constraint !== constraint) throw fault;
      const ignored = await Promise.all(operation.changes.map((each) => isIgnored(each, storage)));
      if (!ignored.includes(true)) throw fault;
    }
  });
}

const appConstraintMutants: readonly StorageMutant[] = [
  storageMutant(
    'frees the package names of archived apps',
    ['UNIQUE-17'],
    withIgnoredConflicts('apps.package_name', async (change, { apps }) => {
      if (!('value' in change) || change.collection !== 'apps') return false;
      const holder = await apps.findByPackageName(change.value.packageName);
      return holder?.value.archivedAt !== undefined;
    }),
  ),
  storageMutant(
    'accepts a second submission beside an approved one',
    ['UNIQUE-19'],
    withIgnoredConflicts('submissions.open', async (change, { submissions }) => {
      if (!('value' in change) || change.collection !== 'submissions') return false;
      const holder = await submissions.findOpen(change.value.appId);
      return holder?.value.state === 'approved';
    }),
  ),
  storageMutant('accepts only one submission of an app ever', ['UNIQUE-19'], (storage) => {
    const submitted = new Set<string>();
    return withCommit(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'submissions') continue;
        if (submitted.has(change.value.appId)) throw uniqueConflictOf('submissions.open');
        submitted.add(change.value.appId);
      }
    })(storage);
  }),
];

export const constraintMutants: readonly StorageMutant[] = [
  ...missingConstraintMutants,
  ...extraConstraintMutants,
  ...appConstraintMutants,
];

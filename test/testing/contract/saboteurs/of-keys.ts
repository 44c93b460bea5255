// Storages that are blind to constraints, or see too many.
import {
  type Change,
  type Constraint,
  constraints,
  type Storage,
} from '../../../../src/ports/storage.js';
import { isStorageError } from '../../../../src/ports/storage-error.js';
import { committing, onFault, type Saboteur, saboteur, uniqueConflict } from './saboteur.js';

const guards: Readonly<Record<Constraint, readonly string[]>> = {
  'users.id': ['UNIQUE-1', 'COMMIT-7', 'FAULT-1'],
  'users.email': ['UNIQUE-2', 'UNIQUE-12', 'RACE-2', 'COMMIT-8'],
  'organizations.id': ['UNIQUE-3', 'RACE-12'],
  'organizations.personal': ['UNIQUE-4', 'UNIQUE-12'],
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

const blindToConstraints = constraints.map((constraint) =>
  saboteur(
    `says done where ${constraint} is in the way`,
    guards[constraint],
    onFault(
      (fault) => fault.constraint === constraint,
      async () => {},
    ),
  ),
);

const overzealous: readonly Saboteur[] = [
  saboteur('compares addresses without case and accents', ['UNIQUE-2'], (storage) => {
    const folded = new Set<string>();
    return committing(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'users') continue;
        const key = change.value.emailKey.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
        if (folded.has(key)) throw uniqueConflict('users.email');
        folded.add(key);
      }
    })(storage);
  }),
  saboteur(
    'finds a row in its own way',
    ['UNIQUE-13'],
    committing(async (operation, real, storage) => {
      for (const change of operation.changes) {
        if (change.kind !== 'update' || change.collection !== 'users') continue;
        const holder = await storage.users.findByEmailKey(change.value.emailKey);
        if (holder !== null) throw uniqueConflict('users.email');
      }
      return real(operation);
    }),
  ),
  saboteur('never frees a slug', ['UNIQUE-14', 'COMMIT-8'], (storage) => {
    const used = new Set<string>();
    return committing(async (operation, real) => {
      const slugs = operation.changes.filter(
        ({ kind, collection }) => kind === 'insert' && collection === 'slugs',
      );
      if (slugs.some(({ id }) => used.has(id))) throw uniqueConflict('slugs.id');
      await real(operation);
      for (const { id } of slugs) used.add(id);
    })(storage);
  }),
  saboteur('counts ended memberships as active ones', ['UNIQUE-6', 'UNIQUE-15'], (storage) => {
    const places = new Set<string>();
    return committing(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'memberships') continue;
        const place = `${change.value.organizationId} ${change.value.userId}`;
        if (places.has(place)) throw uniqueConflict('memberships.organization_user');
        places.add(place);
      }
    })(storage);
  }),
];

/** Takes a commit for done where what is in its way has lost its claim, as this storage sees it. */
function yielding(
  constraint: Constraint,
  yields: (change: Change, storage: Storage) => Promise<boolean>,
): (storage: Storage) => Storage {
  return committing(async (operation, real, storage) => {
    try {
      await real(operation);
    } catch (fault) {
      if (!isStorageError(fault) || fault.constraint !== constraint) throw fault;
      const yielded = await Promise.all(operation.changes.map((each) => yields(each, storage)));
      if (!yielded.includes(true)) throw fault;
    }
  });
}

const ofApps: readonly Saboteur[] = [
  saboteur(
    'gives the names of archived apps away',
    ['UNIQUE-17'],
    yielding('apps.package_name', async (change, { apps }) => {
      if (!('value' in change) || change.collection !== 'apps') return false;
      const holder = await apps.findByPackageName(change.value.packageName);
      return holder?.value.archivedAt !== undefined;
    }),
  ),
  saboteur(
    'lets an app be submitted beside an approved submission',
    ['UNIQUE-19'],
    yielding('submissions.open', async (change, { submissions }) => {
      if (!('value' in change) || change.collection !== 'submissions') return false;
      const holder = await submissions.findOpen(change.value.appId);
      return holder?.value.state === 'approved';
    }),
  ),
  saboteur('takes an app for open once it was submitted', ['UNIQUE-19'], (storage) => {
    const submitted = new Set<string>();
    return committing(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind !== 'insert' || change.collection !== 'submissions') continue;
        if (submitted.has(change.value.appId)) throw uniqueConflict('submissions.open');
        submitted.add(change.value.appId);
      }
    })(storage);
  }),
];

export const saboteursOfKeys: readonly Saboteur[] = [
  ...blindToConstraints,
  ...overzealous,
  ...ofApps,
];

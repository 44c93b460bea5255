// Mutants that share objects with their callers, or throw wrong errors.
import type { DeliveryLease } from '../../../../src/domain/shared/delivery-lease-and-retry.js';
import type { UserId } from '../../../../src/domain/shared/ids.js';
import type { User } from '../../../../src/domain/user/user.js';
import type { Storage } from '../../../../src/ports/storage.js';
import { StorageError } from '../../../../src/ports/storage-error.js';
import {
  type StorageMutant,
  setField,
  storageMutant,
  withCommit,
  withFaultHandler,
} from './storage-mutant.js';

/** Keeps the user objects of a commit, and returns the same objects. */
function withGivenUsersKept(storage: Storage): Storage {
  const given = new Map<string, User>();
  const keeping = withCommit(async (operation, real) => {
    await real(operation);
    for (const change of operation.changes) {
      if (change.kind === 'insert' && change.collection === 'users') {
        given.set(change.id, change.value);
      }
    }
  })(storage);
  const findById = async (id: UserId) => {
    const found = await storage.users.findById(id);
    const value = given.get(id);
    return found?.version === 1 && value !== undefined ? { value, version: 1 } : found;
  };
  return { ...keeping, users: { ...storage.users, findById } };
}

/** Returns the same object to every reader of a user until the next commit. */
function withSharedAnswers(storage: Storage): Storage {
  const answers = new Map<string, ReturnType<Storage['users']['findById']>>();
  const forgetting = withCommit(async (operation, real) => {
    await real(operation);
    answers.clear();
  })(storage);
  const findById = (id: UserId) => {
    const answer = answers.get(id) ?? storage.users.findById(id);
    answers.set(id, answer);
    return answer;
  };
  return { ...forgetting, users: { ...storage.users, findById } };
}

/** Keeps the lease object of a claim, and returns the same object. */
function withGivenLeasesKept(storage: Storage): Storage {
  const { outbox, invitations } = storage;
  const leases = new Map<string, DeliveryLease>();
  return {
    ...storage,
    outbox: {
      ...outbox,
      claim: (claim) => {
        leases.set(claim.lease.id, claim.lease);
        return outbox.claim(claim);
      },
    },
    invitations: {
      ...invitations,
      findById: async (id) => {
        const found = await invitations.findById(id);
        const [lease] = leases.values();
        if (lease !== undefined) setField(found?.value.delivery, 'lease', lease);
        return found;
      },
    },
  };
}

export const isolationAndErrorMutants: readonly StorageMutant[] = [
  storageMutant('keeps the user objects of a commit', ['DETACHED-1'], withGivenUsersKept),
  storageMutant('returns one object to several callers', ['DETACHED-3'], withSharedAnswers),
  storageMutant('keeps the lease objects of a claim', ['DETACHED-4'], withGivenLeasesKept),
  storageMutant(
    'changes the operation object',
    ['DETACHED-2'],
    withCommit(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind === 'insert') setField(change.value, 'version', 1);
      }
    }),
  ),
  storageMutant('works after it was closed', ['FAULT-2'], (storage) => ({
    ...storage,
    close: async () => {},
  })),
  storageMutant('fails to close twice', ['FAULT-3'], (storage) => {
    let isClosed = false;
    return {
      ...storage,
      close: async () => {
        if (isClosed) throw new StorageError('unavailable', 'closed already');
        isClosed = true;
        await storage.close();
      },
    };
  }),
  storageMutant(
    'throws other errors than StorageError',
    ['FAULT-1', 'VERSION-5', 'UNIQUE-1'],
    withFaultHandler(
      () => true,
      async (fault) => {
        throw new Error(fault.message);
      },
    ),
  ),
  storageMutant(
    'throws errors without a message',
    ['FAULT-1'],
    withFaultHandler(
      () => true,
      async ({ code, constraint }) => {
        throw new StorageError(code, '', constraint === undefined ? {} : { constraint });
      },
    ),
  ),
  storageMutant(
    'names the wrong constraint',
    ['UNIQUE-2', 'COMMIT-6', 'RACE-2'],
    withFaultHandler(
      ({ constraint }) => constraint === 'users.email',
      async () => {
        throw new StorageError('unique_conflict', 'a mutant made this up', {
          constraint: 'users.id',
        });
      },
    ),
  ),
  storageMutant(
    'reports a version conflict as unavailable',
    ['VERSION-5', 'RACE-5', 'COMMIT-2'],
    withFaultHandler(
      ({ code }) => code === 'version_conflict',
      async () => {
        throw new StorageError('unavailable', 'a mutant made this up');
      },
    ),
  ),
];

// Storages that share what is not theirs, or fail in a way of their own.
import type { Lease } from '../../../../src/domain/shared/delivery.js';
import type { UserId } from '../../../../src/domain/shared/ids.js';
import type { User } from '../../../../src/domain/user/user.js';
import type { Storage } from '../../../../src/ports/storage.js';
import { StorageError } from '../../../../src/ports/storage-error.js';
import { committing, onFault, type Saboteur, saboteur, setField } from './saboteur.js';

/** Keeps the users as they were handed in, and hands them out as they are. */
function keepingWhatItIsGiven(storage: Storage): Storage {
  const given = new Map<string, User>();
  const keeping = committing(async (operation, real) => {
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

/** Hands out one object to whoever asks for a user, until somebody writes. */
function sharingAnswers(storage: Storage): Storage {
  const answers = new Map<string, ReturnType<Storage['users']['findById']>>();
  const forgetting = committing(async (operation, real) => {
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

/** Keeps the lease as it was handed in with a claim. */
function keepingLeases(storage: Storage): Storage {
  const { outbox, invitations } = storage;
  const leases = new Map<string, Lease>();
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

export const saboteursOfManners: readonly Saboteur[] = [
  saboteur('keeps the users that it is given', ['DETACHED-1'], keepingWhatItIsGiven),
  saboteur('shares its answers', ['DETACHED-3'], sharingAnswers),
  saboteur('keeps the leases that it is given', ['DETACHED-4'], keepingLeases),
  saboteur(
    'writes into the operation that it is given',
    ['DETACHED-2'],
    committing(async (operation, real) => {
      await real(operation);
      for (const change of operation.changes) {
        if (change.kind === 'insert') setField(change.value, 'version', 1);
      }
    }),
  ),
  saboteur('goes on after it was closed', ['FAULT-2'], (storage) => ({
    ...storage,
    close: async () => {},
  })),
  saboteur('is closed once only', ['FAULT-3'], (storage) => {
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
  saboteur(
    'throws errors of its own',
    ['FAULT-1', 'VERSION-5', 'UNIQUE-1'],
    onFault(
      () => true,
      async (fault) => {
        throw new Error(fault.message);
      },
    ),
  ),
  saboteur(
    'says nothing to people',
    ['FAULT-1'],
    onFault(
      () => true,
      async ({ code, constraint }) => {
        throw new StorageError(code, '', constraint === undefined ? {} : { constraint });
      },
    ),
  ),
  saboteur(
    'calls a taken address a taken id',
    ['UNIQUE-2', 'COMMIT-6', 'RACE-2'],
    onFault(
      ({ constraint }) => constraint === 'users.email',
      async () => {
        throw new StorageError('unique_conflict', 'made up', { constraint: 'users.id' });
      },
    ),
  ),
  saboteur(
    'calls an old version an outage',
    ['VERSION-5', 'RACE-5', 'COMMIT-2'],
    onFault(
      ({ code }) => code === 'version_conflict',
      async () => {
        throw new StorageError('unavailable', 'made up');
      },
    ),
  ),
];

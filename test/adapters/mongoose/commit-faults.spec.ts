import { type Connection, mongo } from 'mongoose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { Operation } from '../../../src/ports/storage.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { insertOf, touchOf } from '../../../src/testing/contract/changes.js';
import { type Verdict, verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  entry,
  fence,
  leaseId,
  organization,
  user,
} from '../../../src/testing/contract/specimens.js';
import { type Fault, heal, plant } from './fail-points.js';
import { connectionTo, ownReplicaSet } from './servers.js';

let uri: string;
let server: Connection;
let storage: MongooseStorage;
/** Another client on the same database, which soon gives up. */
let hasty: MongooseStorage;

beforeAll(async () => {
  uri = await ownReplicaSet();
  server = await connectionTo(uri);
});

beforeEach(async () => {
  const connection = await connectionTo(uri);
  const other = await connectionTo(uri, { dbName: connection.name, appName: 'hasty' });
  storage = mongooseStorage({ connection });
  hasty = mongooseStorage({ connection: other, commitDeadline: 0.5 });
  await storage.ensureIndexes();
  await hasty.ready();
  await storage.commit({ ...operation(1), changes: [insertOf('organizations', organization(1))] });
});

afterEach(() => heal(server));

/** Touches the organization, which succeeds once, and adds a user. */
function operation(n: number): Operation {
  return {
    changes: [touchOf('organizations', organization(1), 1), insertOf('users', user(n))],
    journal: entry(n),
    messages: [],
  };
}

async function faultOf(call: Promise<unknown>): Promise<StorageError> {
  const fault = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (isStorageError(fault)) return fault;
  throw new Error('a StorageError was expected', { cause: fault });
}

/** All of `operation(n)`, and once. */
async function expectWritten(n: number): Promise<void> {
  expect((await storage.organizations.findById(organization(1).id))?.version).toBe(2);
  expect((await storage.users.findById(user(n).id))?.version).toBe(1);
  expect((await storage.journal.find(entry(n).id))?.kind).toBe('command');
}

async function expectNothingWritten(n: number): Promise<void> {
  expect((await storage.organizations.findById(organization(1).id))?.version).toBe(1);
  expect(await storage.users.findById(user(n).id)).toBeNull();
}

const transient = { errorCode: 112, errorLabels: ['TransientTransactionError'] };
const lost = { closeConnection: true } as const;

describe('a commit is sent again until it is written', () => {
  it.each<{ what: string; fault: Fault; times: number }>([
    {
      what: 'a conflict on the first statement',
      fault: { failCommands: ['update'], ...transient },
      times: 3,
    },
    {
      what: 'a conflict on a later statement',
      fault: { failCommands: ['insert'], ...transient },
      times: 3,
    },
    {
      what: 'a lost connection on the first statement',
      fault: { failCommands: ['update'], ...lost },
      times: 1,
    },
    {
      what: 'a lost connection on a later statement',
      fault: { failCommands: ['insert'], ...lost },
      times: 2,
    },
    {
      what: 'a commit that the server did not take',
      fault: {
        failCommands: ['commitTransaction'],
        errorCode: 251,
        errorLabels: ['TransientTransactionError'],
      },
      times: 2,
    },
    { what: 'a lost commit', fault: { failCommands: ['commitTransaction'], ...lost }, times: 1 },
    {
      what: 'a commit lost several times',
      fault: { failCommands: ['commitTransaction'], ...lost },
      times: 5,
    },
    {
      what: 'a commit written whose answer is an error',
      fault: {
        failCommands: ['commitTransaction'],
        writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
      },
      times: 4,
    },
    {
      what: 'an abort that is lost, too',
      fault: { failCommands: ['insert', 'abortTransaction'], ...lost },
      times: 2,
    },
  ])('after $what', async ({ fault, times }) => {
    await plant(server, fault, times);
    expect(await verdictOf(storage.commit(operation(2)))).toBe('done');
    await expectWritten(2);
  });
});

describe('a commit that is given up', () => {
  it.each<{ what: string; fault: Fault }>([
    { what: 'conflicts', fault: { failCommands: ['insert'], ...transient } },
    { what: 'lost connections', fault: { failCommands: ['insert'], ...lost } },
    {
      what: 'commits that the server did not take',
      fault: {
        failCommands: ['commitTransaction'],
        errorCode: 251,
        errorLabels: ['TransientTransactionError'],
      },
    },
  ])('is unavailable after nothing but $what, and nothing is written', async ({ fault }) => {
    await plant(server, fault, 'always');
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('unavailable');
    await heal(server);
    await expectNothingWritten(2);
  });

  it('is unavailable where a statement is never answered, and is not written later', async () => {
    await plant(server, { failCommands: ['insert'], blockConnection: true, blockTimeMS: 2_000 }, 1);
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('unavailable');
    await expectNothingWritten(2);
    expect(await settled(() => storage.commit(operation(3)))).toBe('done');
    await expectWritten(3);
    expect(await storage.users.findById(user(2).id)).toBeNull();
  });

  it('is misconfigured at once where the server refuses the statement for good', async () => {
    await plant(server, { failCommands: ['insert'], errorCode: 13 }, 'always');
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('misconfigured');
    await heal(server);
    await expectNothingWritten(2);
  });
});

describe('a commit whose answer stays away', () => {
  const ending = ['commitTransaction'];
  const neverArrives: Fault = { failCommands: ending, ...lost };
  const isWritten: Fault = {
    failCommands: ending,
    writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
  };
  const takesLong: Fault = { failCommands: ending, blockConnection: true, blockTimeMS: 2_000 };

  const saysBoth: Fault = {
    failCommands: ending,
    errorCode: 251,
    errorLabels: ['TransientTransactionError', 'UnknownTransactionCommitResult'],
  };

  it.each([neverArrives, isWritten, takesLong, saysBoth])(
    'has an unknown outcome (%j)',
    async (fault) => {
      await plant(server, fault, 'always');
      const unknown = await faultOf(hasty.commit(operation(2)));
      expect(unknown).toMatchObject({ code: 'outcome_unknown', operationId: entry(2).id });
      expect(unknown.message).toContain(entry(2).id);
    },
  );

  it('is kept out by a fence where it does not arrive', async () => {
    await plant(server, { ...neverArrives, appName: 'hasty' }, 'always');
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('outcome_unknown');
    expect(await fenced(2)).toBe('done');
    await expectNothingWritten(2);
    expect(await verdictOf(storage.commit(operation(2)))).toBe('journal.id');
  });

  it('is in the way of a fence where it had been written', async () => {
    await plant(server, isWritten, 'always');
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('outcome_unknown');
    await heal(server);
    expect(await fenced(2)).toBe('journal.id');
    await expectWritten(2);
  });

  it('is settled by a fence, one way or the other, while it is under way', async () => {
    await plant(server, takesLong, 'always');
    expect(await verdictOf(hasty.commit(operation(2)))).toBe('outcome_unknown');
    await heal(server);
    const isKeptOut = (await fenced(2)) === 'done';
    await (isKeptOut ? expectNothingWritten(2) : expectWritten(2));
  });
});

/** What a fence under the id of that operation comes to, once the server has ended the transaction that blocks it. */
function fenced(n: number): Promise<Verdict> {
  const closing = { changes: [], journal: fence(entry(n).id), messages: [] };
  return settled(() => storage.commit(closing));
}

async function settled(call: () => Promise<void>): Promise<Verdict> {
  for (;;) {
    const verdict = await verdictOf(call());
    if (verdict !== 'unavailable') return verdict;
  }
}

describe('a storage whose database cannot be reached', () => {
  it('is unavailable for reads, with the driver’s error as the cause', async () => {
    await plant(server, { failCommands: ['find', 'aggregate'], ...lost }, 'always');
    const fault = await faultOf(storage.users.findById(user(1).id));
    expect(fault.code).toBe('unavailable');
    expect(fault.cause).toBeInstanceOf(mongo.MongoNetworkError);
    expect(await verdictOf(storage.memberships.standing(organization(1).id, user(1).id))).toBe(
      'unavailable',
    );
  });

  it('is unavailable for everything once the embedder has closed the connection', async () => {
    const connection = await connectionTo(uri);
    const other = mongooseStorage({ connection });
    await other.ensureIndexes();
    await other.ready();
    await connection.close();
    const calls = [
      () => other.users.findById(user(1).id),
      () => other.commit(operation(2)),
      () => other.outbox.claim({ now: at(0), lease: { id: leaseId(1), until: at(1) }, limit: 1 }),
      () => other.time(),
      () => other.ensureIndexes(),
    ];
    for (const call of calls) expect(await verdictOf(call())).toBe('unavailable');
  });
});

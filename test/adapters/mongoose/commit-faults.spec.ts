import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, mongo } from 'mongoose';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  defaultCallDeadline,
  defaultCommitDeadline,
} from '../../../src/adapters/mongoose/deadline.js';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { resolvePolicy } from '../../../src/domain/shared/policy-limits.js';
import type { Operation } from '../../../src/ports/storage.js';
import { isStorageError, type StorageError } from '../../../src/ports/storage-error.js';
import { type CallOutcome, outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  fenceEntry,
  leaseId,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange, touchChange } from '../../../src/testing/row-changes.js';
import { projectRoot } from '../../support/project.js';
import { clearFailPoint, type FailPoint, setFailPoint } from './fail-points.js';
import { connectTo, startOwnReplicaSet } from './own-servers.js';

let uri: string;
let server: Connection;
let storage: MongooseStorage;
/** Another client on the same database, with short timeouts. */
let hasty: MongooseStorage;

beforeAll(async () => {
  uri = await startOwnReplicaSet();
  server = await connectTo(uri);
});

beforeEach(async () => {
  const connection = await connectTo(uri);
  const other = await connectTo(uri, { dbName: connection.name, appName: 'hasty' });
  storage = mongooseStorage({ connection });
  hasty = mongooseStorage({ connection: other, commitDeadline: 0.5 });
  await storage.ensureIndexes();
  await hasty.ready();
  await storage.commit({
    ...operation(1),
    changes: [insertChange('organizations', organization(1))],
  });
});

afterEach(() => clearFailPoint(server));

/** Touches the organization, which succeeds only once, and inserts a user. */
function operation(n: number): Operation {
  return {
    changes: [touchChange('organizations', organization(1), 1), insertChange('users', user(n))],
    journal: commandEntry(n),
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

/** Expects that all of `operation(n)` was written, exactly once. */
async function expectWritten(n: number): Promise<void> {
  expect((await storage.organizations.findById(organization(1).id))?.version).toBe(2);
  expect((await storage.users.findById(user(n).id))?.version).toBe(1);
  expect((await storage.journal.findById(commandEntry(n).id))?.kind).toBe('command');
}

async function expectNothingWritten(n: number): Promise<void> {
  expect((await storage.organizations.findById(organization(1).id))?.version).toBe(1);
  expect(await storage.users.findById(user(n).id)).toBeNull();
}

const transient = { errorCode: 112, errorLabels: ['TransientTransactionError'] };
const lost = { closeConnection: true } as const;

describe('a commit is retried until it is written', () => {
  it.each<{ what: string; fault: FailPoint; times: number }>([
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
      what: 'a commit that the server refused',
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
      what: 'a written commit that is answered with an error',
      fault: {
        failCommands: ['commitTransaction'],
        writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
      },
      times: 4,
    },
    {
      what: 'an abort that is also lost',
      fault: { failCommands: ['insert', 'abortTransaction'], ...lost },
      times: 2,
    },
  ])('after $what', async ({ fault, times }) => {
    await setFailPoint(server, fault, times);
    expect(await outcomeOfCall(storage.commit(operation(2)))).toBe('done');
    await expectWritten(2);
  });
});

describe('a commit that fails', () => {
  it.each<{ what: string; fault: FailPoint }>([
    { what: 'conflicts', fault: { failCommands: ['insert'], ...transient } },
    { what: 'lost connections', fault: { failCommands: ['insert'], ...lost } },
    {
      what: 'commits that the server refused',
      fault: {
        failCommands: ['commitTransaction'],
        errorCode: 251,
        errorLabels: ['TransientTransactionError'],
      },
    },
  ])('throws `unavailable` after repeated $what, and nothing is written', async ({ fault }) => {
    await setFailPoint(server, fault, 'always');
    const outcome = await outcomeOfCall(hasty.commit(operation(2)));
    // The deadline can pass while the server decides on a commit.
    const isCommitSent = fault.failCommands.includes('commitTransaction');
    expect(isCommitSent && outcome === 'outcome_unknown' ? 'unavailable' : outcome).toBe(
      'unavailable',
    );
    await clearFailPoint(server);
    await expectNothingWritten(2);
  });

  it('throws `unavailable` if a statement is never answered, and is not written later', async () => {
    await setFailPoint(
      server,
      { failCommands: ['insert'], blockConnection: true, blockTimeMS: 2_000 },
      1,
    );
    expect(await outcomeOfCall(hasty.commit(operation(2)))).toBe('unavailable');
    await expectNothingWritten(2);
    expect(await settled(() => storage.commit(operation(3)))).toBe('done');
    await expectWritten(3);
    expect(await storage.users.findById(user(2).id)).toBeNull();
  });

  it('throws `misconfigured` at once if the server refuses the statement permanently', async () => {
    await setFailPoint(server, { failCommands: ['insert'], errorCode: 13 }, 'always');
    expect(await outcomeOfCall(hasty.commit(operation(2)))).toBe('misconfigured');
    await clearFailPoint(server);
    await expectNothingWritten(2);
  });
});

describe('a commit that is never answered', () => {
  const ending = ['commitTransaction'];
  const neverArrives: FailPoint = { failCommands: ending, ...lost };
  const isWritten: FailPoint = {
    failCommands: ending,
    writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' },
  };
  const takesLong: FailPoint = { failCommands: ending, blockConnection: true, blockTimeMS: 2_000 };

  const saysBoth: FailPoint = {
    failCommands: ending,
    errorCode: 251,
    errorLabels: ['TransientTransactionError', 'UnknownTransactionCommitResult'],
  };

  it.each([neverArrives, isWritten, takesLong, saysBoth])(
    'has an unknown outcome (%j)',
    async (fault) => {
      await setFailPoint(server, fault, 'always');
      const unknown = await faultOf(hasty.commit(operation(2)));
      expect(unknown).toMatchObject({ code: 'outcome_unknown', operationId: commandEntry(2).id });
      expect(unknown.message).toContain(commandEntry(2).id);
    },
  );

  it('is prevented by a fence if it has not arrived', async () => {
    await setFailPoint(server, { ...neverArrives, appName: 'hasty' }, 'always');
    expect(await outcomeOfCall(hasty.commit(operation(2)))).toBe('outcome_unknown');
    expect(await fenced(2)).toBe('done');
    await expectNothingWritten(2);
    expect(await outcomeOfCall(storage.commit(operation(2)))).toBe('journal.id');
  });

  it('makes a fence fail if it was written', async () => {
    await setFailPoint(server, isWritten, 'always');
    expect(await outcomeOfCall(hasty.commit(operation(2)))).toBe('outcome_unknown');
    await clearFailPoint(server);
    expect(await fenced(2)).toBe('journal.id');
    await expectWritten(2);
  });

  it('is decided by a fence, one way or the other, while it is running', async () => {
    await setFailPoint(server, takesLong, 'always');
    expect(await outcomeOfCall(hasty.commit(operation(2)))).toBe('outcome_unknown');
    await clearFailPoint(server);
    const isKeptOut = (await fenced(2)) === 'done';
    await (isKeptOut ? expectNothingWritten(2) : expectWritten(2));
  });
});

/** The outcome of a fence with the id of that operation, after the server has ended the transaction that blocks it. */
function fenced(n: number): Promise<CallOutcome> {
  const closing = { changes: [], journal: fenceEntry(commandEntry(n).id), messages: [] };
  return settled(() => storage.commit(closing));
}

async function settled(call: () => Promise<void>): Promise<CallOutcome> {
  for (;;) {
    const verdict = await outcomeOfCall(call());
    if (verdict !== 'unavailable') return verdict;
  }
}

describe('a storage that cannot reach its database', () => {
  it('throws `unavailable` for reads, with the name of the driver’s error in the cause', async () => {
    await setFailPoint(server, { failCommands: ['find', 'aggregate'], ...lost }, 'always');
    const fault = await faultOf(storage.users.findById(user(1).id));
    expect(fault.code).toBe('unavailable');
    expect(fault.cause).toMatchObject({ name: 'MongoNetworkError' });
    expect(
      await outcomeOfCall(storage.memberships.findAccess(organization(1).id, user(1).id)),
    ).toBe('unavailable');
  });

  it('throws `unavailable` for every call after the embedder has closed the connection', async () => {
    const connection = await connectTo(uri);
    const other = mongooseStorage({ connection });
    await other.ensureIndexes();
    await other.ready();
    await connection.close();
    const calls = [
      () => other.users.findById(user(1).id),
      () => other.commit(operation(2)),
      () =>
        other.outbox.claim({
          now: atMinute(0),
          lease: { id: leaseId(1), until: atMinute(1) },
          channel: 'mail',
          limit: 1,
        }),
      () => other.time(),
      () => other.ensureIndexes(),
    ];
    for (const call of calls) expect(await outcomeOfCall(call())).toBe('unavailable');
  });
});

/** What Node gives a write to a socket that is closed at the same moment. */
const brokenPipe = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });

describe("an error of Node's sockets that the driver lets through", () => {
  it('is unavailable for a read', async () => {
    vi.spyOn(mongo.Collection.prototype, 'findOne').mockRejectedValueOnce(brokenPipe);
    const fault = await faultOf(storage.users.findById(user(1).id));
    expect(fault).toMatchObject({ code: 'unavailable', cause: { code: 'EPIPE' } });
  });

  it('is tried again for a statement of a commit', async () => {
    vi.spyOn(mongo.Collection.prototype, 'bulkWrite').mockRejectedValueOnce(brokenPipe);
    await storage.commit(operation(2));
    await expectWritten(2);
  });
});

describe('a call that the server does not answer', () => {
  it('is given up after the deadline for calls', async () => {
    const connection = await connectTo(uri, { dbName: server.name, appName: 'patient' });
    const patient = mongooseStorage({ connection, callDeadline: 0.5 });
    await patient.ensureIndexes();
    await patient.ready();
    await setFailPoint(
      server,
      {
        failCommands: ['find'],
        blockConnection: true,
        blockTimeMS: 5_000,
        appName: 'patient',
      },
      1,
    );
    const fault = await faultOf(patient.users.findById(user(1).id));
    expect(fault).toMatchObject({ code: 'unavailable' });
    expect(fault.message).toContain('0.5 seconds (callDeadline)');
  });
});

it('the deadlines, and what the guide recommends for the server, fit each other', async () => {
  const guide = await readFile(join(projectRoot, 'docs/guide/operating.md'), 'utf8');
  const lifetime = Number(/^ {2}transactionLifetimeLimitSeconds: (\d+)$/m.exec(guide)?.[1]);
  const { commandDeadline } = resolvePolicy({});
  const longestBlock = lifetime * 1.5;
  const [commit, call, election] = [defaultCommitDeadline, defaultCallDeadline, 11];
  expect(longestBlock + commit).toBeLessThanOrEqual(commandDeadline);
  expect(election).toBeLessThan(call);
  expect(call).toBeLessThan(commandDeadline);
  expect(commit).toBeLessThan(lifetime);
});

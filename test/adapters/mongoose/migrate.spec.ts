// Versions of the rows: what a release does with a database of an earlier or a later release, and what migrate() does. The
// releases here are those of the future: each has its own planted steps.
import type { Connection, mongo } from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import {
  type DatabaseStep,
  migrationSteps,
} from '../../../src/adapters/mongoose/migration-steps.js';
import {
  createMongooseStorage,
  type MongooseStorage,
} from '../../../src/adapters/mongoose/mongoose-storage.js';
import { commandEntry, user } from '../../../src/testing/contract/fixtures.js';
import { insertChange } from '../../../src/testing/row-changes.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';
import { dbOf, faultOf, snapshotOf } from './database-fixtures.js';

const userCount = 10;

/** Gives each user a greeting, one statement for each, so that it can be interrupted anywhere. */
function greetingStep(beforeEachRow: () => void = () => {}): DatabaseStep {
  return {
    to: 2,
    summary: 'Each user has a greeting.',
    async run(database) {
      const users = database.collection('users');
      const without = { greeting: { $exists: false } };
      for await (const { _id, emailKey } of users.find(without)) {
        beforeEachRow();
        const greeting = `Hello ${emailKey}`;
        await users.updateOne({ _id, ...without }, { $set: { greeting }, $inc: { version: 1 } });
      }
    },
  };
}

const secondStep: DatabaseStep = { to: 3, summary: 'Nothing changes.', run: async () => {} };

let connection: Connection;
let db: mongo.Db;
/** The storage of a release with these steps. */
const release = (...steps: readonly DatabaseStep[]): MongooseStorage =>
  createMongooseStorage({ connection }, steps);

const register = (n: number) => ({
  changes: [insertChange('users', user(n))],
  journal: commandEntry(n),
  messages: [],
});

const storedVersion = async () =>
  (await db.collection('guildhall_schema').findOne())?.['version'] ?? null;

/** A step that runs twice on a row would raise its version twice. */
const countGreeted = () =>
  db.collection('guildhall_users').countDocuments({ greeting: { $exists: true }, version: 2 });

/** A database with rows of the first release. */
async function setUpFirstRelease(): Promise<void> {
  const first = release();
  await first.ensureIndexes();
  for (let n = 1; n <= userCount; n += 1) await first.commit(register(n));
}

beforeEach(async () => {
  connection = await openTestConnection();
  db = dbOf(connection);
});

it('the steps of this release begin at version 2 and have no gap', () => {
  expect(migrationSteps.map(({ to }) => to)).toEqual(migrationSteps.map((_, at) => at + 2));
});

describe('a new database', () => {
  it('has the version of the release that sets it up', async () => {
    await release(greetingStep()).ensureIndexes();
    expect(await storedVersion()).toBe(2);
    await release(greetingStep()).ready();
    expect(await release(greetingStep()).migrate()).toEqual({ from: 2, to: 2, steps: [] });
  });

  it('keeps its version when an older or a newer release sets it up again', async () => {
    await release().ensureIndexes();
    await release(greetingStep(), secondStep).ensureIndexes();
    expect(await storedVersion()).toBe(1);
    await release(greetingStep()).migrate();
    await release().ensureIndexes();
    expect(await storedVersion()).toBe(2);
  });

  it('cannot be migrated before it is set up, and is not changed', async () => {
    const fault = await faultOf(release(greetingStep()).migrate());
    expect(fault.code).toBe('misconfigured');
    expect(fault.message).toContain('Call ensureIndexes()');
    expect(await snapshotOf(db)).toEqual([]);
  });
});

describe('a database from before there were versions', () => {
  beforeEach(async () => {
    await setUpFirstRelease();
    await db.collection('guildhall_schema').drop();
  });

  it('has version 1, and serves releases of this version', async () => {
    await release().ready();
    expect((await faultOf(release(greetingStep()).ready())).message).toContain('have version 1');
    expect(await storedVersion()).toBeNull();
  });

  it('is migrated, although ensureIndexes() has not told it its version', async () => {
    await release().ensureIndexes();
    await db.collection('guildhall_schema').deleteMany({});
    expect(await release().migrate()).toEqual({ from: 1, to: 1, steps: [] });
    expect(await storedVersion()).toBeNull();
    const done = await Promise.all([1, 2, 3].map(() => release(greetingStep()).migrate()));
    for (const { to } of done) expect(to).toBe(2);
    expect(await storedVersion()).toBe(2);
    expect(await countGreeted()).toBe(userCount);
  });

  it('is told its version by ensureIndexes(), and is migrated like any other', async () => {
    await release(greetingStep()).ensureIndexes();
    expect(await storedVersion()).toBe(1);
    expect(await release(greetingStep()).migrate()).toMatchObject({ from: 1, to: 2 });
    expect(await countGreeted()).toBe(userCount);
  });
});

describe('a database of an earlier release', () => {
  beforeEach(setUpFirstRelease);

  it('is refused with the call to make, and is not changed', async () => {
    const next = release(greetingStep());
    const before = await snapshotOf(db);
    const calls = [
      () => next.ready(),
      () => next.users.findById(user(1).id),
      () => next.commit(register(99)),
    ];
    for (const call of calls) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain('Call `await storage.migrate()` once');
      expect(fault.message).toContain(connection.name);
      expect(fault.message).toContain(
        'have version 1, and this release of Guildhall needs version 2',
      );
    }
    expect(await snapshotOf(db)).toEqual(before);
  });

  it('is migrated by migrate(), which says what it did, and then serves the release', async () => {
    const next = release(greetingStep());
    expect((await faultOf(next.ready())).code).toBe('misconfigured');
    expect(await next.migrate()).toEqual({
      from: 1,
      to: 2,
      steps: [{ to: 2, summary: 'Each user has a greeting.' }],
    });
    expect(await countGreeted()).toBe(userCount);
    await next.ready();
    expect((await next.users.findById(user(1).id))?.value).toEqual(user(1));
    const before = await snapshotOf(db);
    expect(await next.migrate()).toEqual({ from: 2, to: 2, steps: [] });
    expect(await snapshotOf(db)).toEqual(before);
  });

  it('is brought through several versions, in order', async () => {
    const ran: number[] = [];
    const noting = (step: DatabaseStep): DatabaseStep => ({
      ...step,
      run: async (database) => {
        ran.push(step.to);
        expect(await storedVersion()).toBe(step.to - 1);
        await step.run(database);
      },
    });
    const { steps } = await release(noting(greetingStep()), noting(secondStep)).migrate();
    expect(steps.map(({ to }) => to)).toEqual([2, 3]);
    expect(ran).toEqual([2, 3]);
  });

  it('is migrated once by several at the same time', async () => {
    const other = await openSecondConnection(connection);
    const steps = [greetingStep(), secondStep];
    const storages = [connection, other, connection, other].map((each) =>
      createMongooseStorage({ connection: each }, steps),
    );
    const done = await Promise.all(storages.map((storage) => storage.migrate()));
    for (const { to } of done) expect(to).toBe(3);
    expect(await countGreeted()).toBe(userCount);
    expect(await storedVersion()).toBe(3);
    expect(await db.collection('guildhall_schema').countDocuments()).toBe(1);
  });

  it('is never taken back by a slower migration', async () => {
    let startSlow = () => {};
    const started = new Promise<void>((resolve) => {
      startSlow = resolve;
    });
    const waiting: DatabaseStep = { ...greetingStep(), run: () => started };
    const slow = release(waiting).migrate();
    await release(greetingStep(), secondStep).migrate();
    startSlow();
    expect(await slow).toMatchObject({ from: 1, to: 3, steps: [{ to: 2 }] });
    expect(await storedVersion()).toBe(3);
  });

  it('is migrated from where an interrupted migration stopped', async () => {
    for (let stopAt = 1; stopAt <= userCount; stopAt += 1) {
      let rows = 0;
      const interrupted = greetingStep(() => {
        rows += 1;
        if (rows === 3) throw new Error('the process ends here');
      });
      const outcome = await release(interrupted)
        .migrate()
        .catch((error: Error) => error.message);
      if (outcome !== 'the process ends here') break;
      expect(await storedVersion()).toBe(1);
    }
    expect(await storedVersion()).toBe(2);
    expect(await countGreeted()).toBe(userCount);
  });
});

describe('services of two releases on one database', () => {
  beforeEach(setUpFirstRelease);

  it('run before, during and after the migration, and read what the other one writes', async () => {
    const previous = release();
    await previous.ready();
    let n = userCount;
    const writes: Promise<void>[] = [];
    const next = release(
      greetingStep(() => {
        n += 1;
        writes.push(previous.commit(register(n)));
      }),
    );
    await next.migrate();
    await Promise.all(writes);
    const restarted = release();
    await restarted.ready();
    await next.commit(register(98));
    await restarted.commit(register(99));
    for (const storage of [previous, restarted, next]) {
      for (const one of [1, userCount + 1, 98, 99]) {
        expect((await storage.users.findById(user(one).id))?.value).toEqual(user(one));
      }
    }
    expect(await restarted.migrate()).toEqual({ from: 2, to: 2, steps: [] });
    await restarted.ensureIndexes();
    expect(await storedVersion()).toBe(2);
  });

  it('are refused two versions apart, whoever starts', async () => {
    await release(greetingStep(), secondStep).migrate();
    await release(greetingStep()).ready();
    const old = release();
    for (const call of [() => old.ready(), () => old.commit(register(50)), () => old.migrate()]) {
      const fault = await faultOf(call());
      expect(fault.code).toBe('misconfigured');
      expect(fault.message).toContain('Deploy a later release');
      expect(fault.message).toContain(
        'have version 3, and this release serves the versions 1 and 2',
      );
    }
    expect(await storedVersion()).toBe(3);
  });
});

it('sends only statements that `readWrite` allows', async () => {
  await setUpFirstRelease();
  const watched = await openSecondConnection(connection, { monitorCommands: true });
  const commands = new Set<string>();
  watched.getClient().on('commandStarted', ({ commandName }) => commands.add(commandName));
  await createMongooseStorage({ connection: watched }, [greetingStep()]).migrate();
  const sent = ['find', 'hello', 'insert', 'listCollections', 'listIndexes', 'update'];
  expect([...commands].filter((name) => name !== 'endSessions').sort()).toEqual(sent);
});

it('is a method of every storage, which throws `unavailable` when it is closed', async () => {
  await setUpFirstRelease();
  const storage = mongooseStorage({ connection });
  const { to } = await storage.migrate();
  expect(await storage.migrate()).toEqual({ from: to, to, steps: [] });
  await storage.close();
  expect((await faultOf(storage.migrate())).code).toBe('unavailable');
});

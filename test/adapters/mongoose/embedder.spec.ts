// The storage on a connection that the embedder also uses for other things.
import { type Connection, Mongoose, type MongooseOptions, type mongo, Schema } from 'mongoose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import type { MembershipId } from '../../../src/domain/shared/ids.js';
import type { Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { app, disabledWebhook } from '../../../src/testing/contract/app-fixtures.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  endedMembership,
  invitation,
  leaseId,
  membership,
  organization,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { createSampleOperation, readCalls } from '../../../src/testing/contract/sample-data.js';
import { insertChange, removeChange, touchChange } from '../../../src/testing/row-changes.js';
import {
  mongodUri,
  openSecondConnection,
  openTestConnection,
} from '../../support/mongo-connections.js';
import { deleteAllDocuments } from './own-servers.js';

let connection: Connection;
let storage: MongooseStorage;

beforeAll(async () => {
  connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
});

beforeEach(async () => {
  await deleteAllDocuments(connection);
  storage = mongooseStorage({ connection });
  await storage.commit(createSampleOperation());
});

function answersOf(asked: Storage): Promise<readonly unknown[]> {
  return Promise.all(readCalls.map(({ call }) => call(asked)));
}

describe('an embedder', () => {
  it('can populate the references of the models', async () => {
    const { Membership } = await storage.models();
    const found = await Membership.findOne().populate(['user', 'organization']).lean();
    expect(found).toMatchObject({
      user: { email: user(1).email },
      organization: { name: organization(1).name },
    });
    const { ApiKey } = await storage.models();
    const ofApp = await ApiKey.findOne().populate('owner.app').lean();
    expect(ofApp).toMatchObject({ owner: { app: { packageName: app(1).packageName } } });
  });

  it('finds nothing but memberships with the model of memberships', async () => {
    const rows = connection.collection('guildhall_memberships');
    expect(await rows.countDocuments({ state: 'absent' })).toBeGreaterThan(0);
    const { Membership: model } = await storage.models();
    const real = await rows.countDocuments({ state: { $ne: 'absent' } });
    expect(await model.countDocuments()).toBe(real);
    expect(await model.find()).toHaveLength(real);
    expect(await model.find({ state: 'absent' })).toEqual([]);
    expect(await model.distinct('state')).not.toContain('absent');
    expect(await model.aggregate([{ $match: { state: 'absent' } }])).toEqual([]);
    expect(await model.find().setOptions({ sanitizeFilter: true })).toHaveLength(real);
    expect(await model.updateMany({}, { $set: { version: 7 } })).toMatchObject({
      matchedCount: real,
    });
  });

  it('gets no digest of a secret unless it selects the field', async () => {
    const { ApiKey, Invitation } = await storage.models();
    expect(await Invitation.findOne().lean()).not.toHaveProperty('tokenDigest');
    expect(await Invitation.findOne().select('+tokenDigest').lean()).toHaveProperty('tokenDigest');
    expect(await ApiKey.findOne().lean()).not.toHaveProperty('digest');
  });

  it('gets no webhook unless it selects the field, because it holds secrets', async () => {
    const { App, Organization } = await storage.models();
    const _id = app(1).id;
    expect(await App.findOne({ _id }).lean()).not.toHaveProperty('webhook');
    expect(await App.findOne({ _id }).select('+webhook').lean()).toMatchObject({
      webhook: { secret: disabledWebhook().secret },
    });
    expect(Organization.schema.path('webhook').options).toMatchObject({ select: false });
  });

  it('finds the indexes in the schemas, so that its tools do not drop them', async () => {
    const { Membership } = await storage.models();
    expect(await Membership.diffIndexes()).toEqual({ toCreate: [], toDrop: [] });
  });

  it('can hook into every query without any effect on the storage', async () => {
    const other = await openSecondConnection(connection);
    other.plugin(hidingEverything);
    const hooked = mongooseStorage({ connection: other });
    const users = other.model('HostUser', new Schema({}), 'guildhall_users');
    expect(await users.find().lean()).toEqual([]);
    expect(await answersOf(hooked)).toEqual(await answersOf(storage));
    const claim = {
      now: atMinute(1),
      lease: { id: leaseId(1), until: atMinute(2) },
      channel: 'mail' as const,
      limit: 5,
    };
    expect(await hooked.outbox.claim(claim)).toHaveLength(2);
    const changes = [
      touchChange('users', user(1), 1),
      removeChange('organizations', organization(2), 1),
    ];
    await hooked.commit({ changes, journal: commandEntry(2), messages: [] });
    expect((await storage.users.findById(user(1).id))?.version).toBe(2);
  });

  it('can set weaker concerns on its connection, because the storage sets its own', async () => {
    const weak = await openSecondConnection(connection, {
      monitorCommands: true,
      readPreference: 'secondaryPreferred',
      readConcern: { level: 'local' },
      w: 1,
    });
    const asked = mongooseStorage({ connection: weak });
    await asked.ready();
    const sent: mongo.Document[] = [];
    weak.getClient().on('commandStarted', ({ command }) => sent.push(command));
    await answersOf(asked);
    expect(sent).toHaveLength(readCalls.length);
    for (const command of sent.splice(0)) {
      expect(command).toMatchObject({ readConcern: { level: 'majority' } });
      expect(command['$readPreference']?.mode ?? 'primary').toBe('primary');
    }
    const changes = [touchChange('users', user(1), 1), insertChange('users', user(7))];
    await asked.commit({ changes, journal: commandEntry(7), messages: [] });
    expect(sent.splice(0)).toMatchObject([
      { update: 'guildhall_users', startTransaction: true, readConcern: { level: 'snapshot' } },
      { insert: 'guildhall_journal', autocommit: false },
      { insert: 'guildhall_users', autocommit: false },
      { commitTransaction: 1, writeConcern: { w: 'majority' } },
    ]);
    const lease = { id: leaseId(1), until: atMinute(2) };
    const [claimed] = await asked.outbox.claim({
      now: atMinute(1),
      lease,
      channel: 'mail',
      limit: 1,
    });
    const outcome = { kind: 'sent' } as const;
    const id = claimed?.id ?? invitation(1, organization(1), user(1)).id;
    await asked.outbox.settle({
      kind: claimed?.kind ?? 'invitation',
      id,
      leaseId: lease.id,
      outcome,
      at: atMinute(1),
    });
    expect(sent).toMatchObject([
      { find: 'guildhall_invitations', readConcern: { level: 'majority' } },
      { find: 'guildhall_outbox', readConcern: { level: 'majority' } },
      { update: expect.any(String), writeConcern: { w: 'majority' } },
      { update: expect.any(String), writeConcern: { w: 'majority' } },
    ]);
  });

  it('can set any option of Mongoose and any plugin, which have no part in Guildhall', async () => {
    const own = new Mongoose();
    own.plugin((schema) => schema.add({ tenant: { type: String, required: true } }));
    own.plugin(hidingEverything);
    own.set(foreignSettings);
    const options = { dbName: connection.name, autoIndex: true, autoCreate: true };
    const other = await own.createConnection(mongodUri(), options).asPromise();
    other.plugin(hidingEverything);
    try {
      const asked = mongooseStorage({ connection: other });
      await asked.ensureIndexes();
      expect(await answersOf(asked)).toEqual(await answersOf(storage));
      const changes = [touchChange('users', user(1), 1), insertChange('users', user(7))];
      await asked.commit({ changes, journal: commandEntry(7), messages: [] });
      const claim = {
        now: atMinute(1),
        lease: { id: leaseId(1), until: atMinute(2) },
        channel: 'mail' as const,
        limit: 5,
      };
      const taken = await asked.outbox.claim(claim);
      expect(taken).toHaveLength(2);
      for (const { kind, id } of taken) {
        const outcome = { kind: 'retry', at: atMinute(1) } as const;
        const settlement = { kind, id, leaseId: claim.lease.id, outcome, at: atMinute(1) };
        expect(await asked.outbox.settle(settlement)).toBe(true);
      }
      expect(await storage.outbox.claim(claim)).toHaveLength(2);
      await expectOwnModels(asked);
    } finally {
      await other.close();
    }
  });

  it('can have models of any name, because those of Guildhall are on no connection of its own', async () => {
    const other = await openSecondConnection(connection);
    const before = mongooseStorage({ connection: other });
    await before.models();
    expect(other.modelNames()).toEqual([]);
    const schema = new Schema({ nickname: { type: String, required: true } });
    const models = ['User', 'Organization', 'OutboxMessage'].map((name) =>
      other.model(name, schema),
    );
    for (const model of models) await model.create({ nickname: 'Ada' });
    const { User } = await mongooseStorage({ connection: other }).models();
    expect(await User.countDocuments()).toBeGreaterThan(0);
    expect(await User.countDocuments({ nickname: 'Ada' }, { strictQuery: false })).toBe(0);
    for (const model of models) await model.collection.drop();
  });

  it('can call the storage within its own transaction, of which the call is not a part', async () => {
    const own = new Mongoose();
    own.set('transactionAsyncLocalStorage', true);
    const other = await own.createConnection(mongodUri(), { dbName: connection.name }).asPromise();
    try {
      const within = mongooseStorage({ connection: other });
      const calling = other.transaction(async () => {
        expect(await answersOf(within)).toEqual(await answersOf(storage));
        const changes = [insertChange('users', user(7))];
        await within.commit({ changes, journal: commandEntry(7), messages: [] });
        throw new Error('rolled back');
      });
      await expect(calling).rejects.toThrow('rolled back');
      expect((await storage.users.findById(user(7).id))?.value).toEqual(user(7));
    } finally {
      await other.close();
    }
  });

  it('gets `misconfigured` if a unique index of its own refuses a row', async () => {
    await connection
      .collection('guildhall_users')
      .createIndex({ name: 1 }, { name: 'one_name', unique: true });
    const { name } = user(1);
    const changes = [insertChange('users', user(8, name === undefined ? {} : { name }))];
    const fault: unknown = await storage
      .commit({ changes, journal: commandEntry(8), messages: [] })
      .catch((error: unknown) => error);
    expect(isStorageError(fault) && fault.code).toBe('misconfigured');
    expect(String(fault)).toContain('one_name');
    expect(await storage.users.findById(user(8).id)).toBeNull();
    await connection.collection('guildhall_users').dropIndex('one_name');
  });
});

/** Options that change how models and documents behave. */
const foreignSettings: MongooseOptions = {
  sanitizeFilter: true,
  sanitizeProjection: true,
  translateAliases: true,
  bufferCommands: false,
  maxTimeMS: 10_000,
  strict: false,
  strictQuery: true,
  strictPopulate: false,
  runValidators: true,
  autoIndex: true,
  autoCreate: true,
  id: true,
  toJSON: { transform: () => ({ hidden: true }) },
  toObject: { transform: () => ({ hidden: true }) },
  selectPopulatedPaths: false,
  allowDiskUse: true,
};

async function expectOwnModels(asked: MongooseStorage): Promise<void> {
  const { User } = await asked.models();
  expect(Object.keys(User.schema.paths)).not.toContain('tenant');
  const [first] = await User.find();
  expect(first?.toJSON()).toMatchObject({ email: user(1).email });
  await first?.validate();
  await first?.save();
  expect(await User.diffIndexes()).toEqual({ toCreate: [], toDrop: [] });
}

function hidingEverything(schema: Schema): void {
  schema.pre(['find', 'findOne', 'countDocuments', 'findOneAndUpdate', 'updateOne'], function () {
    this.where({ _id: null });
  });
  schema.pre('aggregate', function () {
    this.pipeline().unshift({ $match: { _id: null } });
  });
}

describe('a list of a user’s organizations', () => {
  it('skips any number of deleted organizations', async () => {
    const ada = user(1);
    const numbers = Array.from({ length: 90 }, (_, index) => index + 100);
    const isLive = (n: number) => n < 103 || n > 170;
    const changes = numbers.flatMap((n) => [
      insertChange('organizations', organization(n, isLive(n) ? {} : { deletedAt: atMinute(1) })),
      insertChange('memberships', membership(n, organization(n), ada)),
      insertChange('memberships', endedMembership(membership(1_000 + n, organization(n), ada))),
    ]);
    await storage.commit({ changes, journal: commandEntry(9), messages: [] });
    const expected = [membership(1, organization(1), ada).id].concat(
      numbers.filter(isLive).map((n) => membership(n, organization(n), ada).id),
    );
    for (const [limit, skip] of [
      [2, 0],
      [4, 0],
      [5, 0],
      [7, 2],
      [2, 10],
      [100, 0],
      [3, 21],
      [3, 22],
    ] as const) {
      const page = await storage.organizations.listByMember(ada.id, { limit, skip, after: null });
      const ids = expected.slice(skip, skip + limit);
      expect(page.items.map(({ membershipId }) => membershipId)).toEqual(ids);
      expect(page.next).toBe(skip + limit < expected.length ? ids.at(-1) : null);
    }
  });
});

describe('a list of members', () => {
  it('skips a membership without a user document and loses no later member', async () => {
    const mentra = organization(1);
    const changes = [22, 23, 24].flatMap((n) => [
      ...(n === 23 ? [] : [insertChange('users', user(n))]),
      insertChange('memberships', membership(n, mentra, user(n))),
    ]);
    await storage.commit({ changes, journal: commandEntry(9), messages: [] });
    const seen: string[] = [];
    let after: MembershipId | null = null;
    do {
      const page = await storage.memberships.listMembers(
        mentra.id,
        null,
        {},
        { limit: 1, after, skip: 0 },
      );
      seen.push(...page.items.map(({ user: { id } }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([1, 22, 24].map((n) => user(n).id));
  });
});

describe('a closed storage', () => {
  it('says so for every call', async () => {
    await storage.close();
    for (const { name, call } of readCalls)
      expect(await outcomeOfCall(call(storage)), name).toBe('unavailable');
  });
});

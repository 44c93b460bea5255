// Looks for what rows contain in everything that a fault shows: addresses, names, digests of tokens and of keys.
import { inspect } from 'node:util';
import { type Connection, type mongo, Types } from 'mongoose';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MongooseStorage, mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { parseApiKeyDigest } from '../../../src/domain/app/api-key.js';
import { parseTokenDigest } from '../../../src/domain/organization/invitation.js';
import { queuedDelivery } from '../../../src/domain/shared/delivery-lease-and-retry.js';
import type { Change } from '../../../src/ports/storage.js';
import type { StorageError } from '../../../src/ports/storage-error.js';
import { apiKey } from '../../../src/testing/contract/app-fixtures.js';
import { foundOrThrow } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  displayNameOrThrow,
  emailFields,
  invitation,
  leaseId,
  organization,
  user,
  userWithHexId,
} from '../../../src/testing/contract/fixtures.js';
import { insertChange, updateChange } from '../../../src/testing/row-changes.js';
import { dbOf, faultOf } from './database-fixtures.js';
import { clearFailPoint, setFailPoint } from './fail-points.js';
import { connectTo, startOwnReplicaSet } from './own-servers.js';

const secrets = {
  email: 'planted.address@example.org',
  name: 'Planted Name',
  tokenDigest: 'ab'.repeat(32),
  keyDigest: 'cd'.repeat(32),
};

const mentra = organization(1);
const ada = user(1, { ...emailFields(secrets.email), name: displayNameOrThrow(secrets.name) });
const invited = invitation(1, mentra, ada, {
  ...emailFields(secrets.email),
  tokenDigest: foundOrThrow(parseTokenDigest(secrets.tokenDigest), 'a token digest'),
  delivery: queuedDelivery(atMinute(0)),
});
const digest = foundOrThrow(parseApiKeyDigest(secrets.keyDigest), 'a key digest');
const owner = { kind: 'organization', organizationId: mentra.id } as const;
const key = apiKey(1, owner, { name: secrets.name, digest });
const planted: readonly Change[] = [
  insertChange('organizations', mentra),
  insertChange('users', ada),
  insertChange('invitations', invited),
  insertChange('apikeys', key),
];

let server: Connection;
let uri: string;
let db: mongo.Db;
let storage: MongooseStorage;

beforeAll(async () => {
  uri = await startOwnReplicaSet();
  server = await connectTo(uri);
});

beforeEach(async () => {
  const connection = await connectTo(uri);
  db = dbOf(connection);
  storage = mongooseStorage({ connection, commitDeadline: 0.5 });
  await storage.ensureIndexes();
  await storage.ready();
  await commit(1, planted);
});

afterEach(() => clearFailPoint(server));

function commit(n: number, changes: readonly Change[]): Promise<void> {
  return storage.commit({ changes, journal: commandEntry(n), messages: [] });
}

function rows(name: string): mongo.Collection<mongo.Document> {
  return db.collection(`guildhall_${name}`);
}

/** Every later write to the collection breaks it, and the server's error repeats the value of the field. */
async function layForeignValidator(name: string, field: string): Promise<void> {
  const validator = { [field]: { $type: 'int' } };
  await db.command({ collMod: `guildhall_${name}`, validator, validationLevel: 'strict' });
}

/** With fields of the host's that the rows do not have, so that no two rows may have the same key. */
async function makeForeignIndex(name: string, field: string): Promise<void> {
  const keys = { [field]: 1, hostField: 1 } as const;
  await rows(name).createIndex(keys, { unique: true, name: 'host_unique' });
}

function claim(): Promise<unknown> {
  const lease = { id: leaseId(1), until: atMinute(1) };
  return storage.outbox.claim({ now: atMinute(0), lease, channel: 'mail', limit: 5 });
}

function expectDiscreet(fault: StorageError): void {
  const shown = inspect(fault, { depth: 20, showHidden: true }) + JSON.stringify(fault);
  const causes = inspect(fault.cause, { depth: 20 }) + JSON.stringify(fault.cause);
  for (const secret of Object.values(secrets)) {
    expect(shown).not.toContain(secret);
    expect(causes).not.toContain(secret);
  }
}

interface FaultCase {
  readonly what: string;
  readonly code: StorageError['code'];
  /** What is known of the cause; undefined if there is none. */
  readonly cause?: Readonly<Record<string, unknown>>;
  provoke(): Promise<unknown>;
}

const another = { emailKey: ada.emailKey, name: displayNameOrThrow(secrets.name) };
const duplicate = { name: 'MongoBulkWriteError', code: 11_000 };

const faultCases: readonly FaultCase[] = [
  {
    what: 'a duplicate key in an index of our own',
    code: 'unique_conflict',
    cause: { ...duplicate, index: 'users.email' },
    provoke: () => commit(2, [insertChange('users', user(2, another))]),
  },
  {
    what: 'a duplicate key in an index of our own, of a row that may become absent',
    code: 'unique_conflict',
    cause: { name: 'MongoServerError', codeName: 'DuplicateKey', index: 'users.email' },
    async provoke() {
      await commit(2, [insertChange('users', user(2))]);
      await commit(3, [updateChange('users', user(2, another), 1)]);
    },
  },
  {
    what: 'a duplicate key in the index of somebody else, on a name',
    code: 'misconfigured',
    cause: { ...duplicate, index: 'host_unique' },
    async provoke() {
      await makeForeignIndex('users', 'name');
      await commit(2, [insertChange('users', user(2, { name: another.name }))]);
    },
  },
  {
    what: 'a duplicate key in the index of somebody else, on the digest of a token',
    code: 'misconfigured',
    cause: { ...duplicate, index: 'host_unique' },
    async provoke() {
      await makeForeignIndex('invitations', 'tokenDigest');
      const { tokenDigest } = invited;
      await commit(2, [insertChange('invitations', invitation(2, mentra, ada, { tokenDigest }))]);
    },
  },
  {
    what: 'a duplicate key in the index of somebody else, on the digest of a key',
    code: 'misconfigured',
    cause: { ...duplicate, index: 'host_unique' },
    async provoke() {
      await makeForeignIndex('apikeys', 'digest');
      await commit(2, [insertChange('apikeys', apiKey(2, owner, { digest }))]);
    },
  },
  {
    what: 'a unique index that cannot be built',
    code: 'misconfigured',
    cause: { codeName: 'DuplicateKey', index: 'users.email' },
    async provoke() {
      await rows('users').dropIndex('users.email');
      await commit(2, [insertChange('users', user(2, another))]);
      await storage.ensureIndexes();
    },
  },
  {
    what: 'the validator of somebody else, in a bulk write',
    code: 'misconfigured',
    async provoke() {
      await layForeignValidator('apikeys', 'digest');
      await commit(2, [updateChange('apikeys', { ...key, lastFour: 'zzzz' }, 1)]);
    },
  },
  {
    what: 'the validator of somebody else, in an update outside of commits',
    code: 'misconfigured',
    cause: { code: 121 },
    async provoke() {
      await layForeignValidator('invitations', 'tokenDigest');
      await claim();
    },
  },
  {
    what: 'an index of somebody else that cannot hold what rows contain',
    code: 'unavailable',
    cause: { name: 'MongoBulkWriteError', code: 16_755 },
    async provoke() {
      const filter = { _id: { $gt: new Types.ObjectId(ada.id) } };
      await rows('users').createIndex({ name: '2dsphere' }, { partialFilterExpression: filter });
      await commit(2, [insertChange('users', userWithHexId(2, { name: another.name }))]);
    },
  },
  {
    what: 'a command that the server refuses',
    code: 'unavailable',
    cause: { name: 'MongoServerError', code: 8_000 },
    async provoke() {
      await setFailPoint(
        server,
        { failCommands: ['aggregate', 'find'], errorCode: 8_000 },
        'always',
      );
      await storage.users.findByEmailKey(ada.emailKey);
    },
  },
  {
    what: 'a lost connection',
    code: 'unavailable',
    // The driver or the system notices it, or the deadline passes between two attempts.
    cause: {
      message: expect.stringMatching(
        /^(connection \d+ to 127\.0\.0\.1:\d+ closed|read ECONNRESET|write EPIPE|the deadline has passed)$/,
      ),
    },
    async provoke() {
      await setFailPoint(server, { failCommands: ['insert'], closeConnection: true }, 'always');
      await commit(2, [insertChange('users', user(2, another))]);
    },
  },
  {
    what: 'a commit without an answer',
    code: 'outcome_unknown',
    // The deadline can pass between two attempts.
    cause: { name: expect.stringMatching(/^(MongoNetworkError|DeadlineExceeded)$/) },
    async provoke() {
      const lost = { failCommands: ['commitTransaction'], closeConnection: true } as const;
      await setFailPoint(server, lost, 'always');
      await commit(2, [insertChange('users', user(2, { name: another.name }))]);
    },
  },
  {
    what: 'a collection of somebody else whose ids are addresses',
    code: 'misconfigured',
    async provoke() {
      const options = { connection: await connectTo(uri), collectionPrefix: '' };
      const host = dbOf(options.connection);
      await host.collection<{ _id: string }>('users').insertOne({ _id: secrets.email });
      const { name: database } = options.connection;
      await mongooseStorage({ ...options, database }).ensureIndexes();
    },
  },
];

describe('a fault', () => {
  it.each(faultCases)('shows nothing of a row: $what', async ({ code, cause, provoke }) => {
    const fault = await faultOf(provoke());
    expect(fault.code).toBe(code);
    if (cause === undefined) expect(fault.cause).toBeUndefined();
    else expect(fault.cause).toMatchObject(cause);
    expectDiscreet(fault);
  });
});

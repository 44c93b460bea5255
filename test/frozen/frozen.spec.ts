// Rows of earlier releases: this release reads them, answers what they answered, and works on them. And the newest earlier
// release could read what this one writes, so that both can run on one database.
import { type Connection, mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadMemoryStorage } from '../../src/adapters/memory/index.js';
import {
  type CollectionDefinition,
  fromRow,
} from '../../src/adapters/mongoose/collection-definition.js';
import { absentState } from '../../src/adapters/mongoose/collections/memberships.js';
import { collections } from '../../src/adapters/mongoose/collections.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import type { Storage } from '../../src/index.js';
import { openTestConnection } from '../support/mongo-connections.js';
import { scratchFolder } from '../support/project.js';
import { answersOf, outcomesOf } from './calls.js';
import { askingSeed, freeze } from './freeze.js';
import { type FrozenRelease, frozenReleases, writeRelease } from './frozen-release.js';
import { openFrozenService } from './service.js';
import { currentShape, shapeProblems } from './stored-shape.js';
import { uncoveredParts } from './uncovered-parts.js';

const releases = frozenReleases();
const { EJSON } = mongo.BSON;
const newest = releases.at(-1);
if (newest === undefined) throw new Error('no release is frozen; call `npm run freeze`');

function dbOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new Error('the connection is not open');
  return db;
}

const fieldOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);

/** The database of a service of that release: set up by this one, which must accept what that one writes. */
async function writeFrozenDocuments(release: FrozenRelease): Promise<Connection> {
  const connection = await openTestConnection();
  await mongooseStorage({ connection }).ensureIndexes();
  const db = dbOf(connection);
  await db.collection('guildhall_schema').updateOne({}, { $set: { version: release.rowVersion } });
  for (const [name, documents] of Object.entries(release.documents)) {
    await db.collection(`guildhall_${name}`).insertMany([...documents]);
  }
  return connection;
}

const storageKinds = [
  {
    name: 'a memory dump',
    open: async ({ dump }: FrozenRelease): Promise<Storage> => loadMemoryStorage(dump),
  },
  {
    name: 'MongoDB',
    async open(release: FrozenRelease): Promise<Storage> {
      const storage = mongooseStorage({ connection: await writeFrozenDocuments(release) });
      await storage.migrate();
      return storage;
    },
  },
];

describe.each(releases)('the rows of $release', (release) => {
  describe.each(storageKinds)('in $name', ({ open }) => {
    it('are answered about as that release answered', async () => {
      const { guildhall } = openFrozenService(await open(release), release.now, askingSeed);
      const answered = await answersOf(guildhall, release.questions);
      for (const [index, expected] of release.questions.entries()) {
        expect(answered[index]).toMatchObject(expected);
      }
    });

    it('are changed by the commands of this release', async () => {
      const { guildhall } = openFrozenService(await open(release), release.now, askingSeed);
      expect(await outcomesOf(guildhall, release.commands)).toMatchObject(release.commands);
    });
  });

  it('are read, every one, by the definitions of the collections', async () => {
    const connection = await writeFrozenDocuments(release);
    await mongooseStorage({ connection }).migrate();
    let read = 0;
    const all: readonly CollectionDefinition<never>[] = Object.values(collections);
    for (const definition of all) {
      const documents = await dbOf(connection)
        .collection(`guildhall_${definition.collection}`)
        .find({ state: { $ne: absentState } }, { promoteBuffers: false })
        .toArray();
      for (const document of documents) fromRow(definition, document);
      read += documents.length;
    }
    expect(read).toBeGreaterThan(200);
  });
});

describe('the newest frozen release', () => {
  it('has a row of each collection and state, and each field', () => {
    expect(uncoveredParts(newest.shape, newest.documents)).toEqual([]);
  });

  it('refuses no question and no command, and sends what is due', () => {
    const { questions, commands } = newest;
    expect(
      [...questions, ...commands].filter(({ answer }) => fieldOf(answer, 'ok') === false),
    ).toEqual([]);
    const sent = commands.map(({ answer }) => Number(fieldOf(answer, 'sent') ?? 0));
    expect(sent.filter((count) => count > 0).length).toBeGreaterThan(1);
  });

  it('is at most one version of the rows behind', async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const { to } = await storage.migrate();
    expect([newest.rowVersion, newest.rowVersion + 1]).toContain(to);
  });

  it('can run beside this one, by what both require of a document', () => {
    expect(shapeProblems(newest.shape, currentShape())).toEqual([]);
  });
});

describe('what this release writes', () => {
  let connection: Connection;
  let frozen: FrozenRelease;
  beforeAll(async () => {
    connection = await openTestConnection();
    frozen = await freeze('next', connection);
  });

  it('is what the newest frozen release requires of its documents', async () => {
    for (const [name, { jsonSchema }] of Object.entries(newest.shape)) {
      const other = { $nor: [{ $jsonSchema: jsonSchema }] };
      const unreadable = await dbOf(connection)
        .collection(`guildhall_${name}`)
        .find(other)
        .toArray();
      expect({ name, unreadable }).toEqual({ name, unreadable: [] });
    }
  });

  it('is frozen once, and read again as it was', () => {
    const folder = scratchFolder();
    writeRelease(frozen, folder);
    expect(() => writeRelease(frozen, folder)).toThrow('next is frozen already');
    const [again, ...others] = frozenReleases(folder);
    expect(others).toEqual([]);
    const { documents, ...rest } = frozen;
    expect(again).toMatchObject(rest);
    expect(EJSON.stringify(again?.documents)).toBe(EJSON.stringify(documents));
  });
});

// Two releases on one database. The newest frozen release can read what this one writes, and this one
// works on what a later one may write.
import type { Connection } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { validatorRevision } from '../../src/adapters/mongoose/validator.js';
import type { Storage } from '../../src/index.js';
import { openTestConnection } from '../support/mongo-connections.js';
import { answersOf, outcomesOf } from './calls.js';
import { askingSeed, documentsIn } from './freeze.js';
import { dbOf, setRowVersion, writeFrozenDocuments } from './frozen-database.js';
import { newestRelease } from './frozen-release.js';
import { writeScenario } from './scenario/scenario.js';
import { openFrozenService } from './service.js';
import { currentShape, shapeProblems } from './stored-shape.js';

const newest = newestRelease();

/** Values that only commands write which the newest frozen release does not have: nobody calls them while it runs. */
const newValues: readonly string[] = [];

describe('services of the newest frozen release', () => {
  it('are at most one version of the rows behind', async () => {
    const storage = mongooseStorage({ connection: await openTestConnection() });
    await storage.ensureIndexes();
    const { to } = await storage.migrate();
    expect([newest.rowVersion, newest.rowVersion + 1]).toContain(to);
  });

  it('require of a document what this release requires', () => {
    expect(shapeProblems(newest.shape, currentShape())).toEqual([]);
  });

  it('leave new validators and indexes alone, because their revision has risen', () => {
    if (JSON.stringify(newest.shape) === JSON.stringify(currentShape())) return;
    expect(
      validatorRevision,
      `a validator or an index differs from ${newest.release}: raise validatorRevision, or freeze ${newest.release} again ` +
        'if it was not published',
    ).toBeGreaterThan(newest.validatorRevision);
  });

  it('can read what the commands of this release write', async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await writeScenario(storage);
    for (const [name, { jsonSchema }] of Object.entries(newest.shape)) {
      const documents = await dbOf(connection)
        .collection(`guildhall_${name}`)
        .find({ $nor: [{ $jsonSchema: jsonSchema }] })
        .toArray();
      const isNew = (text: string) => newValues.some((value) => text.includes(`"${value}"`));
      const unreadable = documents.filter((document) => !isNew(JSON.stringify(document)));
      expect({ name, unreadable }).toEqual({ name, unreadable: [] });
    }
  });
});

describe('services of this release, beside a later one', () => {
  const later = 'only a later release knows this field';
  let connection: Connection;
  let storage: Storage;
  beforeAll(async () => {
    connection = await writeFrozenDocuments(newest);
    storage = mongooseStorage({ connection });
    const { to } = await storage.migrate();
    await becomeLater(connection, to + 1, later);
    storage = mongooseStorage({ connection });
  });

  it('answer as before about rows with new fields', async () => {
    const { guildhall } = openFrozenService(storage, newest.now, askingSeed);
    const answered = await answersOf(guildhall, newest.questions);
    for (const [index, expected] of newest.questions.entries()) {
      expect(answered[index]).toMatchObject(expected);
    }
    expect(JSON.stringify(answered)).not.toContain(later);
  });

  it('carry out commands, and keep the new fields', async () => {
    const { guildhall } = openFrozenService(storage, newest.now, askingSeed);
    expect(await outcomesOf(guildhall, newest.commands)).toMatchObject(newest.commands);
    for (const [name, documents] of Object.entries(await documentsIn(connection))) {
      const old = new Set(newest.documents[name]?.map((document) => String(document['_id'])));
      const lost = documents.filter(
        (document) => old.has(String(document['_id'])) && document['later'] !== later,
      );
      expect({ name, lost }).toEqual({ name, lost: [] });
    }
  });
});

/** Makes the database what a later release may make of it: another version, revision, field and unique index. */
async function becomeLater(connection: Connection, version: number, later: string): Promise<void> {
  const db = dbOf(connection);
  for (const name of Object.keys(newest.shape)) {
    const collection = db.collection(`guildhall_${name}`);
    const [info] = await db.listCollections({ name: collection.collectionName }).toArray();
    const { $jsonSchema, ...rest } = Object(Reflect.get(Object(info), 'options')).validator;
    const title = `Guildhall ${name}, revision ${validatorRevision + 1}`;
    const validator = { ...rest, $jsonSchema: { ...$jsonSchema, title } };
    await db.command({ collMod: collection.collectionName, validator });
    await collection.updateMany({}, { $set: { later } });
    const unique = { unique: true, partialFilterExpression: { later: 'unused' } } as const;
    await collection.createIndex({ later: 1 }, { name: `${name}.later`, ...unique });
  }
  await setRowVersion(connection, version);
}

// Rows of earlier releases: this release reads them, answers what they answered, and works on them.
import { mongo } from 'mongoose';
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
import { dbOf, writeFrozenDocuments } from './frozen-database.js';
import {
  type FrozenRelease,
  frozenReleases,
  newestRelease,
  writeRelease,
} from './frozen-release.js';
import { openFrozenService } from './service.js';
import { uncoveredParts } from './uncovered-parts.js';

const { EJSON } = mongo.BSON;

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

describe.each(frozenReleases())('the rows of $release', (release) => {
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
  const newest = newestRelease();

  it('has a row of each collection and state, and each field', () => {
    expect(uncoveredParts(newest.shape, newest.documents)).toEqual([]);
  });

  it('refuses no question and no command, and sends what is due', () => {
    const fieldOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
    const { questions, commands } = newest;
    const refused = [...questions, ...commands].filter(({ answer }) => fieldOf(answer, 'refusal'));
    expect(refused).toEqual([]);
    const sent = commands.filter(({ answer }) => Number(fieldOf(answer, 'sent')) > 0);
    expect(sent.length).toBeGreaterThan(1);
  });
});

describe('freezing', () => {
  let frozen: FrozenRelease;
  beforeAll(async () => {
    frozen = await freeze('next', await openTestConnection());
  });

  it('writes a release once, which is read as it was', () => {
    const folder = scratchFolder();
    writeRelease(frozen, folder);
    expect(() => writeRelease(frozen, folder)).toThrow('next is frozen already');
    const [again, ...others] = frozenReleases(folder);
    expect(others).toEqual([]);
    const { documents, ...rest } = frozen;
    expect(again).toMatchObject(rest);
    expect(EJSON.stringify(again?.documents)).toBe(EJSON.stringify(documents));
  });

  it('takes the newest release by the numbers of its version', () => {
    const folder = scratchFolder();
    for (const release of ['0.10.0', '0.9.0', '0.9.10'])
      writeRelease({ ...frozen, release }, folder);
    expect(frozenReleases(folder).map(({ release }) => release)).toEqual([
      '0.9.0',
      '0.9.10',
      '0.10.0',
    ]);
  });
});

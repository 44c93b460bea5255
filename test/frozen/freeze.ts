// Makes a frozen release from what the current code writes and answers.
import type { Connection } from 'mongoose';
import { loadMemoryStorage, memoryStorage } from '../../src/adapters/memory/index.js';
import { collections } from '../../src/adapters/mongoose/collections.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { validatorRevision } from '../../src/adapters/mongoose/validator.js';
import { answersOf, commandsOn, outcomesOf, questionsAbout } from './calls.js';
import type { FrozenDocuments, FrozenRelease } from './frozen-release.js';
import { writeScenario } from './scenario/scenario.js';
import { openFrozenService } from './service.js';
import { currentShape } from './stored-shape.js';

/** Questions are asked by a service of its own, whose ids are none of the scenario's. */
export const askingSeed = 9;

/** The connection leads to an empty database. */
export async function freeze(release: string, connection: Connection): Promise<FrozenRelease> {
  const memory = memoryStorage();
  const scenario = await writeScenario(memory);
  const mongodb = mongooseStorage({ connection });
  await mongodb.ensureIndexes();
  await writeScenario(mongodb);
  const dump = await memory.dump();
  const serviceOnCopy = () =>
    openFrozenService(loadMemoryStorage(dump), scenario.now, askingSeed).guildhall;
  return {
    release,
    rowVersion: (await mongodb.migrate()).to,
    validatorRevision,
    now: scenario.now,
    questions: await answersOf(serviceOnCopy(), questionsAbout(scenario)),
    commands: await outcomesOf(serviceOnCopy(), commandsOn(scenario)),
    documents: await documentsIn(connection),
    dump,
    shape: currentShape(),
  };
}

/** The documents of all row collections, by the name of the collection without its prefix, in the order of their ids. */
export async function documentsIn({ db }: Connection): Promise<FrozenDocuments> {
  if (db === undefined) throw new Error('the connection is not open');
  const found = Object.keys(collections).map(async (name) => {
    const documents = await db.collection(`guildhall_${name}`).find().sort({ _id: 1 }).toArray();
    return [name, documents] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

// Checks that the server has transactions, and that every collection has its validator and its indexes. Without them,
// rules would be broken without an error.

import type { mongo } from 'mongoose';
import { StorageError } from '../../ports/storage-error.js';
import type { CollectionSetup, IndexDefinition } from './collection-definition.js';
import type { Database } from './database.js';
import { type ExistingCollection, findExisting, listIndexes } from './existing-collections.js';
import type { BsonRecord } from './fields/field.js';
import { isOfNewerRelease, isValidatorCurrent } from './validator.js';

/** MongoDB 5.0, the first version whose `$lookup` takes both fields and a pipeline. */
const minWireVersion = 13;

/**
 * Throws `misconfigured` unless transactions are possible, and every index and validator of these collections is as
 * declared. The message says what to do.
 */
export async function checkReadiness(
  database: Database,
  setups: readonly CollectionSetup[],
): Promise<void> {
  await checkServer(database.db);
  const existing = await findExisting(
    database,
    setups.map(({ collection }) => collection),
  );
  const problems = await Promise.all(
    setups.map((setup) => findProblems(database, setup, existing.get(setup.collection))),
  );
  const found = problems.flat();
  if (found.length === 0) return;
  const [first] = setups;
  const absent = existing.size === 0 && first !== undefined ? first.collection : null;
  throw notSetUpError(database.db.databaseName, [
    ...(absent === null ? [] : [absenceHint(database.nameOf(absent))]),
    ...describeAll(found),
  ]);
}

/** Throws `misconfigured` if the server has no transactions or is too old. */
export async function checkServer(db: mongo.Db): Promise<void> {
  const hello = await db.admin().command({ hello: 1 });
  if (hello['setName'] === undefined && hello['msg'] !== 'isdbgrid') throw standaloneServerError();
  if (Number(hello['maxWireVersion']) < minWireVersion) throw serverTooOldError();
  if (leadsPastPrimary(db.client.options, hello)) throw directConnectionError();
}

/** The driver reads from the member of a direct connection, primary or not. With several members, another one may become the primary. */
function leadsPastPrimary(options: mongo.MongoOptions, hello: mongo.Document): boolean {
  const { hosts } = hello;
  const memberCount = Array.isArray(hosts) ? hosts.length : 1;
  const isPrimary = hello['isWritablePrimary'] === true;
  return options.directConnection && (memberCount > 1 || !isPrimary);
}

/** The clock of the primary. */
export async function serverTime({ db }: Database): Promise<Date> {
  const { localTime } = await db.admin().command({ hello: 1 });
  if (localTime instanceof Date) return localTime;
  throw new Error('MongoDB did not return its time');
}

function standaloneServerError(): StorageError {
  return new StorageError(
    'misconfigured',
    'This MongoDB is a standalone server, which has no transactions, and without them no command is safe. ' +
      'Start it as a replica set, for which one member is enough (mongod --replSet rs0, then rs.initiate()), ' +
      'or connect to a sharded cluster.',
  );
}

function directConnectionError(): StorageError {
  return new StorageError(
    'misconfigured',
    'The connection string has directConnection=true and leads to one member of a replica set with several. It would read ' +
      'what is no longer true whenever this member is not the primary. Leave directConnection out, and name the replicaSet.',
  );
}

function serverTooOldError(): StorageError {
  return new StorageError('misconfigured', 'This MongoDB is older than 5.0; upgrade the server.');
}

/** What is wrong with one index or one validator. */
interface SetupProblem {
  readonly fault: 'missing' | 'different' | 'foreign';
  readonly part: 'index' | 'validator';
  /** `index "users.email" of "guildhall_users"` */
  readonly name: string;
}

async function findProblems(
  database: Database,
  setup: CollectionSetup,
  existing: ExistingCollection | undefined,
): Promise<readonly SetupProblem[]> {
  const collection = database.nameOf(setup.collection);
  const isPlain = existing?.type === 'collection';
  const indexes = isPlain ? await listIndexes(database, setup.collection) : [];
  const declaredNames = ['_id_', ...setup.indexes.map(({ name }) => name)];
  const ofNewerRelease = isOfNewerRelease(setup, isPlain ? existing.options : {});
  const harmful = indexes.filter(
    (index) =>
      !declaredNames.includes(String(index.name)) &&
      refusesOrRemovesRows(index) &&
      !(ofNewerRelease && String(index.name).startsWith(`${setup.collection}.`)),
  );
  return [
    ...harmful.map(({ name }) => {
      return {
        fault: 'foreign',
        part: 'index',
        name: `index "${name}" of "${collection}"`,
      } as const;
    }),
    ...validatorFaults(setup, isPlain ? existing.options : {}).map(
      (fault) => ({ fault, part: 'validator', name: `validator of "${collection}"` }) as const,
    ),
    ...setup.indexes.flatMap((declared) => {
      const name = `index "${declared.name}" of "${collection}"`;
      return indexFaults(declared, indexes).map(
        (fault) => ({ fault, part: 'index', name }) as const,
      );
    }),
  ];
}

/** An index that somebody else has put on the collection is no matter of ours, unless it changes what can be stored. */
function refusesOrRemovesRows({ unique, expireAfterSeconds }: mongo.IndexDescriptionInfo): boolean {
  return unique === true || expireAfterSeconds !== undefined;
}

function validatorFaults(
  setup: CollectionSetup,
  options: BsonRecord,
): readonly SetupProblem['fault'][] {
  if (options['validator'] === undefined) return ['missing'];
  return isValidatorCurrent(setup, options) ? [] : ['different'];
}

function indexFaults(
  declared: IndexDefinition,
  indexes: readonly mongo.IndexDescriptionInfo[],
): readonly SetupProblem['fault'][] {
  const found = indexes.find(({ name }) => name === declared.name);
  if (found === undefined) return ['missing'];
  return comparableIndex({ ...found }) === comparableIndex(declared) ? [] : ['different'];
}

/** What to do comes first, because a database that is not set up at all has dozens of problems. */
function notSetUpError(database: string, sentences: readonly string[]): StorageError {
  return new StorageError(
    'misconfigured',
    'Call ensureIndexes() of the storage once, in a migration or a step of the deployment: the database ' +
      `"${database}" is not set up. ${sentences.join(' ')}`,
  );
}

/** For a rate limiter, or a service, that looks in another place than the one that was set up. */
function absenceHint(collection: string): string {
  return (
    `There is no collection "${collection}". If ensureIndexes() has been called, it was with another collectionPrefix ` +
    'or database: give the storage and the rate limiter the same.'
  );
}

function describeAll(problems: readonly SetupProblem[]): readonly string[] {
  const sentencesOn = (part: SetupProblem['part'], fault: SetupProblem['fault']) =>
    describeProblems(problems.filter((each) => each.part === part && each.fault === fault));
  return [
    sentencesOn('index', 'missing'),
    sentencesOn('validator', 'missing'),
    sentencesOn('validator', 'different'),
    sentencesOn('index', 'different'),
    sentencesOn('index', 'foreign'),
  ].flat();
}

const stateTexts = {
  missing: 'missing',
  different: 'different from what is declared',
  foreign: "somebody else's, and would refuse or remove rows",
} as const;
const plurals = { index: 'indexes', validator: 'validators' } as const;
const maxExamples = 3;

/** `41 indexes are missing, such as the index "users.email" of "guildhall_users".` */
function describeProblems(problems: readonly SetupProblem[]): readonly string[] {
  const [first] = problems;
  if (first === undefined) return [];
  const { part, fault } = first;
  const isOne = problems.length === 1;
  const subject = isOne ? `1 ${part} is` : `${problems.length} ${plurals[part]} are`;
  const state = stateTexts[fault];
  const examples = problems.slice(0, maxExamples).map(({ name }) => `the ${name}`);
  const such = problems.length > maxExamples ? ', such as' : ':';
  // ensureIndexes() replaces a validator, but never an index.
  const advice =
    part === 'index' && fault !== 'missing' ? ` Drop ${isOne ? 'it' : 'them'} first.` : '';
  return [`${subject} ${state}${such} ${examples.join(', ')}.${advice}`];
}

/** A text that is equal for two indexes that behave the same. We declare no collation, so an index that has one is different. */
function comparableIndex(index: IndexDefinition | BsonRecord): string {
  const { key, unique, partialFilterExpression, expireAfterSeconds }: BsonRecord = { ...index };
  const { sparse, collation, hidden }: BsonRecord = { ...index };
  return JSON.stringify([
    key,
    unique === true,
    partialFilterExpression ?? null,
    expireAfterSeconds ?? null,
    sparse === true,
    collation ?? null,
    hidden === true,
  ]);
}

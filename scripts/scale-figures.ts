// The figures of docs/guide/scale.md: `npm run scale`. It seeds a large database, runs every read of the
// storage on it, and prints what the reads examine and how much space the rows and index entries take.

import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type Connection, createConnection, mongo } from 'mongoose';
import { readMachine } from '../bench/report/machine.js';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { startMongod, uniqueDatabaseName } from './mongod/start-mongod.js';
import { parseWholeNumber } from './parse-whole-number.js';
import { createAppRows } from './scale/app-rows.js';
import { measureReads, type ReadCost, unexpectedCosts } from './scale/explain-reads.js';
import { contentionTable, measureContention } from './scale/hot-organization.js';
import {
  type CollectionSize,
  createShardKeyIndexes,
  dropShardKeyIndexes,
  measureSizes,
  sizeTable,
} from './scale/sizes.js';
import { writeGroups, writeWorld } from './scale/world.js';

export interface ScaleSettings {
  /** Rounded up to thousands. */
  readonly organizations: number;
  /** Whether the rows are written into collections that have their indexes, and people join in random order, as in production. */
  readonly indexesFirst: boolean;
  print(line: string): void;
}

export interface ScaleFigures {
  readonly costs: readonly ReadCost[];
  readonly sizes: readonly CollectionSize[];
}

/** Fills the database of the connection, which must be empty and must monitor its commands. */
export async function measureScale(
  connection: Connection,
  { organizations, indexesFirst, print }: ScaleSettings,
): Promise<ScaleFigures> {
  const { db } = connection;
  if (db === undefined) throw new Error('The connection is not open.');
  const storage = mongooseStorage({ connection });
  const createIndexes = async () => {
    await storage.ensureIndexes();
    await createShardKeyIndexes(db);
  };
  if (indexesFirst) await createIndexes();
  const rounded = Math.max(1, Math.ceil(organizations / 1_000)) * 1_000;
  const { writeHot, ...world } = await writeWorld(db, {
    organizations: rounded,
    joinsInRandomOrder: indexesFirst,
    print,
  });
  const apps = createAppRows(Math.max(500, Math.min(10_000, rounded / 5)), world.hot, world.ada);
  await writeGroups(db, apps.groups);
  print('building the indexes');
  if (!indexesFirst) await createIndexes();
  print('measuring the sizes');
  const sizes = await measureSizes(connection.getClient(), db);
  await dropShardKeyIndexes(db);
  print('writing the large organization');
  await writeHot();
  print('explaining the reads');
  const costs = await measureReads(connection, storage, { ...world, ...apps });
  return { costs, sizes };
}

export { contentionTable, measureContention, sizeTable, unexpectedCosts };

function costLine({ what, plans, joined, broken, knownReason }: ReadCost): string {
  const parts = plans.map(({ docs, keys, returned }) => `${docs}/${returned} (${keys})`);
  const result = broken.length === 0 ? 'ok' : `${broken.join(', ')}; ${knownReason ?? 'NO REASON'}`;
  return `${what} | ${parts.join(', ')} | ${joined} | ${result}`;
}

interface ScaleCommandOptions extends Omit<ScaleSettings, 'print'> {
  readonly contention: boolean;
}

async function main({ contention, ...options }: ScaleCommandOptions): Promise<void> {
  const mongod = await startMongod();
  const dbName = uniqueDatabaseName('scale');
  const connection = await createConnection(mongod.uri, {
    dbName,
    monitorCommands: true,
  }).asPromise();
  const startedAt = performance.now();
  const print = (line: string) =>
    console.error(`${Math.round((performance.now() - startedAt) / 1000)} s: ${line}`);
  try {
    await enlargeCache(mongod.uri);
    if (contention) {
      console.log(contentionTable(await measureContention(connection, { seconds: 2, turns: 5 })));
      const { processor, cores, memoryGb, system } = readMachine();
      console.log(`\n${processor}, ${cores} cores, ${memoryGb} GB, ${system}; ${mongod.source}`);
      return;
    }
    const { costs, sizes } = await measureScale(connection, { ...options, print });
    console.log(sizeTable(sizes));
    console.log(
      '\nread | documents examined / returned (keys examined) of each plan | joined | result',
    );
    for (const cost of costs) console.log(costLine(cost));
    const unexpected = unexpectedCosts(costs);
    console.log(`\n${costs.length} reads, ${unexpected.length} of them unexpected`);
    for (const line of unexpected) console.log(line);
    if (unexpected.length > 0) process.exitCode = 1;
  } finally {
    await connection.dropDatabase();
    await connection.close();
    await mongod.stop();
    print('done');
  }
}

/** The cache of the script's own server is small. */
async function enlargeCache(uri: string): Promise<void> {
  if (process.env['MONGODB_URI'] !== undefined) return;
  const client = await new mongo.MongoClient(uri).connect();
  const parameter = { wiredTigerEngineRuntimeConfig: 'cache_size=2GB' };
  await client.db('admin').command({ setParameter: 1, ...parameter });
  await client.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await new Command('npm run scale --')
    .description('measure the size of rows and the cost of reads on a large database')
    .option('--organizations <number>', 'how many organizations', parseWholeNumber, 200_000)
    .option(
      '--indexes-first',
      'write the rows under the indexes, and the joins in random order',
      false,
    )
    .option(
      '--contention',
      'measure only how fast one organization can change roles, by 1 and by 16 callers',
      false,
    )
    .action(main)
    .parseAsync();
}

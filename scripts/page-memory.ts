// Reads eight pages of 200 of the largest rows at once, from four lists of apps and submissions, in a process with a small
// heap: `npm run page-memory`. The process runs out of memory if a list loads whole rows.

import { Command } from 'commander';
import { createConnection } from 'mongoose';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import type { App } from '../src/domain/app/app.js';
import type { Manifest } from '../src/domain/app/manifest.js';
import {
  type AppId,
  createGuildhall,
  developmentKeys,
  orThrow,
  type Storage,
  type UserActor,
} from '../src/index.js';
import { app, publishedApp, submission } from '../src/testing/contract/app-fixtures.js';
import { createTestWriter } from '../src/testing/contract/clause.js';
import { insertChange } from '../src/testing/row-changes.js';
import { startMongod, uniqueDatabaseName } from './mongod/start-mongod.js';
import { parseWholeNumber } from './parse-whole-number.js';

const pageCount = 8;

/** A manifest of almost 1,000,000 bytes, the most that `updateDraft` takes. No two rows share a text. */
function largestManifest(n: number, { manifest }: App['draft']): Manifest {
  const options = (setting: number) =>
    Array.from({ length: 100 }, (_, option) => {
      const value = `${n}.${setting}.${option}.`.padEnd(200, 'x');
      return { label: value, value };
    });
  const settings = Array.from({ length: 22 }, (_, setting) => ({
    type: 'select' as const,
    key: `k${setting}`,
    label: `Setting ${setting}`,
    options: options(setting),
  }));
  return { ...manifest, description: `${n} `.padEnd(4_000, '€'), settings };
}

interface FilledStorage {
  readonly actor: UserActor;
  readonly organizationId: App['organizationId'];
  readonly appId: AppId;
}

type FillStorage = (storage: Storage, rows: number) => Promise<FilledStorage>;

const baseUrl = 'http://localhost:3000';
const createService = (storage: Storage) =>
  createGuildhall({
    storage,
    baseUrl,
    keys: developmentKeys(),
    reviewers: { capabilitiesOf: async () => ['review'] },
  });

async function createPublisher(storage: Storage): Promise<FilledStorage> {
  const { users, organizations, apps } = createService(storage);
  const signUp = { kind: 'system', reason: 'a measurement' } as const;
  const user = orThrow(await users.register(signUp, { email: 'ada@example.com' }));
  const actor = { kind: 'user', userId: user.id } as const;
  const { id: organizationId } = orThrow(await organizations.create(actor, { name: 'Mentra' }));
  const names = { packageName: 'org.mentra.captions', name: 'Captions' };
  const { id: appId } = orThrow(await apps.create(actor, { organizationId, ...names }));
  return { actor, organizationId, appId };
}

const fillApps: FillStorage = async (storage, rows) => {
  const filled = await createPublisher(storage);
  const { write } = createTestWriter(storage);
  for (let n = 1; n <= rows; n += 1) {
    const { organizationId } = filled;
    const row = publishedApp(n, { organizationId });
    const draft = { ...row.draft, manifest: largestManifest(n, row.draft) };
    await write([insertChange('apps', publishedApp(n, { organizationId, draft }))]);
  }
  return filled;
};

/** Half of them are of one app, so that both lists have them: the queue, and the list of the app. */
const fillSubmissions: FillStorage = async (storage, rows) => {
  const filled = await createPublisher(storage);
  const { write } = createTestWriter(storage);
  for (let n = 1; n <= rows; n += 1) {
    const { id, draft, ...row } = app(n);
    const of = { ...row, id, draft: { ...draft, manifest: largestManifest(n, draft) } };
    const waiting = submission(n, of);
    const isOfApp = n % 2 === 0;
    const placed = isOfApp ? { appId: filled.appId, state: 'withdrawn' as const } : {};
    await write([insertChange('submissions', { ...waiting, ...placed })]);
  }
  return filled;
};

interface MeasuredList {
  readonly name: string;
  readonly fill: FillStorage;
  readPage(
    storage: Storage,
    filled: FilledStorage,
  ): Promise<{ readonly items: readonly unknown[] }>;
}

const limit = 200;
/** A page ends at 1 MiB of rows. Its JSON has a few names more. */
const maxPageBytes = 1.1 * 1_048_576;

const measuredLists: readonly MeasuredList[] = [
  {
    name: 'apps.list',
    fill: fillApps,
    readPage: async (storage, { actor, organizationId }) =>
      orThrow(await createService(storage).apps.list(actor, { organizationId, limit })),
  },
  {
    name: 'store.search',
    fill: fillApps,
    readPage: async (storage) =>
      orThrow(await createService(storage).store.search(null, { limit })),
  },
  {
    name: 'submissions.list',
    fill: fillSubmissions,
    readPage: async (storage, { actor, appId }) =>
      orThrow(await createService(storage).submissions.list(actor, { appId, limit })),
  },
  {
    name: 'review.queue',
    fill: fillSubmissions,
    readPage: async (storage, { actor }) =>
      orThrow(await createService(storage).review.queue({ ...actor, kind: 'reviewer' }, { limit })),
  },
];

async function measureList(
  { name, fill, readPage }: MeasuredList,
  storageName: string,
  storage: Storage,
  rows: number,
): Promise<void> {
  const filled = await fill(storage, rows);
  const pages = await Promise.all(
    Array.from({ length: pageCount }, () => readPage(storage, filled)),
  );
  const counts = [...new Set(pages.map(({ items }) => items.length))].join();
  const bytes = Math.max(...pages.map((page) => Buffer.byteLength(JSON.stringify(page))));
  const megabytes = Math.ceil(bytes / 1e6);
  process.stdout.write(
    `${storageName} ${name}: ${pageCount} pages of ${counts} rows, at most ${megabytes} MB each\n`,
  );
  const isFull = pages.every(({ items }) => items.length >= Math.min(limit, options.rows >> 1));
  if (isFull ? bytes < maxPageBytes : bytes > maxPageBytes / 2 && bytes < maxPageBytes) return;
  process.exitCode = 1;
  process.stdout.write(`  wrong: ${bytes} bytes; a page has all rows, or ends at about 1 MiB\n`);
}

async function measureOnMongo(uri: string, list: MeasuredList, rows: number): Promise<void> {
  const connection = createConnection(uri, { dbName: uniqueDatabaseName('page-memory') });
  await connection.asPromise();
  try {
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await measureList(list, 'mongoose', storage, rows);
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
}

const program = new Command('page-memory')
  .option('--rows <number>', 'how many rows to write', parseWholeNumber, 2 * limit)
  .option('--uri <uri>', 'a replica set to use; without it, one is started')
  .parse();
const options = program.opts<{ readonly rows: number; readonly uri?: string }>();

const rowsFor = ({ fill }: MeasuredList) =>
  fill === fillApps ? Math.ceil(options.rows / 2) : options.rows;

for (const list of measuredLists) await measureList(list, 'memory', memoryStorage(), rowsFor(list));
const mongod = options.uri === undefined ? await startMongod() : null;
try {
  for (const list of measuredLists)
    await measureOnMongo(options.uri ?? mongod?.uri ?? '', list, rowsFor(list));
} finally {
  await mongod?.stop();
}

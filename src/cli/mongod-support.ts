// What finding and starting a MongoDB share: how to report, run a program, and keep a cache.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Takes one line for people. */
export type Say = (line: string) => void;

const execute = promisify(execFile);

/** Runs a program to its end and answers its standard output; throws what it said when it fails. */
export async function run(
  program: string,
  parameters: readonly string[],
  limitMs: number,
): Promise<string> {
  const { stdout } = await execute(program, parameters, {
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

/** Where downloaded servers are kept between runs, for this user. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'guildhall');
}

/** The last line of an error's message: programs put the reason there. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n').at(-1) ?? message;
}

type MemoryServer = Pick<
  typeof import('mongodb-memory-server-core'),
  'DryMongoBinary' | 'MongoMemoryReplSet'
>;

/** The library which starts servers; only what needs a real MongoDB has it installed. */
export async function needsMemoryServer(): Promise<MemoryServer> {
  try {
    return await import('mongodb-memory-server-core');
  } catch (cause) {
    throw new Error(
      'Starting a MongoDB needs a package that is not installed: run ' +
        '"npm install mongoose mongodb-memory-server-core", or set MONGODB_URI to a replica set.',
      { cause },
    );
  }
}

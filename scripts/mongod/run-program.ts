// Helpers for finding and starting a MongoDB: running a program, the cache folder, loading the library.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Prints one line for people. */
export type PrintLine = (line: string) => void;

const execFileAsync = promisify(execFile);

/** Runs a program to its end and returns its stdout. Throws if it fails, with its output in the message. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  timeoutMs: number,
): Promise<string> {
  const { stdout } = await execFileAsync(program, parameters, {
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

/** The folder that keeps downloaded servers for later runs of this user. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'guildhall');
}

/** The last line of an error's message, where programs print the reason. */
export function lastMessageLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n').at(-1) ?? message;
}

type MemoryServerLibrary = Pick<
  typeof import('mongodb-memory-server-core'),
  'DryMongoBinary' | 'MongoMemoryReplSet'
>;

/** Loads the library that starts servers, which is installed only where a real MongoDB is needed. */
export async function loadMemoryServer(): Promise<MemoryServerLibrary> {
  try {
    return await import('mongodb-memory-server-core');
  } catch (cause) {
    throw new Error(
      'Starting a MongoDB needs a package that is not installed: run "npm install", ' +
        'or set MONGODB_URI to a replica set.',
      { cause },
    );
  }
}

// Starts the service of the guide "From your users table to organizations", and its import as a process.
import { spawn } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { serviceFiles } from '../../scripts/guide-programs.js';
import type { AnyRefusal, Result } from '../../src/index.js';
import { afterFile } from '../support/after-file.js';
import { transpile } from '../support/guide-project.js';
import { mongodUri } from '../support/mongo-connections.js';
import { writeFiles } from '../support/project.js';

export type IdKind = 'objectid' | 'uuid';

/** A user as the guide's hooks take one. */
export interface GuideUser {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
}

/** What the guide's program exports. */
interface GuideProgram {
  readonly app: RequestListener;
  readonly appWithBetterAuth: RequestListener;
  hashPassword(password: string): string;
  atSignIn(user: GuideUser): Promise<void>;
  freeAddress(email: string): Promise<void>;
  afterChange(user: GuideUser): Promise<void>;
  beforeDeletion(userId: string): Promise<Result<unknown, AnyRefusal>>;
  importUsers(): Promise<void>;
  claimsOf(userId: string): Promise<Readonly<Record<string, readonly string[]>>>;
}

export interface GuideService {
  readonly program: GuideProgram;
  /** The service with its own sign-in. */
  readonly url: string;
  readonly urlWithBetterAuth: string;
  /** Runs the import in a process that is killed right after its n-th commit. Returns the signal that ended it. */
  killImportAfter(commits: number): Promise<NodeJS.Signals | null>;
}

const { 'from-your-users': source = '', ...others } = serviceFiles;
const packages = ['mongoose', 'express', 'better-auth', 'better-auth/*'];

/** Kills the process when a commit has succeeded. Nothing of it is left open in the database. */
const killer = `
import mongoose from 'mongoose';
const { prototype } = mongoose.mongo.ClientSession;
const { commitTransaction } = prototype;
let left = Number(process.env.COMMITS);
prototype.commitTransaction = async function (...given) {
  await commitTransaction.apply(this, given);
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};
`;

export async function startGuideService(
  connection: Connection,
  idKind: IdKind,
): Promise<GuideService> {
  const { name } = connection;
  const folder = transpile(source, others, packages);
  writeFiles(folder, { 'killer.mjs': killer });
  const [own, withBetterAuth] = await Promise.all([openServer(), openServer()]);
  const environment = {
    MONGODB_URI: mongodUri().replace(/^(\w+(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${name}`),
    USER_IDS: idKind,
    BASE_URL: withBetterAuth.url,
  };
  const program = await loadWith(environment, join(folder, 'program.mjs'));
  own.answerWith(program.app);
  withBetterAuth.answerWith(program.appWithBetterAuth);
  afterFile(() => closeOthers(connection));
  return {
    program,
    url: own.url,
    urlWithBetterAuth: withBetterAuth.url,
    killImportAfter(commits) {
      const env = { ...process.env, ...environment, COMMITS: String(commits) };
      const parameters = ['--import', './killer.mjs', 'program.mjs', 'import'];
      const child = spawn(process.execPath, parameters, { cwd: folder, env, stdio: 'inherit' });
      return new Promise((resolve, reject) => {
        child.once('error', reject).once('exit', (_code, signal) => resolve(signal));
      });
    },
  };
}

/** The program reads its settings from the environment when it is loaded. */
async function loadWith(
  environment: Readonly<Record<string, string>>,
  path: string,
): Promise<GuideProgram> {
  const before = { ...process.env };
  Object.assign(process.env, environment);
  try {
    return await import(path);
  } finally {
    for (const key of Object.keys(environment)) {
      if (before[key] === undefined) delete process.env[key];
      else process.env[key] = before[key];
    }
  }
}

/** Closes the connections of the program, which does not export them. */
async function closeOthers(own: Connection): Promise<void> {
  const others = mongoose.connections.filter((each) => each !== own && each.name === own.name);
  await Promise.all(others.map((each) => each.close()));
}

interface OpenServer {
  readonly url: string;
  answerWith(listener: RequestListener): void;
}

/** The address must be known before the program is loaded. */
async function openServer(): Promise<OpenServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterFile(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    answerWith: (listener) => void server.on('request', listener),
  };
}

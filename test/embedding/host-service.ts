// A service that had users, organizations and an outbox before it embedded Guildhall: Express, Mongoose with models of
// its own, and better-auth with its organization plugin, all in one database.
import type { Server } from 'node:http';
import { betterAuth } from 'better-auth';
import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import { organization } from 'better-auth/plugins/organization';
import express, { type Express, type Request, type Response } from 'express';
import { type Connection, type Model, Schema } from 'mongoose';
import { mongooseRateLimiter, mongooseStorage } from '../../src/adapters/mongoose/index.js';
import {
  createGuildhall,
  developmentKeys,
  type Guildhall,
  orThrow,
  type Refusal,
  type Result,
  type UserActor,
  type UserId,
} from '../../src/index.js';
import { type RecordingMailer, recordingMailer } from '../../src/testing/doubles/index.js';
import { dbOf } from '../adapters/mongoose/database-fixtures.js';

export interface HostService {
  readonly url: string;
  readonly mailer: RecordingMailer;
  readonly guildhall: Guildhall;
  /** Inserts into every collection of the host. */
  insertOwn(): Promise<void>;
  close(): Promise<void>;
}

interface HostUser {
  readonly email: string;
  readonly nickname: string;
  /** The id of this person in Guildhall. */
  readonly guildhallId?: UserId;
}

/** Starts on a port of this machine. Guildhall's part of the database is set up only by `setUp`. */
export async function startHostService(
  connection: Connection,
  setUp: (storage: { ensureIndexes(): Promise<void> }) => Promise<void>,
): Promise<HostService> {
  const models = await createOwnModels(connection);
  const app = express();
  const server = await listen(app);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  const auth = createAuth(connection, url);
  let inserted = 0;
  const insertOwn = async () => {
    inserted += 1;
    const name = `own${inserted}`;
    await models.users.create({ email: `${name}@example.org`, nickname: name });
    await models.organizations.create({ title: name });
    await models.outbox.create({ topic: name, payload: { n: inserted } });
    await signUp(url, `${name}@auth.example.org`);
  };
  app.all('/api/auth/*splat', toNodeHandler(auth));
  await insertOwn();

  const storage = mongooseStorage({ connection });
  await setUp(storage);
  const mailer = recordingMailer();
  const guildhall = createGuildhall({
    storage,
    rateLimiter: mongooseRateLimiter({ connection }),
    mailer,
    baseUrl: url,
    keys: developmentKeys(),
  });
  const actorOf = (request: Request) => findActor(auth, models.users, guildhall, request);
  addRoutes(app, guildhall, actorOf);
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url, mailer, guildhall, insertOwn, close };
}

async function createOwnModels(connection: Connection) {
  const required = { type: String, required: true } as const;
  const users: Model<HostUser> = connection.model<HostUser>(
    'User',
    new Schema<HostUser>({
      email: { ...required, unique: true },
      nickname: required,
      guildhallId: String,
    }),
  );
  const organizations = connection.model(
    'Organization',
    new Schema({ title: { ...required, unique: true } }),
  );
  const outbox = connection.model(
    'OutboxMessage',
    new Schema({ topic: { ...required, index: true }, payload: {} }, { collection: 'outbox' }),
  );
  await Promise.all([users.init(), organizations.init(), outbox.init()]);
  return { users, organizations, outbox };
}

function createAuth(connection: Connection, url: string) {
  return betterAuth({
    baseURL: url,
    secret: 'a secret of the test with more than 32 bytes',
    database: mongodbAdapter(dbOf(connection), { client: connection.getClient() }),
    emailAndPassword: { enabled: true },
    plugins: [organization()],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

type Auth = ReturnType<typeof createAuth>;

/** The signed-in person as an actor of Guildhall. At the first request the person is registered there. */
async function findActor(
  auth: Auth,
  users: Model<HostUser>,
  guildhall: Guildhall,
  request: Request,
): Promise<UserActor | null> {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  if (session === null) return null;
  const { email, name } = session.user;
  const known = await users.findOne({ email });
  if (known?.guildhallId !== undefined) return { kind: 'user', userId: known.guildhallId };
  const signedUp = { kind: 'system', reason: 'sign-up' } as const;
  // The test has no mailbox for better-auth, so every address counts as verified.
  const person = { email, name, emailVerified: true };
  const { id } = orThrow(await guildhall.users.register(signedUp, person));
  await users.create({ email, nickname: name, guildhallId: id });
  return { kind: 'user', userId: id };
}

function addRoutes(
  app: Express,
  { organizations, memberships, invitations, relay }: Guildhall,
  actorOf: (request: Request) => Promise<UserActor | null>,
): void {
  const json = express.json();
  const respond =
    (answer: (actor: UserActor, request: Request) => Promise<Result<unknown, Refusal>>) =>
    async (request: Request, response: Response) => {
      const actor = await actorOf(request);
      if (actor === null) return void response.status(401).json({ code: 'signed_out' });
      const result = await answer(actor, request);
      response.status(result.ok ? 200 : 409).json(result.ok ? result.value : result.refusal);
    };
  app.post(
    '/organizations',
    json,
    respond((actor, { body }) => organizations.create(actor, body)),
  );
  app.post(
    '/invitations',
    json,
    respond(async (actor, { body }) => {
      const invited = await invitations.invite(actor, body);
      await relay.runOnce();
      return invited;
    }),
  );
  app.post(
    '/invitations/accept',
    json,
    respond((actor, { body }) => invitations.accept(actor, body)),
  );
  app.get(
    '/organizations/:organizationId/members',
    respond((actor, { params }) =>
      memberships.list(actor, { organizationId: String(params['organizationId']) }),
    ),
  );
}

function listen(app: Express): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(0, '127.0.0.1', (error) =>
      error === undefined ? resolve(server) : reject(error),
    );
  });
}

/** Signs up at better-auth and returns the cookie of the session. */
export async function signUp(url: string, email: string): Promise<string> {
  const body = { email, password: 'a long password', name: email.split('@')[0] };
  const answer = await post(url, '/api/auth/sign-up/email', body);
  if (answer.status !== 200) throw new Error(`signing up failed: ${JSON.stringify(answer)}`);
  return answer.cookie;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookie: string;
}

export function post(url: string, path: string, body: object, cookie = ''): Promise<Answer> {
  return send(url, { method: 'POST', path, body: JSON.stringify(body), cookie });
}

export function get(url: string, path: string, cookie: string): Promise<Answer> {
  return send(url, { method: 'GET', path, cookie });
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly cookie: string;
  readonly body?: string;
}

/** Sends JSON as a page of the service would. */
export async function send(url: string, { path, cookie, ...rest }: Sent): Promise<Answer> {
  const headers = { 'content-type': 'application/json', origin: url, cookie };
  const response = await fetch(url + path, { ...rest, headers });
  const body: Answer['body'] = JSON.parse(await response.text());
  const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { status: response.status, body, cookie: cookies.join('; ') };
}

// People and organizations for the tests of the benchmark's floor, and the order in which commits took place.

import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { acceptInvitation } from '../../bench/floor/accept.js';
import { createOrganization } from '../../bench/floor/create-organization.js';
import { digestEmailKey, signToken } from '../../bench/floor/invitation-token.js';
import { invite } from '../../bench/floor/invite.js';
import {
  ensureIndexes,
  type InvitationRow,
  type OrganizationRow,
  openRows,
  type Rows,
  type UserRow,
} from '../../bench/floor/layout.js';
import { FloorRefusal } from '../../bench/floor/statements.js';
import { openTestConnection } from '../support/mongo-connections.js';

export async function openFloor(): Promise<Rows> {
  const connection = await openTestConnection();
  const rows = openRows(connection.getClient(), connection.name);
  await ensureIndexes(rows);
  return rows;
}

export async function insertPerson(
  rows: Rows,
  fields: Partial<UserRow> = {},
): Promise<UserRow & { readonly _id: mongo.ObjectId }> {
  const _id = new mongo.ObjectId();
  const email = `person-${_id.toHexString()}@example.net`;
  const now = new Date();
  const user: UserRow = {
    _id,
    live: true,
    state: 'active',
    email,
    emailKey: email,
    emailDigest: new mongo.Binary(digestEmailKey(email)),
    verified: true,
    name: 'Ada Byron',
    organizationsCreated: 0,
    in: [],
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
  await users(rows).insertOne(user);
  return user;
}

export function insertPeople(rows: Rows, count: number): Promise<readonly UserRow[]> {
  return Promise.all(Array.from({ length: count }, () => insertPerson(rows)));
}

export interface Team {
  readonly organization: mongo.ObjectId;
  readonly ada: mongo.ObjectId;
  readonly grace: mongo.ObjectId;
}

/** An organization with two admins; the second one joined by an invitation. */
export async function insertTeam(rows: Rows): Promise<Team> {
  const [ada, grace] = [await insertPerson(rows), await insertPerson(rows)];
  const organization = new mongo.ObjectId();
  const name = `Team ${organization.toHexString()}`;
  await createOrganization(rows, { creator: ada._id, name, limit: 100, operation: organization });
  const token = await inviteFor(rows, { organization, ada: ada._id }, grace.email, 'admin');
  await acceptInvitation(rows, { user: grace._id, token });
  return { organization, ada: ada._id, grace: grace._id };
}

/** The token of a new invitation that Ada sends. */
export async function inviteFor(
  rows: Rows,
  { organization, ada }: Pick<Team, 'organization' | 'ada'>,
  email: string,
  role: 'admin' | 'member' = 'member',
): Promise<string> {
  return signToken(await invite(rows, { organization, inviter: ada, email, role }));
}

/** What each call said: `ok`, or the code of its refusal. Throws every other error. */
export async function settle(calls: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled(calls);
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return 'ok';
    if (outcome.reason instanceof FloorRefusal) return outcome.reason.code;
    throw outcome.reason;
  });
}

/** How often each word is in the list. */
export function countWords(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Starts the call a little later, so that in some rounds each of two calls is the first. */
export async function soon(round: number, call: () => Promise<unknown>): Promise<unknown> {
  await sleep(round % 8);
  return call();
}

export function users({ db, collection }: Rows): mongo.Collection<UserRow> {
  return db.collection<UserRow>(collection);
}

export function organizations({ db, collection }: Rows): mongo.Collection<OrganizationRow> {
  return db.collection<OrganizationRow>(collection);
}

export function invitations({ db, collection }: Rows): mongo.Collection<InvitationRow> {
  return db.collection<InvitationRow>(collection);
}

/** The server's time now, from which `readCommitsSince` reads. */
export async function readServerTime({ db }: Rows): Promise<mongo.Timestamp> {
  const { operationTime } = await db.command({ ping: 1 });
  return operationTime;
}

/** The ids of the rows that were written since then, in the order of the commits. */
export async function readCommitsSince(
  { db, collection }: Rows,
  startAtOperationTime: mongo.Timestamp,
): Promise<readonly string[]> {
  const end = new mongo.ObjectId();
  await db.collection(collection).insertOne({ _id: end });
  const stream = db.collection(collection).watch([], { startAtOperationTime });
  const written: string[] = [];
  for await (const event of stream) {
    const id = 'documentKey' in event ? event.documentKey._id : null;
    if (end.equals(id)) break;
    written.push(String(id));
  }
  await db.collection(collection).deleteOne({ _id: end });
  return written;
}

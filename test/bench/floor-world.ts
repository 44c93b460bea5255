// People and organizations for the tests of the benchmark's floors, and the order in which commits took place.

import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { signToken } from '../../bench/floor/invitation-token.js';
import { FloorRefusal } from '../../bench/floor/statements.js';
import type { Floor, Person } from './floors.js';

export function insertPeople(floor: Floor, count: number): Promise<readonly Person[]> {
  return Promise.all(Array.from({ length: count }, () => floor.insertPerson()));
}

export interface Team {
  readonly organization: mongo.ObjectId;
  readonly ada: mongo.ObjectId;
  readonly grace: mongo.ObjectId;
}

/** An organization with two admins; the second one joined by an invitation. */
export async function insertTeam(floor: Floor): Promise<Team> {
  const [ada, grace] = [await floor.insertPerson(), await floor.insertPerson()];
  const organization = new mongo.ObjectId();
  const name = `Team ${organization.toHexString()}`;
  await floor.createOrganization({ creator: ada._id, name, limit: 100, operation: organization });
  const token = await inviteFor(floor, { organization, ada: ada._id }, grace.email, 'admin');
  await floor.acceptInvitation({ user: grace._id, token });
  return { organization, ada: ada._id, grace: grace._id };
}

/** The token of a new invitation that Ada sends. */
export async function inviteFor(
  floor: Floor,
  { organization, ada }: Pick<Team, 'organization' | 'ada'>,
  email: string,
  role: 'admin' | 'member' = 'member',
): Promise<string> {
  return signToken(await floor.invite({ organization, inviter: ada, email, role }));
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

/** The server's time now, from which `readCommitsSince` reads. */
export async function readServerTime({ db }: Floor): Promise<mongo.Timestamp> {
  const { operationTime } = await db.command({ ping: 1 });
  return operationTime;
}

/** The ids of the rows that were written since then, in the order of the commits. */
export async function readCommitsSince(
  { db }: Floor,
  startAtOperationTime: mongo.Timestamp,
): Promise<readonly string[]> {
  const end = new mongo.ObjectId();
  const marks = db.collection('marks');
  await marks.insertOne({ _id: end });
  const stream = db.watch([], { startAtOperationTime });
  const written: string[] = [];
  for await (const event of stream) {
    const id = 'documentKey' in event ? event.documentKey._id : null;
    if (end.equals(id)) break;
    written.push(String(id));
  }
  await marks.deleteOne({ _id: end });
  return written;
}

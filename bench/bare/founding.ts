// An organization is founded.

import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { UserId } from '../../src/index.js';
import {
  type Bare,
  fieldsOf,
  inOneReply,
  inTransaction,
  mustBe,
  mustMatch,
  objectId,
} from './collections.js';

export async function found(bare: Bare, founderId: UserId, name: string): Promise<void> {
  const founder = objectId(founderId);
  const projection = fieldsOf.users;
  const user = mustBe(await bare.users.findOne({ _id: founder }, { projection }));
  const candidates = candidatesFor(name);
  const [count, taken] = await Promise.all([
    bare.organizations.countDocuments(
      { foundedBy: founder, isDeleted: false, personalOf: null },
      { limit: 100_000 },
    ),
    readTaken(bare, candidates),
  ]);
  if (count >= 100_000) throw new Error('the founder has founded enough');
  const slug = mustBe(candidates.find((candidate) => !taken.has(candidate)));
  await write(bare, user, name, slug);
}

function candidatesFor(name: string): readonly string[] {
  const base = name.toLowerCase().replaceAll(' ', '-');
  const suffixes = ['2', '3', '4', '5', randomBytes(3).toString('hex')];
  return [base, ...suffixes.map((suffix) => `${base}-${suffix}`)];
}

async function readTaken({ slugs }: Bare, candidates: readonly string[]): Promise<Set<unknown>> {
  const rows = await slugs
    .find({ _id: { $in: candidates } })
    .project(fieldsOf.slugs)
    .sort({ _id: 1 })
    .skip(0)
    .limit(candidates.length)
    .hint('_id_')
    .batchSize(inOneReply.batchSize)
    .toArray();
  return new Set(rows.map(({ _id }) => _id));
}

async function write(
  bare: Bare,
  user: mongo.WithId<mongo.Document>,
  name: string,
  slug: string,
): Promise<void> {
  const [id, membershipId] = [new mongo.ObjectId(), new mongo.ObjectId()];
  const { _id: founder, version, email } = user;
  const at = new Date();
  await inTransaction(bare, async (session) => {
    const filter = { _id: founder, version };
    await mustMatch(bare.users.updateOne(filter, { $inc: { version: 1 } }, { session }));
    await bare.journal.insertOne(
      {
        _id: new mongo.ObjectId().toHexString(),
        kind: 'command',
        at,
        actor: { kind: 'user', userId: founder },
        action: 'organization.found',
        subject: { kind: 'organization', id },
        organizations: [id],
        facts: [
          {
            type: 'organization_founded',
            organizationId: id,
            founderId: founder,
            personal: false,
          },
        ],
        answer: { organizationId: id },
        version: 1,
      },
      { session },
    );
    await bare.memberships.insertOne(
      {
        _id: membershipId,
        organization: id,
        user: founder,
        role: 'admin',
        state: 'active',
        joinedAt: at,
        createdAt: at,
        updatedAt: at,
        version: 1,
      },
      { session },
    );
    await bare.organizations.insertOne(
      {
        _id: id,
        name,
        slug,
        profile: { contactEmail: email },
        foundedBy: founder,
        createdAt: at,
        updatedAt: at,
        restorations: 0,
        isDeleted: false,
        contactEmailKey: email.toLowerCase(),
        version: 1,
      },
      { session },
    );
    await bare.slugs.insertOne(
      { _id: slug, organizationId: id, state: 'current', since: at, version: 1 },
      { session },
    );
  });
}

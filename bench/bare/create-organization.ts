// Creates an organization with the driver alone: the reads, and the transaction that writes four rows.

import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import type { UserId } from '../../src/index.js';
import {
  assertMatched,
  assertPresent,
  type BareCollections,
  inBareTransaction,
  projections,
  singleReplyOptions,
  toObjectId,
} from './collections.js';

export async function createOrganization(
  bare: BareCollections,
  creatorId: UserId,
  name: string,
): Promise<void> {
  const creator = toObjectId(creatorId);
  const projection = projections.users;
  const user = assertPresent(await bare.users.findOne({ _id: creator }, { projection }));
  const candidates = slugCandidatesFor(name);
  const [count, taken] = await Promise.all([
    bare.organizations.countDocuments(
      { createdBy: creator, isDeleted: false, personalOf: null },
      { limit: 100_000 },
    ),
    findTakenSlugs(bare, candidates),
  ]);
  if (count >= 100_000) throw new Error('The creator has reached the limit of organizations.');
  const slug = assertPresent(candidates.find((candidate) => !taken.has(candidate)));
  await insertOrganization(bare, user, name, slug);
}

function slugCandidatesFor(name: string): readonly string[] {
  const base = name.toLowerCase().replaceAll(' ', '-');
  const suffixes = ['2', '3', '4', '5', randomBytes(3).toString('hex')];
  return [base, ...suffixes.map((suffix) => `${base}-${suffix}`)];
}

async function findTakenSlugs(
  { slugs }: BareCollections,
  candidates: readonly string[],
): Promise<Set<unknown>> {
  const rows = await slugs
    .find({ _id: { $in: candidates } })
    .project(projections.slugs)
    .sort({ _id: 1 })
    .skip(0)
    .limit(candidates.length)
    .hint('_id_')
    .batchSize(singleReplyOptions.batchSize)
    .toArray();
  return new Set(rows.map(({ _id }) => _id));
}

async function insertOrganization(
  bare: BareCollections,
  user: mongo.WithId<mongo.Document>,
  name: string,
  slug: string,
): Promise<void> {
  const [id, membershipId] = [new mongo.ObjectId(), new mongo.ObjectId()];
  const { _id: creator, version, email } = user;
  const at = new Date();
  await inBareTransaction(bare, async (session) => {
    const filter = { _id: creator, version };
    await assertMatched(bare.users.updateOne(filter, { $inc: { version: 1 } }, { session }));
    await bare.journal.insertOne(
      {
        _id: new mongo.ObjectId().toHexString(),
        kind: 'command',
        at,
        actor: { kind: 'user', userId: creator },
        action: 'organization.create',
        subject: { kind: 'organization', id },
        organizations: [id],
        events: [
          {
            type: 'organization_created',
            organizationId: id,
            creatorId: creator,
            personal: false,
          },
        ],
        replayIds: { organizationId: id },
        version: 1,
      },
      { session },
    );
    await bare.memberships.insertOne(
      {
        _id: membershipId,
        organization: id,
        user: creator,
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
        createdBy: creator,
        createdAt: at,
        updatedAt: at,
        restoreCount: 0,
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

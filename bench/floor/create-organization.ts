// Creates an organization. Two statements:
//
// 1. `update`, which opens the transaction, with three rows: the creator (may sign in, is below the limit, and belongs to
//    one organization more), the organization (with its first admin, its membership and its audit entry), and the slug.
// 2. `commitTransaction`.
//
// Three rows are the fewest: the limit needs a row that all creations of a user write, the slug needs a row of its own to be
// unique, and both must be written with the organization or not at all. The contact address of a new organization is the
// address of its creator. It is not copied, because copying it would need a read first.
//
// The slug is not looked up either: the first attempt takes the slug of the name, and only if that is taken the next
// attempt reads which of the others are free.

import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { displayNameOrThrow } from '../../src/domain/shared/display-name.js';
import { reservedSlugs } from '../../src/domain/slug/reserved-slugs.js';
import type { Slug } from '../../src/domain/slug/slug.js';
import {
  foldLatin,
  pickFreeSlug,
  slugCandidates,
  slugFromName,
} from '../../src/domain/slug/slug-from-name.js';
import type { OrganizationRow, Rows, SlugRow, UserRow } from './layout.js';
import {
  FloorRefusal,
  findRows,
  insertRow,
  type RowUpdate,
  untilAnswered,
  updateTogether,
} from './statements.js';

export interface NewOrganization {
  readonly creator: mongo.ObjectId;
  readonly name: string;
  /** How many organizations one user may create. */
  readonly limit: number;
  /** The id of the operation, of the audit entry and of the organization. Give it again to repeat a call without an answer. */
  readonly operation?: mongo.ObjectId;
}

/** Returns the slug. */
export async function createOrganization(rows: Rows, given: NewOrganization): Promise<string> {
  const { creator, limit, operation = new mongo.ObjectId() } = given;
  const name = displayNameOrThrow(given.name);
  const now = new Date();
  let slug = firstSlug(name) ?? (await findFreeSlug(rows, name));
  return untilAnswered(async () => {
    const organization = newOrganizationRow(operation, creator, name, slug, now);
    const outcome = await updateTogether(rows, [
      countCreation(organization, limit),
      insertRow(organization),
      insertRow<SlugRow>({ _id: slug, organization: operation, state: 'current', since: now }),
    ]);
    if (outcome.kind === 'done') return slug;
    // The organization exists already: this call repeats an operation.
    if (outcome.kind === 'duplicate' && outcome.index === 1)
      return slugOfEarlierCall(rows, organization);
    if (outcome.kind === 'unmatched') {
      const refusal = await creatorRefusal(rows, creator, limit);
      // A change that is not on a majority yet is not visible, so the reason may come later.
      if (refusal === null) return null;
      throw new FloorRefusal(refusal);
    }
    slug = await findFreeSlug(rows, name);
    return null;
  });
}

function newOrganizationRow(
  operation: mongo.ObjectId,
  creator: mongo.ObjectId,
  name: string,
  slug: string,
  now: Date,
): OrganizationRow {
  return {
    _id: operation,
    live: true,
    name,
    slug,
    profile: {},
    createdBy: creator,
    createdAt: now,
    updatedAt: now,
    admins: [{ user: creator, term: operation }],
    in: [{ org: operation }],
    org: operation,
    joined: operation,
    member: creator,
    auditOf: operation,
    at: now,
    action: 'organization.create',
    actor: creator,
  };
}

function countCreation({ _id, createdBy, createdAt }: OrganizationRow, limit: number): RowUpdate {
  const joined = { org: _id, joined: _id, at: createdAt };
  return {
    q: { _id: createdBy, live: true, organizationsCreated: { $lt: limit } },
    u: { $inc: { organizationsCreated: 1 }, $push: { in: joined } },
  };
}

/** The slug of the name itself. Null if the name gives none, or a reserved one. */
export function firstSlug(name: string): Slug | null {
  const slug = slugFromName(name, foldLatin);
  return slug !== null && !reservedSlugs.has(slug) ? slug : null;
}

/** The name's first slug that is free. One read, and only after the name's own slug was taken. */
export async function findFreeSlug(rows: Rows, name: string): Promise<Slug> {
  const candidates = slugCandidates(slugFromName(name, foldLatin), randomSuffix(), reservedSlugs);
  const found = await findRows<{ readonly _id: Slug }>(
    rows,
    { _id: { $in: candidates } },
    { _id: 1 },
    candidates.length,
  );
  return pickFreeSlug(
    candidates,
    found.map(({ _id }) => _id),
  );
}

const base32Letters = 'abcdefghijklmnopqrstuvwxyz234567';

function randomSuffix(): string {
  return [...randomBytes(6)].map((byte) => base32Letters[byte % 32]).join('');
}

async function slugOfEarlierCall(
  rows: Rows,
  { _id, createdBy, name }: OrganizationRow,
): Promise<string> {
  const [earlier] = await findRows<OrganizationRow>(
    rows,
    { _id },
    { slug: 1, name: 1, actor: 1 },
    1,
  );
  const isSame = earlier?.name === name && earlier.actor?.equals(createdBy) === true;
  if (!isSame) throw new FloorRefusal('idempotency_key_reused');
  return earlier.slug;
}

async function creatorRefusal(
  rows: Rows,
  creator: mongo.ObjectId,
  limit: number,
): Promise<string | null> {
  const fields = { live: 1, organizationsCreated: 1 };
  const [user] = await findRows<UserRow>(rows, { _id: creator }, fields, 1);
  if (user?.live !== true) return 'account_inactive';
  return user.organizationsCreated >= limit ? 'organization_limit_reached' : null;
}

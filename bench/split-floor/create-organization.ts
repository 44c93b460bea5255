// Creates an organization. Five statements, the fewest for four collections:
//
// 1. `update memberships`, which opens the transaction, with three rows: the guard of the creator (may sign in, is below the
//    limit, and has created one organization more), the guard of the organization, and the membership of the creator.
// 2. `insert organizations`, `insert slugs`, `insert journal`.
// 3. `commitTransaction`.
//
// Nothing is read first. As on the floor, the first attempt takes the slug of the name.

import { mongo } from 'mongoose';
import { displayNameOrThrow } from '../../src/domain/shared/display-name.js';
import { findFreeSlug, firstSlug, type NewOrganization } from '../floor/create-organization.js';
import { FloorRefusal, findRows, insertRow, writeTogether } from '../floor/statements.js';
import {
  answerOnce,
  type GuardRow,
  type JournalRow,
  type MembershipRow,
  type OrganizationRow,
  organizationGuard,
  type SlugRow,
  type SplitRows,
} from './layout.js';

/** Returns the slug. */
export async function createOrganization(rows: SplitRows, given: NewOrganization): Promise<string> {
  const { creator, limit, operation: _id = new mongo.ObjectId() } = given;
  const name = displayNameOrThrow(given.name);
  const at = new Date();
  const membership: MembershipRow = {
    _id: new mongo.ObjectId(),
    organization: _id,
    user: creator,
    role: 'admin',
    state: 'active',
    joinedAt: at,
    term: _id,
  };
  const countCreation = {
    q: { _id: creator, state: 'present', created: { $lt: limit } },
    u: { $inc: { created: 1, version: 1 } },
  };
  const action = 'organization.create';
  const entry: JournalRow = { _id, organization: _id, at, action, actor: creator, input: name };
  let slug = firstSlug(name) ?? (await findFreeSlug(rows.slugs, name));
  const attempt = async () => {
    const organization: OrganizationRow = {
      _id,
      name,
      slug,
      profile: {},
      createdBy: creator,
      createdAt: at,
      updatedAt: at,
    };
    const slugRow: SlugRow = { _id: slug, organization: _id, state: 'current', since: at };
    const outcome = await writeTogether(rows.client, [
      {
        update: rows.memberships,
        updates: [countCreation, insertRow(organizationGuard(_id)), insertRow(membership)],
      },
      { insert: rows.organizations, documents: [organization] },
      { insert: rows.slugs, documents: [slugRow] },
      { insert: rows.journal, documents: [entry] },
    ]);
    if (outcome.kind === 'done') return slug;
    if (outcome.kind === 'unmatched') {
      const refusal = await creatorRefusal(rows, creator, limit);
      // A change that is not on a majority yet is not visible, so the reason may come later.
      if (refusal === null) return null;
      throw new FloorRefusal(refusal);
    }
    if (outcome.kind === 'duplicate' && outcome.collection === 'slugs')
      slug = await findFreeSlug(rows.slugs, name);
    return null;
  };
  return answerOnce(rows, entry, attempt, async () => {
    const [earlier] = await findRows<OrganizationRow>(rows.organizations, { _id }, {}, 1);
    return earlier?.slug ?? slug;
  });
}

async function creatorRefusal(
  { memberships }: SplitRows,
  _id: mongo.ObjectId,
  limit: number,
): Promise<string | null> {
  const [guard] = await findRows<GuardRow>(memberships, { _id }, {}, 1);
  if (guard?.state !== 'present') return 'account_inactive';
  return (guard.created ?? 0) >= limit ? 'organization_limit_reached' : null;
}

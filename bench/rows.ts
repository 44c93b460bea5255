// Creates rows as the use cases would, and writes many of them directly to a storage, for benchmarks and for tests with
// many rows.

import { insertChange } from '../src/application/use-case/changes.js';
import { newId } from '../src/application/use-case/new-id.js';
import { createOrganization } from '../src/domain/organization/create-organization.js';
import { createMembership } from '../src/domain/organization/membership.js';
import { registerUser } from '../src/domain/user/user.js';
import {
  type Change,
  type OrganizationId,
  orThrow,
  parseDisplayName,
  parseEmail,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseSlug,
  parseUserId,
  type Storage,
  type User,
} from '../src/index.js';
import type { IdGenerator } from '../src/ports/clock-random-ids.js';

/** Creates rows, each different from all before it. */
export interface RowFactory {
  /** A verified user without a personal organization. */
  user(): User;
  organizationInserts(creator: User): NewOrganizationRows;
  memberInsert(organizationId: OrganizationId, user: User): Change;
}

interface NewOrganizationRows {
  readonly organizationId: OrganizationId;
  /** The organization, its first admin and its slug. */
  readonly changes: readonly Change[];
}

export function createRowFactory(ids: IdGenerator, now: Date): RowFactory {
  return {
    user() {
      const id = newId(ids, parseUserId);
      return registerUser({
        id,
        email: orThrow(parseEmail(`person-${id}@example.net`, [])),
        emailVerified: true,
        name: orThrow(parseDisplayName('Ada Byron', [])),
        personalOrganization: newId(ids, parseOrganizationId),
        now,
      });
    },

    organizationInserts(creator) {
      const id = newId(ids, parseOrganizationId);
      const { organization, membership, slugRecord } = createOrganization({
        id,
        membershipId: newId(ids, parseMembershipId),
        name: orThrow(parseDisplayName('Guild of Many', [])),
        slug: orThrow(parseSlug(`guild-${id}`, new Set(), [])),
        creator,
        isPersonal: false,
        now,
      });
      const changes = [
        insertChange('organizations', id, organization),
        insertChange('memberships', membership.id, membership),
        insertChange('slugs', slugRecord.slug, slugRecord),
      ];
      return { organizationId: id, changes };
    },

    memberInsert(organizationId, { id: userId }) {
      const id = newId(ids, parseMembershipId);
      return insertChange(
        'memberships',
        id,
        createMembership({ id, organizationId, userId, role: 'member', now }),
      );
    },
  };
}

const changesPerCommit = 1_000;

/** Writes rows in any order, even if they refer to each other, with 1,000 rows per commit. */
export async function commitInBatches(
  storage: Storage,
  ids: IdGenerator,
  now: Date,
  changes: readonly Change[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += changesPerCommit) {
    // A fence is the smallest journal entry.
    await storage.commit({
      changes: changes.slice(from, from + changesPerCommit),
      journal: { kind: 'fence', id: newId(ids, parseOperationId), at: now },
      messages: [],
    });
  }
}

export function toUserInsert(user: User): Change {
  return insertChange('users', user.id, user);
}

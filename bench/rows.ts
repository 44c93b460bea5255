// Rows as the use cases would have written them, put straight into a storage: many at once, for benchmarks and for
// tests of size.

import { inserted } from '../src/application/use-case/changes.js';
import { join } from '../src/domain/organization/membership.js';
import { found } from '../src/domain/organization/organization.js';
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
import type { Ids } from '../src/ports/system.js';

/** Makes rows, each different from all before it. */
export interface Rows {
  /** A verified user without a personal organization. */
  user(): User;
  organization(founder: User): Organized;
  member(organizationId: OrganizationId, user: User): Change;
}

interface Organized {
  readonly organizationId: OrganizationId;
  /** The organization, its first admin and its slug. */
  readonly changes: readonly Change[];
}

export function rowsFrom(ids: Ids, now: Date): Rows {
  return {
    user() {
      const id = fresh(ids, parseUserId);
      return registerUser({
        id,
        email: orThrow(parseEmail(`person-${id}@example.net`, [])),
        emailVerified: true,
        name: orThrow(parseDisplayName('Ada Byron', () => false, [])),
        personalOrganization: fresh(ids, parseOrganizationId),
        now,
      });
    },

    organization(founder) {
      const id = fresh(ids, parseOrganizationId);
      const { organization, membership, slugRecord } = found({
        id,
        membershipId: fresh(ids, parseMembershipId),
        name: orThrow(parseDisplayName('Guild of Many', () => false, [])),
        slug: orThrow(parseSlug(`guild-${id}`, new Set(), [])),
        founder,
        personal: false,
        now,
      });
      const changes = [
        inserted('organizations', id, organization),
        inserted('memberships', membership.id, membership),
        inserted('slugs', slugRecord.slug, slugRecord),
      ];
      return { organizationId: id, changes };
    },

    member(organizationId, { id: userId }) {
      const id = fresh(ids, parseMembershipId);
      return inserted('memberships', id, join({ id, organizationId, userId, role: 'member', now }));
    },
  };
}

const changesACommit = 1_000;

/** Writes rows that refer to each other in whatever order they come, in as few commits as is decent. */
export async function fill(
  storage: Storage,
  ids: Ids,
  now: Date,
  changes: readonly Change[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += changesACommit) {
    await storage.commit({
      changes: changes.slice(from, from + changesACommit),
      journal: { kind: 'fence', id: fresh(ids, parseOperationId), at: now },
      messages: [],
    });
  }
}

export function userInsert(user: User): Change {
  return inserted('users', user.id, user);
}

function fresh<T>(ids: Ids, parse: (text: string) => T | null): T {
  const id = parse(ids.next());
  if (id === null) throw new Error('the id generator gave something that is no id');
  return id;
}

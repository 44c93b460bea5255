// Makes the slug of a new organization and builds its rows, for `create`, `ensurePersonal` and `users.register`.

import type {
  NewOrganization,
  NewOrganizationRows,
} from '../../domain/organization/create-organization.js';
import { createOrganization } from '../../domain/organization/create-organization.js';
import type { DisplayName } from '../../domain/shared/display-name.js';
import {
  type MembershipId,
  type OrganizationId,
  parseMembershipId,
  parseOrganizationId,
} from '../../domain/shared/ids.js';
import { type Slug, slugOrThrow } from '../../domain/slug/slug.js';
import { pickFreeSlug, slugCandidates, slugFromName } from '../../domain/slug/slug-from-name.js';
import type { IdGenerator } from '../../ports/clock-random-ids.js';
import type { Change } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { insertChange } from '../use-case/changes.js';
import { newId } from '../use-case/new-id.js';

const suffixLength = 6;

/** The first free slug of a name. One read. */
export async function findFreeSlug(deps: Dependencies, name: DisplayName): Promise<Slug> {
  const candidates = slugCandidatesForName(deps, name);
  return pickFreeSlug(candidates, await deps.storage.slugs.listTaken(candidates));
}

const personalSuffixLength = 8;

/**
 * A slug for a personal organization. It takes no name from a company, and says nothing of the user's name or address. If
 * it is taken, the unique constraint stops the command, whose next attempt asks for another.
 */
export function randomPersonalSlug({ random }: Pick<Dependencies, 'random'>): Slug {
  return slugOrThrow(/* SLUG-36 */ `user-${random.base32(personalSuffixLength)}`);
}

/** The slugs to try for a name, the last of them with random letters. */
export function slugCandidatesForName(
  { random, transliterate, reservedSlugs }: Dependencies,
  name: DisplayName,
): readonly Slug[] {
  const base = slugFromName(name, transliterate);
  return slugCandidates(base, random.base32(suffixLength), reservedSlugs);
}

/** A new organization with its first admin, and the inserts of its three rows: organization, membership and slug. */
export function planNewOrganization(given: NewOrganization): {
  readonly created: NewOrganizationRows;
  readonly changes: readonly Change[];
} {
  const created = createOrganization(given);
  const { organization, membership, slugRecord } = created;
  return {
    created,
    changes: [
      insertChange('organizations', organization.id, organization),
      insertChange('memberships', membership.id, membership),
      insertChange('slugs', slugRecord.slug, slugRecord),
    ],
  };
}

/** The ids that a new organization needs. */
export interface NewOrganizationIds {
  readonly organizationId: OrganizationId;
  readonly membershipId: MembershipId;
}

export function newOrganizationIds(ids: IdGenerator): NewOrganizationIds {
  return {
    organizationId: newId(ids, parseOrganizationId),
    membershipId: newId(ids, parseMembershipId),
  };
}
